"""Every name and alias of a gazetteer, found in many texts at once. Pure.

A window of a text is a name where both give the same number of 64 bits (a polynomial taken modulo 2^64, so that the
windows of one length are reckoned for all positions at once). Which lengths are worth a look at a position is told by
its first two characters. Names stand in arrays of numbers, 40 bytes each, and are built in a fraction of a second;
so they are kept by nobody and made anew when the names change. Two names that give the same number by chance would be
taken for each other: for 100,000 names once in some hundred million installations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from banjie.intelligence.classifying.folding import Codes
from banjie.intelligence.folded import BREAK, SPACE, codes_of, is_han, text_of
from banjie.intelligence.placing.forms import Form, forms_of
from banjie.places.levels import PlaceKind

type Ints = NDArray[np.int64]
type Hashes = NDArray[np.uint64]

# As many characters of a text as are read, which is what a matter may hold; and of a batch of texts at once.
LONGEST: Final = 20_000
_BATCH: Final = 1 << 16
# Lengths are bits of one number; no name of a place is longer.
_MOST_LENGTH: Final = 63
_BASE: Final = 0x9E3779B97F4A7C15
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)
_PAIR: Final = np.uint64(0x9E3779B1)
_PAIR_BITS: Final = 18


class Known(Protocol):
    """A name as the gazetteer has it; `canonical` is the name of its place, `path` that of its area."""

    @property
    def name(self) -> str: ...
    @property
    def canonical(self) -> str: ...
    @property
    def kind(self) -> PlaceKind: ...
    @property
    def path(self) -> str: ...
    @property
    def place_id(self) -> int | None: ...
    @property
    def lon(self) -> float | None: ...
    @property
    def lat(self) -> float | None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """Texts one after the other, folded, spaces gone but between words of letters; a break after each.

    `at` is where each character stood in its own text; `begins` where each text begins, with the end of the last.
    """

    codes: Codes
    at: Ints
    begins: Ints

    def text(self, number: int) -> str:
        return text_of(self.codes[self.begins[number] : self.begins[number + 1] - 1])


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a packed text, from `start` until before `end`, and the entries that go by it."""

    start: int
    end: int
    entries: Sequence[int]
    weak: bool


class Gazetteer[T: Known]:
    """Immutable once made. `find` takes some microseconds a text in batches, some hundred for one alone."""

    def __init__(self, entries: Sequence[T]) -> None:
        self.entries = entries
        forms = list(forms_of(entries))
        packed = pack([form.text for form in forms])
        lengths = np.diff(packed.begins) - 1
        usable = (lengths > 1) & (lengths <= _MOST_LENGTH)
        self._lengths = np.unique(lengths[usable])
        keys = _hashes(_prefix(packed.codes), packed.begins[:-1][usable], lengths[usable])
        self._mask = _masks(packed, lengths, usable)
        self._index(keys, forms, np.flatnonzero(usable))

    def _index(self, keys: Hashes, forms: Sequence[Form], numbers: Ints) -> None:
        """The keys sorted, with where each of their beginnings lies, and the entries of each key together."""
        order = np.argsort(keys, kind="stable")
        self._keys, first = np.unique(keys[order], return_index=True)
        numbers = numbers[order]
        own = np.fromiter((form.entry for form in forms), dtype=np.int32, count=len(forms))
        weak = np.fromiter((form.weak for form in forms), dtype=bool, count=len(forms))
        self._owners = own[numbers]
        self._owned = np.append(first, len(numbers)).astype(np.int32)
        self._weak = np.minimum.reduceat(weak[numbers], first) if len(first) else np.zeros(0, dtype=bool)
        bits = max(len(self._keys), 2).bit_length()
        self._shift = np.uint64(64 - bits)
        held = np.bincount((self._keys >> self._shift).astype(np.int64), minlength=1 << bits)
        self._buckets = np.concatenate(([0], np.cumsum(held))).astype(np.int32)

    @property
    def names(self) -> int:
        """How many different names there are."""
        return len(self._keys)

    @property
    def nbytes(self) -> int:
        """What the index takes beside the entries, in bytes."""
        arrays = (self._keys, self._owners, self._owned, self._weak, self._buckets, self._mask)
        return sum(each.nbytes for each in arrays)

    def find(self, texts: Sequence[str]) -> list[tuple[str, Ints, list[Hit]]]:
        """For each text: the packed text, where each of its characters stood, and the names in it, the longest first
        where several overlap, in the order in which they stand."""
        found: list[tuple[str, Ints, list[Hit]]] = []
        batch: list[str] = []
        held = 0
        for text in texts:
            text = text[:LONGEST]
            if batch and held + len(text) > _BATCH:
                found += self._find(batch)
                batch, held = [], 0
            batch.append(text)
            held += len(text) + 1
        return found + (self._find(batch) if batch else [])

    def _find(self, texts: Sequence[str]) -> list[tuple[str, Ints, list[Hit]]]:
        packed = pack(texts)
        hits: list[list[Hit]] = [[] for _ in texts]
        starts, lengths, keys = self._matches(packed)
        owners = np.searchsorted(packed.begins, starts, side="right") - 1
        for start, length, key, text in zip(
            starts.tolist(), lengths.tolist(), keys.tolist(), owners.tolist(), strict=True
        ):
            begin = start - int(packed.begins[text])
            entries = self._owners[self._owned[key] : self._owned[key + 1]].tolist()
            _put(hits[text], Hit(begin, begin + length, entries, bool(self._weak[key])))
        bounds = zip(packed.begins.tolist(), packed.begins[1:].tolist(), hits, strict=False)
        return [(packed.text(n), packed.at[a : b - 1], own) for n, (a, b, own) in enumerate(bounds)]

    def _matches(self, packed: Packed) -> tuple[Ints, Ints, Ints]:
        """Start, length and key of every window that is a name and no part of a longer word, by start and length."""
        codes = packed.codes
        nothing = np.zeros(0, dtype=np.int64)
        if len(codes) < 2 or not len(self._keys):
            return nothing, nothing, nothing
        masks = self._mask[_pairs(codes)]
        worth = np.flatnonzero(masks)
        masks, prefix = masks[worth], _prefix(codes)
        parts = []
        for length in self._lengths[::-1].tolist():
            at = worth[(masks >> np.uint64(length)) & np.uint64(1) == 1]
            at = at[at + length < len(codes)]
            keys = self._look_up(_hashes(prefix, at, np.full(len(at), length)))
            sure = keys >= 0
            if sure.any():
                parts.append((at[sure], np.full(int(sure.sum()), length), keys[sure]))
        if not parts:
            return nothing, nothing, nothing
        starts, lengths, found = (np.concatenate(part) for part in zip(*parts, strict=True))
        whole = _whole_words(codes, starts, lengths)
        order = np.lexsort((-lengths[whole], starts[whole]))
        return starts[whole][order], lengths[whole][order], found[whole][order]

    def _look_up(self, hashes: Hashes) -> Ints:
        """The number of the key for each hash, -1 where there is none."""
        found = np.full(len(hashes), -1, dtype=np.int64)
        bucket = (hashes >> self._shift).astype(np.int64)
        place, end = self._buckets[bucket], self._buckets[bucket + 1]
        left = np.flatnonzero(place < end)
        while left.size:
            met = self._keys[place[left]] == hashes[left]
            found[left[met]] = place[left[met]]
            left = left[~met]
            place[left] += 1
            left = left[place[left] < end[left]]
        return found


def pack(texts: Sequence[str]) -> Packed:
    sizes = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
    begins = np.concatenate(([0], np.cumsum(sizes)))
    codes = codes_of("\n".join(texts) + "\n") if texts else np.zeros(0, dtype=np.uint32)
    kept = codes != SPACE
    if not kept.all():
        solid = np.flatnonzero(kept)
        letters = ~is_han(codes[solid]) & (codes[solid] != BREAK)
        between = (np.diff(solid) > 1) & letters[:-1] & letters[1:]
        kept[solid[:-1][between] + 1] = True
    at = np.flatnonzero(kept)
    new_begins = np.searchsorted(at, begins)
    own = np.repeat(begins[:-1], np.diff(new_begins))
    return Packed(codes[at], at - own, new_begins)


def _put(hits: list[Hit], hit: Hit) -> None:
    """Keeps the longer of two that overlap; the earlier of two alike."""
    last = hits[-1] if hits else None
    if last is None or hit.start >= last.end:
        hits.append(hit)
    elif hit.end - hit.start > last.end - last.start:
        hits[-1] = hit


def _masks(packed: Packed, lengths: Ints, usable: NDArray[np.bool_]) -> Hashes:
    """For every pair of first characters the lengths of the names that begin with them, one bit each."""
    table = np.zeros(1 << _PAIR_BITS, dtype=np.uint64)
    pairs = _pairs(packed.codes)[packed.begins[:-1][usable]]
    np.bitwise_or.at(table, pairs, np.uint64(1) << lengths[usable].astype(np.uint64))
    return table


def _pairs(codes: Codes) -> Ints:
    """A number for each character with the one after it."""
    wide = codes.astype(np.uint64)
    mixed = (wide[:-1] * np.uint64(0x10001) + wide[1:]) * _PAIR & np.uint64(0xFFFFFFFF)
    return (mixed >> np.uint64(32 - _PAIR_BITS)).astype(np.int64)


def _prefix(codes: Codes) -> Hashes:
    """Sums of the polynomial up to each position."""
    powers, _ = _powers(len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes.astype(np.uint64) * powers, out=sums[1:])
    return sums


def _hashes(prefix: Hashes, starts: Ints, lengths: Ints) -> Hashes:
    """The number of each window, wherever it stands."""
    _, back = _powers(len(prefix) - 1)
    plain = (prefix[starts + lengths] - prefix[starts]) * back[starts]
    return np.asarray((plain ^ (plain >> np.uint64(31))) * _MIX, dtype=np.uint64)


def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Powers of the base and of its inverse modulo 2^64."""
    rounded = 1 << max(size - 1, _BATCH + 1, 1).bit_length()
    powers, back = _all_powers(rounded) if rounded > 4 * _BATCH else _kept_powers(rounded)
    return powers[:size], back[:size]


@cache
def _kept_powers(size: int) -> tuple[Hashes, Hashes]:
    return _all_powers(size)


def _all_powers(size: int) -> tuple[Hashes, Hashes]:
    inverse = pow(_BASE, -1, 1 << 64)
    made = []
    for base in (_BASE, inverse):
        steps = np.full(size, base, dtype=np.uint64)
        steps[0] = 1
        made.append(np.multiply.accumulate(steps))
    return made[0], made[1]


def _whole_words(codes: Codes, starts: Ints, lengths: Ints) -> NDArray[np.bool_]:
    """Names of letters or figures are met only as whole words: Main St is not in Domain St, 3号院 not in 13号院."""
    word = _is_word(codes)
    before = np.where(starts > 0, word[starts - 1], False)
    after = word[np.minimum(starts + lengths, len(codes) - 1)]
    cut = (before & word[starts]) | (after & word[starts + lengths - 1])
    return np.asarray(~cut)


def _is_word(codes: Codes) -> NDArray[np.bool_]:
    digits = (codes >= 0x30) & (codes <= 0x39)
    letters = ((codes >= 0x61) & (codes <= 0x7A)) | ((codes >= 0xC0) & (codes < 0x2000))
    return np.asarray(digits | letters)
