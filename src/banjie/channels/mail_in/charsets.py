"""Bytes of a letter as text, whatever their label says. Pure; never raises."""

import codecs
from typing import Final

import charset_normalizer

# Labels as letters carry them, with what decodes them: GB18030 holds all that GB2312 and GBK do.
_MEANT: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb_2312-80": "gb18030",
    "hz-gb-2312": "hz",
    "chinese": "gb18030",
    "utf8": "utf-8",
    "utf-8mb4": "utf-8",
    "x-unknown": "utf-8",
    "unknown-8bit": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "8bit": "utf-8",
    "default": "utf-8",
}
# What decodes anything says nothing by doing so: it comes last.
_DECODES_ALL: Final = {"iso8859-1", "latin-1", "cp1252"}
_LONGEST_GUESSED: Final = 20_000


def decode(content: bytes, label: str = "") -> str:
    """By its label where that fits, else UTF-8, GB18030, or what it looks most like."""
    if content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        label = "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-16"
    meant = _MEANT.get(label.strip().strip("\"'").lower(), label.strip().strip("\"'").lower())
    named = _known(meant)
    order = [named, "utf-8", "gb18030"] if named not in _DECODES_ALL else ["utf-8", named]
    for name in order:
        if name and (text := _strictly(content, name)) is not None:
            return text
    return _guessed(content)


def _known(label: str) -> str:
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError, UnicodeError):
        return ""
    # rot13, base64 and their like turn bytes into no text.
    return found.name if getattr(found, "_is_text_encoding", True) else ""


def _strictly(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeError, ValueError, LookupError):
        return None


def _guessed(content: bytes) -> str:
    best = charset_normalizer.from_bytes(content[:_LONGEST_GUESSED]).best()
    return content.decode(best.encoding if best is not None else "utf-8", "replace")
