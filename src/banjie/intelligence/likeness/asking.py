"""Which terms of a text to look for among all others: rare enough to find few, and telling enough to find the same."""

from functools import cache
from typing import Final, NamedTuple

import numpy as np

from banjie.intelligence.classifying.folding import simplified

from .grams import Words, folded, grams_of, shown_of
from .rarity import Rarity

MOST_TERMS: Final = 40
# What one term and what all of them may be expected to find, so that asking costs the same however much is stored.
MOST_FOUND: Final = 1_500
MOST_FOUND_BY_ALL: Final = 4_000


class Asked(NamedTuple):
    """Terms in two halves, neighbours apart: what has one of each shares a name, or a name and what happened."""

    one: tuple[str, ...]
    other: tuple[str, ...]


def terms_of(text: Words, rarity: Rarity, *, among: int) -> Asked:
    """The terms to look for among as many texts as given, folded; none where nothing in the text is rare."""
    grams = grams_of([text])
    if not len(grams.hash):
        return Asked((), ())
    hashes, first, back, said = np.unique(grams.hash, return_index=True, return_inverse=True, return_counts=True)
    titled = np.bincount(back[grams.titled], minlength=len(hashes)) > 0
    expected = rarity.share(hashes) * among
    # A pair that no text of the sample has is mostly where two words meet; in a title or said twice it may be a name.
    unseen = (expected == 0) & ~titled & (said == 1)
    ranked = np.flatnonzero(expected <= MOST_FOUND)
    ranked = ranked[np.lexsort((expected[ranked], ~titled[ranked], unseen[ranked]))]
    enough = np.cumsum(expected[ranked]) <= MOST_FOUND_BY_ALL
    chosen = np.sort(first[ranked[enough][:MOST_TERMS]])
    shown = folded(shown_of(text))
    terms = [shown[grams.start[place] : grams.start[place] + grams.length[place]] for place in chosen]
    return Asked(tuple(terms[::2]), tuple(terms[1::2]))


def forms_of(term: str) -> tuple[str, ...]:
    """A folded term as it may have been written: in simplified and in traditional characters."""
    traditional = term.translate(_traditional())
    return (term,) if traditional == term else (term, traditional)


@cache
def _traditional() -> dict[int, str]:
    """The commonest traditional form of each simplified character that has one."""
    found: dict[int, str] = {}
    for traditional, simple in simplified().items():
        found.setdefault(ord(simple), traditional)
    return found
