"""Texts as weighed grams, so that two can be compared by a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from .grams import Floats, Grams, Hashes, Whole, Words, grams_of
from .rarity import Rarity

# What stands in the title is what it is about.
_TITLE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Vectors:
    """Texts as unit vectors: `hash` ascends within each, `weight` goes with it; `begins` tells where each begins."""

    hash: Hashes
    weight: Floats
    begins: Whole

    def __len__(self) -> int:
        return len(self.begins) - 1

    def one(self, number: int) -> tuple[Hashes, Floats]:
        of = slice(int(self.begins[number]), int(self.begins[number + 1]))
        return self.hash[of], self.weight[of]


def vectors_of(texts: Sequence[Words], rarity: Rarity) -> Vectors:
    grams = grams_of(texts)
    return from_grams(grams, len(texts), rarity)


def from_grams(grams: Grams, many: int, rarity: Rarity) -> Vectors:
    keys = (grams.of_text.astype(np.uint64) << np.uint64(32)) | grams.hash
    each, back = np.unique(keys, return_inverse=True)
    titled = np.zeros(len(each), np.bool_)
    titled[back[grams.titled]] = True
    said = np.bincount(back[~grams.titled], minlength=len(each))
    strength = np.where(said > 0, 1 + np.log(np.maximum(said, 1)), 0) + _TITLE * titled
    hashes = each.astype(np.uint32)
    of_text = (each >> np.uint64(32)).astype(np.int64)
    rare = rarity.of(hashes)
    raw = strength * rare
    length = np.sqrt(np.bincount(of_text, weights=raw * raw, minlength=many))
    weight = (raw / np.maximum(length, 1e-9)[of_text]).astype(np.float32)
    begins = np.searchsorted(of_text, np.arange(many + 1))
    return Vectors(hashes, weight, begins)


def some(vectors: Vectors, numbers: Sequence[int]) -> Vectors:
    """These of the vectors, in this order."""
    parts = [vectors.one(number) for number in numbers]
    sizes = np.array([0, *(len(hashes) for hashes, _weights in parts)])
    return Vectors(
        np.concatenate([hashes for hashes, _weights in parts]),
        np.concatenate([weights for _hashes, weights in parts]),
        np.cumsum(sizes),
    )


def cosines(one: Vectors, others: Vectors) -> Floats:
    """How like the first text of `one` each of `others` is, from 0 to 1."""
    hashes, weights = one.one(0)
    if not len(hashes) or not len(others.hash):
        return np.zeros(len(others), np.float32)
    place = np.minimum(np.searchsorted(hashes, others.hash), len(hashes) - 1)
    products = np.where(hashes[place] == others.hash, weights[place] * others.weight, 0)
    of_text = np.repeat(np.arange(len(others)), np.diff(others.begins))
    return np.bincount(of_text, weights=products, minlength=len(others)).astype(np.float32)


def shared_mass(one: Vectors, others: Vectors, rarity: Rarity) -> Floats:
    """What the first text of `one` and each of the others both say: 1 for each gram that nobody else has."""
    hashes, _weights = one.one(0)
    both = np.isin(others.hash, hashes)
    said = np.where(both, np.maximum(rarity.of(others.hash) - 1, 0) / rarity.most, 0)
    of_text = np.repeat(np.arange(len(others)), np.diff(others.begins))
    return np.bincount(of_text, weights=said, minlength=len(others)).astype(np.float32)
