"""What is set of a web hook."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from banjie.channels.common_settings import MATTER, check_matter
from banjie.channels.declared import Declared, Setting
from banjie.channels.hook_in import mapping
from banjie.channels.hook_in.verifying import MODES

MODE_WORDS: Final = {
    "standard": _("Signed, as Standard Webhooks has it"),
    "github": _("Signed body (X-Hub-Signature-256)"),
    "bearer": _("The secret as bearer token"),
    "address": _("Only the secret address"),
}


def _check(values: Mapping[str, Any]) -> dict[str, str]:
    faults = check_matter(values)
    wrong = mapping.faults_of(values["mapping"])
    if wrong:
        faults["mapping"] = f"mapping {wrong[0].where} {wrong[0].code}"
    if values["mode"] not in MODES:
        faults["mode"] = "missing"
    return faults


DECLARED: Final = Declared(
    settings=(
        Setting("mode", _("How it shows who it is"), "choice", default="standard", choices=tuple(MODE_WORDS.items())),
        Setting(
            "mapping",
            _("Mapping"),
            "json",
            required=True,
            hint=_("How its fields become a matter, as JSON. Try it on a sample below."),
            most=60_000,
        ),
        Setting(
            "window_hours",
            _("The same words mean the same message for (hours)"),
            "number",
            default=24,
            hint=_("Only where neither the mapping nor the sender gives a key."),
        ),
        Setting(
            "quiet_minutes",
            _("Of a device with an open case, count what comes within (minutes)"),
            "number",
            default=10,
            hint=_("It is told together with the next."),
        ),
        Setting(
            "through",
            _("How far a matter is taken at once"),
            "choice",
            default="received",
            choices=(
                ("received", _("Put down only")),
                ("accepted", _("Accept")),
                ("assigned", _("Accept and dispatch")),
            ),
        ),
        *MATTER[1:],
    ),
    check=_check,
    has_address=True,
    has_client=True,
    makes="secret",
)
