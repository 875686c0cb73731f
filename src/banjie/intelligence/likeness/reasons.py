"""The words that two texts have in common, so that a person can weigh a likeness."""

from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from itertools import accumulate
from typing import Final

import numpy as np

from .grams import Floats, Words, grams_of, shown_of
from .rarity import Rarity

MOST: Final = 4
# Words that one text in fifty has are no reason; nor is what carries less than a third of the strongest.
_FLOOR: Final = 3.9
_WEAK: Final = 0.3
_LONGEST: Final = 12


class Reader:
    """One text, read once, to be laid beside others."""

    def __init__(self, text: Words, rarity: Rarity) -> None:
        self._text = shown_of(text)
        self._grams = grams_of([text])
        rare = rarity.of(self._grams.hash)
        self._rare = np.where(rare >= min(_FLOOR, rarity.most - 1.5), rare, 0)

    @cached_property
    def _edges(self) -> frozenset[int]:
        return edges_of(self._text)

    def shared(self, other: Words, *, most: int = MOST) -> tuple[str, ...]:
        """The rarest stretches that the other has too, as they stand here, whole words where that is possible."""
        both = np.flatnonzero((self._rare > 0) & np.isin(self._grams.hash, grams_of([other]).hash))
        lengths = self._grams.length[both]
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        worth = np.zeros(len(self._text) + 1, np.float32)
        np.maximum.at(worth, np.repeat(self._grams.start[both], lengths) + within, np.repeat(self._rare[both], lengths))
        found: dict[str, float] = {}
        for begin, end in within_words(self._edges, stretches(worth)):
            words = self._text[begin:end]
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
    return within_words(edges_of(text), found)


def edges_of(text: str) -> frozenset[int]:
    """Where words begin and end."""
    # Its dictionary takes 30 MB and a tenth of a second, which only those who compare should pay.
    import rjieba

    return frozenset(accumulate(map(len, rjieba.cut(text.encode(errors="replace").decode())), initial=0))


def within_words(edges: Set[int], found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for begin, end in found:
        while begin < end and begin not in edges:
            begin += 1
        while end > begin and end not in edges:
            end -= 1
        if end - begin >= 2:
            yield begin, end
