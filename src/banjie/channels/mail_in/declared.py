"""What is set of a mailbox."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from banjie.channels.common_settings import MATTER, check_matter
from banjie.channels.declared import Declared, Setting

_ADDRESS: Final = re.compile(r"[^@\s<>,;:\"+]{1,64}@[A-Za-z0-9.-]{1,190}")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}")


def _check(values: Mapping[str, Any]) -> dict[str, str]:
    faults = check_matter(values)
    if not _ADDRESS.fullmatch(str(values["address"])):
        faults["address"] = "not_an_address"
    if values["host"] and not _HOST.fullmatch(str(values["host"])):
        faults["host"] = "not_a_host"
    if values["host"] and not (values["user"] and values.get("password")):
        faults["user"] = "missing"
    if not 1 <= int(values["port"] or 0) <= 65_535:
        faults["port"] = "not_a_port"
    for name in ("folder", "moved_to"):
        folder = str(values[name])
        if not folder.isascii() or any(sign in folder for sign in '"\\\r\n\0'):
            faults[name] = "not_a_folder"
    return faults


DECLARED: Final = Declared(
    settings=(
        Setting(
            "address",
            _("Address of the mailbox"),
            required=True,
            hint=_("Letters to it come in; receipts come from it."),
        ),
        Setting(
            "host",
            _("IMAP server"),
            hint=_("Fetched every minute, always encrypted. Empty: letters are only piped in."),
        ),
        Setting("port", _("Port"), "number", default=993),
        Setting("user", _("User name")),
        Setting("password", _("Password"), "secret", hint=_("Never shown again. Left empty, it stays as it is.")),
        Setting("folder", _("Folder"), default="INBOX"),
        Setting(
            "moved_to",
            _("Move what was fetched to"),
            hint=_("A folder on the server; empty: it stays, marked as read."),
        ),
        Setting(
            "plus",
            _("The server takes addresses with a plus (name+sign@…)"),
            "flag",
            hint=_("Then an answer finds its case even where the program of the writer drops the thread."),
        ),
        *MATTER,
    ),
    check=_check,
)
