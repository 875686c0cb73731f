"""Word, Excel and PowerPoint files: which one it is, and that nothing in it runs or calls out.

The kinds and parts are those of ECMA-376 (Office Open XML), Part 1 section 15 and Part 2.
"""

import io
import zipfile
from typing import IO, Final
from xml.etree import ElementTree

from .archives import ArchiveLimits, ArchiveProblem, ArchiveRefused, inflate, open_archive, read_entry
from .kinds import FileKind, FileProblem, FileRefused

_LIMITS: Final = ArchiveLimits(entries=5_000, bytes_inside=256 << 20, ratio=200)
_SMALL_PART: Final = 4 << 20
_NESTED_PART: Final = 20 << 20
_NESTED_PARTS: Final = 50
_DEPTH: Final = 2

_MAIN_PARTS: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": FileKind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": FileKind.XLSX,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": FileKind.PPTX,
}
_MACRO_SIGNS: Final = ("vbaproject", "vbadata", "macrosheet", "macroenabled")
_PROGRAM_SIGNS: Final = ("activex", "oleobject")
_PROGRAM_ENDINGS: Final = (
    ".exe",
    ".dll",
    ".com",
    ".scr",
    ".msi",
    ".bat",
    ".cmd",
    ".ps1",
    ".vbs",
    ".vbe",
    ".js",
    ".jse",
    ".wsf",
    ".hta",
    ".jar",
    ".lnk",
    ".reg",
    ".sh",
    ".apk",
)
_NESTED_ENDINGS: Final = (".xlsx", ".docx", ".pptx")
# Linked parts that a program fetches or runs on opening; a hyperlink waits for a click.
_REMOTE_PARTS: Final = ("attachedtemplate", "oleobject", "frame", "subdocument", "control")

_ARCHIVE_PROBLEMS: Final = {
    ArchiveProblem.NOT_AN_ARCHIVE: FileProblem.DAMAGED,
    ArchiveProblem.DAMAGED: FileProblem.DAMAGED,
    ArchiveProblem.ENCRYPTED: FileProblem.PROTECTED,
    ArchiveProblem.HIDDEN_CONTENT: FileProblem.HIDDEN_CONTENT,
    ArchiveProblem.TOO_MANY_ENTRIES: FileProblem.DECOMPRESSION_BOMB,
    ArchiveProblem.TOO_LARGE_INSIDE: FileProblem.DECOMPRESSION_BOMB,
    ArchiveProblem.SUSPICIOUS_RATIO: FileProblem.DECOMPRESSION_BOMB,
    ArchiveProblem.SIZES_LIE: FileProblem.DAMAGED,
}


def office_kind(content: bytes) -> FileKind:
    """Which of docx, xlsx and pptx an archive is. Raises FileRefused for every other archive."""
    try:
        return _office_kind(io.BytesIO(content), depth=0)
    except ArchiveRefused as refused:
        raise FileRefused(_ARCHIVE_PROBLEMS[refused.code]) from refused


def _office_kind(file: IO[bytes], depth: int) -> FileKind:
    archive = open_archive(file, _LIMITS)
    entries = {entry.filename: entry for entry in archive.infolist()}
    types = entries.get("[Content_Types].xml")
    if types is None:
        raise FileRefused(_what_archive(entries))
    declared = _content_types(read_entry(file, types, limit=_SMALL_PART))
    _check_names([*entries, *declared])
    if sum(name.lower().endswith(_NESTED_ENDINGS) for name in entries) > _NESTED_PARTS:
        raise FileRefused(FileProblem.DECOMPRESSION_BOMB)
    kinds = {_MAIN_PARTS[kind] for kind in declared if kind in _MAIN_PARTS}
    if len(kinds) != 1:
        raise FileRefused(FileProblem.KIND_NOT_ACCEPTED)
    for name, entry in entries.items():
        _check_part(file, name, entry, depth)
    return kinds.pop()


def _what_archive(names: dict[str, zipfile.ZipInfo]) -> FileProblem:
    if any(name in names for name in ("AndroidManifest.xml", "META-INF/MANIFEST.MF", "classes.dex")):
        return FileProblem.PROGRAM
    if "mimetype" in names:
        return FileProblem.KIND_NOT_ACCEPTED
    return FileProblem.ARCHIVE


def _check_names(names: list[str]) -> None:
    """Part names and declared types tell macros and embedded programs, whatever the file calls itself."""
    for name in (name.lower() for name in names):
        if any(sign in name for sign in _MACRO_SIGNS):
            raise FileRefused(FileProblem.MACROS)
        embedded_binary = "/embeddings/" in name and not name.endswith((*_NESTED_ENDINGS, "/", ".rels"))
        if embedded_binary or any(sign in name for sign in _PROGRAM_SIGNS):
            raise FileRefused(FileProblem.EMBEDDED_PROGRAM)
        if name.endswith(_PROGRAM_ENDINGS):
            raise FileRefused(FileProblem.EMBEDDED_PROGRAM)


def _check_part(file: IO[bytes], name: str, entry: zipfile.ZipInfo, depth: int) -> None:
    lower = name.lower()
    if lower.endswith(".rels"):
        _check_links(read_entry(file, entry, limit=_SMALL_PART))
    elif lower.endswith(_NESTED_ENDINGS):
        if depth + 1 >= _DEPTH:
            raise FileRefused(FileProblem.HIDDEN_CONTENT)
        _office_kind(io.BytesIO(read_entry(file, entry, limit=_NESTED_PART)), depth + 1)
    else:
        for _ in inflate(file, entry):
            continue  # reading to the end proves the declared size and checksum


def _content_types(content: bytes) -> list[str]:
    return [element.get("ContentType", "").strip() for element in _parse(content)]


def _check_links(content: bytes) -> None:
    for element in _parse(content):
        kind = element.get("Type", "").rsplit("/", 1)[-1].lower()
        if element.get("TargetMode", "").lower() == "external" and kind in _REMOTE_PARTS:
            raise FileRefused(FileProblem.REMOTE_PARTS)


def _parse(content: bytes) -> ElementTree.Element:
    """Parse a package part. ECMA-376 Part 2 forbids a DTD in them, and a DTD is what makes XML dangerous."""
    text = content.decode("utf-16", "replace") if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else None
    if b"<!DOCTYPE" in content or (text is not None and "<!DOCTYPE" in text):
        raise FileRefused(FileProblem.HIDDEN_CONTENT)
    try:
        return ElementTree.fromstring(content)  # noqa: S314 — no DTD, and at most _SMALL_PART bytes
    except (ElementTree.ParseError, ValueError, LookupError):
        raise FileRefused(FileProblem.DAMAGED) from None
