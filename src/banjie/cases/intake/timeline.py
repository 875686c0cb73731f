"""Chains the entries of a new case. Pure."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from banjie.cases import chain
from banjie.cases.intake.history import Step
from banjie.cases.intake.rows import EntryColumns

_NO_DATA = chain.data_json({})


def chained(case_id: int, steps: Sequence[Step], *, recorded_at: datetime) -> tuple[list[EntryColumns], bytes]:
    """The rows of the timeline and the digest of the last."""
    rows: list[EntryColumns] = []
    previous = chain.GENESIS
    recorded = _moment(recorded_at)
    for sequence, step in enumerate(steps, 1):
        by = step.by
        data = chain.data_json(step.data) if step.data else _NO_DATA
        head = (
            case_id,
            sequence,
            _moment(step.at),
            recorded,
            step.command,
            step.source,
            step.target,
            by.kind,
            by.id,
            by.name,
            by.unit_id,
            step.resident_sees,
        )
        digest = chain.linked(previous, head, data)
        rows.append(
            EntryColumns(
                case_id,
                sequence,
                step.at,
                recorded_at,
                step.command,
                step.source,
                step.target,
                by.kind,
                by.id,
                by.name,
                by.unit_id,
                step.resident_sees,
                data.decode(),
                previous,
                digest,
            )
        )
        previous = digest
    return rows, previous


@lru_cache(maxsize=64)
def _moment(at: datetime) -> str:
    """The steps of one case share their moments, and a batch its moment of recording."""
    return chain.moment(at)
