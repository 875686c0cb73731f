"""Calendar rows as values, and values as what the rows store. No framework, no database."""

from collections.abc import Iterable, Sequence
from datetime import date

from banjie.core.clocks import (
    ClockError,
    ClockErrorCode,
    DayOverride,
    OverrideKind,
    Shift,
    WorkingWeek,
    parse_shifts,
)

type StoredDay = list[str] | None
type StoredWeek = list[list[str]]


def stored_hours(shifts: Sequence[Shift]) -> list[str]:
    """["09:00-12:00", "13:30-17:30"]."""
    return [str(shift) for shift in shifts]


def stored_week(week: WorkingWeek) -> StoredWeek:
    """Seven lists of shifts, Monday first."""
    return [stored_hours(shifts) for shifts in week.days]


def week_of(hours: StoredWeek, effective_from: date | None) -> WorkingWeek:
    """The week of a stored row. Raises ClockError for hours that cannot be."""
    return WorkingWeek(tuple(parse_shifts(" ".join(shifts)) for shifts in hours), effective_from)


def override_of(day: date, kind: str, name: str, name_en: str, hours: StoredDay) -> DayOverride:
    """The departure from the week that a stored day stands for. Raises ClockError."""
    shifts = None if hours is None else parse_shifts(" ".join(hours))
    return DayOverride(day, OverrideKind(kind), name, name_en, shifts)


def checked_day(override: DayOverride) -> DayOverride:
    """The same day if it can be kept. Raises ClockError BAD_SHIFT.

    A holiday has no hours; a day of other hours must say which.
    """
    if override.kind is OverrideKind.HOLIDAY and override.hours is not None:
        raise ClockError(ClockErrorCode.BAD_SHIFT, day=override.day, kind=override.kind.value)
    if override.kind is OverrideKind.CUSTOM and not override.hours:
        raise ClockError(ClockErrorCode.BAD_SHIFT, day=override.day, kind=override.kind.value)
    return override


def ordered_weeks(weeks: Iterable[WorkingWeek]) -> tuple[WorkingWeek, ...]:
    """Weeks in the order a WorkingCalendar wants: the one without a date first."""
    return tuple(sorted(weeks, key=lambda week: week.effective_from or date.min))
