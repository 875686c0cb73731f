"""Tokens of screens: made once, shown once, kept as a digest like those of clients. Pure."""

import secrets

from banjie.organisations.clients.tokens import digest_of, hint_of

PREFIX = "bjs_"

__all__ = ["PREFIX", "digest_of", "hint_of", "new_token"]


def new_token() -> str:
    return PREFIX + secrets.token_urlsafe(32)
