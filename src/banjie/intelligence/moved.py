"""How what people changed moves the level and the kind that the words speak for. Pure.

A model learns of each matter whether people left it as the words have it, or what they made of it; so what nobody
changed moves nothing. Where people may be in danger a level is never lowered below what the words say.
"""

from dataclasses import dataclass
from typing import Final

from banjie.intelligence.kinds import Proposed
from banjie.intelligence.urgency import Level, Reading

# The answer of a model where people left a matter as the words have it.
STAY: Final = "stay"
# To be asked once too often costs less than to be told too late.
RAISES: Final = 0.5
LOWERS: Final = 0.7
TURNS: Final = 0.6


@dataclass(frozen=True, slots=True)
class Taught:
    """What people made of such matters: a level or a kind, its share from 0 to 1, and the words that spoke for it."""

    code: str
    share: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedLevel:
    """`level` is proposed, where the words alone spoke for `words`. `taught` is what moved it, None if nothing did.

    `held`: people put such matters lower, but the words tell of danger to people, and that counts.
    """

    level: Level
    words: Level
    taught: Taught | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class MovedKind:
    """A kind with its words; `taught` where what people changed spoke for it, and not the way it was put."""

    kind: str
    evidence: tuple[str, ...]
    taught: Taught | None = None


def moved_level(reading: Reading, taught: Taught | None) -> MovedLevel:
    """The level to propose."""
    words = reading.level
    if taught is None or taught.code.upper() not in Level.__members__:
        return MovedLevel(words, words)
    learned = Level[taught.code.upper()]
    if learned > words:
        return MovedLevel(learned, words, taught) if taught.share >= RAISES else MovedLevel(words, words)
    if learned == words or taught.share < LOWERS:
        return MovedLevel(words, words)
    least = max((each.level for each in reading.seen if each.danger), default=Level.GENERAL)
    lowered = max(learned, least)
    return MovedLevel(lowered, words, taught if lowered < words else None, held=lowered > learned)


def moved_kind(proposed: Proposed | None, taught: Taught | None) -> MovedKind | None:
    """The kind to propose; None where nothing speaks for one."""
    said = MovedKind(proposed.kind, proposed.evidence) if proposed is not None else None
    if taught is None or taught.share < TURNS or (said is not None and said.kind == taught.code):
        return said
    return MovedKind(taught.code, taught.evidence, taught)
