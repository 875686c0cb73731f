"""Texts as sentences and as what they speak of: pairs of Chinese characters, and words of other scripts. Pure."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from banjie.intelligence.classifying.folding import codes_of
from banjie.intelligence.small_words import ENGLISH

# As much as is read of a text; what is longer is pasted.
LONGEST: Final = 6_000
_RUN: Final = re.compile(r"[㐀-鿿豈-﫿]+|[^\W_㐀-鿿豈-﫿]{2,}")
_SENTENCE: Final = re.compile(r"[^。!?;\n]+[。!?;\n]?")
_CLAUSE: Final = re.compile(r"[^,:]+[,:]?")
_LONG: Final = 50
_HAN: Final = "㐀"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it stands in its text, and its folded form of the same length."""

    start: int
    end: int
    folded: str


def folded(text: str) -> str:
    """One width, one letter case, simplified, every digit 0: character by character, so that places stay."""
    return codes_of([text[:LONGEST]]).tobytes().decode("utf-32-le", "replace")[:-1]


def sentences(text: str) -> list[Sentence]:
    """What stands between full stops, without the blanks around it; empty ones left out."""
    return list(_pieces(folded(text), _SENTENCE, 0))


def clauses(text: str) -> list[Sentence]:
    """Sentences, the long ones cut at their commas: people write whole letters without a full stop."""
    return [
        clause
        for sentence in sentences(text)
        for clause in (
            _pieces(sentence.folded, _CLAUSE, sentence.start) if len(sentence.folded) > _LONG else (sentence,)
        )
    ]


def _pieces(text: str, pattern: re.Pattern[str], offset: int) -> Iterator[Sentence]:
    for match in pattern.finditer(text):
        inner = match.group()
        bare = inner.strip()
        if bare:
            start = offset + match.start() + inner.index(bare)
            yield Sentence(start, start + len(bare), bare)


def terms(text: str) -> frozenset[str]:
    """What a folded text speaks of."""
    return frozenset(_terms(text))


def _terms(text: str) -> Iterator[str]:
    small = words("small")
    for match in _RUN.finditer(text):
        run = match.group()
        if run[0] < _HAN:
            if run not in ENGLISH:
                yield run
            continue
        for first, second in pairwise(run):
            if not (first in small and second in small):
                yield first + second


@cache
def words(name: str) -> frozenset[str]:
    """One of the lists in `words.toml`."""
    listed = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))[name]
    return frozenset(listed) if name == "small" else frozenset(listed.split())
