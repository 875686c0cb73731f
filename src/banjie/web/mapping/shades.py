"""Five shades of one colour for figures of any spread, by quantiles. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

STEPS: Final = 5


@dataclass(frozen=True, slots=True)
class Shades:
    """The least and the greatest figure of each shade from the palest on; fewer than five where few differ."""

    begins: tuple[float, ...]
    ends: tuple[float, ...]

    def of(self, value: float | None) -> int:
        """1 for the palest; 0 for no figure at all. The darkest shade is always used, so that few stand out."""
        if value is None or not self.ends:
            return 0
        return STEPS - len(self.ends) + 1 + min(bisect_left(self.ends, value), len(self.ends) - 1)

    def stretches(self) -> list[tuple[int, float, float]]:
        """Each shade with the least and the greatest figure that it stands for."""
        first = STEPS - len(self.ends) + 1
        return [(first + place, *both) for place, both in enumerate(zip(self.begins, self.ends, strict=True))]


def shades(values: Sequence[float]) -> Shades:
    """As many different figures in each shade as can be: many places with one case each must not hide the peaks."""
    if not values:
        return Shades((), ())
    ordered = sorted(set(values))
    ends = sorted({ordered[-(-len(ordered) * step // STEPS) - 1] for step in range(1, STEPS + 1)})
    begins = [ordered[0], *(ordered[bisect_right(ordered, end)] for end in ends[:-1])]
    return Shades(tuple(begins), tuple(ends))
