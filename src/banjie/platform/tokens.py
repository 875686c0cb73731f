"""Tokens: made once, shown once, kept as a digest. Pure.

A token holds 256 random bits, so a plain SHA-256 is enough: there is nothing to guess (unlike a password). What it
begins with says what it is for, to people and to whoever searches for leaked ones.
"""

import hashlib
import secrets
from typing import Final

_HINT: Final = 10


def new_token(prefix: str = "") -> str:
    return prefix + secrets.token_urlsafe(32)


def digest_of(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def hint_of(token: str) -> str:
    """The beginning, by which people tell tokens apart."""
    return token[:_HINT]
