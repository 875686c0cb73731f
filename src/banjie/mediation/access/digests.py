"""Secrets of a party's page: made at random, shown or sent once, kept as keyed digests. Pure but for the key."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

from banjie.platform.crypto import normalise_tracking_code, tracking_code

DIGITS: Final = 6
# Looked up in place of what cannot be a code, so that it costs the same.
_NO_CODE: Final = "0000-0000-0000"


def new_code() -> str:
    """As `7K3M-9QPX-2VTD`: sixty random bits, without letters that are mistaken for digits."""
    return tracking_code()


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_digits() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


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


def of_origin(address: str | None, *, at: datetime) -> bytes:
    """Of a network address, different every day: enough to count tries, too little to follow anybody."""
    return _keyed(f"party knock {at.date().isoformat()}", address or "")


def _keys() -> Sequence[str]:
    return [str(settings.SECRET_KEY), *settings.SECRET_KEY_FALLBACKS]


def _keyed(purpose: str, text: str, key: str | None = None) -> bytes:
    return salted_hmac(f"banjie {purpose}", text, secret=key, algorithm="sha256").digest()
