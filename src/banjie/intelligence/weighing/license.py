"""Whether a rule may act without a person: only on what was measured where nobody had been told its answer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .bounds import at_least, at_most

# Fewer than this say nothing that one could let a machine act on.
LEAST: Final = 60
# A rule that acts is called off sooner by what people undid than by the sample, which is small by its making.
LEAST_UNDONE: Final = 3


class Ground(StrEnum):
    """Why a rule may not act, or that it may."""

    ALLOWED = "allowed"
    TOO_FEW = "too_few"
    BELOW = "below"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Tally:
    """`checked` matters were decided by people who were not told, `right` of them as the rule would have; `acted`
    were decided by the rule, and people undid `undone` of those.
    """

    checked: int = 0
    right: int = 0
    acted: int = 0
    undone: int = 0

    @property
    def lower(self) -> float:
        """What the rate is at least, with 95 % certainty."""
        return at_least(self.right, self.checked)


def ground(tally: Tally, *, asked: float) -> Ground:
    """`asked` is the rate, from 0 to 1, that the jurisdiction wants kept: the lower bound must reach it."""
    if tally.undone >= LEAST_UNDONE and tally.acted and at_least(tally.undone, tally.acted) > 1 - asked:
        return Ground.UNDONE
    if tally.checked < LEAST:
        return Ground.TOO_FEW
    return Ground.ALLOWED if tally.lower >= asked else Ground.BELOW


def undone_at_most(tally: Tally) -> float:
    return at_most(tally.undone, tally.acted)
