"""Keeps a message as it came, before anything is made of it: what was kept is dealt with, whatever is killed."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from banjie.channels import bindings
from banjie.channels.models import Endpoint, Inbound, State
from banjie.platform import crypto, stamps
from banjie.platform.jobs import later

TRY_AGAIN: Final = timedelta(minutes=5)
_NOTED_EVERY: Final = timedelta(minutes=1)
# Moves whenever something is set aside or taken up: how much that is stands in memory.
STAMP: Final = "set_aside"


@dataclass(frozen=True, slots=True)
class Received:
    """A message that is kept; `repeated` where it had come before."""

    inbound_id: int
    repeated: bool


def receive(
    endpoint: Endpoint,
    raw: bytes,
    *,
    key: str,
    at: datetime,
    window: timedelta | None = None,
    by_job: bool = True,
) -> Received:
    """Once a key, however often it comes; with `window`, a key means the same message only for so long.

    Without `by_job` the caller takes it at once; should it be killed before, what waits is taken up after a while.
    """
    from banjie.channels.jobs import take

    digest = bindings.key_of(endpoint.pk, key)
    before = _before(endpoint, digest)
    if before is not None and (window is None or before.received_at > at - window):
        return Received(before.pk, True)
    generation = before.generation + 1 if before is not None else 0
    try:
        with transaction.atomic():
            row = Inbound.objects.create(
                endpoint=endpoint,
                key=digest,
                generation=generation,
                received_at=at,
                next_at=at + TRY_AGAIN,
                sealed=sealed(raw, bindings.inbound(endpoint.pk, digest, generation)),
            )
            note_received(endpoint, at=at)
            if by_job:
                later(take, inbound_id=row.pk)
    except IntegrityError:
        # Somebody else brought the same one in at this very moment.
        row = Inbound.objects.get(endpoint=endpoint, key=digest, generation=generation)
        return Received(row.pk, True)
    return Received(row.pk, False)


def note_received(endpoint: Endpoint, *, at: datetime) -> None:
    """That something came: once a minute will do, so that many at once do not wait for this row."""
    known = endpoint.received_at
    if known is None or at - known >= _NOTED_EVERY or endpoint.failures:
        Endpoint.objects.filter(pk=endpoint.pk).update(received_at=at, failures=0, fault="")
        endpoint.received_at, endpoint.failures = at, 0


def raw_of(row: Inbound) -> bytes:
    """What came. Raises LookupError once it is no longer kept."""
    if row.sealed is None:
        raise LookupError(row.pk)
    binding = bindings.inbound(row.endpoint_id, row.key, row.generation)
    return base64.b64decode(crypto.decrypt(row.sealed, bound_to=binding))


def set_aside_unread(endpoint: Endpoint, raw: bytes, *, key: str, reason: str, detail: str, at: datetime) -> Received:
    """Keeps what is not to be read further, for a person to look at; of what is too large only its beginning."""
    digest = bindings.key_of(endpoint.pk, key)
    row, made = Inbound.objects.get_or_create(
        endpoint=endpoint,
        key=digest,
        generation=0,
        defaults={
            "received_at": at,
            "state": State.SET_ASIDE,
            "reason": reason,
            "detail": detail[:200],
            "sealed": sealed(raw, bindings.inbound(endpoint.pk, digest, 0)),
        },
    )
    if made:
        stamps.bump(STAMP)
    return Received(row.pk, not made)


def _before(endpoint: Endpoint, digest: bytes) -> Inbound | None:
    return Inbound.objects.filter(endpoint=endpoint, key=digest).order_by("-generation").first()


def sealed(raw: bytes, binding: str) -> bytes:
    return crypto.encrypt(base64.b64encode(raw).decode(), bound_to=binding)
