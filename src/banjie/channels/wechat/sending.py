"""Messages to followers who raised a matter, and the menu."""

import logging
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from banjie.channels import endpoints, threads
from banjie.channels.models import Endpoint
from banjie.channels.sms.gateway import filled
from banjie.channels.threads import Correspondent
from banjie.channels.wechat import client
from banjie.channels.wechat.client import WeChatFault
from banjie.channels.words import Words
from banjie.platform import clock

logger = logging.getLogger(__name__)

HOW: Final = "message"
_LONGEST_FIELD: Final = 200


def can_send() -> bool:
    return True


def send(to: Correspondent, words: Words, *, serial: str) -> None:
    """Raises OSError where it may be tried again; what WeChat refuses for good is noted at the account."""
    number = threads.code_of(to.case_id)[0] if to.case_id else ""
    path, body = _message(to, words, number)
    try:
        client.call(to.endpoint, path, body)
    except WeChatFault as fault:
        endpoints.note_fault(to.endpoint.pk, f"wechat_{fault.errcode or fault.note}", at=clock.now())
        if not fault.lasts and fault.note != "no_app_secret":
            raise
        logger.warning("a message of thread %s was refused for good: %s", to.thread_id, fault)


def push_menu(endpoint: Endpoint) -> None:
    """The three keys that residents see below. Raises WeChatFault."""
    menu = {
        "button": [
            {"type": "click", "name": _("Report"), "key": "report"},
            {"type": "view", "name": _("My matters"), "url": settings.PUBLIC_URL + reverse("resident:find")},
            {"type": "click", "name": _("Progress"), "key": "track"},
        ]
    }
    client.call(endpoint, "/cgi-bin/menu/create", menu)


def _message(to: Correspondent, words: Words, number: str) -> tuple[str, dict[str, Any]]:
    given = to.endpoint.settings
    if given["template_kind"] == "service" or not given["template_id"]:
        text = {"touser": to.address, "msgtype": "text", "text": {"content": words.message}}
        return "/cgi-bin/message/custom/send", text
    said = {"subject": words.subject, "message": words.message, "number": number}
    fields = filled(given["template_data"], {name: each[:_LONGEST_FIELD] for name, each in said.items()})
    data = {name: {"value": value} for name, value in fields.items()}
    body: dict[str, Any] = {"touser": to.address, "template_id": given["template_id"], "data": data}
    if given["template_kind"] == "template":
        return "/cgi-bin/message/template/send", body | {"url": words.address}
    return "/cgi-bin/message/subscribe/bizsend", body | {"page": words.address}
