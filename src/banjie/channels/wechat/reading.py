"""A matter as it was told in a conversation, as a message; kept for a person where it did not become a case. Pure."""

from typing import Any

import orjson

from banjie.channels.message import Message, NotTaken, Read, Reason
from banjie.channels.models import Endpoint
from banjie.channels.wechat.conversation import Draft
from banjie.core.coordinates import Datum


def kept(draft: Draft, sender: str) -> bytes:
    """How it is kept until somebody looks at it, with whom to answer."""
    return orjson.dumps({"draft": draft.wire(), "sender": sender})


def read(raw: bytes, _endpoint: Endpoint) -> Read:
    try:
        told = orjson.loads(raw)
        draft, sender = Draft.of(told["draft"]), str(told["sender"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return NotTaken(Reason.UNREADABLE)
    matter: dict[str, Any] = {"place_text": draft.place}
    if draft.longitude is not None:
        matter |= {"longitude": draft.longitude, "latitude": draft.latitude, "datum": Datum.GCJ02}
    return Message(body=draft.text, address=sender, matter=matter)


def media_of(raw: bytes) -> list[str]:
    """WeChat's ids of what was sent along."""
    try:
        return [str(each) for each in orjson.loads(raw)["draft"]["media"]]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return []
