"""Through the door of a party's page: the code, then a number for one time.

Every way of failing looks the same from outside and takes the same steps: a code nobody has, one that was taken
back, a party that left. Whoever guesses learns nothing, not even that a code is right.
"""

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from banjie.mediation.access import digests, limits
from banjie.mediation.access.events import ProofAsked
from banjie.mediation.access.sessions import good
from banjie.mediation.models import AccessEntry, AccessProof, PartyAccess, PartyVisit
from banjie.platform.events import publish
from banjie.platform.proving.asking import Busy, knocked

_DOOR: Final = "party knock"


@dataclass(frozen=True, slots=True)
class Entered:
    """The code was taken down, right or wrong. `token` belongs to the browser that gave it."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """The page is open. `token` is a new one: whatever the browser held before opens nothing."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotOpened:
    """`tries` that are left; at 0 the code must be given again."""

    tries: int


def enter(code: str, *, address: str | None, at: datetime) -> Entered | Busy:
    """The first step. A job looks whether a number is to be sent, so that it takes no time here."""
    if knocked(_DOOR, address, at=at):
        return Busy()
    token = digests.new_token()
    with transaction.atomic():
        access = (
            PartyAccess.objects.filter(digest__in=digests.of_code_as_typed(code))
            .select_related("party", "companion")
            .first()
        )
        entry = AccessEntry.objects.create(
            token_digest=digests.of_token(token),
            access=access if access is not None and good(access, at=at) else None,
            opened_at=at,
        )
        publish(ProofAsked(entry.id))
    return Entered(token)


def waits(token: str, *, at: datetime) -> int:
    """How many tries a browser has left; 0 for one that has not given a code lately."""
    entry = _entry(token, at)
    return limits.TRIES - entry.tries if entry is not None else 0


def prove(token: str, digits: str, *, address: str | None, at: datetime) -> Opened | NotOpened | Busy:
    """The second step: the number that was sent or read out. It works once."""
    if knocked(_DOOR, address, at=at):
        return Busy()
    with transaction.atomic():
        entry = _entry(token, at, lock=True)
        if entry is None:
            return NotOpened(0)
        entry.tries += 1
        entry.save(update_fields=["tries"])
        access = _locked(entry.access_id, at)
        proof = _fitting(access, digits, at)
        if access is None or proof is None:
            return NotOpened(limits.TRIES - entry.tries)
        return _open(access, proof, at)


@transaction.atomic
def forget(*, at: datetime) -> None:
    """What only the door needed, a day later."""
    AccessEntry.objects.filter(opened_at__lte=at - limits.KEPT).delete()
    AccessProof.objects.filter(expires_at__lte=at - limits.KEPT).delete()


def _entry(token: str, at: datetime, *, lock: bool = False) -> AccessEntry | None:
    entries = AccessEntry.objects.select_for_update() if lock else AccessEntry.objects.all()
    return entries.filter(
        token_digest=digests.of_token(token), opened_at__gt=at - limits.ENTRY, tries__lt=limits.TRIES
    ).first()


def _locked(access_id: int | None, at: datetime) -> PartyAccess | None:
    """Locked, so that of many guesses at once each is counted."""
    access = (
        PartyAccess.objects.select_for_update(of=("self",))
        .select_related("party", "companion")
        .filter(id=access_id or 0)
        .first()
    )
    return access if access is not None and good(access, at=at) and not _shut(access, at) else None


def _shut(access: PartyAccess, at: datetime) -> bool:
    return access.misses_on == localdate(at) and access.misses >= limits.MISSES_A_DAY


def _fitting(access: PartyAccess | None, digits: str, at: datetime) -> AccessProof | None:
    """The number that fits; a miss counts against every number that could have been meant.

    The same statements run where there is no such code, so that they take the same time.
    """
    access_id = access.id if access is not None else 0
    given = digests.of_digits(digits, access_id=access_id)
    live = AccessProof.objects.filter(access_id=access_id, used_at=None, expires_at__gt=at, misses__lt=limits.TRIES)
    found = None
    for proof in live.order_by("-id")[: limits.LETTERS_AN_HOUR + 1]:
        if hmac.compare_digest(bytes(proof.digest), given):
            found = proof
    if found is None:
        live.update(misses=F("misses") + 1)
        today = localdate(at)
        misses = access.misses + 1 if access is not None and access.misses_on == today else 1
        PartyAccess.objects.filter(id=access_id).update(misses=misses, misses_on=today)
    return found


def _open(access: PartyAccess, proof: AccessProof, at: datetime) -> Opened:
    token = digests.new_token()
    access.proofs.filter(used_at=None).update(used_at=at)
    AccessEntry.objects.filter(access=access).delete()
    PartyVisit.objects.create(
        access=access, token_digest=digests.of_token(token), channel=proof.channel, opened_at=at, seen_at=at
    )
    return Opened(token)
