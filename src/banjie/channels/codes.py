"""Tracking codes as they stand in messages: three groups of four, as receipts write them. Pure."""

import re
import unicodedata
from typing import Final

_CODE: Final = re.compile(
    r"(?<![0-9A-Za-z-])[0-9A-Za-z]{4}[-‐‑–— ][0-9A-Za-z]{4}[-‐‑–— ][0-9A-Za-z]{4}(?![0-9A-Za-z-])"
)
_LONGEST: Final = 200_000
_MOST: Final = 20


def codes_in(text: str) -> list[str]:
    """What looks like one, each once; whether it is somebody's is not for a text to say."""
    found = _CODE.findall(unicodedata.normalize("NFKC", text[:_LONGEST]))
    return list(dict.fromkeys(found))[:_MOST]


def without(text: str) -> str:
    """The text without them: what one is found by is no information."""
    return _CODE.sub("", unicodedata.normalize("NFKC", text)).strip(" \t\r\n:：,，。.;；#")
