"""Whether an endpoint works, tried by hand; what comes of it in words."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banjie.channels import wording
from banjie.channels.mail_in import fetching
from banjie.channels.mail_in.fetching import MailboxFault
from banjie.channels.models import Endpoint, Kind
from banjie.channels.sms import gateway
from banjie.channels.sms.gateway import NotSent
from banjie.channels.wechat import sending
from banjie.channels.wechat.client import WeChatFault
from banjie.platform import clock
from banjie.platform.proving.addresses import Channel, read


class NotTried(Exception):
    """It does not work, with the reason in words."""


def _mailbox(endpoint_id: int, _to: str) -> str:
    endpoint = Endpoint.objects.get(pk=endpoint_id)
    if not endpoint.settings.get("host"):
        raise NotTried(_("No server is set; letters are only piped in."))
    try:
        count = fetching.try_out(endpoint)
    except MailboxFault as fault:
        raise NotTried(wording.trouble(fault.code)) from None
    return ngettext("It works: %(n)s letter lies there.", "It works: %(n)s letters lie there.", count) % {"n": count}


def _gateway(endpoint_id: int, to: str) -> str:
    found = read(to)
    if found is None or found[0] is not Channel.TEXT:
        raise NotTried(_("Write a mobile number."))
    endpoint = Endpoint.objects.get(pk=endpoint_id)
    if not endpoint.settings.get("out_url"):
        raise NotTried(_("No address to send by is set."))
    try:
        sent = gateway.deliver(
            endpoint, number=found[1], text=_("A test of the text messages."), message_id="test", at=clock.now()
        )
    except NotSent as error:
        raise NotTried(wording.trouble(f"out_{error.code}")) from None
    return _("The gateway took it.") if sent else _("This number wants no more messages.")


def _account(endpoint_id: int, _to: str) -> str:
    try:
        sending.push_menu(Endpoint.objects.get(pk=endpoint_id))
    except WeChatFault as fault:
        raise NotTried(wording.trouble(f"wechat_{fault.errcode or fault.note}")) from None
    return _("It works: the menu is set.")


TRIED: Mapping[str, Callable[[int, str], str]] = MappingProxyType(
    {Kind.MAIL: _mailbox, Kind.SMS: _gateway, Kind.WECHAT: _account}
)
