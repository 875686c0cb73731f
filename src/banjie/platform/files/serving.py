"""Giving a stored file back so that a browser shows or saves it and does nothing else with it."""

import re
import unicodedata
from typing import Final

from django.utils.http import content_disposition_header

from .kinds import FileGroup, FileKind

_SHOWN: Final = {FileGroup.IMAGE, FileGroup.AUDIO, FileGroup.VIDEO}
_LONGEST_NAME: Final = 120
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff<>:"|?*]')
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")


def response_headers(kind: FileKind, filename: str, *, download: bool = False) -> dict[str, str]:
    """Headers for a response with the content of a stored file.

    Pictures and recordings are shown in the page unless ``download``; documents are always saved: a
    sandboxed page cannot show a PDF, and a page without the sandbox is not worth it. A Chinese name is
    written as RFC 6266 and RFC 8187 say.
    """
    shown = kind.group in _SHOWN and not download
    disposition = content_disposition_header(not shown, clean_name(filename, kind))
    return {
        "Content-Type": kind.content_type,
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, max-age=3600",
    }


def clean_name(name: str, kind: FileKind) -> str:
    """A name safe to show and to save under, its ending true to what the file is: 照片.exe → 照片.jpg."""
    base = unicodedata.normalize("NFC", _UNSAFE.sub("", name.replace("\\", "/").rpartition("/")[2]))
    if not base.lower().endswith(kind.extensions):
        base = _ENDING.sub("", base)
    ending = next((known for known in kind.extensions if base.lower().endswith(known)), "")
    stem = base[: len(base) - len(ending)].strip(" .")[:_LONGEST_NAME].strip(" .") or "file"
    if _RESERVED.fullmatch(stem):
        stem = f"{stem}-file"
    return stem + (ending or kind.extensions[0])
