"""What a file is, judged by its content alone. A name proves nothing and is not asked."""

import csv
import io
import re
from typing import Final

from .kinds import FileKind, FileProblem, FileRefused
from .office import office_kind
from .pdf import check_pdf
from .recordings import is_mp3, iso_kind

_TEXT_SAMPLE: Final = 64 << 10
_CSV_LINES: Final = 20
_MARKUP_START: Final = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)
_MARKUP: Final = re.compile(r"<(?:!doctype|html|script|svg|iframe|body|object|embed)\b", re.IGNORECASE)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")

_IMAGES: Final = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
)
_PROGRAMS: Final = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"\x00asm",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"#!/",
    b"#! /",
)
_ARCHIVES: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"MSCF")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")


def sniff(content: bytes) -> FileKind:
    """The kind of a file. Raises FileRefused with the reason when it is not taken."""
    if not content:
        raise FileRefused(FileProblem.EMPTY)
    kind = _image(content) or _recording(content)
    if kind is not None:
        return kind
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        return FileKind.PDF
    if content.startswith(b"PK\x03\x04"):
        return office_kind(content)
    _refuse_known(content)
    return _text(content)


def _image(content: bytes) -> FileKind | None:
    for magic, kind in _IMAGES:
        if content.startswith(magic):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if content[:2] == b"BM" and content[6:10] == bytes(4) and int.from_bytes(content[14:18], "little") < 256:
        return FileKind.BMP
    return None


def _recording(content: bytes) -> FileKind | None:
    if content[4:8] == b"ftyp":
        return iso_kind(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return FileKind.WAV
    if content.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return FileKind.AMR
    if content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:64]:
        return FileKind.WEBM
    if is_mp3(content):
        return FileKind.MP3
    return None


def _refuse_known(content: bytes) -> None:
    if content.startswith(_PROGRAMS):
        raise FileRefused(FileProblem.PROGRAM, detected=_usual_ending(content))
    if content.startswith(_ARCHIVES) or content[257:262] == b"ustar" or content[:4] == b"PK\x05\x06":
        raise FileRefused(FileProblem.ARCHIVE, detected=_usual_ending(content))
    if content.startswith(_OLE):
        protected = _ENCRYPTED_PACKAGE in content
        raise FileRefused(FileProblem.PROTECTED if protected else FileProblem.OLD_OFFICE)
    if b"%PDF-" in content[:1024]:
        raise FileRefused(FileProblem.HIDDEN_CONTENT, detected=".pdf")


def _text(content: bytes) -> FileKind:
    text = _decode(content)
    if text is None or _CONTROLS.search(text):
        raise FileRefused(FileProblem.KIND_NOT_ACCEPTED, detected=_usual_ending(content))
    if _MARKUP_START.match(text) or _MARKUP.search(text):
        raise FileRefused(FileProblem.MARKUP)
    if text.startswith("{\\rtf"):
        raise FileRefused(FileProblem.KIND_NOT_ACCEPTED, detected=".rtf")
    return FileKind.CSV if _looks_tabular(text[:_TEXT_SAMPLE]) else FileKind.TEXT


def _decode(content: bytes) -> str | None:
    encodings = ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _looks_tabular(text: str) -> bool:
    """The same number of separators, at least one, in every one of the first lines."""
    lines = [line for line in text.splitlines()[:_CSV_LINES] if line.strip()]
    if len(lines) < 2:
        return False
    for delimiter in ",\t;":
        try:
            widths = {len(row) for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths.pop() > 1:
            return True
    return False


def _usual_ending(content: bytes) -> str | None:
    """What the file most likely is, to name it to the person: ``.rar``. Imported late: it is slow to load."""
    import puremagic

    try:
        found = puremagic.magic_string(content[:4096])
    except (puremagic.PureError, ValueError):
        return None
    return str(found[0].extension) or None if found else None
