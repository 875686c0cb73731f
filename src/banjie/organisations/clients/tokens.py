"""Tokens of clients: made once, shown once, kept as a digest. Pure.

A token holds 256 random bits, so a plain SHA-256 is enough: there is nothing to guess (unlike a password).
"""

import hashlib
import secrets

PREFIX = "bjk_"
_HINT = 10


def new_token() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def hint_of(token: str) -> str:
    """The beginning, by which people tell tokens apart."""
    return token[:_HINT]
