"""What a calendar says of single dates, apart from the weekly hours."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from banjie.core.clocks.hours import Shifts, ordered
from banjie.core.clocks.instants import MINUTE_US, span


class OverrideKind(StrEnum):
    """How a date departs from the weekly hours. The stored values of a calendar's days."""

    HOLIDAY = "holiday"
    WORKING_DAY = "working_day"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class DayOverride:
    """One date that does not follow the week: a holiday, a make-up working day (调休上班), or other hours.

    A working day without `hours` works those of its weekday or, on a weekend, those of the week's first
    working day. `name` is Chinese or local, `name_en` English; either may be empty.
    """

    day: date
    kind: OverrideKind
    name: str = ""
    name_en: str = ""
    hours: Shifts | None = None

    def __post_init__(self) -> None:
        if self.hours is not None:
            object.__setattr__(self, "hours", ordered(self.hours))


class DayKind(StrEnum):
    """What a date turned out to be."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Day:
    """A date with what is worked on it and why."""

    day: date
    kind: DayKind
    shifts: Shifts
    name: str = ""
    name_en: str = ""

    @property
    def worked(self) -> bool:
        return bool(self.shifts)

    @property
    def working_time(self) -> timedelta:
        """By the wall clock; the night the clocks change may be an hour longer or shorter."""
        return span(sum(shift.end_minute - shift.start_minute for shift in self.shifts) * MINUTE_US)
