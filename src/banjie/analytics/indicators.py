"""Indicators: how the cases of an area, a unit or a category went in a stretch of time.

Counts come from `cases.queries`; here is what is made of them, so that the screen, the report, the map and
whoever asks through the API mean the same by the same word. About units and areas, never about persons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Tally:
    """Cases of one group in one stretch of time. Stocks (`open`, `overdue`) are those at its end."""

    received: int = 0
    declined: int = 0
    closed: int = 0
    # Of `closed`: those that had a deadline, and those of them that ended after it.
    closed_with_deadline: int = 0
    closed_late: int = 0
    returned: int = 0
    reopened: int = 0
    reminded: int = 0
    # The reporter's own verdict.
    rated: int = 0
    rated_solved: int = 0
    # Satisfaction runs from 1 to 5; 4 and 5 count as satisfied.
    graded: int = 0
    satisfied: int = 0
    open: int = 0
    overdue: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


class Indicator(StrEnum):
    """What areas and units are compared by. The first five are counts, the others shares from 0 to 1."""

    RECEIVED = "received"
    CLOSED = "closed"
    OPEN = "open"
    OVERDUE = "overdue"
    RETURNED = "returned"
    ON_TIME_RATE = "on_time_rate"
    OVERDUE_RATE = "overdue_rate"
    SOLVED_RATE = "solved_rate"
    SATISFACTION_RATE = "satisfaction_rate"
    REOPENED_RATE = "reopened_rate"


def share(part: int, whole: int) -> float | None:
    """None where there is nothing to take a share of: no cases is not nought per cent."""
    return part / whole if whole else None


_FORMULAS: Final[Mapping[Indicator, Callable[[Tally], float | None]]] = MappingProxyType(
    {
        Indicator.RECEIVED: lambda tally: tally.received,
        Indicator.CLOSED: lambda tally: tally.closed,
        Indicator.OPEN: lambda tally: tally.open,
        Indicator.OVERDUE: lambda tally: tally.overdue,
        Indicator.RETURNED: lambda tally: tally.returned,
        Indicator.ON_TIME_RATE: lambda tally: share(
            tally.closed_with_deadline - tally.closed_late, tally.closed_with_deadline
        ),
        Indicator.OVERDUE_RATE: lambda tally: share(tally.overdue, tally.open),
        Indicator.SOLVED_RATE: lambda tally: share(tally.rated_solved, tally.rated),
        Indicator.SATISFACTION_RATE: lambda tally: share(tally.satisfied, tally.graded),
        Indicator.REOPENED_RATE: lambda tally: share(tally.reopened, tally.closed),
    }
)
RATES: Final = frozenset(each for each in Indicator if each.endswith("_rate"))


def value(indicator: Indicator, tally: Tally) -> float | None:
    """The indicator's value; None where nothing happened that it could speak of."""
    return _FORMULAS[indicator](tally)


class Lamp(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNLIT = "unlit"


# Share of the open cases that are overdue, from which a lamp changes.
AMBER_FROM: Final = 0.01
RED_FROM: Final = 0.10


def lamp(tally: Tally) -> Lamp:
    """How a unit or an area stands now: unlit with nothing open, red from a tenth of it overdue."""
    overdue = value(Indicator.OVERDUE_RATE, tally)
    if overdue is None:
        return Lamp.UNLIT
    if overdue >= RED_FROM:
        return Lamp.RED
    return Lamp.AMBER if overdue >= AMBER_FROM else Lamp.GREEN
