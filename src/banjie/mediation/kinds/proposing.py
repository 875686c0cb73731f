"""Proposes the type of a dispute from what somebody wrote. Pure; a person decides.

Words with weights, so that the proposal can say what spoke for it. It abstains where little speaks for any
type, or two types are equally likely.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from .model import kinds, quarrel_words

LEAST: Final = 3
MARGIN: Final = 1
# A long complaint repeats itself; what it is about is said early.
_READ: Final = 2_000


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word of the text and how much it spoke for the type."""

    word: str
    weight: int


@dataclass(frozen=True, slots=True)
class KindProposal:
    """The type that a text is likely about, None where the words do not settle it.

    `spoke` are the words for `code`, the strongest first; `others` the next types with their scores.
    """

    code: str | None
    score: int
    spoke: tuple[Spoken, ...]
    others: tuple[tuple[str, int], ...]


def propose(text: str) -> KindProposal:
    """The type that the words of a text speak for."""
    plain = unicodedata.normalize("NFKC", text[:_READ]).lower()
    scores: dict[str, int] = {}
    spoke: dict[str, list[Spoken]] = {}
    for word in _longest(set(_pattern().findall(plain))):
        for code, weight in _weights()[word]:
            scores[code] = scores.get(code, 0) + weight
            spoke.setdefault(code, []).append(Spoken(word, weight))
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], _order()[pair[0]]))
    ranked = [pair for pair in ranked if pair[1] > 0]
    if not ranked:
        return KindProposal(None, 0, (), ())
    code, score = ranked[0]
    ahead = score - (ranked[1][1] if len(ranked) > 1 else 0)
    words = tuple(sorted(spoke[code], key=lambda each: (-each.weight, each.word)))
    sure = score >= LEAST and ahead >= MARGIN
    return KindProposal(code if sure else None, score, words, tuple(ranked[1:4] if sure else ranked[:4]))


def quarrels(text: str) -> tuple[str, ...]:
    """The words by which a text tells of a quarrel, and not only asks what the law says; () for none."""
    plain = unicodedata.normalize("NFKC", text[:_READ])
    return tuple(word for word in quarrel_words() if word in plain)


@cache
def _order() -> dict[str, int]:
    return {code: place for place, code in enumerate(kinds())}


@cache
def _weights() -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for each in kinds().values():
        for word, weight in each.words.items():
            found.setdefault(word, []).append((each.code, weight))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    """Finds every word at every place, also where they overlap."""
    words = sorted(_weights(), key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(map(re.escape, words))}))")


def _longest(words: set[str]) -> list[str]:
    """Without those that are part of another: 劳动合同 is not also 合同."""
    return [word for word in words if not any(word != other and word in other for other in words)]
