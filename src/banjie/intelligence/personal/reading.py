"""Everything in a text that tells of a person, marked with kind and span; and the text with it masked. Pure.

Better one mark too many, which its reader lets stand, than one too few; but amounts, days, numbers of cases and those
that everybody may call (12345, 110) are no marks, or nobody would read them.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final

from banjie.intelligence.folded import folded
from banjie.intelligence.personal.codes import codes
from banjie.intelligence.personal.doors import doors
from banjie.intelligence.personal.marks import Kind, Mark, apart
from banjie.intelligence.personal.numbers import numbers
from banjie.intelligence.personal.people import people

# What a matter may hold at most; what is longer is no message.
LONGEST: Final = 25_000
MASK: Final = "***"
# By which office somebody acted is no private matter; who reads for the public decides.
PUBLIC: Final = frozenset({Kind.OFFICIAL})
_TITLE: Final = re.compile(
    r"(?:先生|女士|小姐|太太|夫人|师傅|大[爷妈娘叔伯姐哥婶]|阿姨|叔叔|伯伯|爷爷|奶奶|婆婆|老太|老师|医生|大夫|护士|教练|同学|同志|"
    r"老板娘?|总?经理|律师|会计|店长|教授)$"
)
_ENGLISH_TITLE: Final = re.compile(r"(?:mr|mrs|ms|miss)\b\.? ", re.IGNORECASE)


def marks(text: str) -> list[Mark]:
    """In the order in which they stand, none over another. Reads the first 25,000 characters."""
    written = text[:LONGEST]
    plain = folded(written)
    return apart((*numbers(plain), *codes(plain), *doors(plain), *people(written, plain)))


def masked(text: str, found: Iterable[Mark] | None = None, *, kept: Collection[Kind] = PUBLIC) -> str:
    """The text with what was found masked, but for the kinds `kept`; beyond what is read nothing is left of it."""
    parts, end = [], 0
    written = text[:LONGEST]
    for mark in marks(written) if found is None else found:
        if mark.kind not in kept:
            parts += [written[end : mark.start], _mask(mark.kind, written[mark.start : mark.end])]
            end = mark.end
    return "".join((*parts, written[end:], "…" if len(text) > LONGEST else ""))


def name_within(words: str) -> tuple[int, int]:
    """Of what is marked as a name, from where to where the name itself stands, without Mr or 先生."""
    english = _ENGLISH_TITLE.match(words)
    if english is not None:
        return english.end(), len(words)
    title = _TITLE.search(folded(words))
    return 0, title.start() if title is not None else len(words)


def _mask(kind: Kind, words: str) -> str:
    if kind is not Kind.NAME:
        return MASK
    english = _ENGLISH_TITLE.match(words)
    if english is not None:
        return english.group() + MASK
    title = _TITLE.search(folded(words))
    return f"某{words[title.start() :]}" if title is not None else "某某"
