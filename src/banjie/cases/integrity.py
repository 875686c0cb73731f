"""Seals over the timeline, and the check that finds any entry altered, removed or inserted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection, transaction

from banjie.cases import chain
from banjie.cases.models import Case, Seal, TimelineEntry

SEALED_AT_ONCE = 50_000
# Ids are handed out before a transaction commits: only what is surely complete is sealed.
SETTLED_AFTER = timedelta(minutes=2)
_SEAL_LOCK = 4_815_162_342


class Finding(StrEnum):
    """What can be wrong with a timeline."""

    ENTRY_ALTERED = "entry_altered"
    ENTRY_MISSING = "entry_missing"
    CHAIN_BROKEN = "chain_broken"
    HEAD_WRONG = "head_wrong"
    TIMELINE_MISSING = "timeline_missing"
    SEAL_BROKEN = "seal_broken"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that was tampered with: where, and what shows it."""

    finding: Finding
    case_id: int | None
    sequence: int | None
    detail: str = ""


@transaction.atomic
def seal_new(*, at: datetime) -> int:
    """Seals the entries that came since the last seal. Returns how many. Safe to run twice at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEAL_LOCK])
    last = Seal.objects.order_by("-last_entry").first()
    rows = list(
        TimelineEntry.objects.filter(id__gt=last.last_entry if last else 0, recorded_at__lt=at - SETTLED_AFTER)
        .order_by("id")
        .values_list("id", "digest")[:SEALED_AT_ONCE]
    )
    if not rows:
        return 0
    previous = bytes(last.digest) if last else chain.GENESIS
    Seal.objects.create(
        first_entry=rows[0][0],
        last_entry=rows[-1][0],
        entries=len(rows),
        sealed_at=at,
        previous=previous,
        digest=chain.seal(previous, (bytes(digest) for _, digest in rows)),
    )
    return len(rows)


def verify(*, chunk: int = 2000) -> Iterator[Fault | int]:
    """Checks every timeline and every seal. Yields faults, and between them the number of entries checked."""
    yield from _timelines(chunk)
    yield from _heads()
    yield from _seals()


def _timelines(chunk: int) -> Iterator[Fault | int]:
    case_id, sequence, previous, checked = None, 0, chain.GENESIS, 0
    for entry in TimelineEntry.objects.order_by("case_id", "sequence").iterator(chunk_size=chunk):
        if entry.case_id != case_id:
            case_id, sequence, previous = entry.case_id, 0, chain.GENESIS
        sequence += 1
        if entry.sequence != sequence:
            yield Fault(Finding.ENTRY_MISSING, entry.case_id, sequence)
            sequence = entry.sequence
        elif bytes(entry.previous) != previous:
            yield Fault(Finding.CHAIN_BROKEN, entry.case_id, entry.sequence)
        if digest_of(entry) != bytes(entry.digest):
            yield Fault(Finding.ENTRY_ALTERED, entry.case_id, entry.sequence)
        previous = bytes(entry.digest)
        checked += 1
        if checked % chunk == 0:
            yield checked
    yield checked


def digest_of(entry: TimelineEntry) -> bytes:
    """The digest that the entry's own content asks for."""
    return chain.digest(
        bytes(entry.previous),
        chain.Entry(
            entry.case_id,
            entry.sequence,
            entry.at,
            entry.recorded_at,
            entry.command,
            entry.source,
            entry.target,
            entry.actor_kind,
            entry.actor_id,
            entry.actor_name,
            entry.unit_id,
            entry.resident_sees,
            entry.data,
        ),
    )


def _heads() -> Iterator[Fault]:
    """Cases whose row does not agree with the end of their timeline, or that have none."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.id, c.entries, t.sequence
            FROM "case" c
            LEFT JOIN LATERAL (
                SELECT sequence, digest FROM case_timeline WHERE case_id = c.id ORDER BY sequence DESC LIMIT 1
            ) t ON true
            WHERE t.sequence IS NULL OR t.sequence <> c.entries OR t.digest <> c.head
            ORDER BY c.id
            """
        )
        for case_id, entries, sequence in cursor.fetchall():
            if sequence is None:
                yield Fault(Finding.TIMELINE_MISSING, case_id, None)
            else:
                yield Fault(Finding.HEAD_WRONG, case_id, sequence, f"{sequence} of {entries}")


def _seals() -> Iterator[Fault]:
    previous = chain.GENESIS
    for each in Seal.objects.order_by("last_entry"):
        digests = TimelineEntry.objects.filter(id__gte=each.first_entry, id__lte=each.last_entry).order_by("id")
        rows = [bytes(digest) for digest in digests.values_list("digest", flat=True)]
        sound = bytes(each.previous) == previous and len(rows) == each.entries
        if not sound or chain.seal(previous, rows) != bytes(each.digest):
            yield Fault(Finding.SEAL_BROKEN, None, None, f"{each.first_entry}-{each.last_entry}")
        previous = bytes(each.digest)


def counts() -> tuple[int, int]:
    """How many cases and entries there are; for progress."""
    return Case.objects.count(), TimelineEntry.objects.count()
