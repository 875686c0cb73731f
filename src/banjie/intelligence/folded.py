"""Text folded character by character: widths, cases and traditional forms made one, digits kept. Pure.

What is found in the folded text stands at the same place in the original.
"""

import unicodedata
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banjie.intelligence.classifying.folding import Codes, simplified

BREAK: Final = 0x0A
SPACE: Final = 0x20
_BASIC: Final = 0x10000
_ALIKE: Final = {"‘": "'", "’": "'", "`": "'", "·": "·", "•": "·", "・": "·"}
_DASHES: Final = "‐‑‒–—―−﹣－"


def folded(text: str) -> str:
    """As long as the text, character for character."""
    return text_of(codes_of(text))


def codes_of(text: str) -> Codes:
    """The folded code points. Spaces of all widths and marks without width are spaces; line breaks stay."""
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if text.isascii() or not raw.size or raw.max() < _BASIC:
        return _folds().take(raw)
    return np.where(raw < _BASIC, _folds()[np.minimum(raw, _BASIC - 1)], raw).astype(np.uint32)


def text_of(codes: Codes) -> str:
    return codes.tobytes().decode("utf-32-le")


def is_han(codes: Codes) -> NDArray[np.bool_]:
    return ((codes >= 0x3400) & (codes < 0xA000)) | ((codes >= 0x20000) & (codes < 0x32000))


@cache
def _folds() -> Codes:
    table = np.arange(_BASIC, dtype=np.uint32)
    simple = simplified()
    for code in range(_BASIC):
        table[code] = ord(_fold(chr(code), simple))
    return table


def _fold(character: str, simple: dict[str, str]) -> str:
    if character == "\n":
        return character
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}:
        return " "
    if character in _DASHES:
        return "-"
    character = _ALIKE.get(character, character)
    plain = unicodedata.normalize("NFKC", character).lower()
    plain = simple.get(plain, plain)
    if len(plain) != 1 or ord(plain) >= _BASIC:
        return character
    return str(unicodedata.decimal(plain)) if plain.isdecimal() else plain
