"""What a classifier sees of a text: hashed characters, pairs, triples and words, in blocks.

Chinese goes by single characters, pairs and triples, so that nothing depends on how it is cut into words; other
scripts go by words, pairs of words and triples of letters. What stands in the title counts a second time, in
blocks of its own. Everything is reckoned for many texts at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .folding import GAP, HAN, LETTER, Codes, classes_of, codes_of

BITS: Final = 20
# Texts of one call share their sort keys with the hashes, in 32 bits.
MOST_AT_ONCE: Final = 1 << (32 - BITS)
LONGEST_TITLE: Final = 120
# What a matter is about is said early; a text of a megabyte costs no more than one of two pages.
LONGEST_BODY: Final = 1_500
BLOCKS: Final = 3

# 32 bits are enough for a million cells, and twice as fast as 64.
_SINGLE, _PAIR, _WORD, _WORDS, _TRIPLE = (np.uint32(seed * 0x3C6EF372 & 0xFFFFFFFF) for seed in (1, 2, 3, 4, 5))
_ONE, _TWO, _THREE = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D)
_TITLE, _MIX = np.uint32(0x27D4EB2F), np.uint32(0x2C1B3C6D)
_SHIFT, _FOLD = np.uint32(32 - BITS), np.uint32(15)
_BASE: Final = 0x9E3779B1
_LONGEST_WORD: Final = 64

type Ids = NDArray[np.uint32]
type Whole = NDArray[np.int64]


class Words(NamedTuple):
    """A text as people give it: its title, which may be empty, and what was said."""

    title: str
    body: str


class Segment(NamedTuple):
    """N-grams of one sort: where they begin among all characters, their hashes, how many characters each has."""

    start: Whole
    hash: Ids
    length: int | Whole
    block: int


@dataclass(frozen=True, slots=True)
class Grams:
    """Every n-gram of some texts. `of_text` gives the text of each character, `begins` where each text begins."""

    segments: tuple[Segment, ...]
    of_text: Ids
    begins: Whole


def grams_of(texts: Sequence[Words]) -> Grams:
    """All n-grams of at most MOST_AT_ONCE texts."""
    if len(texts) > MOST_AT_ONCE:
        raise ValueError("too_many_texts")
    shown = [shown_of(each) for each in texts]
    codes = codes_of(shown)
    kinds = classes_of(codes)
    lengths = np.fromiter((len(each) + 1 for each in shown), np.int64, len(shown))
    of_text = np.repeat(np.arange(len(shown), dtype=np.uint32), lengths)
    begins = np.cumsum(lengths) - lengths
    titles = np.fromiter((min(len(each.title), LONGEST_TITLE) for each in texts), np.int64, len(texts))
    titled = np.arange(len(codes)) - np.repeat(begins, lengths) < np.repeat(titles, lengths)
    segments = _every(codes, kinds)
    return Grams((*segments, *(_again(each, titled) for each in segments)), of_text, begins)


def shown_of(text: Words) -> str:
    """As much of a text as is read, title first."""
    return f"{text.title[:LONGEST_TITLE]}\n{text.body[:LONGEST_BODY]}"


def _again(segment: Segment, titled: NDArray[np.bool_]) -> Segment:
    """What of a segment stands in titles, told apart. The break after a title keeps n-grams from crossing its end."""
    rows = np.flatnonzero(titled.take(segment.start))
    length = segment.length if isinstance(segment.length, int) else segment.length.take(rows)
    return Segment(segment.start.take(rows), _narrow(segment.hash.take(rows) ^ _TITLE), length, 2)


def _every(codes: Codes, kinds: NDArray[np.uint8]) -> tuple[Segment, ...]:
    han, solid = kinds == HAN, kinds != GAP
    both = solid[:-1] & solid[1:]
    single = np.flatnonzero(han)
    pair = np.flatnonzero(both & (han[:-1] | han[1:]))
    triple = np.flatnonzero(both[:-1] & solid[2:])
    first = codes * _ONE
    two = first[:-1] + codes[1:] * _TWO
    three = two[:-1] + codes[2:] * _THREE
    return (
        Segment(single, _narrow(first.take(single) + _SINGLE), 1, 0),
        Segment(pair, _narrow(two.take(pair) + _PAIR), 2, 0),
        _words(codes, kinds),
        Segment(triple, _narrow(three.take(triple) + _TRIPLE), 3, 1),
    )


def _words(codes: Codes, kinds: NDArray[np.uint8]) -> Segment:
    """Runs of letters and digits, and pairs of neighbours one gap apart."""
    letter = kinds == LETTER
    edges = np.flatnonzero(letter[1:] != letter[:-1]) + 1
    if letter[0]:
        edges = np.concatenate((np.zeros(1, np.int64), edges))
    # The last text ends in a break, so that every run that begins also ends.
    begin, end = edges[::2], edges[1::2]
    if not len(begin):
        return Segment(begin, np.empty(0, np.uint32), begin, 0)
    inside = np.flatnonzero(letter)
    sizes = end - begin
    first = np.cumsum(sizes) - sizes
    place = np.arange(len(inside)) - np.repeat(first, sizes)
    parts = codes.take(inside) * _powers().take(np.minimum(place, _LONGEST_WORD - 1))
    hashes = np.add.reduceat(parts, first, dtype=np.uint32) * _MIX + _WORD
    near = np.flatnonzero(begin[1:] - end[:-1] == 1)
    joined = hashes.take(near) * _TWO + hashes.take(near + 1) * _THREE + _WORDS
    return Segment(
        np.concatenate((begin, begin.take(near))),
        _narrow(np.concatenate((hashes, joined))),
        np.concatenate((sizes, end.take(near + 1) - begin.take(near))),
        0,
    )


@cache
def _powers() -> Ids:
    return np.array([pow(_BASE, place, 2**32) for place in range(_LONGEST_WORD)], dtype=np.uint32)


def _narrow(hashes: Ids) -> Ids:
    mixed = (hashes ^ (hashes >> _FOLD)) * _MIX
    mixed ^= mixed >> _FOLD
    narrowed: Ids = (mixed * _ONE) >> _SHIFT
    return narrowed
