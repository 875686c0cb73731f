"""Records to drafts of cases that are over, with the steps that a register tells of. Pure."""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from banjie.cases.intake.draft import Draft, Past, PastStep
from banjie.organisations.tree import UnitRef

from .keys import submission_key
from .outcomes import AGREED
from .records import Record

# The hour at which an office opens: registers tell days.
_OPENS: Final = time(9)
_COURSE: Final = "mediation"


@lru_cache(maxsize=4096)
def moment(day: date, zone: ZoneInfo) -> datetime:
    """The moment that stands for a day of a register."""
    return datetime.combine(day, _OPENS, zone)


def drafted(record: Record, *, source: str, zone: ZoneInfo, unit: UnitRef | None) -> Draft:
    """A dispute as intake takes it: received, put before its committee, ended, filed on the day it ended."""
    received_at, ended_at = moment(record.received, zone), moment(record.ended, zone)
    draft = Draft("", record.text, "spreadsheet", received_at, "dispute")
    draft.place_text = record.place
    draft.area = record.area or None
    draft.identity = "confidential"
    draft.public = False
    draft.submission_key = submission_key(source, record.mark)
    draft.imported = {"source": source, "key": record.number} if record.number else {"source": source}
    draft.course = _COURSE
    draft.past = Past(
        accepted_at=received_at,
        closed_at=ended_at,
        lead_unit=unit.id if unit is not None else None,
        lead_name=unit.name if unit is not None else "",
        steps=_steps(record, received_at, ended_at, unit),
    )
    return draft


def _steps(record: Record, received_at: datetime, ended_at: datetime, unit: UnitRef | None) -> tuple[PastStep, ...]:
    agreed = record.outcome.ending == AGREED
    how: dict[str, Any] = {"ending": record.outcome.ending}
    steps = [PastStep(received_at, "accept", "accepted")]
    if unit is not None:
        steps.append(PastStep(received_at, "assign", "assigned", {"lead": unit.id, "lead_name": unit.name}))
    if agreed:
        steps += [PastStep(ended_at, "conclude", "performing", how), PastStep(ended_at, "file", "finished")]
    else:
        steps += [PastStep(ended_at, "end_without", "failed", how), PastStep(ended_at, "file_unsettled", "unsettled")]
    return tuple(steps)
