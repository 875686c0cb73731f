"""How sure one may be of a rate that was seen in a few cases."""

from math import comb, erfc, sqrt
from typing import Final

# One-sided, 95 %.
_Z: Final = 1.6449
_EXACT: Final = 400


def at_least(right: int, tried: int) -> float:
    """The rate that is true with 95 % certainty, or higher (Wilson's lower bound, one-sided); 0 of nothing."""
    return _wilson(right, tried, -1) if tried else 0.0


def at_most(wrong: int, tried: int) -> float:
    """The rate that is true with 95 % certainty, or lower; 1 of nothing."""
    return _wilson(wrong, tried, 1) if tried else 1.0


def _wilson(hits: int, tried: int, side: int) -> float:
    rate = hits / tried
    square = _Z * _Z
    spread = _Z * sqrt(rate * (1 - rate) / tried + square / (4 * tried * tried))
    bound = (rate + square / (2 * tried) + side * spread) / (1 + square / tried)
    return min(max(bound, 0.0), 1.0)


def luck(more: int, fewer: int) -> float:
    """How likely it is that one of two equals wins at least `more` of the `more` + `fewer` times they differ."""
    tried = more + fewer
    if not tried:
        return 1.0
    if tried <= _EXACT:
        return float(sum(comb(tried, hits) for hits in range(more, tried + 1)) / 2**tried)
    # Beyond that the normal curve is as good; half a case less for its being whole cases.
    return _upper((more - 0.5 - tried / 2) / (sqrt(tried) / 2))


def _upper(sigma: float) -> float:
    return erfc(sigma / sqrt(2)) / 2
