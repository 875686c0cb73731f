"""How far learning has come: what it is doing, and the share of all its work that is done. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from .features import Whole
from .rows import Rows
from .vocabulary import Vectors
from .weights import rounds_for


class Step(StrEnum):
    """Reading texts, learning from them, finding out what shares mean, checking it on texts not learned from."""

    READ = "read"
    LEARN = "learn"
    CALIBRATE = "calibrate"
    CHECK = "check"


# A step with the share of the whole that is done, 0 to 1, never falling.
type Tell = Callable[[Step, float], None]

# Of all the work, by what it took for 5,000 and 1,000,000 texts.
READ_UNTIL: Final = 0.05
CHECK_FROM: Final = 0.58
_PARTS, _ONE_PART = 3, 20_000


def quiet(step: Step, share: float) -> None:
    """Tells nobody."""


def within(tell: Tell, begins: float, ends: float, *, always: Step | None = None) -> Tell:
    """Tells of a part of the work as the stretch of the whole that it is, under one name if one is given."""
    return lambda step, share: tell(always or step, begins + (ends - begins) * share)


def work_of(texts: int, *, calibrated: bool) -> int:
    """How many rows are gone over for one choice between answers: to learn it, and to calibrate it part by part."""
    learned = rounds_for(texts) * texts
    if not calibrated:
        return learned
    rest = texts * 2 // 3
    parts = _PARTS if texts < _ONE_PART else 1
    return learned + parts * (rounds_for(rest) * rest + texts // 3)


@dataclass
class Meter:
    """Rows gone over, of as many as are expected."""

    tell: Tell
    whole: int = 1
    done: int = 0

    def past(self, step: Step, rows: int) -> None:
        self.done += rows
        self.tell(step, min(self.done / max(self.whole, 1), 1.0))


@dataclass(frozen=True)
class Watched:
    """Rows that tell a meter whenever some of them are looked at."""

    held: Rows
    meter: Meter
    step: Step = Step.LEARN

    def __len__(self) -> int:
        return len(self.held)

    def rows(self, rows: Whole) -> Vectors:
        self.meter.past(self.step, len(rows))
        return self.held.rows(rows)

    def part(self, rows: Whole) -> "Watched":
        return replace(self, held=self.held.part(rows))

    def folded(self, columns: int) -> "Watched":
        return replace(self, held=self.held.folded(columns))


def during(rows: Rows, step: Step) -> Rows:
    """The same rows, looked at for another step."""
    return replace(rows, step=step) if isinstance(rows, Watched) else rows
