"""Shares, how sure they are, and what a committee would have reached with the same mix. Pure."""

from collections.abc import Mapping
from math import sqrt
from typing import Final

from .tallies import Tally

# Fewer than this many ended disputes say nothing about anybody; of one type, fewer than so many nothing about it.
LEAST: Final = 20
LEAST_OF_KIND: Final = 5
# Two-sided, at 95 in a hundred.
_Z: Final = 1.959964


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval of a share at 95 %, within 0 and 1. ValueError: nothing to divide.

    Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference (1927).
    """
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole}")
    share, squared = part / whole, _Z * _Z
    centre = share + squared / (2 * whole)
    spread = _Z * sqrt(share * (1 - share) / whole + squared / (4 * whole * whole))
    below = 1 + squared / whole
    # At the ends the formula gives 0 and 1 exactly; rounding must not put the share outside its own interval.
    low = 0.0 if part == 0 else (centre - spread) / below
    high = 1.0 if part == whole else (centre + spread) / below
    return low, high


def like_for_like(own: Mapping[str, Tally], others: Mapping[str, Tally]) -> float | None:
    """The share the rest of the committee would have reached with this mix of types; None: they are too few.

    Each type counts as often as the mediator had it, with the others' share in it; where the others had fewer
    than LEAST_OF_KIND of a type, with their share over all types (direct standardisation).
    """
    ended = sum(each.ended for each in others.values())
    mine = sum(each.ended for each in own.values())
    if ended < LEAST or not mine:
        return None
    over_all = sum(each.agreed for each in others.values()) / ended
    expected = 0.0
    for kind, tally in own.items():
        theirs = others.get(kind, Tally())
        enough = theirs.ended >= LEAST_OF_KIND
        expected += tally.ended * (theirs.agreed / theirs.ended if enough else over_all)
    return expected / mine
