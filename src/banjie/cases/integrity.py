"""Seals over the timeline, and the check that finds any entry altered, removed or inserted."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection, transaction

from banjie.cases import chain
from banjie.cases.models import Case, Seal, TimelineEntry

SEALED_AT_ONCE = 50_000
_SEAL_LOCK = 4_815_162_342
# A transaction that writes for longer than this is waited for by the next round.
_PATIENCE_SECONDS = 3.0
_LOOK_AGAIN_SECONDS = 0.05
_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE relation = 'case_timeline'::regclass AND mode = 'RowExclusiveLock' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND pid <> pg_backend_pid()
"""


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
    """Seals the entries that came since the last seal. Returns how many. Safe to run twice at once.

    Returns 0 also while a long transaction writes entries, whose ids come before those of shorter ones.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEAL_LOCK])
    last = Seal.objects.order_by("-last_entry").first()
    newest = TimelineEntry.objects.order_by("-id").values_list("id", flat=True).first()
    # Ids are handed out before they are committed: an import that is still writing may hold lower ones.
    if newest is None or not _writers_have_ended():
        return 0
    rows = list(
        TimelineEntry.objects.filter(id__gt=last.last_entry if last else 0, id__lte=newest)
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


def _writers_have_ended() -> bool:
    """Whether everyone who is writing entries at this moment comes to an end shortly. No clock is trusted."""
    until = time.monotonic() + _PATIENCE_SECONDS
    awaited = _writers()
    while awaited and time.monotonic() < until:
        time.sleep(_LOOK_AGAIN_SECONDS)
        awaited &= _writers()
    return not awaited


def _writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS)
        return {row[0] for row in cursor.fetchall()}


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
    previous, sealed_to = chain.GENESIS, 0
    for each in Seal.objects.order_by("last_entry"):
        # From the end of the seal before: an entry slipped in between two seals belongs to neither.
        digests = TimelineEntry.objects.filter(id__gt=sealed_to, id__lte=each.last_entry).order_by("id")
        rows = [bytes(digest) for digest in digests.values_list("digest", flat=True)]
        sound = bytes(each.previous) == previous and len(rows) == each.entries
        if not sound or chain.seal(previous, rows) != bytes(each.digest):
            yield Fault(Finding.SEAL_BROKEN, None, None, f"{each.first_entry}-{each.last_entry}")
        previous, sealed_to = bytes(each.digest), each.last_entry


def counts() -> tuple[int, int]:
    """How many cases and entries there are; for progress."""
    return Case.objects.count(), TimelineEntry.objects.count()
