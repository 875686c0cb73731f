"""How names are typed: characters, full pinyin, or the initials of the pinyin. Pure."""

import unicodedata
from functools import lru_cache
from itertools import islice, product

from pypinyin import Style, pinyin

_MOST_READINGS = 4
# The areas of a prefecture, whose names are spelt anew with every change of any of them.
_NAMES_REMEMBERED = 32_768
# Control characters, marks of direction and joining, halves of surrogate pairs.
_NOT_IN_NAMES = {"Cc", "Cf", "Cs"}


def plain(text: str) -> str:
    """One form for what people type in several: NFKC (full width to half), case folded, no spaces."""
    return "".join(plain_words(text))


def plain_words(text: str) -> list[str]:
    """As `plain`, word by word."""
    return unicodedata.normalize("NFKC", text).casefold().split()


def tidy(text: str) -> str | None:
    """A name with single spaces; None if it holds what no name does: control or direction marks, NUL."""
    words = " ".join(text.split())
    return None if any(unicodedata.category(character) in _NOT_IN_NAMES for character in words) else words


@lru_cache(maxsize=_NAMES_REMEMBERED)
def initials(name: str) -> str:
    """The first letters: "青禾路" → "qhl", "Mill Lane" → "ml". Readings are parted by spaces, at most 4."""
    if name.isascii():
        words = plain_words(name)
        return "".join(word[0] for word in words) if len(words) > 1 else ""
    return " ".join(_readings(name, Style.FIRST_LETTER))


@lru_cache(maxsize=_NAMES_REMEMBERED)
def full(name: str) -> str:
    """The pinyin without tones: "青禾路" → "qinghelu". Readings are parted by spaces, at most 4."""
    if name.isascii():
        return ""
    return " ".join(_readings(name, Style.NORMAL))


@lru_cache(maxsize=4096)
def _syllables(character: str, style: Style) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_ascii(reading) for reading in pinyin(character, style=style, heteronym=True)[0]))


def _ascii(reading: str) -> str:
    """ü is typed v, as on every Chinese keyboard."""
    return reading.replace("ü", "v")


def _readings(name: str, style: Style) -> list[str]:
    """The reading in its context first, then those a character alone may have (长: chang, zhang)."""
    text = plain(name)
    usual = tuple(_ascii(parts[0]) for parts in pinyin(text, style=style))
    if len(usual) != len(text):
        return ["".join(usual)]
    choices = [
        tuple(dict.fromkeys((said, *_common(character, style)))) for said, character in zip(usual, text, strict=True)
    ]
    readings = ("".join(parts) for parts in islice(product(*choices), 64))
    return list(dict.fromkeys(readings))[:_MOST_READINGS]


# Characters of place names that are read in more than one way, with the readings people type.
_SEVERAL = "长乐重都行朝曾盛解单石厦华薄宿会柏蔚"


def _common(character: str, style: Style) -> tuple[str, ...]:
    return _syllables(character, style) if character in _SEVERAL else ()
