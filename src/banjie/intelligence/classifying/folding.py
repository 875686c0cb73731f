"""Texts as arrays of folded code points: widths, letter cases and traditional forms made one."""

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

type Codes = NDArray[np.uint32]

# Classes of characters: what ends an n-gram, what stands for itself, what makes up words with its like.
GAP, HAN, LETTER = 0, 1, 2
_BASIC: Final = 0x10000
_BREAK: Final = "\n"


def codes_of(texts: list[str]) -> Codes:
    """The folded code points of all texts, each followed by a break. One code point in, one out."""
    joined = _BREAK.join(texts) + _BREAK
    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if raw.size and raw.max() >= _BASIC:
        return np.where(raw < _BASIC, _folds()[np.minimum(raw, _BASIC - 1)], raw).astype(np.uint32)
    return _folds().take(raw)


def classes_of(codes: Codes) -> NDArray[np.uint8]:
    """GAP, HAN or LETTER for each code point. Rare Chinese characters lie above the basic plane."""
    if codes.size and codes.max() >= _BASIC:
        rare = (codes >= 0x20000) & (codes < 0x32000)
        basic = _classes()[np.minimum(codes, _BASIC - 1)]
        return np.where(codes < _BASIC, basic, np.where(rare, HAN, GAP)).astype(np.uint8)
    return _classes().take(codes)


def simplified() -> dict[str, str]:
    """Simplified forms by traditional character."""
    lines = (files(__package__) / "traditional.txt").read_text(encoding="utf-8").splitlines()
    return dict(zip(lines[1], lines[2], strict=True))


@cache
def _folds() -> Codes:
    table = np.arange(_BASIC, dtype=np.uint32)
    simple = simplified()
    for code in range(_BASIC):
        character = chr(code)
        if 0xD800 <= code < 0xE000:
            table[code] = 0x20
            continue
        folded = unicodedata.normalize("NFKC", character).lower()
        folded = simple.get(folded, folded)
        if len(folded) != 1 or ord(folded) >= _BASIC:
            continue
        # Numbers of houses, years and telephones tell texts apart that are about the same thing.
        table[code] = ord("0") if folded.isdecimal() else ord(folded)
    return table


@cache
def _classes() -> NDArray[np.uint8]:
    table = np.zeros(_BASIC, dtype=np.uint8)
    for code in range(_BASIC):
        if 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00:
            table[code] = HAN
        elif chr(code).isalnum():
            table[code] = LETTER
    return table
