"""What of a text is compared: pairs of Chinese characters, and runs of letters and digits.

Folded as for categories (widths, letter cases, traditional forms), but digits stay: the number of a bus line or of a
house tells matters apart. Reckoned for many texts at once.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from banjie.intelligence.classifying.features import Words
from banjie.intelligence.classifying.folding import HAN, LETTER, classes_of, simplified

# What is the matter is said early; a text of a megabyte costs no more than one of three pages.
LONGEST_TITLE: Final = 200
LONGEST_BODY: Final = 2_000

_BASIC: Final = 0x10000
_FIRST, _SECOND, _RUN = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0x27D4EB2F)
_MIX, _FOLD = np.uint32(0x2C1B3C6D), np.uint32(15)
_BASE: Final = 0x9E3779B1
_LONGEST_RUN: Final = 40

type Codes = NDArray[np.uint32]
type Hashes = NDArray[np.uint32]
type Whole = NDArray[np.int64]
type Floats = NDArray[np.float32]


class Grams(NamedTuple):
    """Every gram of some texts, in the order in which they stand.

    `start` counts characters from the beginning of all texts, `length` is that of the gram; `begins` gives where each
    text begins (the title first, then a break) and, at its end, where all end; `titled` is true within titles.
    """

    hash: Hashes
    start: Whole
    length: Whole
    of_text: Whole
    titled: NDArray[np.bool_]
    begins: Whole


def shown_of(text: Words) -> str:
    """As much of a text as is read, title first."""
    return f"{text.title[:LONGEST_TITLE]}\n{text.body[:LONGEST_BODY]}"


def grams_of(texts: Sequence[Words]) -> Grams:
    """All grams of the texts."""
    shown = [shown_of(each) for each in texts]
    codes = _codes("\n".join(shown) + "\n")
    lengths = np.fromiter((len(each) + 1 for each in shown), np.int64, len(shown))
    begins = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    kinds = classes_of(codes)
    pairs = np.flatnonzero((kinds[:-1] == HAN) & (kinds[1:] == HAN))
    runs, run_lengths, run_hashes = _runs(codes, kinds)
    start = np.concatenate((pairs, runs))
    hashes = np.concatenate((_mixed(codes[pairs] * _FIRST + codes[pairs + 1] * _SECOND), run_hashes))
    length = np.concatenate((np.full(len(pairs), 2, np.int64), run_lengths))
    order = np.argsort(start, kind="stable")
    start = start[order]
    of_text = np.searchsorted(begins, start, side="right") - 1
    titles = np.fromiter((min(len(each.title), LONGEST_TITLE) for each in texts), np.int64, len(texts))
    titled = start - begins[of_text] < titles[of_text] if len(texts) else np.zeros(0, np.bool_)
    return Grams(hashes[order], start, length[order], of_text, titled, begins)


def folded(text: str) -> str:
    """The text as it is compared, one character for each; what cannot be a character becomes a space."""
    return "".join(map(chr, _codes(text)))


def _runs(codes: Codes, kinds: NDArray[np.uint8]) -> tuple[Whole, Whole, Hashes]:
    """Runs of letters and digits: where they begin, how long they are, their hashes."""
    letter = np.concatenate((np.zeros(1, np.bool_), kinds == LETTER, np.zeros(1, np.bool_)))
    edges = np.flatnonzero(letter[1:] != letter[:-1])
    begin, end = edges[::2], edges[1::2]
    if not len(begin):
        return begin, begin, np.empty(0, np.uint32)
    sizes = end - begin
    first = np.cumsum(sizes) - sizes
    place = np.arange(int(sizes.sum())) - np.repeat(first, sizes)
    parts = codes[letter[1:-1]] * _powers()[np.minimum(place, _LONGEST_RUN - 1)]
    return begin, sizes, _mixed(np.add.reduceat(parts, first, dtype=np.uint32) + _RUN)


def _mixed(hashes: Hashes) -> Hashes:
    mixed = (hashes ^ (hashes >> _FOLD)) * _MIX
    mixed ^= mixed >> _FOLD
    spread: Hashes = mixed * _FIRST
    return spread


@cache
def _powers() -> Hashes:
    return np.array([pow(_BASE, place + 1, 2**32) for place in range(_LONGEST_RUN)], dtype=np.uint32)


def _codes(text: str) -> Codes:
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folded = _folds()[np.minimum(raw, _BASIC - 1)]
    return np.where(raw < _BASIC, folded, raw).astype(np.uint32)


@cache
def _folds() -> Codes:
    table = np.arange(_BASIC, dtype=np.uint32)
    simple = simplified()
    for code in range(_BASIC):
        if 0xD800 <= code < 0xE000:
            table[code] = 0x20
            continue
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        folded = simple.get(folded, folded)
        if len(folded) == 1 and ord(folded) < _BASIC:
            table[code] = ord(folded)
    return table


__all__ = ["Floats", "Grams", "Hashes", "Whole", "Words", "folded", "grams_of", "shown_of"]
