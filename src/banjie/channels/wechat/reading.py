"""A matter that was told and did not become a case, as a message for whoever looks at it. Pure."""

from typing import Any

import orjson

from banjie.channels.message import Message, NotTaken, Read, Reason
from banjie.channels.models import Endpoint
from banjie.channels.wechat.conversation import Draft
from banjie.core.coordinates import Datum


def read(raw: bytes, endpoint: Endpoint) -> Read:
    try:
        draft = Draft.of(orjson.loads(raw))
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return NotTaken(Reason.UNREADABLE)
    matter: dict[str, Any] = {"place_text": draft.place}
    if draft.longitude is not None:
        matter |= {"longitude": draft.longitude, "latitude": draft.latitude, "datum": Datum.GCJ02}
    return Message(body=draft.text, matter=matter, answerable=False)
