"""Reads the numbers of a jurisdiction, and puts them into sentences that name them by what they are for."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

_SHIPPED: Final = Path(__file__).with_name("china.toml")
# Without these nobody in danger is told whom to call.
NEEDED: Final = ("police", "fire", "ambulance")
_CALL: Final = re.compile(r"\+?[0-9](?:[0-9 -]{0,18}[0-9])?")
_NAMED: Final = re.compile(r"\{([a-z_|]+)\}")
_OR: Final = {"en": " or "}
_OR_CHINESE: Final = "或"


class BadNumbers(ValueError):
    """The file says something that cannot be shown to somebody in need."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call, and who says that it is the one. `word` is what it is for, as short as a sentence wants it."""

    code: str
    call: str
    name: str
    name_en: str
    source: str = ""
    word: str = ""
    word_en: str = ""

    def named(self, language: str) -> str:
        return self.name_en if _is_english(language) else self.name

    def worded(self, language: str) -> str:
        return self.word_en if _is_english(language) else self.word


@dataclass(frozen=True, slots=True)
class Emergency:
    """One number to call in danger, with all that it is for: where everything is 112, that is one of them."""

    call: str
    numbers: tuple[Number, ...]

    def worded(self, language: str) -> str:
        return (", " if _is_english(language) else "、").join(each.worded(language) for each in self.numbers)


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of a jurisdiction by their codes."""

    by_code: Mapping[str, Number]

    def call(self, code: str) -> str:
        """What to dial; "" where there is no such number here."""
        found = self.by_code.get(code)
        return found.call if found is not None else ""

    def chosen(self, codes: Iterable[str]) -> tuple[Number, ...]:
        """Those that there are, and of two with the same digits the first."""
        found = (self.by_code[code] for code in codes if code in self.by_code)
        return tuple({each.call: each for each in reversed(list(found))}.values())[::-1]

    @property
    def emergency(self) -> tuple[Emergency, ...]:
        calls = dict.fromkeys(self.by_code[code].call for code in NEEDED)
        needed = [self.by_code[code] for code in NEEDED]
        return tuple(Emergency(call, tuple(each for each in needed if each.call == call)) for call in calls)

    def told(self, sentences: Iterable[str], language: str) -> str:
        """Sentences with `{code}` or `{code|code}` in them, as they are read.

        One that names a number which does not exist here is left out, and so is one that only says again what an
        earlier one said: where the police and the ambulance are one number, nobody is told to call it twice.
        """
        kept: list[str] = []
        said: set[str] = set()
        for sentence in sentences:
            named = {self.call(code) for group in _NAMED.findall(sentence) for code in group.split("|")}
            if "" in named or (named and named <= said):
                continue
            said |= named
            kept.append(_NAMED.sub(lambda found: self._joined(found[1], language), sentence))
        return (" " if _is_english(language) else "").join(kept)

    def _joined(self, codes: str, language: str) -> str:
        return _OR.get(language[:2], _OR_CHINESE).join(dict.fromkeys(self.call(code) for code in codes.split("|")))


def read(text: str, *, known: Iterable[str] | None = None) -> Numbers:
    """Raises BadNumbers, which names what is wrong. `known` are the codes there may be; None: those of the shipped."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadNumbers(str(error)) from error
    if given.keys() != {"number"} or not isinstance(given["number"], list):
        raise BadNumbers("write the numbers as [[number]]")
    codes = set(shipped().by_code if known is None else known)
    found = [_number(each, codes) for each in given["number"]]
    by_code = {each.code: each for each in found}
    if len(by_code) < len(found):
        raise BadNumbers("a code stands there twice")
    for code in NEEDED:
        if code not in by_code or not (by_code[code].word and by_code[code].word_en):
            raise BadNumbers(f"{code} has to be there, with word and word_en")
    return Numbers(by_code)


@cache
def shipped() -> Numbers:
    """Those that come along: China's."""
    text = _SHIPPED.read_text("utf-8")
    return read(text, known=[each["code"] for each in tomllib.loads(text)["number"]])


def _number(given: Any, codes: set[str]) -> Number:
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise BadNumbers("a number is a table of texts; put the digits in quotes")
    names = {each.name for each in fields(Number)}
    code = given.get("code", "")
    if strange := given.keys() - names:
        raise BadNumbers(f"{code}: unknown: {', '.join(sorted(strange))}")
    if code not in codes:
        raise BadNumbers(f"{code or 'a number without a code'}: code is one of {', '.join(sorted(codes))}")
    if not (given.get("name") and given.get("name_en")):
        raise BadNumbers(f"{code}: name and name_en say whose it is")
    if not _CALL.fullmatch(given.get("call", "")):
        raise BadNumbers(f"{code}: call is what one dials, as 110 or +44 20 7946 0000")
    return Number(**given)


def _is_english(language: str) -> bool:
    return language.startswith("en")
