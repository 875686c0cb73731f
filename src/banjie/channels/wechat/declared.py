"""What is set of an official account."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from banjie.channels.common_settings import MATTER, check_matter
from banjie.channels.declared import Declared, Setting
from banjie.channels.wechat.sealing import is_key
from banjie.platform.calling.addresses import BadAddress, target_of

API: Final = "https://api.weixin.qq.com"


def _check(values: Mapping[str, Any]) -> dict[str, str]:
    faults = check_matter(values)
    if not re.fullmatch(r"[0-9A-Za-z_]{3,64}", str(values["appid"])):
        faults["appid"] = "not_an_appid"
    if not re.fullmatch(r"[0-9A-Za-z]{3,32}", str(values.get("token", ""))):
        faults["token"] = "not_a_token"  # noqa: S105 — a code
    if (key := values.get("aes_key")) and not is_key(str(key)):
        faults["aes_key"] = "not_a_key"
    try:
        target_of(str(values["api"]), private_allowed=settings.BANJIE_HOOKS_PRIVATE)
    except BadAddress as error:
        faults["api"] = f"address_{error.fault}"
    for name in ("template_data",):
        if values[name] and not isinstance(values[name], dict):
            faults[name] = "malformed"
    if values["template_id"] and not values["template_data"]:
        faults["template_data"] = "missing"
    return faults


DECLARED: Final = Declared(
    settings=(
        Setting("appid", _("AppID"), required=True),
        Setting(
            "token", _("Token"), "secret", required=True, hint=_("As it is set in the account's server configuration.")
        ),
        Setting(
            "aes_key",
            _("EncodingAESKey"),
            "secret",
            hint=_("43 characters. With it only sealed messages are taken (secure mode)."),
        ),
        Setting(
            "app_secret",
            _("AppSecret"),
            "secret",
            hint=_("Without it no photos can be fetched and nothing sent unasked."),
        ),
        Setting(
            "template_kind",
            _("Messages out"),
            "choice",
            default="service",
            choices=(
                ("service", _("Service messages, within 48 hours of the last word")),
                ("template", _("Template messages")),
                ("subscribe", _("Subscription messages")),
            ),
        ),
        Setting("template_id", _("Id of the template")),
        Setting(
            "template_data",
            _("Fields of the template"),
            "json",
            default={},
            hint=_('As {"thing1": "{subject}", "character_string2": "{number}"}; {message} is the whole sentence.'),
            most=2_000,
        ),
        Setting("api", _("Address of WeChat's interface"), default=API),
        *MATTER,
    ),
    check=_check,
    has_address=True,
)
