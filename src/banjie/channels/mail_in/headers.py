"""Headers of a letter as text of one line. Pure; never raises, whatever stands in them."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Letter
from email.utils import getaddresses, parseaddr
from typing import Final

from banjie.channels.mail_in.charsets import decode
from banjie.platform.tables.text import clean_text

_LONGEST: Final = 20_000
_SPACES: Final = re.compile(r"\s+")
_ADDRESS: Final = re.compile(r"[^@\s<>,;:\"\\\x00-\x20\x7f]{1,64}@[A-Za-z0-9.\-_\[\]:\u0080-\uffff]{1,255}")
_ID: Final = re.compile(r"<[^<>\s]{1,900}>")
_AGAIN: Final = re.compile(r"^(?:(?:re|aw|sv|fw|fwd|wg|回复|答复|转发)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)


def text_of(letter: Letter, name: str) -> str:
    """The first header of that name, decoded; "" where there is none."""
    return first(values_of(letter, name))


def values_of(letter: Letter, name: str) -> list[str]:
    """Of raw headers: bytes beyond ASCII that nobody labelled stand in them as surrogates, and are decoded here."""
    wanted = name.lower()
    found = [str(value) for key, value in letter.raw_items() if key.lower() == wanted]
    return [decoded(value[:_LONGEST]) for value in found[:50]]


def first(values: list[str]) -> str:
    return values[0] if values else ""


def sender_of(letter: Letter) -> tuple[str, str]:
    """Name and address: to whom an answer would go."""
    for header in ("Reply-To", "From", "Sender"):
        name, address = parseaddr(text_of(letter, header), strict=False)
        if _ADDRESS.fullmatch(address):
            return clean_text(name, limit=80).text.strip(), address
    return "", ""


def from_of(letter: Letter) -> str:
    return parseaddr(text_of(letter, "From"), strict=False)[1].lower()


def recipients_of(letter: Letter) -> list[str]:
    values = [value for name in ("To", "Cc", "Bcc") for value in values_of(letter, name)]
    return [address.lower() for _name, address in getaddresses(values, strict=False) if "@" in address]


def ids_in(letter: Letter, *names: str) -> list[str]:
    """The message ids that stand in headers."""
    return [found for name in names for value in values_of(letter, name) for found in _ID.findall(value)]


def subject_of(letter: Letter) -> str:
    """What it is about, without "Re:" and its like."""
    return _AGAIN.sub("", clean_text(text_of(letter, "Subject"), limit=200).text).strip()


def decoded(value: str) -> str:
    unfolded = value.replace("\r", "").replace("\n", "")
    try:
        parts = decode_header(unfolded)
    except (HeaderParseError, ValueError, LookupError):
        parts = [(unfolded, None)]
    text = "".join(_part(content, label) for content, label in parts)
    return _SPACES.sub(" ", clean_text(text).text).strip()


def _part(content: str | bytes, label: str | None) -> str:
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogateescape")
    return decode(content, label or "")
