"""Chains the entries of a new case. Pure."""

from collections.abc import Sequence
from datetime import datetime

from banjie.cases import chain
from banjie.cases.intake.history import Step
from banjie.cases.intake.rows import EntryColumns


def chained(case_id: int, steps: Sequence[Step], *, recorded_at: datetime) -> tuple[list[EntryColumns], bytes]:
    """The rows of the timeline and the digest of the last."""
    rows: list[EntryColumns] = []
    previous = chain.GENESIS
    for sequence, step in enumerate(steps, 1):
        data = chain.data_json(step.data)
        entry = chain.Entry(
            case_id,
            sequence,
            step.at,
            recorded_at,
            step.command,
            step.source,
            step.target,
            step.by.kind,
            step.by.id,
            step.by.name,
            step.by.unit_id,
            step.resident_sees,
            {},
        )
        digest = chain.digest(previous, entry, data)
        rows.append(
            EntryColumns(
                case_id,
                sequence,
                step.at,
                recorded_at,
                step.command,
                step.source,
                step.target,
                step.by.kind,
                step.by.id,
                step.by.name,
                step.by.unit_id,
                step.resident_sees,
                data,
                previous,
                digest,
            )
        )
        previous = digest
    return rows, previous
