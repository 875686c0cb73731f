"""Counts of disputes that ended."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Disputes that ended on a rung, and of them those with an agreement."""

    ended: int = 0
    agreed: int = 0
