"""The letters of a place code, its check character, and how what people type is read. Pure.

A code has nine random characters of Crockford's base 32 (crockford.com/base32.html: no I, L, O, U), which is 45 bits:
one cannot count from one plate to the next, and guessing finds nothing. The tenth is reckoned from them, so that a slip
in typing is told apart from a code that is not in use.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 10
_HALF: Final = LENGTH // 2
_READ_AS: Final = str.maketrans("OIL", "011")
_SEPARATORS: Final = re.compile(r"[\s\-_.·‐-―−\u200b-\u200d\u2060\ufeff]+")
_CODE: Final = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
# x⁵ + x² + 1, which is primitive over GF(2).
_POLYNOMIAL: Final = 0b100101
_MOST_TYPED: Final = 100


def new_codes() -> Iterator[str]:
    """Codes without end, each from fresh random characters."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        yield body + check_character(body)


def check_character(body: str) -> str:
    """The character that makes the whole a multiple of x in GF(32).

    Each place has a weight of its own, so every single wrong character and every two exchanged ones show.
    """
    return ALPHABET[_weighed(ALPHABET.index(each) for each in body)]


def normalised(typed: str) -> str | None:
    """The code as it is stored; None where it cannot be one.

    Forgiven: case, spaces, dashes of any kind, full-width characters, O for 0, I and L for 1.
    """
    plain = unicodedata.normalize("NFKC", typed[:_MOST_TYPED]).upper()
    plain = _SEPARATORS.sub("", plain).translate(_READ_AS)
    if not _CODE.fullmatch(plain) or check_character(plain[:-1]) != plain[-1]:
        return None
    return plain


def written(code: str) -> str:
    """As people read it: "7K3M9-QPX2V"."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def _weighed(values: Iterable[int]) -> int:
    total = 0
    for value in values:
        total = (total ^ value) << 1
        if total > 31:
            total ^= _POLYNOMIAL
    return total
