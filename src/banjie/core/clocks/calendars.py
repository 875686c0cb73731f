"""The working calendar of a place: its hours, its holidays, and the arithmetic on them.

How a period is counted (DAY_OF_RECEIPT_NOT_COUNTED in explanations, for periods in days):

- A period in days does not count the local date it begins on. It starts with the next date and ends at the
  close of business of its last day. Source: Civil Code of the PRC (民法典) art. 201 (the day of beginning is
  not counted) and art. 203 (the last day ends at the close of business where business hours are kept).
- Working days pass over weekends and holidays and count make-up working days. Source: Administrative
  Licensing Law (行政许可法) art. 82, and the yearly notice of the State Council's General Office on holidays.
- Calendar days count every date. When the last one is not worked, the next working day is the last
  (民法典 art. 203).
- 0 days end at the close of business of the day itself; after closing or on a day off, of the next
  working day.
- Hours and minutes run from the moment itself (民法典 art. 201): calendar hours through nights and holidays,
  working hours only while work is done. What is used up with the end of a shift is due at that end, not at
  the start of the next shift.

A catalogue that follows another law (民法典 art. 204 lets it) chooses the unit that fits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from banjie.core.clocks.days import Day, DayKind, DayOverride, OverrideKind
from banjie.core.clocks.errors import ClockError, ClockErrorCode
from banjie.core.clocks.hours import ORDINARY_WEEK, Shifts, WorkingWeek
from banjie.core.clocks.instants import HOUR_US, MINUTE_US, from_us, span, to_us
from banjie.core.clocks.targets import Target, Unit
from banjie.core.clocks.timeline import Timeline

UNIT_US: Final = {
    Unit.CALENDAR_MINUTES: MINUTE_US,
    Unit.CALENDAR_HOURS: HOUR_US,
    Unit.CALENDAR_DAYS: 24 * HOUR_US,
    Unit.WORKING_MINUTES: MINUTE_US,
    Unit.WORKING_HOURS: HOUR_US,
}


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """An immutable calendar. Making one lays out some years (milliseconds), so make it once and keep it.

    `weeks` are in order of `effective_from`; what lies before the first date follows the first week.
    `published_years` are the years whose holidays are known, None when nobody keeps track of that.
    Raises ClockError UNKNOWN_TIME_ZONE, NO_WORKING_TIME, DUPLICATE_DAY; and OUTSIDE_YEARS for dates
    outside 1900–2199.
    """

    time_zone: str
    weeks: tuple[WorkingWeek, ...] = (ORDINARY_WEEK,)
    overrides: tuple[DayOverride, ...] = ()
    published_years: frozenset[int] | None = None
    zone: ZoneInfo = field(init=False, repr=False, compare=False)
    timeline: Timeline = field(init=False, repr=False, compare=False)
    _by_day: dict[date, DayOverride] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _refuse_repeated(override.day for override in self.overrides)
        starts = [week.effective_from or date.min for week in self.weeks]
        _refuse_repeated(starts)
        if not starts or any(before > after for before, after in pairwise(starts)):
            raise ClockError(ClockErrorCode.NO_WORKING_TIME, weeks=len(starts))
        object.__setattr__(self, "zone", _zone(self.time_zone))
        object.__setattr__(self, "_by_day", {override.day: override for override in self.overrides})
        object.__setattr__(self, "timeline", Timeline(self.zone, self._shifts_on))

    def week_on(self, day: date) -> WorkingWeek:
        """The weekly hours in force on a date."""
        found = self.weeks[0]
        for week in self.weeks[1:]:
            if week.effective_from is not None and week.effective_from <= day:
                found = week
        return found

    def day(self, day: date) -> Day:
        """What a date is, and what is worked on it."""
        week = self.week_on(day)
        usual = week.days[day.weekday()]
        override = self._by_day.get(day)
        if override is None:
            return Day(day, DayKind.WORKING if usual else DayKind.WEEKEND, usual)
        kind, shifts = _kind_and_shifts(override, week, usual)
        return Day(day, kind, shifts, override.name, override.name_en)

    def local(self, at: datetime) -> datetime:
        """The same instant by the clock on the wall."""
        return at.astimezone(self.zone)

    def is_worked(self, day: date) -> bool:
        return self.day(day).worked

    def date_of(self, at: datetime) -> date:
        """The local date of an instant."""
        return self.timeline.date_of(to_us(at))

    def working_time(self, since: datetime, until: datetime) -> timedelta:
        """Working time from one instant to another; nothing when `until` is the earlier of the two."""
        position = self.timeline.position
        return span(max(0, position(to_us(until)) - position(to_us(since))))

    def working_days(self, since: datetime, until: datetime) -> int:
        """How many closes of business lie after `since`, up to and including `until`; never negative."""
        closed = self.timeline.closed_days
        return max(0, closed(to_us(until)) - closed(to_us(since)))

    def is_working(self, at: datetime) -> bool:
        """Whether the office is at work; the moment at which a shift ends no longer belongs to it."""
        us = to_us(at)
        return self.timeline.position(us + 1) > self.timeline.position(us)

    def add(self, start: datetime, target: Target) -> datetime:
        """When a period that begins at `start` ends, in UTC, by the rules at the head of this module."""
        return from_us(self.add_us(to_us(start), target.amount, target.unit))

    def add_many(self, starts: Sequence[datetime], target: Target) -> list[datetime]:
        """`add` for a column of instants."""
        amount, unit, add_us = target.amount, target.unit, self.add_us
        return [from_us(add_us(to_us(start), amount, unit)) for start in starts]

    def add_us(self, us: int, amount: int, unit: Unit) -> int:
        """`add` in microseconds since 1970 UTC."""
        timeline = self.timeline
        if unit is Unit.WORKING_DAYS and amount:
            return timeline.closing(timeline.worked_days(us) + amount)
        if unit.in_days and not amount:
            return timeline.closing(timeline.closed_days(us) + 1)
        if unit is Unit.CALENDAR_DAYS:
            return timeline.closing(timeline.first_worked_day(us, amount))
        if unit.in_working_time:
            return timeline.instant(timeline.position(us) + amount * UNIT_US[unit])
        return us + amount * UNIT_US[unit]

    def _shifts_on(self, day: date) -> Shifts:
        override = self._by_day.get(day)
        week = self.weeks[0] if len(self.weeks) == 1 else self.week_on(day)
        usual = week.days[day.weekday()]
        return usual if override is None else _kind_and_shifts(override, week, usual)[1]


def _kind_and_shifts(override: DayOverride, week: WorkingWeek, usual: Shifts) -> tuple[DayKind, Shifts]:
    if override.kind is OverrideKind.HOLIDAY:
        return DayKind.HOLIDAY, ()
    if override.kind is OverrideKind.CUSTOM:
        return DayKind.CUSTOM, override.hours or ()
    kind = DayKind.WORKING if usual else DayKind.MAKE_UP
    return kind, override.hours or usual or week.ordinary_shifts()


def _zone(key: str) -> ZoneInfo:
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ClockError(ClockErrorCode.UNKNOWN_TIME_ZONE, time_zone=key) from error


def _refuse_repeated(days: Iterable[date]) -> None:
    seen: set[date] = set()
    for day in days:
        if day in seen:
            raise ClockError(ClockErrorCode.DUPLICATE_DAY, day=day)
        seen.add(day)
