"""What is set of a web hook."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from banjie.channels.common_settings import MATTER, check_matter
from banjie.channels.declared import Declared, Setting
from banjie.channels.hook_in import mapping
from banjie.channels.hook_in.verifying import MODES

# What an empty form begins with: the mapping of a sensor, to be made one's own.
EXAMPLE: Final = {
    "fields": {
        "body": {"text": "{device.name}: {value}"},
        "category": {"path": "type", "table": {}, "otherwise": ""},
        "longitude": {"path": "position[0]"},
        "latitude": {"path": "position[1]"},
    },
    "key": "id",
    "device": "device.id",
    "only_if": {"path": "status", "in": ["alarm"]},
}
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
            example=EXAMPLE,
        ),
        Setting(
            "window_hours",
            _("Same message within (hours)"),
            "number",
            default=24,
            hint=_(
                "Where neither the mapping nor the sender gives a key, the same words within this time are one message."
            ),
        ),
        Setting(
            "quiet_minutes",
            _("Quiet time of a device (minutes)"),
            "number",
            default=10,
            hint=_("What a device with an open case sends so soon after the last is counted, and told with the next."),
        ),
        Setting(
            "through",
            _("How far a matter is taken at once"),
            "choice",
            default="received",
            choices=(
                ("received", _("Record only")),
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
