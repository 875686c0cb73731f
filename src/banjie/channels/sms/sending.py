"""Text messages to reporters who wrote one: that is how they agreed to be answered so."""

from typing import Final

from banjie.channels.sms import gateway
from banjie.channels.threads import Correspondent
from banjie.channels.words import Words
from banjie.platform import clock

HOW: Final = "message"


def can_send() -> bool:
    return gateway.sending_endpoint() is not None


def send(to: Correspondent, words: Words, *, serial: str) -> None:
    """By the gateway that the message came by, else by one that can. Raises OSError where that fails."""
    endpoint = to.endpoint if to.endpoint.settings.get("out_url") else gateway.sending_endpoint()
    if endpoint is not None:
        message_id = f"{to.thread_id}-{serial}"
        gateway.deliver(endpoint, number=to.address, text=words.message, message_id=message_id, at=clock.now())
