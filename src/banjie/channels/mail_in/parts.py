"""What a letter consists of: its words, and the files that came with it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message as Letter
from typing import Final

from banjie.channels.mail_in import headers, texts
from banjie.channels.mail_in.charsets import decode
from banjie.channels.message import File
from banjie.platform.tables.text import clean_text

_MOST_PARTS: Final = 300
_DEEPEST: Final = 12
_MOST_TEXT: Final = 400_000
# A picture in the text that is smaller is the logo of a signature.
_LOGO_BYTES: Final = 8 * 1024
_TNEF: Final = {"application/ms-tnef", "application/vnd.ms-tnef"}
_SIGNATURES: Final = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_FILENAME: Final = re.compile(r"filename=\"?([^\";]{1,200})")
_REPORTS: Final = {"message/delivery-status", "message/disposition-notification", "text/rfc822-headers"}


@dataclass(slots=True)
class Parts:
    """`text` as it was written, quotes and all; `unkept` names what cannot be opened here."""

    texts: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    unkept: list[str] = field(default_factory=list)
    has_invitation: bool = False
    count: int = 0

    @property
    def text(self) -> str:
        return "\n\n".join(each for each in self.texts if each)[:_MOST_TEXT]


def parts_of(letter: Letter) -> Parts:
    """Raises RecursionError for what is nested beyond reason."""
    found = Parts()
    _walk(letter, found, 0)
    return found


def _walk(part: Letter, found: Parts, depth: int) -> None:
    found.count += 1
    if depth > _DEEPEST or found.count > _MOST_PARTS:
        found.unkept.append(_name(part) or part.get_content_type()[:40])
        return
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        _alternative(part, found, depth)
    elif kind == "message/rfc822":
        _enclosed(part, found, depth)
    elif part.is_multipart():
        for each in _inside(part):
            _walk(each, found, depth + 1)
    elif kind in _TNEF:
        found.unkept.append(_name(part) or "winmail.dat")
    elif kind == "text/calendar":
        found.has_invitation = True
    elif kind not in _SIGNATURES and kind not in _REPORTS:
        _leaf(part, found, kind)


def _inside(part: Letter) -> Iterator[Letter]:
    content = part.get_payload()
    if isinstance(content, list):
        yield from (each for each in content if isinstance(each, Letter))


def _alternative(part: Letter, found: Parts, depth: int) -> None:
    """Of several forms of the same words the plain one, unless it is empty; and whatever is no text."""
    inner = Parts(count=found.count)
    html = Parts(count=found.count)
    for each in _inside(part):
        _walk(each, html if each.get_content_type() != "text/plain" else inner, depth + 1)
    chosen = inner if inner.text.strip() else html
    found.texts += chosen.texts
    for each_side in (inner, html):
        found.files += each_side.files
        found.unkept += each_side.unkept
        found.has_invitation = found.has_invitation or each_side.has_invitation
    found.count = max(inner.count, html.count)


def _enclosed(part: Letter, found: Parts, depth: int) -> None:
    """A letter in a letter: its words go with ours, headed by who wrote it and about what."""
    for letter in _inside(part):
        _name_of, address = headers.sender_of(letter)
        heading = " · ".join(each for each in (address, headers.text_of(letter, "Subject")) if each)
        found.texts.append(f"[{heading}]" if heading else "")
        _walk(letter, found, depth + 1)


def _leaf(part: Letter, found: Parts, kind: str) -> None:
    name, content = _name(part), _content(part)
    is_attached = "attachment" in headers.text_of(part, "Content-Disposition").lower()
    if kind in {"text/plain", "text/html"} and not is_attached and not name:
        text = decode(content, _label(part))
        words = texts.from_html(text) if kind == "text/html" else _unflowed(part, text)
        found.texts.append(clean_text(words).text.strip())
    elif kind.startswith("image/") and not is_attached and len(content) < _LOGO_BYTES:
        return
    elif content:
        found.files.append(File(name or f"{kind.replace('/', '-')}"[:60], content))


def _content(part: Letter) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError):
        content = None
    return content if isinstance(content, bytes) else b""


def _label(part: Letter) -> str:
    try:
        label = part.get_param("charset", "")
    except (ValueError, LookupError):
        return ""
    return label[2] if isinstance(label, tuple) else str(label or "")


def _name(part: Letter) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        name = ""
    if not name and (found := _FILENAME.search(headers.text_of(part, "Content-Disposition"))):
        # Some programs code the whole header instead of the name in it.
        name = found[1]
    return headers.decoded(name)[:120]


def _unflowed(part: Letter, text: str) -> str:
    """Lines that were only broken for the way are one again (RFC 3676)."""
    text = text.replace("\r\n", "\n")
    if "flowed" not in str(part.get_param("format", "") or "").lower():
        return text
    return text.replace("-- \n", "--\n").replace(" \n", " ")
