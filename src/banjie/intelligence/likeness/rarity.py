"""How rare each gram is: what two texts share tells more of them the fewer others have it.

Counted over a sample of the jurisdiction's own texts, in a table of hashed grams that does not tell a text back.
"""

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import batched
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from .grams import Floats, Hashes, Words, grams_of

BITS: Final = 20
_SHIFT: Final = np.uint32(32 - BITS)
# The table keeps a sixteenth of a natural logarithm, which is finer than the count of a sample is sure.
_STEPS: Final = 16
_AT_ONCE: Final = 2_000
# A young installation has too few texts to know filling words by, and one of the other language never enough.
_COMMON_IN: Final = 0.05
_YOUNG: Final = 200
_MAGIC: Final = b"BJR1"


class BadTable(ValueError):
    """What was read is no table of counts, or of another version."""


@dataclass(frozen=True)
class Rarity:
    """Counts of texts by hashed gram, out of `texts` texts."""

    counts: NDArray[np.uint32]
    texts: int

    @cached_property
    def table(self) -> Floats:
        """The natural logarithm of how many texts there are for each that has the gram."""
        rest = max(self.texts, 1) + 1.0
        table: Floats = np.log(rest / (self.counts + 0.5)).astype(np.float32)
        return table

    @property
    def most(self) -> float:
        """Of a gram that no text had."""
        return math.log((max(self.texts, 1) + 1.0) / 0.5)

    def of(self, hashes: Hashes) -> Floats:
        found: Floats = self.table[hashes >> _SHIFT]
        return found

    def share(self, hashes: Hashes) -> Floats:
        """In which share of texts each is found."""
        share: Floats = (self.counts[hashes >> _SHIFT] / max(self.texts, 1)).astype(np.float32)
        return share

    def written(self) -> bytes:
        """The table as bytes; counts beyond 65,535 are as common as that."""
        most = np.minimum(self.counts, 0xFFFF).astype("<u2").tobytes()
        return _MAGIC + self.texts.to_bytes(8, "little") + zlib.compress(most, 6)

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Raises BadTable."""
        if content[:4] != _MAGIC:
            raise BadTable("version")
        try:
            counts = np.frombuffer(zlib.decompress(content[12:]), dtype="<u2").astype(np.uint32)
        except zlib.error as error:
            raise BadTable("damaged") from error
        if len(counts) != 1 << BITS:
            raise BadTable("size")
        return cls(counts, int.from_bytes(content[4:12], "little"))


def counted(texts: Iterable[Words]) -> Rarity:
    """Counts in how many texts each gram occurs. Filling words of Chinese and English are common from the beginning."""
    counts = np.zeros(1 << BITS, np.uint32)
    many = 0
    for lot in batched(texts, _AT_ONCE):
        many += len(lot)
        counts += _in(lot)
    many = max(many, _YOUNG)
    common = _common()
    counts[common] = np.maximum(counts[common], int(many * _COMMON_IN))
    return Rarity(counts, many)


def _in(texts: Sequence[Words]) -> NDArray[np.uint32]:
    grams = grams_of(texts)
    each = np.unique((grams.of_text.astype(np.uint64) << np.uint64(BITS)) | (grams.hash >> _SHIFT))
    buckets = (each & np.uint64((1 << BITS) - 1)).astype(np.int64)
    return np.bincount(buckets, minlength=1 << BITS).astype(np.uint32)


def _common() -> NDArray[np.int64]:
    text = (files(__package__) / "common.txt").read_text(encoding="utf-8")
    return np.unique(grams_of([Words("", line) for line in text.splitlines()]).hash >> _SHIFT).astype(np.int64)
