"""The words that two texts have in common, so that a person can weigh a likeness."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from .grams import Floats, Words, grams_of, shown_of
from .rarity import Rarity

MOST: Final = 4
# Words that one text in fifty has are no reason; nor is what carries less than a third of the strongest.
_FLOOR: Final = 3.9
_WEAK: Final = 0.3
_LONGEST: Final = 12


def shared_words(one: Words, other: Words, rarity: Rarity, *, most: int = MOST) -> tuple[str, ...]:
    """The rarest stretches that both texts have, as they stand in the first, whole words where that is possible."""
    mine, theirs = grams_of([one]), grams_of([other])
    rare = np.where(np.isin(mine.hash, theirs.hash), rarity.of(mine.hash), 0)
    floor = min(_FLOOR, rarity.most - 1.5)
    text = shown_of(one)
    worth = np.zeros(len(text) + 1, np.float32)
    chosen = rare >= floor
    for start, length, each in zip(mine.start[chosen], mine.length[chosen], rare[chosen], strict=True):
        worth[start : start + length] = np.maximum(worth[start : start + length], each)
    found: dict[str, float] = {}
    for begin, end in whole_words(text, stretches(worth)):
        words = text[begin:end]
        found[words] = max(found.get(words, 0.0), float(worth[begin:end].sum()))
    return _distinct(found, most)


def _distinct(found: dict[str, float], most: int) -> tuple[str, ...]:
    """The strongest, and none that says again what a stronger one says."""
    ranked = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    chosen: list[str] = []
    told: set[str] = set()
    for words, worth in ranked:
        pairs = {words[place : place + 2] for place in range(len(words) - 1)}
        if worth >= _WEAK * ranked[0][1] / max(1, len(ranked[0][0]) // 4) and not pairs & told:
            chosen.append(words)
            told |= pairs
    return tuple(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…" for words in chosen[:most])


def stretches(worth: Floats) -> Iterator[tuple[int, int]]:
    """Where what is worth anything begins and ends."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], (worth > 0).astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def whole_words(text: str, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches without halves of words at either end; those of which less than two characters are left go."""
    # Its dictionary takes 30 MB and a tenth of a second, which only those who compare should pay.
    import rjieba

    edges, place = {0}, 0
    for word in rjieba.cut(text.encode(errors="replace").decode()):
        place += len(word)
        edges.add(place)
    for begin, end in found:
        while begin < end and begin not in edges:
            begin += 1
        while end > begin and end not in edges:
            end -= 1
        if end - begin >= 2:
            yield begin, end
