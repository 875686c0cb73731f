"""Whose turn it is, how many wait before one, how long that may take. Pure.

The order is declared and hangs in the hall: whoever was sent on to a desk is next there, since they waited already;
then by number, but those with priority first, at most so many of them in a row, so that nobody waits for ever.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Final

# Fewer calls than this say nothing about the day.
ENOUGH: Final = 5
_LATEST: Final = 20
_STEP_MINUTES: Final = 5


class Purpose(StrEnum):
    """What somebody comes for, in the order in which a kiosk asks."""

    RAISE = "raise"
    ASK = "ask"
    FOLLOW = "follow"
    MEDIATE = "mediate"
    OTHER = "other"


class Ending(StrEnum):
    """How a visit ended. `DAY_OVER`: nobody had called the number, or said what became of it, by the end of the day."""

    SERVED = "served"
    ABSENT = "absent"
    DAY_OVER = "day_over"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number that waits. `for_desk`: it was sent on to that desk, and no other calls it."""

    number: int
    priority: bool = False
    for_desk: int | None = None


def next_for(desk: int, waiting: Iterable[Waiting], *, priority_run: int, most: int) -> Waiting | None:
    """Whom this desk calls. `priority_run`: how many were called with priority in a row just now; `most`: how many
    may be.
    """
    by_number = sorted(waiting, key=lambda each: each.number)
    for each in by_number:
        if each.for_desk == desk:
            return each
    return _next([each for each in by_number if each.for_desk is None], priority_run, most)


def order(waiting: Iterable[Waiting], *, priority_run: int, most: int) -> tuple[Waiting, ...]:
    """In which order those who wait for any desk are called if nobody else comes."""
    left = sorted((each for each in waiting if each.for_desk is None), key=lambda each: each.number)
    called: list[Waiting] = []
    run = priority_run
    while (each := _next(left, run, most)) is not None:
        called.append(each)
        left.remove(each)
        run = run + 1 if each.priority else 0
    return tuple(called)


def before(number: int, waiting: Sequence[Waiting], *, priority_run: int, most: int) -> int:
    """How many are called before this number, as things stand."""
    numbers = [each.number for each in order(waiting, priority_run=priority_run, most=most)]
    return numbers.index(number) if number in numbers else 0


def run_of(latest: Iterable[bool]) -> int:
    """How many in a row had priority, given that of each call, the latest first."""
    run = 0
    for had_priority in latest:
        if not had_priority:
            break
        run += 1
    return run


def minutes_until(before: int, called: Sequence[datetime]) -> int | None:
    """How long those before one may take, by the pace of today's calls, rounded up to five minutes.

    None where too few were called to say. The middle of the gaps counts, so that a lunch break does not.
    """
    latest = sorted(called)[-_LATEST:]
    if len(latest) < ENOUGH:
        return None
    pace = median((later - sooner).total_seconds() for sooner, later in pairwise(latest))
    return max(_STEP_MINUTES, ceil(pace * (before + 1) / 60 / _STEP_MINUTES) * _STEP_MINUTES)


def quantile(minutes: Sequence[int], share: float) -> int | None:
    """The waiting time that this share did not exceed (nearest rank); None of nobody."""
    if not minutes:
        return None
    return sorted(minutes)[max(0, ceil(share * len(minutes)) - 1)]


def _next(by_number: Sequence[Waiting], run: int, most: int) -> Waiting | None:
    """The first with priority while their turn lasts, or while nobody else waits; otherwise the first without."""
    first = {each.priority: each for each in reversed(by_number)}
    preferred = run < most
    return first.get(preferred) or first.get(not preferred)
