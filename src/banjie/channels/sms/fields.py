"""Where things stand in a gateway's call, and short words that mean something of their own. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from banjie.channels.hook_in import mapping
from banjie.platform.proving.addresses import Channel
from banjie.platform.proving.addresses import read as read_address
from banjie.platform.tables.text import clean_text

DEFAULT: Final[Mapping[str, str]] = {"from": "from", "text": "text", "id": "id"}
_KNOWN: Final = {"from", "text", "id", "reference", "part", "total"}
_MOST_PARTS: Final = 30
_STOP: Final = {"退订", "td", "t", "stop", "stopall", "unsubscribe", "取消订阅", "拒收请回复r", "r"}
_START: Final = {"恢复", "恢复订阅", "start", "unstop"}


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message, or a part of one: `part` of `total` of the long message `reference`."""

    number: str = field(repr=False)
    text: str = field(repr=False)
    id: str = ""
    reference: str = ""
    part: int = 1
    total: int = 1


class NotAMessage(ValueError):
    """A call without a number or a text; the code says which."""


def faults_of(given: Any) -> list[str]:
    if not isinstance(given, dict):
        return ["fields"]
    wrong = [name for name in given if name not in _KNOWN or not mapping.is_path(given[name])]
    return wrong + [name for name in ("from", "text") if name not in given]


def incoming(given: Mapping[str, str], document: Any) -> Incoming:
    """Raises NotAMessage."""
    told = {name: mapping.text_at(document, path) for name, path in given.items()}
    sender = read_address(told["from"])
    if sender is None or sender[0] is not Channel.TEXT:
        raise NotAMessage("from")
    text = clean_text(told["text"], limit=20_000).text
    if not text.strip():
        raise NotAMessage("text")
    total, part = _small(told.get("total", "")), _small(told.get("part", ""))
    if not (1 <= part <= total <= _MOST_PARTS) or not told.get("reference"):
        part = total = 1
    return Incoming(sender[1], text, told.get("id", "")[:200], told.get("reference", "")[:200], part, total)


def wants(text: str) -> bool | None:
    """False for a word that ends messages, True for one that lets them come again, None for anything else."""
    plain = re.sub(r"[\s.。!！“”\"]", "", unicodedata.normalize("NFKC", text[:60])).lower()
    if plain in _STOP:
        return False
    return True if plain in _START else None


def _small(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
