"""Which of many texts are worth comparing: those that share weighty grams. Bounded in time and memory."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from banjie.intelligence.likeness.grams import Floats, Whole
from banjie.intelligence.likeness.vectors import Vectors

# The weightiest grams of a text say what it is about.
_GRAMS: Final = 50
# Of a gram that few texts have, all are paired; else each with as many that came after it.
_ALL_PAIRED: Final = 40
_NEXT: Final = 20
# A gram that more than one text in so many has tells nothing.
_TOO_COMMON: Final = 15

type Pairs = tuple[Whole, Whole, Floats]


def pairs_of(vectors: Vectors, *, least: float) -> Pairs:
    """Pairs of texts (the lower number first) whose shared weighty grams come to `least`, the likest first."""
    many = len(vectors)
    hashes, weights, of_text = _weightiest(vectors)
    order = np.lexsort((of_text, hashes))
    hashes, weights, of_text = hashes[order], weights[order], of_text[order]
    _each, begins, sizes = np.unique(hashes, return_index=True, return_counts=True)
    keys: list[Whole] = [np.zeros(0, np.int64)]
    worth: list[Floats] = [np.zeros(0, np.float32)]
    largest = max(many // _TOO_COMMON, _ALL_PAIRED)
    for step in range(1, _ALL_PAIRED):
        # Neighbours `step` apart within the same gram, for all grams at once.
        reach = (sizes > step) & (sizes <= largest) & ((sizes <= _ALL_PAIRED) | (step <= _NEXT))
        if not reach.any():
            break
        first = _positions(begins[reach], sizes[reach] - step)
        keys.append(of_text[first] * many + of_text[first + step])
        worth.append(weights[first] * weights[first + step])
        if sum(map(len, keys)) > 20_000_000:
            keys, worth = _summed(keys, worth)
    keys, worth = _summed(keys, worth)
    enough = worth[0] >= least
    key, value = keys[0][enough], worth[0][enough]
    best = np.lexsort((key, -value))
    return key[best] // many, key[best] % many, value[best]


def _weightiest(vectors: Vectors) -> tuple[NDArray[np.uint32], Floats, Whole]:
    of_text = np.repeat(np.arange(len(vectors)), np.diff(vectors.begins))
    order = np.lexsort((-vectors.weight, of_text))
    rank = np.arange(len(order)) - vectors.begins[of_text[order]]
    kept = order[rank < _GRAMS]
    return vectors.hash[kept], vectors.weight[kept], of_text[kept]


def _positions(begins: Whole, counts: Whole) -> Whole:
    """Counts on from each beginning as far as told, one after the other."""
    ends = np.cumsum(counts)
    inside = np.arange(int(ends[-1])) - np.repeat(ends - counts, counts)
    found: Whole = np.repeat(begins, counts) + inside
    return found


def _summed(keys: list[Whole], worth: list[Floats]) -> tuple[list[Whole], list[Floats]]:
    each, back = np.unique(np.concatenate(keys), return_inverse=True)
    total = np.bincount(back, weights=np.concatenate(worth), minlength=len(each)).astype(np.float32)
    return [each], [total]
