"""Secrets of a party's page: made at random, shown or sent once, kept as keyed digests. Pure but for the key."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings

from banjie.platform.crypto import normalise_tracking_code, tracking_code
from banjie.platform.proving import secrets
from banjie.platform.proving.secrets import new_digits, new_token

__all__ = ["new_code", "new_digits", "new_token", "of_code", "of_code_as_typed", "of_digits", "of_token"]

# Looked up in place of what cannot be a code, so that it costs the same.
_NO_CODE: Final = "0000-0000-0000"


def new_code() -> str:
    """As `7K3M-9QPX-2VTD`: sixty random bits, without letters that are mistaken for digits."""
    return tracking_code()


def of_code(code: str) -> bytes:
    return _keyed("party access code", code)


def of_code_as_typed(text: str) -> Sequence[bytes]:
    """Digests that the code may be stored under, one for each secret key in use; never none."""
    code = normalise_tracking_code(text) or _NO_CODE
    return [_keyed("party access code", code, key) for key in _keys()]


def of_token(token: str) -> bytes:
    """The token has 256 random bits: what it is stored under need not outlive a change of keys."""
    return _keyed("party page token", token)


def of_digits(digits: str, *, access_id: int) -> bytes:
    return _keyed(f"party proof {access_id}", "".join(digits.split())[:20])


def _keys() -> Sequence[str]:
    return [str(settings.SECRET_KEY), *settings.SECRET_KEY_FALLBACKS]


def _keyed(purpose: str, text: str, key: str | None = None) -> bytes:
    return secrets.digest(purpose, text, key)
