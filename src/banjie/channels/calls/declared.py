"""What is set of a call centre."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from banjie.channels.declared import Declared, Setting
from banjie.channels.hook_in.declared import MODE_WORDS
from banjie.channels.hook_in.verifying import MODES

_HOST: Final = re.compile(r"[a-z0-9.-]{1,253}(?::\d{1,5})?")


def _check(values: Mapping[str, Any]) -> dict[str, str]:
    faults: dict[str, str] = {}
    if values["mode"] not in MODES:
        faults["mode"] = "missing"
    if not all(_HOST.fullmatch(each) for each in hosts_of(values)):
        faults["hosts"] = "not_a_host"
    return faults


def hosts_of(values: Mapping[str, Any]) -> list[str]:
    return [each.strip().lower() for each in re.split(r"[\s,，;；]+", str(values.get("hosts", ""))) if each.strip()]


DECLARED: Final = Declared(
    settings=(
        Setting(
            "hosts",
            _("Hosts of recordings"),
            "long",
            hint=_("Only links to these are kept, one a line"),
            most=2_000,
        ),
        Setting(
            "mode",
            _("How the call centre shows who it is"),
            "choice",
            default="bearer",
            choices=tuple(MODE_WORDS.items()),
        ),
    ),
    check=_check,
    has_address=True,
    makes="secret",
)
