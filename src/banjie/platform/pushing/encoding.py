"""Base 64 for addresses without padding, as everything of Web Push is written (RFC 4648 section 5). Pure."""

import base64
import binascii
import re
from typing import Final

_ALPHABET: Final = re.compile(r"[A-Za-z0-9_-]*={0,2}")


def written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read(text: str) -> bytes:
    """Raises ValueError."""
    if not _ALPHABET.fullmatch(text):
        raise ValueError("not base 64 for addresses")
    plain = text.rstrip("=")
    try:
        return base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        raise ValueError("not base 64 for addresses") from None
