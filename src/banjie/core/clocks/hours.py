"""Office hours: the shifts of a day, and the seven days of a week from a date on."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from banjie.core.clocks.errors import ClockError, ClockErrorCode

_DAY_MINUTES = 24 * 60
_FORM = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_SEPARATORS = re.compile(r"[,;、\s]+")
_DASHES = str.maketrans({"–": "-", "—": "-", "~": "-", "至": "-", "：": ":"})


@dataclass(frozen=True, slots=True)
class Shift:
    """One stretch of work in local time. An `end` not after `start` lies on the following day.

    So 22:00–06:00 is a night shift that belongs to the day it begins on, 18:00–00:00 ends at midnight,
    and 00:00–00:00 is the whole day. Whole minutes only.
    """

    start: time
    end: time

    def __post_init__(self) -> None:
        for moment in (self.start, self.end):
            if moment.second or moment.microsecond or moment.tzinfo is not None:
                raise ClockError(ClockErrorCode.BAD_SHIFT, text=str(self))

    @property
    def start_minute(self) -> int:
        """Minutes after the local midnight that begins the day."""
        return self.start.hour * 60 + self.start.minute

    @property
    def end_minute(self) -> int:
        """Minutes after the same midnight; over 1,440 for a shift that ends on the following day."""
        minute = self.end.hour * 60 + self.end.minute
        return minute if minute > self.start_minute else minute + _DAY_MINUTES

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


Shifts = tuple[Shift, ...]


def parse_shifts(text: str) -> Shifts:
    """Reads "09:00-12:00 13:30-17:30" (also with commas, 、 or en dashes); "" is a day without work.

    24:00 is accepted as an end. Raises ClockError BAD_SHIFT or OVERLAPPING_SHIFTS.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    plain = re.sub(r"\s*-\s*", "-", plain)
    return ordered(_shift(part) for part in _SEPARATORS.split(plain) if part)


def format_shifts(shifts: Shifts) -> str:
    """The text that `parse_shifts` reads back."""
    return " ".join(str(shift) for shift in shifts)


def ordered(shifts: Iterable[Shift]) -> Shifts:
    """The shifts in order of time. Raises ClockError OVERLAPPING_SHIFTS when two share a minute."""
    line = tuple(sorted(shifts, key=lambda shift: shift.start_minute))
    for before, after in pairwise(line):
        if before.end_minute > after.start_minute:
            raise ClockError(ClockErrorCode.OVERLAPPING_SHIFTS, first=str(before), second=str(after))
    return line


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """The shifts of Monday to Sunday, in force from a date (None: always) until the next week begins.

    Several weeks in one calendar hold seasonal hours (夏季作息) and a change of hours without moving what
    was due before it. Raises ClockError NO_WORKING_TIME for a week without any shift.
    """

    days: tuple[Shifts, ...]
    effective_from: date | None = None

    def __post_init__(self) -> None:
        if len(self.days) != 7 or not any(self.days):
            raise ClockError(ClockErrorCode.NO_WORKING_TIME, days=len(self.days))
        for shifts in self.days:
            if ordered(shifts) != shifts:
                raise ClockError(ClockErrorCode.BAD_SHIFT, text=format_shifts(shifts))

    def ordinary_shifts(self) -> Shifts:
        """What a make-up working day on a weekend works: the hours of the week's first working day."""
        return next(shifts for shifts in self.days if shifts)


def parse_week(days: Sequence[str], effective_from: date | None = None) -> WorkingWeek:
    """A week from seven texts, Monday first."""
    return WorkingWeek(tuple(parse_shifts(text) for text in days), effective_from)


def format_week(week: WorkingWeek) -> list[str]:
    """Seven texts, Monday first: what a form shows and jsonb stores."""
    return [format_shifts(shifts) for shifts in week.days]


def _shift(part: str) -> Shift:
    form = _FORM.fullmatch(part)
    if form is None:
        raise ClockError(ClockErrorCode.BAD_SHIFT, text=part)
    first_hour, first_minute, last_hour, last_minute = (int(number) for number in form.groups())
    if (last_hour, last_minute) == (24, 0):
        last_hour = 0
    try:
        return Shift(time(first_hour, first_minute), time(last_hour, last_minute))
    except ValueError as error:
        raise ClockError(ClockErrorCode.BAD_SHIFT, text=part) from error


ORDINARY_WEEK = parse_week(["09:00-12:00 13:30-17:30"] * 5 + ["", ""])
