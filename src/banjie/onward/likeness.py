"""How alike two names are: for suggestions that a person confirms. Pure.

By pairs of characters (Dice), which serves Chinese and Latin alike; a name that holds the other whole counts more.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

ENOUGH: Final = 0.34
_SIGNS: Final = re.compile(r"[\W_]+")


def likeness(one: str, other: str) -> float:
    """0 for nothing in common, 1 for the same name."""
    first, second = _folded(one), _folded(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    common = _pairs(first) & _pairs(second)
    shared = 2 * common.total() / (_pairs(first).total() + _pairs(second).total())
    shorter, longer = sorted((first, second), key=len)
    return max(shared, 0.6 if len(shorter) >= 2 and shorter in longer else 0.0)


def best(names: Iterable[str], among: Sequence[tuple[str, Sequence[str]]]) -> str:
    """The key whose names are most like one of these; empty where none is enough so. The first of equals."""
    mine = [name for name in names if name]
    scored = [
        (max((likeness(one, other) for one in mine for other in theirs if other), default=0.0), key)
        for key, theirs in among
    ]
    top = max((score for score, _key in scored), default=0.0)
    return next((key for score, key in scored if score == top), "") if top >= ENOUGH else ""


def _folded(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).lower())


def _pairs(text: str) -> Counter[str]:
    return Counter(map("".join, pairwise(text))) if len(text) > 1 else Counter([text])
