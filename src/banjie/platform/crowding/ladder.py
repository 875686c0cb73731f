"""How much is asked of whoever comes through a door, by how many came before. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=15)
MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Ladder:
    """`here` are tries from one address within WINDOW, `everywhere` those of all addresses within a minute, `device`
    those that one browser says it made within WINDOW.

    Each step is a count and the leading zero bits that a task must reach from it on; a bit more is twice the work.
    From `most` tries of one address on there is no admission before the window has passed.
    """

    here: Sequence[tuple[int, int]]
    everywhere: Sequence[tuple[int, int]]
    device: Sequence[tuple[int, int]]
    most: int

    def __post_init__(self) -> None:
        for steps in (self.here, self.everywhere, self.device):
            if list(steps) != sorted(steps) or any(not 0 < bits <= HARDEST for _count, bits in steps):
                raise ValueError("steps go up, and none is beyond what a telephone can do")
        if self.here and self.most < self.here[-1][0]:
            raise ValueError("the door closes after the last step")

    def bits(self, *, here: int, everywhere: int, device: int = 0) -> int:
        """What a task must reach after so many tries; 0 where none is asked for."""
        return max(_reached(self.here, here), _reached(self.everywhere, everywhere), _reached(self.device, device))

    def is_full(self, *, here: int) -> bool:
        return here >= self.most

    @property
    def counted(self) -> tuple[int, int]:
        """Beyond how many tries, here and everywhere, counting makes no difference any more."""
        return self.most, max((count for count, _bits in self.everywhere), default=0)


# Some million digests: six seconds of a cheap telephone.
HARDEST: Final = 20


def _reached(steps: Sequence[tuple[int, int]], count: int) -> int:
    return max((bits for least, bits in steps if count >= least), default=0)


# A county's residents raise some ten matters within a quarter of an hour, all addresses together. At 190,000 digests a
# second, a sixth of a desk's computer, 16 bits take a third of a second on average, 18 one and a half, 19 three.
LADDER: Final = Ladder(
    here=((20, 16), (60, 18), (200, 19)),
    everywhere=((120, 16), (600, 18), (2_000, 19)),
    device=((8, 16), (16, 18)),
    most=1_000,
)
