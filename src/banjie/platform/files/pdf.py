"""PDF files that only show something: those that run scripts, start programs or carry files are refused.

Names of ISO 32000-2: actions in section 12.6.4, embedded files in 7.11.4, object streams in 7.5.7,
and the ``#xx`` spelling of names in 7.3.5, which is how a script hides from a plain search.
"""

import re
import zlib
from typing import Final

from .kinds import FileProblem, FileRefused

_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_BEFORE: Final = rb"(?:[\s\x00<>\[\]()%]|/S|/Type|/Subtype|\dR|\d R|null|true|false)"
_AFTER: Final = rb"(?=[\s\x00/<>\[(%]|$)"
_ACTIVE: Final = re.compile(
    _BEFORE
    + rb"/(?:JavaScript|Launch|Rendition|RichMedia|GoToE|ImportData|SubmitForm|Movie|Sound)"
    + _AFTER
    + rb"|/XFA[\s\x00]*(?:\[|\d+[\s\x00]+\d+[\s\x00]+R)"
)
_CARRIED: Final = re.compile(_BEFORE + rb"/(?:EmbeddedFiles?|FileAttachment)" + _AFTER)
_ENCRYPTED: Final = re.compile(rb"/Encrypt(?=[\s\x00]+\d+[\s\x00]+\d+[\s\x00]+R|[\s\x00]*<<)")
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_END: Final = re.compile(rb"%%EOF[\s\x00]*$")
_INFLATED_LIMIT: Final = 64 << 20
_DICTIONARY_LIMIT: Final = 4096
_PIECE: Final = 16 << 10


def check_pdf(content: bytes) -> None:
    """Raises FileRefused for a PDF that does more than show pages, or cannot be looked into."""
    tail = content[-2048:]
    if not _END.search(tail):
        # Some printers pad the end; a page of HTML or an archive behind the last object is another matter.
        after = tail.rpartition(b"%%EOF")[2] if b"%%EOF" in tail else None
        if after is None:
            raise FileRefused(FileProblem.TRUNCATED)
        raise FileRefused(FileProblem.HIDDEN_CONTENT)
    plain = _unescape(content)
    if _ENCRYPTED.search(plain):
        raise FileRefused(FileProblem.PROTECTED)
    _check_names(plain)
    for objects in _object_streams(content):
        _check_names(_unescape(objects))


def _unescape(content: bytes) -> bytes:
    if b"#" not in content:
        return content
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), content)


def _check_names(content: bytes) -> None:
    if _ACTIVE.search(content):
        raise FileRefused(FileProblem.ACTIVE_PDF)
    if _CARRIED.search(content):
        raise FileRefused(FileProblem.PDF_WITH_FILES)


def _object_streams(content: bytes) -> list[bytes]:
    """The inflated object streams: objects may stand in them, where a search of the file does not reach."""
    found, left = [], _INFLATED_LIMIT
    for match in _STREAM.finditer(content):
        start = content.rfind(b"obj", max(0, match.start() - _DICTIONARY_LIMIT), match.start())
        dictionary = _unescape(content[max(0, start) : match.start()])
        if b"/ObjStm" not in dictionary:
            continue
        filters = set(re.findall(rb"/(\w+Decode|Crypt|Fl|AHx|A85|LZW|RL)\b", dictionary))
        if b"/Predictor" in dictionary or not filters <= {b"FlateDecode", b"Fl"}:
            raise FileRefused(FileProblem.HIDDEN_CONTENT)
        objects = _inflate(content, match.end(), left) if filters else _plain(content, match.end())
        left -= len(objects)
        if left <= 0:
            raise FileRefused(FileProblem.DECOMPRESSION_BOMB)
        found.append(objects)
    return found


def _plain(content: bytes, start: int) -> bytes:
    return content[start : content.find(b"endstream", start)]


def _inflate(content: bytes, start: int, limit: int) -> bytes:
    inflater, pieces = zlib.decompressobj(), []
    try:
        while not inflater.eof and start < len(content) and limit > 0:
            pieces.append(inflater.decompress(content[start : start + _PIECE], limit))
            limit -= len(pieces[-1])
            start += _PIECE
    except zlib.error:
        raise FileRefused(FileProblem.DAMAGED) from None
    return b"".join(pieces)
