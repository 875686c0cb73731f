"""A sum in parts, and the days on which the parts are due. Pure."""

import calendar
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Final

MOST_PARTS: Final = 120
_CENT: Final = Decimal("0.01")


class Every(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS: Final = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


def parts_of(total: Decimal, count: int) -> tuple[Decimal, ...]:
    """`count` equal parts to the cent, rounded down; what rounding leaves is in the last. They sum to `total`.

    Raises ValueError where a part would be nothing, or the total has parts of a cent.
    """
    if not 1 <= count <= MOST_PARTS:
        raise ValueError(f"{count} parts")
    if not total.is_finite() or total != total.quantize(_CENT) or total < _CENT * count:
        raise ValueError(f"{total} in {count} parts")
    each = (total / count).quantize(_CENT, ROUND_DOWN)
    return (each,) * (count - 1) + (total.quantize(_CENT) - each * (count - 1),)


def days_of(first: date, count: int, every: Every) -> tuple[date, ...]:
    """`count` days from `first` on. By months they keep the day of the month, as far as a month has it; a first day
    that ends its month makes all of them end theirs. Raises ValueError beyond the year 9999.
    """
    if every is Every.WEEK:
        try:
            return tuple(first + timedelta(weeks=number) for number in range(count))
        except OverflowError:
            raise ValueError(f"{count} weeks from {first}") from None
    at_end = first.day == _last(first.year, first.month)
    return tuple(_month_on(first, number * _MONTHS[every], at_end=at_end) for number in range(count))


def _month_on(first: date, months: int, *, at_end: bool) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    if year > date.max.year:
        raise ValueError(f"{months} months from {first}")
    last = _last(year, month)
    return date(year, month, last if at_end else min(first.day, last))


def _last(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
