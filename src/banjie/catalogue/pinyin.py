"""How a Chinese name is typed: the initials of its syllables, and its full pinyin.

Some characters are read in several ways (行: xing or hang); a name then has several forms, the usual one
first. What is not Chinese stands for itself.
"""

from functools import lru_cache
from itertools import islice, product

MOST_FORMS = 6


@lru_cache(maxsize=8192)
def initials(text: str) -> str:
    """路灯不亮 -> ldbl; the usual reading only."""
    return "".join(syllable[0][:1] if han else syllable[0] for han, syllable in _syllables(text, many=False))


@lru_cache(maxsize=8192)
def every_initials(text: str) -> tuple[str, ...]:
    """The initials of the likely readings."""
    return _forms([[s[:1] for s in found] if han else found for han, found in _syllables(text, many=True)])


@lru_cache(maxsize=8192)
def every_spelling(text: str) -> tuple[str, ...]:
    """The full pinyin of the likely readings, syllables apart: ("lu deng", ...)."""
    return _forms([found for _han, found in _syllables(text, many=True)], " ")


def _forms(syllables: list[list[str]], between: str = "") -> tuple[str, ...]:
    forms = (between.join(form) for form in product(*(list(dict.fromkeys(found)) for found in syllables)))
    # A name of many ambiguous characters has thousands of forms; the first ones vary its last characters.
    return tuple(dict.fromkeys(islice(forms, MOST_FORMS)))


def _syllables(text: str, *, many: bool) -> list[tuple[bool, list[str]]]:
    # A large dictionary that most processes never ask: loaded by the first that does.
    from pypinyin import Style, pinyin

    found: list[tuple[bool, list[str]]] = []
    usual = pinyin(text, style=Style.NORMAL, errors=_letters)
    readings = pinyin(text, style=Style.NORMAL, heteronym=True, errors=_letters) if many else usual
    for first, others in zip(usual, readings, strict=False):
        syllable = first[0].lower()
        if syllable.startswith("="):
            if syllable != "=":
                found.append((False, [syllable[1:]]))
        else:
            found.append((True, [syllable, *(o.lower() for o in others if o.lower() != syllable)]))
    return found


def _letters(run: str) -> str:
    """A run without Chinese, marked so that it is not taken for a syllable."""
    return "=" + "".join(character for character in run.lower() if character.isascii() and character.isalnum())
