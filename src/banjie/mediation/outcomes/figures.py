"""The figures of one mediator in one year. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from .rates import LEAST, interval, like_for_like
from .tallies import Tally


@dataclass(frozen=True, slots=True)
class Figures:
    """`share`, `low` and `high` are None while too few disputes ended; so is `expected`, where the rest of the
    committee had too few. All of 1.
    """

    ended: int
    agreed: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    expected: float | None = None

    @property
    def too_few(self) -> bool:
        return self.share is None

    @property
    def beyond_chance(self) -> int:
        """1 or -1 where the committee's share lies outside the interval; else 0: chance alone explains it."""
        if self.expected is None or self.low is None or self.high is None:
            return 0
        return 1 if self.expected < self.low else -1 if self.expected > self.high else 0


def figures(own: Mapping[str, Tally], others: Mapping[str, Tally]) -> Figures:
    """By type of dispute: those in which the mediator sat at the end, and the committee's without them."""
    ended = sum(each.ended for each in own.values())
    if ended < LEAST:
        return Figures(ended)
    agreed = sum(each.agreed for each in own.values())
    low, high = interval(agreed, ended)
    return Figures(ended, agreed, agreed / ended, low, high, like_for_like(own, others))


__all__ = ["Figures", "Tally", "figures"]
