"""What of ours a word of a register means: a committee, an area, or one of the closed sets. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from banjie.mediation import kinds
from banjie.platform.tables import header_key

from .fields import VALUES, Field
from .outcomes import OUTCOMES

# What offices put behind the name of a committee, or leave away: 青石村人民调解委员会, 青石村调委会, 青石村.
_COMMITTEE: Final = re.compile(r"(?:人民)?(?:矛盾纠纷)?(?:调解委员会|调委会|调解室|调解站|调解中心|调解组织)$")
_AREA: Final = re.compile(r"(?:村民?委员会|村委会|居委会|居民委员会|社区居委会|人民政府|政府|办事处)$")


class Named(Protocol):
    """A unit or an area as far as words can name it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One of ours that a word can mean."""

    code: str
    name: str


class Known:
    """Everything that words can mean just now. A word that could be two things is neither."""

    def __init__(self, units: Iterable[Named] = (), areas: Iterable[Named] = ()) -> None:
        kept, placed = list(units), list(areas)
        self._units = {unit.code: unit.name for unit in kept}
        self._areas = {area.code: area.name for area in placed}
        self._by_key: Mapping[Field, Mapping[str, str]] = {
            Field.COMMITTEE: _keys(kept, _COMMITTEE),
            Field.AREA: _keys(placed, _AREA),
        }

    def find(self, field: Field, word: str) -> str | None:
        """The code that a word means; None if it means nothing certain."""
        if field is Field.KIND:
            return kinds.named(word)
        if field in VALUES:
            return _closed(field).get(header_key(word))
        by_key = self._by_key.get(field, {})
        pattern = _COMMITTEE if field is Field.COMMITTEE else _AREA
        return by_key.get(header_key(word)) or by_key.get(header_key(pattern.sub("", word.strip())))

    def choices(self, field: Field) -> list[Choice]:
        """What can be chosen for a field; the closed sets have their codes as names, which pages word."""
        match field:
            case Field.KIND:
                return [Choice(each.code, each.name) for each in kinds.kinds().values()]
            case Field.COMMITTEE:
                return [Choice(code, name) for code, name in self._units.items()]
            case Field.AREA:
                return [Choice(code, name) for code, name in self._areas.items()]
            case Field.OUTCOME:
                return [Choice(code, code) for code in OUTCOMES]
            case _:
                return [Choice(code, code) for code in VALUES.get(field, ()) if code]

    def has(self, field: Field, code: str) -> bool:
        """Whether a code is one of ours, so that a remembered mapping that names what is gone is noticed."""
        match field:
            case Field.COMMITTEE:
                return code in self._units
            case Field.AREA:
                return code in self._areas
            case Field.KIND:
                return code in kinds.kinds()
            case Field.OUTCOME:
                return code in OUTCOMES
            case _:
                return code in VALUES.get(field, ())


@cache
def _closed(field: Field) -> Mapping[str, str]:
    return {header_key(word): code for code, words in VALUES[field].items() for word in (code, *words)}


def _keys(things: Iterable[Named], ending: re.Pattern[str]) -> Mapping[str, str]:
    found: dict[str, str | None] = {}
    for thing in things:
        bare = ending.sub("", thing.name)
        for key in {header_key(word) for word in (thing.code, thing.name, bare, thing.name_en) if word}:
            if key:
                found[key] = thing.code if found.get(key, thing.code) == thing.code else None
    return {key: code for key, code in found.items() if code is not None}
