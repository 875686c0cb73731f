"""A new model against the one in use, on the same matters, all of which came after it was trained."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .bounds import luck

# Where the two said the same, nothing is learned; of where they differed, so many are needed.
LEAST_DIFFERENCES: Final = 20
LEAST_DAYS: Final = 3
LONGEST_DAYS: Final = 28
_CHANCE: Final = 0.05


class Verdict(StrEnum):
    """What becomes of the new one."""

    BETTER = "better"
    WORSE = "worse"
    UNDECIDED = "undecided"
    """Not better within the time it had: it makes room for the next."""
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Duel:
    """How often each alone was right, and both, among `matters` whose place is known by now."""

    matters: int = 0
    both: int = 0
    only_new: int = 0
    only_old: int = 0

    @property
    def new_rate(self) -> float:
        return (self.both + self.only_new) / self.matters if self.matters else 0.0

    @property
    def old_rate(self) -> float:
        return (self.both + self.only_old) / self.matters if self.matters else 0.0


def verdict(duel: Duel, *, days: float) -> Verdict:
    """`days` since the new one began to answer in the shadow. Better and worse are said when luck is no excuse."""
    if days >= LEAST_DAYS and duel.only_new + duel.only_old >= LEAST_DIFFERENCES:
        if luck(duel.only_new, duel.only_old) < _CHANCE:
            return Verdict.BETTER
        if luck(duel.only_old, duel.only_new) < _CHANCE:
            return Verdict.WORSE
    return Verdict.UNDECIDED if days >= LONGEST_DAYS else Verdict.WAITING
