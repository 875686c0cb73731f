"""Texts as weighed grams, so that two can be compared by a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .grams import Floats, Hashes, Whole, Words, grams_of
from .rarity import Rarity

# What stands in the title is what it is about.
_TITLE: Final = 2.0
# How rare (a natural logarithm) the words are that say what happened: between what most say and the name of a place.
_HAPPENED: Final = (2.5, 6.5)


@dataclass(frozen=True, slots=True)
class Vectors:
    """Texts as unit vectors: `hash` ascends within each, `weight` goes with it, and whether it stands in the title;
    `begins` tells where each text begins.
    """

    hash: Hashes
    weight: Floats
    titled: NDArray[np.bool_]
    begins: Whole

    def __len__(self) -> int:
        return len(self.begins) - 1

    def one(self, number: int) -> tuple[Hashes, Floats]:
        of = slice(int(self.begins[number]), int(self.begins[number + 1]))
        return self.hash[of], self.weight[of]


def vectors_of(texts: Sequence[Words], rarity: Rarity) -> Vectors:
    grams, many = grams_of(texts), len(texts)
    keys = (grams.of_text.astype(np.uint64) << np.uint64(33)) | (grams.hash.astype(np.uint64) << np.uint64(1))
    # Sorted once, by text and gram, those of the title last: `np.unique` would sort for each thing that it tells.
    keys = np.sort(keys | grams.titled)
    first = np.flatnonzero(np.diff(keys >> np.uint64(1), prepend=np.uint64(2**63)))
    last = np.append(first[1:], len(keys))
    titles = np.append(0, np.cumsum(keys & np.uint64(1)))
    in_title = titles[last] - titles[first]
    in_body = last - first - in_title
    strength = np.where(in_body > 0, 1 + np.log(np.maximum(in_body, 1)), 0) + _TITLE * (in_title > 0)
    each = keys[first] >> np.uint64(1)
    hashes = each.astype(np.uint32)
    of_text = (each >> np.uint64(32)).astype(np.int64)
    raw = strength * rarity.of(hashes)
    length = np.sqrt(np.bincount(of_text, weights=raw * raw, minlength=many))
    weight = (raw / np.maximum(length, 1e-9)[of_text]).astype(np.float32)
    return Vectors(hashes, weight, in_title > 0, np.searchsorted(of_text, np.arange(many + 1)))


def some(vectors: Vectors, numbers: Sequence[int]) -> Vectors:
    """These of the vectors, in this order."""
    parts = [slice(int(vectors.begins[number]), int(vectors.begins[number + 1])) for number in numbers]
    return Vectors(
        np.concatenate([vectors.hash[part] for part in parts]),
        np.concatenate([vectors.weight[part] for part in parts]),
        np.concatenate([vectors.titled[part] for part in parts]),
        np.cumsum([0, *(part.stop - part.start for part in parts)]),
    )


def cosines(one: Vectors, others: Vectors) -> Floats:
    """How like the first text of `one` each of `others` is, from 0 to 1."""
    return _cosines(one, others, _shared(one, others))


def said_by_both(one: Vectors, others: Vectors, rarity: Rarity) -> tuple[Floats, Floats]:
    """The same, and how much the first text of `one` and each other both say: 1 for each gram that nobody else has."""
    shared = _shared(one, others)
    _mine, theirs, of_text = shared
    said = np.maximum(rarity.of(others.hash[theirs]) - 1, 0) / rarity.most
    mass = np.bincount(of_text, weights=said, minlength=len(others)).astype(np.float32)
    return _cosines(one, others, shared), mass


def titles_told(one: Vectors, others: Vectors, rarity: Rarity) -> Floats:
    """Which share of what each title says has happened the first text of `one` says as well; 1 where it says nothing.

    Names are left out, being rarer, and so is what most texts say.
    """
    titled = np.flatnonzero(others.titled)
    hashes = others.hash[titled]
    of_text = np.searchsorted(others.begins, titled, side="right") - 1
    rare = rarity.of(hashes)
    happened = (rare >= _HAPPENED[0]) & (rare < _HAPPENED[1])
    said = happened & _within(hashes, one.one(0)[0])[1]
    there = np.bincount(of_text[happened], minlength=len(others))
    both = np.bincount(of_text[said], minlength=len(others))
    return np.where(there > 0, both / np.maximum(there, 1), 1).astype(np.float32)


def _cosines(one: Vectors, others: Vectors, shared: tuple[Whole, Whole, Whole]) -> Floats:
    mine, theirs, of_text = shared
    products = one.one(0)[1][mine] * others.weight[theirs]
    return np.bincount(of_text, weights=products, minlength=len(others)).astype(np.float32)


def _shared(one: Vectors, others: Vectors) -> tuple[Whole, Whole, Whole]:
    """Where the grams that both have stand in the first text of `one` and in the others, and in which of these."""
    place, same = _within(others.hash, one.one(0)[0])
    theirs = np.flatnonzero(same)
    of_text = np.searchsorted(others.begins, theirs, side="right") - 1
    return place[theirs], theirs, of_text


def _within(hashes: Hashes, ascending: Hashes) -> tuple[Whole, NDArray[np.bool_]]:
    """Where each would stand among those that ascend, and whether it does."""
    if not len(ascending):
        return np.zeros(len(hashes), np.int64), np.zeros(len(hashes), np.bool_)
    place = np.minimum(np.searchsorted(ascending, hashes), len(ascending) - 1)
    return place, ascending[place] == hashes
