"""The cases of whoever has proved an address: found by opening contacts one after the other, and by nothing else.

No index could find them: it would let cases be linked by the person in them, for anybody who reads the database. So a
search costs time by the number of contacts that are kept, which a proof and its limits keep in bounds. Disputes are
left out: a telephone may be a family's, and a dispute has a door of its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import orjson

from banjie.cases.contacts import binding
from banjie.cases.models import Case, Contact, Kind
from banjie.platform import crypto
from banjie.platform.proving import Proved
from banjie.platform.proving.addresses import Channel, read

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


def codes_of(who: Proved) -> Sequence[str]:
    """The tracking codes of the newest `MOST` cases whose contact holds the proved address."""
    found = []
    for case_id in _held_by(who.channel, who.address):
        found.append(case_id)
        if len(found) == MOST:
            break
    rows = Case.objects.filter(id__in=found).order_by("-received_at", "-id")
    return list(rows.values_list("tracking_code", flat=True))


def lines(codes: Sequence[str]) -> Sequence[OwnLine]:
    """The cases of some codes, the open ones first."""
    rows = Case.objects.filter(tracking_code__in=list(codes)).exclude(kind=Kind.DISPUTE)
    names = OwnLine.__slots__
    return [OwnLine(*row) for row in rows.order_by("-is_open", "-received_at", "-id").values_list(*names)]


def _held_by(channel: Channel, address: str) -> Iterator[int]:
    field, telling = _FIELDS[channel], address[-_TELLING:]
    kept = Contact.objects.filter(erased_at=None).exclude(case__kind=Kind.DISPUTE).order_by("-case_id")
    ring = crypto.keyring()
    for case_id, sealed in kept.values_list("case_id", "sealed").iterator(chunk_size=_AT_ONCE):
        text = ring.decrypt(sealed or b"", bound_to=binding(case_id))
        if telling not in text.lower():
            continue
        details: Mapping[str, str] = orjson.loads(text)
        written = _BETWEEN.split(details.get(field, ""))
        if any(read(each) == (channel, address) for each in written):
            yield case_id
