"""How names are typed: characters, full pinyin, or the initials of the pinyin. Pure."""

import unicodedata
from functools import lru_cache
from itertools import islice, product

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
    return " ".join(_readings(name, first_letters=True))


@lru_cache(maxsize=_NAMES_REMEMBERED)
def full(name: str) -> str:
    """The pinyin without tones: "青禾路" → "qinghelu". Readings are parted by spaces, at most 4."""
    if name.isascii():
        return ""
    return " ".join(_readings(name, first_letters=False))


@lru_cache(maxsize=4096)
def _syllables(character: str, first_letters: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_spoken(character, first_letters, heteronym=True)[0]))


def _spoken(text: str, first_letters: bool, *, heteronym: bool = False) -> list[list[str]]:
    """The readings of each character, usual ones first. ü is typed v, as on every Chinese keyboard."""
    # A large dictionary that most processes never ask: loaded by the first that does.
    from pypinyin import Style, pinyin

    found = pinyin(text, style=Style.FIRST_LETTER if first_letters else Style.NORMAL, heteronym=heteronym)
    return [[reading.replace("ü", "v") for reading in readings] for readings in found]


def _readings(name: str, *, first_letters: bool) -> list[str]:
    """The reading in its context first, then those a character alone may have (长: chang, zhang)."""
    text = plain(name)
    usual = tuple(readings[0] for readings in _spoken(text, first_letters))
    if len(usual) != len(text):
        return ["".join(usual)]
    choices = [
        tuple(dict.fromkeys((said, *_common(character, first_letters))))
        for said, character in zip(usual, text, strict=True)
    ]
    readings = ("".join(parts) for parts in islice(product(*choices), 64))
    return list(dict.fromkeys(readings))[:_MOST_READINGS]


# Characters of place names that are read in more than one way, with the readings people type.
_SEVERAL = "长乐重都行朝曾盛解单石厦华薄宿会柏蔚"


def _common(character: str, first_letters: bool) -> tuple[str, ...]:
    return _syllables(character, first_letters) if character in _SEVERAL else ()
