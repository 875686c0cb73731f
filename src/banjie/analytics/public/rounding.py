"""Numbers as they may be told to everybody. Pure.

Every count is told as a multiple of five, up or down by a lot that is drawn once for each number, the oftener towards
the nearer; below five it is not told. So no number is known, and none can be reckoned from others: not from a total and
its parts, nor from a year and its months (random rounding to base five, as statistical offices do it). A share is told
in whole per cent, and only of twenty or more. How long it took is told in whole working days: within how many half of
twenty or more were closed, and nine in ten of fifty or more, so that ten or five at the least took longer.
"""

from collections.abc import Mapping
from math import ceil
from typing import Final

BASE: Final = 5
LEAST: Final = 5
LEAST_WHOLE: Final = 20
LEAST_TAIL: Final = 50


def told(count: int, lot: float) -> int | None:
    """A count as it is told; None for one too small to be told. `lot` is drawn evenly from 0 up to, without, 1."""
    if count == 0:
        return 0
    if count < LEAST:
        return None
    rest = count % BASE
    return count - rest + (BASE if lot * BASE < rest else 0)


def per_cent(part: int, whole: int) -> int | None:
    """A share in whole per cent; None where it is of too few."""
    return round(100 * part / whole) if whole >= LEAST_WHOLE else None


def within(days: Mapping[int, int], share: float, *, least: int) -> int | None:
    """In how many days so large a share was done (nearest rank), given how many took so long; None of too few."""
    whole = sum(days.values())
    if whole < least:
        return None
    rank, done = ceil(share * whole), 0
    for length in sorted(days):
        done += days[length]
        if done >= rank:
            return length
    raise AssertionError("a share is at most 1")
