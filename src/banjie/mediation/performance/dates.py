"""When an obligation is in time, and how it stands by its day. Pure: dates in, codes out.

A day that is not worked moves to the next one that is (Civil Code, article 203): whoever owes is not late before that
day is over.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

_A_DAY: Final = timedelta(days=1)
# From so many days before on, a day is near.
NEAR_DAYS: Final = 7

type IsWorked = Callable[[date], bool]


class Lamp(StrEnum):
    """How an obligation stands by its day."""

    SETTLED = "settled"
    BROKEN = "broken"
    OVERDUE = "overdue"
    DUE = "due"
    NEAR = "near"
    COMING = "coming"
    TO_CONFIRM = "to_confirm"
    CONDITION = "condition"
    LASTING = "lasting"


SETTLED_STATES: Final = frozenset({"kept", "waived", "lapsed", "in_court"})


@dataclass(frozen=True, slots=True)
class DueDay:
    """The day that was agreed, and the last day in time; they differ where the first is not worked."""

    agreed: date
    last: date

    @property
    def moved(self) -> bool:
        return self.last != self.agreed


def due_day(agreed: date, is_worked: IsWorked) -> DueDay:
    last = agreed
    while not is_worked(last):
        last += _A_DAY
    return DueDay(agreed, last)


def days_late(day: DueDay, on: date) -> int:
    """How many days past the last one in time; 0 for what is in time."""
    return max((on - day.last).days, 0)


def lamp(state: str, day: DueDay | None, *, today: date, waits_for_condition: bool, lasting: bool) -> Lamp:
    """How it stands. What was reported and not confirmed yet is the other side's turn, whatever the day."""
    if state in SETTLED_STATES:
        return Lamp.SETTLED
    if state == "broken":
        return Lamp.BROKEN
    if state == "reported":
        return Lamp.TO_CONFIRM
    if waits_for_condition:
        return Lamp.CONDITION
    if day is None:
        return Lamp.LASTING if lasting else Lamp.COMING
    return _by_day(day, today)


def _by_day(day: DueDay, today: date) -> Lamp:
    if today > day.last:
        return Lamp.OVERDUE
    if today >= day.agreed:
        return Lamp.DUE
    return Lamp.NEAR if (day.agreed - today).days <= NEAR_DAYS else Lamp.COMING
