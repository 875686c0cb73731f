"""Brings a register in: the whole of it in one transaction, or nothing of it.

Its rows are read first; one at fault keeps the file out. What came in before is passed over by its mark, so the
same register, or the next one that begins with the same rows, may be brought in again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from banjie.cases import actions as cases
from banjie.cases.acting import Acting
from banjie.cases.intake.draft import Problem
from banjie.mediation.ladders.setting import first_ladder
from banjie.mediation.models import Mediator, RegisterRun, RegisterState, Track
from banjie.organisations import queries as organisations

from .collecting import without_collecting
from .drafting import drafted
from .fields import Field
from .mapping import RegisterMapping
from .reading import Progress, Reading
from .records import Caution, Record, RefusedRow, RowFault
from .writing import Reference, write

_BATCH: Final = 5_000
# Two who bring the same register in at once wait for each other.
_TURN: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class RowsAtFault(Exception):
    """Rows that intake does not take; nothing was written."""

    def __init__(self, refused: Sequence[RefusedRow]) -> None:
        self.refused = tuple(refused)
        super().__init__(f"{len(self.refused)} rows")


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of the records: new disputes, and those that were here."""

    made: int
    repeated: int


def bring(
    run_id: int,
    reading: Reading,
    content: RegisterMapping,
    *,
    by: Acting,
    at: datetime,
    progress: Progress = lambda done: None,
) -> Brought:
    """Writes every record of a reading that has no row at fault, and that the run is over. Raises RowsAtFault."""
    reference = _reference(run_id, content, at)
    made = repeated = 0
    with without_collecting(), transaction.atomic():
        _take_turn(content.source)
        for batch in batched(reading.records, _BATCH):
            written, known = _bring_batch(batch, content, reference, reading, by=by, at=at)
            made, repeated = made + written, repeated + known
            progress(made + repeated)
        RegisterRun.objects.filter(id=run_id).update(
            state=RegisterState.IMPORTED, made=made, repeated=repeated, refused=0, ended_at=at, failure=""
        )
    return Brought(made, repeated)


def _bring_batch(
    batch: Sequence[Record],
    content: RegisterMapping,
    reference: Reference,
    reading: Reading,
    *,
    by: Acting,
    at: datetime,
) -> tuple[int, int]:
    drafts = [
        drafted(record, source=content.source, zone=reference.zone, unit=reference.units.get(record.unit or ""))
        for record in batch
    ]
    result = cases.submit_many(drafts, by=by, at=at)
    if result.problems:
        raise RowsAtFault(_refused(batch, result.problems))
    rows = write([(one.case_id, batch[index]) for index, one in result.submitted.items()], reference)
    if rows.forgotten:
        reading.cautions["parties", Caution.PARTIES_FORGOTTEN] += rows.forgotten
    if rows.without_mediator:
        reading.cautions[Field.MEDIATOR, Caution.MEDIATOR_UNKNOWN] += rows.without_mediator
    return len(result.submitted), len(result.repeated)


def _refused(batch: Sequence[Record], problems: Sequence[Problem]) -> list[RefusedRow]:
    by_row: dict[int, list[RowFault]] = {}
    for problem in problems:
        fault = RowFault(problem.field, str(problem.code), problem.detail[:200])
        by_row.setdefault(batch[problem.index].row, []).append(fault)
    return [RefusedRow(row, tuple(faults)) for row, faults in sorted(by_row.items())]


def _reference(run_id: int, content: RegisterMapping, at: datetime) -> Reference:
    return Reference(
        run_id=run_id,
        zone=ZoneInfo(content.time_zone),
        at=at,
        kept=timedelta(days=settings.BANJIE_CONTACT_KEPT_DAYS),
        ladders={track: first_ladder(track) for track in Track.values},
        units={unit.code: unit for unit in organisations.units_index()},
        mediators=_mediators(),
    )


def _mediators() -> dict[tuple[int, str], int]:
    """Mediators by committee and name; two of one name in one committee are neither."""
    found: dict[tuple[int, str], int | None] = {}
    for mediator_id, unit_id, name in Mediator.objects.values_list("id", "committee_id", "staff__name"):
        key = unit_id, name
        found[key] = None if key in found else mediator_id
    return {key: mediator_id for key, mediator_id in found.items() if mediator_id is not None}


def _take_turn(source: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [f"register:{source}"])
