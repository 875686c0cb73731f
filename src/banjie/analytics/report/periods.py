"""The stretches of time that reports are about, and those they are compared with. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
# A year of whole weeks, so that Monday meets Monday.
_YEAR_OF_WEEKS: Final = timedelta(days=364)

# Beyond these there is nothing to report, and no calendar to reckon with.
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2200, 12, 31)


class PeriodKind(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Comparison(StrEnum):
    """Against what: the period just before, the same day a week before (of days only), the same a year before."""

    PREVIOUS = "previous"
    WEEK_BEFORE = "week_before"
    YEAR_BEFORE = "year_before"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days from `first` to `last`, both of them in it."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The midnight it begins with and the one it ends with; the second is no longer in it."""
        return _midnight(self.first, zone), _midnight(self.last + _DAY, zone)

    def over_at(self, zone: ZoneInfo) -> datetime:
        return self.bounds(zone)[1]


def containing(kind: PeriodKind, day: date) -> Period:
    """The period of that kind in which a day lies. Weeks begin on Monday."""
    match kind:
        case PeriodKind.DAY:
            return Period(kind, day, day)
        case PeriodKind.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Period(kind, monday, monday + _WEEK - _DAY)
        case PeriodKind.MONTH:
            return Period(kind, day.replace(day=1), _first_of_next(day.year, day.month) - _DAY)
        case PeriodKind.QUARTER:
            month = (day.month - 1) // 3 * 3 + 1
            return Period(kind, date(day.year, month, 1), _first_of_next(day.year, month + 2) - _DAY)


def previous(period: Period) -> Period:
    return containing(period.kind, period.first - _DAY)


def compared_with(period: Period) -> Mapping[Comparison, Period]:
    """The periods that the figures of one are set against, in the order in which they are told."""
    found = {Comparison.PREVIOUS: previous(period)}
    if period.kind is PeriodKind.DAY:
        found[Comparison.WEEK_BEFORE] = containing(period.kind, period.first - _WEEK)
    found[Comparison.YEAR_BEFORE] = _year_before(period)
    return found


def latest_over(kind: PeriodKind, at: datetime, zone: ZoneInfo) -> Period:
    """The last period of that kind that is over at a moment."""
    return previous(containing(kind, at.astimezone(zone).date()))


def charted(period: Period) -> tuple[date, date]:
    """The days that its chart shows: a day among the fortnight that ends with it, anything longer as it is."""
    return (period.last - 2 * _WEEK + _DAY if period.kind is PeriodKind.DAY else period.first), period.last


def _year_before(period: Period) -> Period:
    if period.kind is PeriodKind.WEEK:
        return containing(period.kind, period.first - _YEAR_OF_WEEKS)
    year = period.first.year - 1
    leap = period.first.month == 2 and period.first.day == 29
    return containing(period.kind, period.first.replace(year=year, day=28 if leap else period.first.day))


def _first_of_next(year: int, month: int) -> date:
    return date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
