"""When rounds are held: the days of an interval, and what has been missed. Pure: dates in, dates out."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from typing import Final

_A_DAY: Final = timedelta(days=1)
_A_WEEK: Final = timedelta(days=7)
# The second round of a month stands this many days after its first.
_HALF: Final = 15
_LAST_COMMON_DAY: Final = 28


class Interval(StrEnum):
    DAY = "day"
    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"


# How often each level goes through its matters, unless it sets another interval.
USUAL: Final = {
    "village": Interval.WEEK,
    "township": Interval.HALF_MONTH,
    "county": Interval.MONTH,
    "prefecture": Interval.QUARTER,
    "province": Interval.QUARTER,
}


def usual(level: str) -> Interval:
    """The interval of a level; below villages, as in a grid, every day."""
    return USUAL.get(level, Interval.DAY)


def nominal_days(interval: Interval, first: date) -> Iterator[date]:
    """The days of an interval from its first day on, whether worked or not.

    By the half-month: the first day's number and the fifteenth day after it, each month. A day that a month
    does not have (31) is its last.
    """
    for step in count():
        yield nominal(interval, first, step)


def nominal(interval: Interval, first: date, step: int) -> date:
    """The day of one step."""
    match interval:
        case Interval.DAY:
            return first + step * _A_DAY
        case Interval.WEEK:
            return first + step * _A_WEEK
        case Interval.HALF_MONTH:
            return _half_month(first, step)
        case Interval.MONTH:
            return _in_month(first, step, first.day)
        case Interval.QUARTER:
            return _in_month(first, 3 * step, first.day)


def held_on(nominal_day: date, is_worked: Callable[[date], bool]) -> date:
    """The day itself, or the next that is worked: nobody is called to a round on a holiday."""
    day = nominal_day
    while not is_worked(day):
        day += _A_DAY
    return day


def next_after(interval: Interval, first: date, last: date, is_worked: Callable[[date], bool]) -> date:
    """The first day of a round later than `last`; days that a holiday moved onto one another are held once."""
    for day in nominal_days(interval, first):
        moved = held_on(day, is_worked)
        if moved > last:
            return moved
    raise AssertionError("an interval goes on for ever")


def _half_month(first: date, step: int) -> date:
    """Twice a month, in order: where the first day is late, the second falls into the next month."""
    month, second = divmod(step, 2)
    start = _in_month(first, month, min(first.day, _LAST_COMMON_DAY))
    return start + _HALF * _A_DAY if second else start


def _in_month(first: date, months: int, day: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day, (following - _A_DAY).day))
