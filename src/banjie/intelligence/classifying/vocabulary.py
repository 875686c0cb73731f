"""Which n-grams a model knows, how rare each is, and texts as sparse vectors over them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .features import BITS, BLOCKS, Ids, Whole, Words, grams_of

type Floats = NDArray[np.float32]

# Small enough for what is reckoned to stay in the processor's cache.
CHUNK: Final = 64
# How much single characters, pairs and words count against triples and against the title.
BLOCK_WEIGHTS: Final = np.array([1.0, 0.7, 0.85], dtype=np.float32)
_SPACE: Final = 1 << BITS
_LOW: Final = np.uint32(_SPACE - 1)
_BIAS_VALUE: Final = np.float32(0.5)
_MANY: Final = 300
_ENOUGH: Final = 2


@dataclass(frozen=True, slots=True)
class Vectors:
    """Texts as rows of a sparse matrix: columns, values, and where each row begins. Every row holds column 0."""

    columns: NDArray[np.int64]
    values: Floats
    starts: Whole

    def __len__(self) -> int:
        return len(self.starts)

    def rows(self, rows: Whole) -> "Vectors":
        """Some rows, in the order asked for."""
        sizes = np.diff(self.starts, append=len(self.columns)).take(rows)
        starts = np.cumsum(sizes) - sizes
        entries = np.arange(int(sizes.sum())) - np.repeat(starts - self.starts.take(rows), sizes)
        return Vectors(self.columns.take(entries), self.values.take(entries), starts)

    def part(self, rows: Whole) -> "Vectors":
        return self.rows(rows)

    def folded(self, columns: int) -> "Vectors":
        """Over fewer columns: several share one."""
        return replace(self, columns=self.columns % columns)


@dataclass(frozen=True)
class Vocabulary:
    """Known n-grams by column. Column 0 is the constant; from 1 on the commonest come first.

    `hashes`, `blocks` and `rarity` (inverse document frequency) have one entry a column.
    """

    hashes: Ids
    blocks: NDArray[np.uint8]
    rarity: Floats

    def __len__(self) -> int:
        return len(self.hashes)

    @cached_property
    def column(self) -> Ids:
        """The column of every hash, 0 for what is not known."""
        table = np.zeros(_SPACE, dtype=np.uint32)
        table[self.hashes[1:]] = np.arange(1, len(self.hashes), dtype=np.uint32)
        return table

    def vectors(self, texts: Sequence[Words]) -> Vectors:
        """Rows of unit length in each block; texts without anything known hold the constant alone."""
        parts = [self._vectors(texts[at : at + CHUNK]) for at in range(0, len(texts), CHUNK)]
        if len(parts) == 1:
            return parts[0]
        return joined(parts)

    def known(self, texts: Sequence[Words]) -> Floats:
        """Of all that each text holds, the share that is known, from 0 to 1; 1 for a text that holds nothing."""
        parts = [self._known(texts[at : at + CHUNK]) for at in range(0, len(texts), CHUNK)]
        return np.concatenate(parts) if parts else np.empty(0, np.float32)

    def _known(self, texts: Sequence[Words]) -> Floats:
        grams = grams_of(texts)
        text = np.concatenate([grams.of_text.take(each.start) for each in grams.segments])
        there = np.concatenate([self.column.take(each.hash) > 0 for each in grams.segments])
        every = np.bincount(text, minlength=len(texts))
        found = np.bincount(text, weights=there, minlength=len(texts))
        return np.where(every > 0, found / np.maximum(every, 1), 1).astype(np.float32)

    def _vectors(self, texts: Sequence[Words]) -> Vectors:
        grams = grams_of(texts)
        keys = [np.arange(len(texts), dtype=np.uint32) << BITS]
        for segment in grams.segments:
            columns = self.column.take(segment.hash)
            known = np.flatnonzero(columns)
            text = grams.of_text.take(segment.start.take(known))
            keys.append(text << BITS | columns.take(known))
        together = np.concatenate(keys)
        together.sort()
        first = np.flatnonzero(np.concatenate((_TRUE, together[1:] != together[:-1])))
        distinct = together.take(first)
        counts = np.diff(first, append=len(together))
        text, column = (distinct >> BITS).astype(np.int64), (distinct & _LOW).astype(np.int64)
        values: Floats = _DAMPED.take(np.minimum(counts, _OFTEN)) * self.rarity.take(column)
        starts = np.flatnonzero(column == 0)
        values[starts] = 0
        cell = text * BLOCKS + self.blocks.take(column)
        squares: NDArray[np.float64] = np.bincount(cell, weights=values * values, minlength=len(texts) * BLOCKS)
        lengths: Floats = np.sqrt(np.maximum(squares, 1e-18)).astype(np.float32)
        scale: Floats = np.tile(BLOCK_WEIGHTS, len(texts)) / lengths
        values *= scale.take(cell)
        values[starts] = _BIAS_VALUE
        return Vectors(column, values, starts)


_TRUE = np.ones(1, dtype=np.bool_)
# A word said more often than this says no more: nobody outshouts the rest of a text by repeating one.
_OFTEN: Final = 5
_DAMPED: Final = np.concatenate(([0.0], 1 + np.log(np.arange(1, _OFTEN + 1)))).astype(np.float32)


def joined(parts: Sequence[Vectors]) -> Vectors:
    """Rows of several, one after another."""
    if not parts:
        return Vectors(np.empty(0, np.int64), np.empty(0, np.float32), np.empty(0, np.int64))
    offsets = np.cumsum([0, *(len(part.columns) for part in parts[:-1])])
    starts = [part.starts + offset for part, offset in zip(parts, offsets, strict=True)]
    return Vectors(
        np.concatenate([part.columns for part in parts]),
        np.concatenate([part.values for part in parts]),
        np.concatenate(starts),
    )


def learn_vocabulary(texts: Sequence[Words], told: Sequence[Words] = (), *, most: int) -> Vocabulary:
    """The `most` commonest n-grams; of many texts, those that stand in one only are left out.

    `told` is what categories say of themselves: few words, every one of them chosen, so none is left out.
    """
    seen = np.zeros(_SPACE, dtype=np.uint32)
    blocks = np.zeros(_SPACE, dtype=np.uint8)
    count = len(texts) + len(told)
    for batch, times in ((texts, 1), (told, _ENOUGH)):
        for at in range(0, len(batch), CHUNK):
            _count(batch[at : at + CHUNK], seen, blocks, times)
    known = np.flatnonzero(seen >= (_ENOUGH if len(texts) >= _MANY else 1))
    # By how common they are, and among equals by their hash, so that the same texts make the same model.
    known = known[np.argsort(-seen[known].astype(np.int64), kind="stable")][: most - 1]
    rarity = np.log((1 + count) / (1.0 + seen[known])) + 1
    return Vocabulary(
        np.concatenate((np.zeros(1, np.uint32), known.astype(np.uint32))),
        np.concatenate((np.zeros(1, np.uint8), blocks[known])),
        np.concatenate((np.zeros(1, np.float32), rarity.astype(np.float32))),
    )


def _count(texts: Sequence[Words], seen: Ids, blocks: NDArray[np.uint8], times: int) -> None:
    """Adds in how many of these texts each n-gram stands. A cell that two sorts share belongs to the later one."""
    grams = grams_of(texts)
    keys = []
    for segment in grams.segments:
        keys.append(grams.of_text.take(segment.start) << BITS | segment.hash)
        blocks[segment.hash] = segment.block
    together = np.concatenate(keys)
    together.sort()
    if len(together):
        distinct = together.take(np.flatnonzero(np.concatenate((_TRUE, together[1:] != together[:-1]))))
        np.add.at(seen, distinct & _LOW, np.uint32(times))
