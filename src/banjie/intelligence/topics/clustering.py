"""Groups of texts about one matter, by average likeness: each text is like the others of its group on the whole.

A chain, of which only neighbours are alike, is not a topic; so a group takes another in only where the mean likeness
of all pairs across is enough. That mean is the product of the two sums of vectors, so no pair needs to be looked at.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from banjie.intelligence.likeness.grams import Floats, Hashes
from banjie.intelligence.likeness.vectors import Vectors

from .pairing import pairs_of

type Apart = Callable[[int, int], bool]

LEAST: Final = 0.15
# The same kind of thing all over the county is not one matter; one text about one firm or law from everywhere is.
_APART_TAKES: Final = 2.5
# What two texts share of their weightiest grams, to be worth a look.
_WORTH_A_LOOK: Final = 0.08
_PASSES: Final = 4
_LONGEST: Final = 2_000


def _nowhere_apart(_one: int, _other: int) -> bool:
    return False


@dataclass(slots=True)
class _Group:
    members: list[int]
    hash: Hashes
    weight: Floats

    def likeness(self, other: "_Group") -> float:
        """The mean over all pairs across."""
        small, large = (self, other) if len(self.hash) < len(other.hash) else (other, self)
        place = np.minimum(np.searchsorted(large.hash, small.hash), len(large.hash) - 1)
        same = large.hash[place] == small.hash
        total = float(np.dot(small.weight[same], large.weight[place[same]]))
        return total / (len(self.members) * len(other.members))

    def take_in(self, other: "_Group") -> None:
        self.members += other.members
        hashes, back = np.unique(np.concatenate((self.hash, other.hash)), return_inverse=True)
        weights = np.bincount(back, weights=np.concatenate((self.weight, other.weight))).astype(np.float32)
        if len(hashes) > _LONGEST:
            kept = np.sort(np.argpartition(-weights, _LONGEST)[:_LONGEST])
            hashes, weights = hashes[kept], weights[kept]
        self.hash, self.weight = hashes, weights


def groups_of(vectors: Vectors, *, least: float = LEAST, apart: Apart = _nowhere_apart) -> Sequence[Sequence[int]]:
    """The numbers of the texts of each group of two and more, the most central first; the largest group first.

    `apart` says of two texts whether they tell of different places: these take much more in common.
    """
    groups = {number: _Group([number], *vectors.one(number)) for number in range(len(vectors))}
    of = list(range(len(vectors)))
    one, other, _worth = pairs_of(vectors, least=_WORTH_A_LOOK)
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))
    # The likest first with a high bar, so that what belongs together finds together before it is drawn elsewhere.
    for bar in (least * 4, least * 2, least * 1.4, *(least,) * _PASSES):
        pairs = _merged(groups, of, pairs, bar, apart)
    found = [_central_first(group, vectors) for group in groups.values() if len(group.members) > 1]
    return sorted(found, key=lambda each: (-len(each), each[0]))


def _merged(
    groups: dict[int, _Group], of: list[int], pairs: list[tuple[int, int]], bar: float, apart: Apart
) -> list[tuple[int, int]]:
    """Takes groups together along the pairs. Returns the pairs that still lie across two groups."""
    left: list[tuple[int, int]] = []
    refused: set[tuple[int, int, int, int]] = set()
    for one, other in pairs:
        first, second = of[one], of[other]
        if first == second:
            continue
        mine, theirs = groups[first], groups[second]
        key = (first, len(mine.members), second, len(theirs.members))
        if key in refused:
            left.append((one, other))
            continue
        likeness = mine.likeness(theirs)
        if likeness < bar:
            refused.add(key)
        if likeness < (bar * _APART_TAKES if apart(one, other) else bar):
            left.append((one, other))
            continue
        if len(mine.members) < len(theirs.members):
            first, second = second, first
        for member in groups[second].members:
            of[member] = first
        groups[first].take_in(groups.pop(second))
    return left


def _central_first(group: _Group, vectors: Vectors) -> list[int]:
    def central(number: int) -> float:
        hashes, weights = vectors.one(number)
        if not len(group.hash):
            return 0.0
        place = np.minimum(np.searchsorted(group.hash, hashes), len(group.hash) - 1)
        return float(np.dot(weights, np.where(group.hash[place] == hashes, group.weight[place], 0)))

    return sorted(group.members, key=lambda number: (-central(number), number))
