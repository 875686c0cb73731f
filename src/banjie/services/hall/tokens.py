"""Tokens of a hall's devices, like those of command screens: made once, shown once, kept as a digest. Pure."""

import secrets

from banjie.organisations.clients.tokens import digest_of, hint_of

PREFIX = "bjh_"

__all__ = ["PREFIX", "digest_of", "hint_of", "new_token"]


def new_token() -> str:
    return PREFIX + secrets.token_urlsafe(32)
