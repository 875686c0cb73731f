"""What is set of a text message gateway."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from banjie.channels.common_settings import MATTER, check_matter
from banjie.channels.declared import Declared, Setting
from banjie.channels.hook_in.declared import MODE_WORDS
from banjie.channels.hook_in.verifying import MODES
from banjie.channels.sms import fields
from banjie.platform.calling.addresses import BadAddress, target_of


def _check(values: Mapping[str, Any]) -> dict[str, str]:
    faults = check_matter(values)
    if values["mode"] not in MODES:
        faults["mode"] = "missing"
    if wrong := fields.faults_of(values["fields"]):
        faults["fields"] = f"mapping {wrong[0]} not_a_path"
    if values["out_url"]:
        try:
            target_of(str(values["out_url"]), private_allowed=settings.BANJIE_HOOKS_PRIVATE)
        except BadAddress as error:
            faults["out_url"] = f"address_{error.fault}"
        if not isinstance(values["out_body"], dict) or not values["out_body"]:
            faults["out_body"] = "missing"
    taken = values["out_taken"]
    if taken and not (isinstance(taken, dict) and isinstance(taken.get("in"), list) and taken.get("path")):
        faults["out_taken"] = "malformed"
    return faults


DECLARED: Final = Declared(
    settings=(
        Setting(
            "mode", _("How the gateway shows who it is"), "choice", default="address", choices=tuple(MODE_WORDS.items())
        ),
        Setting(
            "fields",
            _("Fields of what comes in"),
            "json",
            default=dict(fields.DEFAULT),
            hint=_("Where from, text and id stand; and reference, part and total of long messages."),
            most=4_000,
        ),
        Setting(
            "answer",
            _("What the gateway is answered"),
            default="OK",
            hint=_("The words that tell it that a message was taken."),
        ),
        Setting("out_url", _("Address to send by"), hint=_("Empty: nothing is sent."), may_hold_secrets=True),
        Setting(
            "out_method",
            _("Method"),
            "choice",
            default="json",
            choices=(("json", "POST · JSON"), ("form", "POST · form"), ("query", "GET")),
        ),
        Setting(
            "out_body",
            _("What is sent"),
            "json",
            default={"to": "{to}", "text": "{text}"},
            hint=_("With {to}, {text} and {id} where they belong."),
            most=4_000,
        ),
        Setting("out_header", _("Name of a header with the secret"), default="Authorization", most=60),
        Setting(
            "out_secret", _("What stands in it"), "secret", hint=_("Never shown again. Left empty, it stays as it is.")
        ),
        Setting(
            "out_taken",
            _("By what an answer shows that it was taken"),
            "json",
            default={},
            hint=_('As {"path": "code", "in": ["0"]}; empty: any 2xx.'),
            most=2_000,
        ),
        *MATTER,
    ),
    check=_check,
    has_address=True,
    makes="secret",
)
