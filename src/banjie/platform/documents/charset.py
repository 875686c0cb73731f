"""Which characters the font that comes with Banjie can draw. Pure; `bin/subset-font` makes the font by it."""

from functools import lru_cache
from typing import Final

# Latin, punctuation, numerals in circles and brackets, units, box drawing, full-width forms. Han and the rest is what
# GB 2312 holds, 6,763 characters of it Han.
_RANGES: Final = (
    *(range(0x20, 0x7F), range(0xA0, 0x104), range(0x2010, 0x2017), range(0x2018, 0x201B), range(0x201C, 0x201F)),
    *(range(0x2020, 0x2023), range(0x2025, 0x2028), range(0x2030, 0x2031), range(0x2032, 0x2034)),
    *(range(0x2460, 0x2590), range(0x3000, 0x3020), range(0x3200, 0x321F), range(0x3220, 0x3300)),
    *(range(0x3380, 0x33E0), range(0xFF01, 0xFFA0)),
)
# What printers put where a character is missing from the case.
MISSING: Final = "〓"


@lru_cache(maxsize=16384)
def has_glyph(character: str) -> bool:
    if any(ord(character) in each for each in _RANGES):
        return True
    if character.isascii():
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def covered() -> set[int]:
    """Every code point that the font is made to hold."""
    every = (code for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    return {code for code in every if has_glyph(chr(code))}


def drawable(text: str) -> str:
    """The text with a mark for each character that would otherwise be an empty box."""
    if text.isascii():
        return text
    return "".join(each if each in "\n\t" or has_glyph(each) else MISSING for each in text)
