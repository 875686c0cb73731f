"""Secrets of a door: made at random, kept as keyed digests. Pure but for the key."""

import secrets
from datetime import datetime
from typing import Final

from django.utils.crypto import salted_hmac

DIGITS: Final = 6


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_digits() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def digest(purpose: str, text: str, key: str | None = None) -> bytes:
    """Keyed with the installation's secret, or with the one given; for each purpose another."""
    return salted_hmac(f"banjie {purpose}", text, secret=key, algorithm="sha256").digest()


def of_origin(door: str, address: str | None, *, at: datetime) -> bytes:
    """Of a network address, another every day and at every door: enough to count tries, too little to follow."""
    return digest(f"{door} {at.date().isoformat()}", address or "")


def of_number(typed: str, *, proof_id: int) -> bytes:
    return digest(f"number {proof_id}", "".join(typed.split())[:20])
