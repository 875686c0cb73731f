"""E-mail addresses and telephone numbers as people type them, in one written form. Pure."""

import re
import unicodedata
from enum import StrEnum

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,63}(?:\.[^@\s.]{1,63})+")
_PHONE = re.compile(r"\+?\d{6,15}")
_FILLING = re.compile(r"[\s\-().]+")


class Channel(StrEnum):
    EMAIL = "email"
    TEXT = "text"


def read(text: str) -> tuple[Channel, str] | None:
    """The channel and the address; None for what is neither."""
    plain = unicodedata.normalize("NFKC", text[:200]).strip()
    if _EMAIL.fullmatch(plain):
        return Channel.EMAIL, plain.lower()
    phone = _FILLING.sub("", plain)
    if not _PHONE.fullmatch(phone):
        return None
    # The same telephone with and without China's prefix.
    return Channel.TEXT, re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", phone)
