"""The cases of whoever has proved an address: found by opening contacts one after the other, and by nothing else.

No index could find them: it would let cases be linked by the person in them, for anybody who reads the database. So a
search costs time by the number of contacts that are kept, and a job does it; a proof and its limits keep that in
bounds. Whoever proved the address holds a token by which they come back for what was found, for half an hour: nobody
else can, and then it is gone. Disputes are left out: a telephone may be a family's, and a dispute has its own door.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

import orjson
from django.db import transaction

from banjie.cases.contacts import binding as contact_binding
from banjie.cases.events import SearchAsked
from banjie.cases.models import Case, Contact, Kind, OwnSearch
from banjie.platform import crypto
from banjie.platform.events import publish
from banjie.platform.proving import Proved, digest, new_token
from banjie.platform.proving.addresses import Channel, read

# What an address is proved for: a number that was sent for something else opens nothing here.
PURPOSE: Final = "mine"
OPEN_FOR: Final = timedelta(minutes=30)
MOST: Final = 50
_AT_ONCE: Final = 5_000
_FIELDS: Final[Mapping[Channel, str]] = {Channel.EMAIL: "email", Channel.TEXT: "phone"}
_BETWEEN: Final = re.compile(r"[,;/、，；|]+")
# However a number is written, its last digits stand together; most contacts need not be read further.
_TELLING: Final = 4


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A case in the list of its reporter."""

    tracking_code: str
    number: str
    title: str
    state: str
    is_open: bool
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a search stands. `codes` is None while it is under way, since `asked_at`."""

    asked_at: datetime
    codes: Sequence[str] | None

    def again_in(self, *, at: datetime) -> int:
        """Seconds until it is worth looking again: soon at first, as most searches take no longer than that."""
        waited = (at - self.asked_at).total_seconds()
        return 1 if waited < 3 else 3 if waited < 60 else 15


def binding(search_id: int) -> str:
    return f"own-search:{search_id}"


@transaction.atomic
def begin(who: Proved, *, at: datetime) -> str:
    """Has a job look for the cases of whoever proved an address. Returns the token by which they come back."""
    token = new_token()
    row = OwnSearch.objects.create(token_digest=_digest(token), asked_at=at)
    asked = {"channel": str(who.channel), "address": who.address}
    OwnSearch.objects.filter(pk=row.pk).update(sealed=crypto.encrypt_json(asked, bound_to=binding(row.pk)))
    publish(SearchAsked(row.pk))
    return token


def search(search_id: int, *, at: datetime) -> None:
    """Looks, and keeps the tracking codes in place of the address. Safe to repeat."""
    row = OwnSearch.objects.filter(pk=search_id, found_at=None, asked_at__gt=at - OPEN_FOR).first()
    if row is None or row.sealed is None:
        return
    asked = crypto.decrypt_json(row.sealed, bound_to=binding(row.pk))
    found = {"codes": _codes(Channel(asked["channel"]), asked["address"])}
    sealed = crypto.encrypt_json(found, bound_to=binding(row.pk))
    OwnSearch.objects.filter(pk=row.pk, found_at=None).update(sealed=sealed, found_at=at)


def standing(token: str, *, at: datetime) -> Standing | None:
    """None for a token that was made up, was given back, or has run out."""
    row = OwnSearch.objects.filter(token_digest=_digest(token), asked_at__gt=at - OPEN_FOR).first()
    if row is None:
        return None
    if row.found_at is None or row.sealed is None:
        return Standing(row.asked_at, None)
    return Standing(row.asked_at, crypto.decrypt_json(row.sealed, bound_to=binding(row.pk))["codes"])


def give_back(token: str) -> None:
    """What was found is gone at once."""
    OwnSearch.objects.filter(token_digest=_digest(token)).delete()


def forget(*, at: datetime) -> None:
    OwnSearch.objects.filter(asked_at__lte=at - OPEN_FOR).delete()


def lines(codes: Sequence[str]) -> Sequence[OwnLine]:
    """The cases of some codes, the open ones first."""
    rows = Case.objects.filter(tracking_code__in=list(codes)).exclude(kind=Kind.DISPUTE)
    names = OwnLine.__slots__
    return [OwnLine(*row) for row in rows.order_by("-is_open", "-received_at", "-id").values_list(*names)]


def _digest(token: str) -> bytes:
    return digest("own search", token[:200])


def _codes(channel: Channel, address: str) -> list[str]:
    """The tracking codes of the newest `MOST` cases whose contact holds the address."""
    found = list(islice(_held_by(channel, address), MOST))
    rows = Case.objects.filter(id__in=found).order_by("-received_at", "-id")
    return list(rows.values_list("tracking_code", flat=True))


def _held_by(channel: Channel, address: str) -> Iterator[int]:
    field, telling = _FIELDS[channel], address[-_TELLING:]
    kept = Contact.objects.filter(erased_at=None).exclude(case__kind=Kind.DISPUTE).order_by("-case_id")
    ring = crypto.keyring()
    for case_id, sealed in kept.values_list("case_id", "sealed").iterator(chunk_size=_AT_ONCE):
        text = ring.decrypt(sealed or b"", bound_to=contact_binding(case_id))
        if telling not in text.lower():
            continue
        details: Mapping[str, str] = orjson.loads(text)
        written = _BETWEEN.split(details.get(field, ""))
        if any(read(each) == (channel, address) for each in written):
            yield case_id
