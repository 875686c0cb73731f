"""A text message, as it was put together, as a message. Pure."""

import orjson

from banjie.channels.codes import codes_in, without
from banjie.channels.message import Message, NotTaken, Read, Reason
from banjie.channels.models import Endpoint


def kept(number: str, text: str) -> bytes:
    """How a message is kept until it is dealt with."""
    return orjson.dumps({"number": number, "text": text})


def read(raw: bytes, endpoint: Endpoint) -> Read:
    try:
        told = orjson.loads(raw)
        number, text = str(told["number"]), str(told["text"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return NotTaken(Reason.UNREADABLE)
    codes = codes_in(text)
    return Message(body=without(text) if codes else text.strip(), address=number, codes=codes)
