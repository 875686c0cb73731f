"""How many matching cases came in on each day, week or month: the bars under a map or a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

import numpy as np
from django.utils.timezone import get_default_timezone

from banjie.cases.columns import columns, seen
from banjie.cases.columns.seeing import minute
from banjie.cases.filters import Filters
from banjie.organisations.permissions import Viewer


class Step(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


# Up to so many days by day, up to so many by week, beyond that by month.
_BY_DAY: Final = 62
_BY_WEEK: Final = 400


@dataclass(frozen=True, slots=True)
class Bar:
    """The cases received from `since` to `until`, both days included."""

    since: date
    until: date
    cases: int


@dataclass(frozen=True, slots=True)
class Receipts:
    step: Step
    bars: Sequence[Bar]


def receipts(viewer: Viewer, filters: Filters, *, at: datetime) -> Receipts:
    """Bars without gaps over the filters' days; where these are open, from the first case to the last, or today."""
    held = columns()
    received = held.received[seen(held, viewer, filters, at=at)]
    first = filters.since or (_day(int(received.min())) if len(received) else None)
    last = filters.until or max(
        _day(int(at.timestamp() // 60)), _day(int(received.max())) if len(received) else date.min
    )
    if first is None or first > last:
        return Receipts(Step.DAY, [])
    step = step_for((last - first).days + 1)
    starts = divided(first, last, step)
    edges = np.array([minute(start) for start in starts[1:]], np.int32)
    counts = np.bincount(np.searchsorted(edges, received, side="right"), minlength=len(starts)).tolist()
    ends = [start - timedelta(days=1) for start in starts[1:]] + [last]
    return Receipts(step, [Bar(*each) for each in zip(starts, ends, counts, strict=True)])


def step_for(days: int) -> Step:
    if days <= _BY_DAY:
        return Step.DAY
    return Step.WEEK if days <= _BY_WEEK else Step.MONTH


def divided(first: date, last: date, step: Step) -> list[date]:
    """The days on which stretches begin: the first day, then every day, Monday or first of a month up to the last."""
    starts = [first]
    while (following := _after(starts[-1], step)) <= last:
        starts.append(following)
    return starts


def _after(day: date, step: Step) -> date:
    match step:
        case Step.DAY:
            return day + timedelta(days=1)
        case Step.WEEK:
            return day + timedelta(days=7 - day.weekday())
        case Step.MONTH:
            return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _day(minutes: int) -> date:
    return datetime.fromtimestamp(minutes * 60, get_default_timezone()).date()
