"""Every kind of endpoint with what its channel declares and how it reads. A further channel is named here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from banjie.channels.calls import declared as calls
from banjie.channels.declared import Declared
from banjie.channels.hook_in import declared as hook
from banjie.channels.hook_in import reading as hook_reading
from banjie.channels.mail_in import declared as mail
from banjie.channels.mail_in import reading as mail_reading
from banjie.channels.message import Read
from banjie.channels.models import Endpoint, Kind
from banjie.channels.sms import declared as sms
from banjie.channels.sms import reading as sms_reading
from banjie.channels.wechat import declared as wechat
from banjie.channels.wechat import reading as wechat_reading

type Reader = Callable[[bytes, Endpoint], Read]

DECLARED: Mapping[str, Declared] = MappingProxyType(
    {
        Kind.MAIL: mail.DECLARED,
        Kind.HOOK: hook.DECLARED,
        Kind.SMS: sms.DECLARED,
        Kind.WECHAT: wechat.DECLARED,
        Kind.CALLS: calls.DECLARED,
    }
)
# How what was kept is read again.
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        Kind.MAIL: mail_reading.read,
        Kind.HOOK: hook_reading.read,
        Kind.SMS: sms_reading.read,
        Kind.WECHAT: wechat_reading.read,
    }
)
