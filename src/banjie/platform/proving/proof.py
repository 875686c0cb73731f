"""The second step: the number that was sent. It works once."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction

from banjie.platform import crypto
from banjie.platform.proving import limits, secrets
from banjie.platform.proving.addresses import Channel
from banjie.platform.proving.asking import Busy, binding, entry, knocked

_MINT: Final = object()


@dataclass(frozen=True, slots=True)
class Proved:
    """Proof that an address is somebody's. Only `prove` makes one: what a function takes says what it needs."""

    channel: Channel
    address: str = field(repr=False)
    about: Mapping[str, str]
    language: str
    minted: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.minted is not _MINT:
            raise TypeError("A Proved comes from prove().")


@dataclass(frozen=True, slots=True)
class NotProved:
    """`tries` that are left; at 0 the address must be given again."""

    tries: int


def prove(token: str, digits: str, *, purpose: str, origin: str | None, at: datetime) -> Proved | NotProved | Busy:
    """A miss counts, and commits; with the last one the number is worth nothing any more."""
    if knocked(purpose, origin, at=at):
        return Busy()
    with transaction.atomic():
        row = entry(token, purpose=purpose, at=at, lock=True)
        if row is None or row.sealed is None:
            return NotProved(0)
        row.tries += 1
        fits = hmac.compare_digest(bytes(row.digits_digest or b""), secrets.of_number(digits, proof_id=row.pk))
        if not fits:
            row.save(update_fields=["tries"])
            return NotProved(limits.TRIES - row.tries)
        known = crypto.decrypt_json(row.sealed, bound_to=binding(row.pk))
        channel, language = Channel(row.channel), row.language
        row.delete()
    return Proved(channel, known["address"], known["about"], language, _MINT)
