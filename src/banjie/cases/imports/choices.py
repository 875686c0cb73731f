"""Finds what of ours a word of a file means: a category, unit or area, a kind or a state of things. Pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import LEAVE_OUT, PATH_MARK, Missing
from banjie.cases.imports.naming import category_code
from banjie.cases.imports.synonyms import VALUES
from banjie.catalogue.tree import CategoryNode
from banjie.organisations.tree import UnitRef
from banjie.places.refs import AreaRef
from banjie.platform.tables import header_key

_BETWEEN: Final = "\x1f"
_CLOSED_SETS: Final = (Field.KIND, Field.LEVEL, Field.CHANNEL, Field.IDENTITY, Field.STATUS)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of ours that a word can mean: `code` is what is stored, `name` what a person reads."""

    code: str
    name: str


class Choices:
    """Everything that words can mean just now. A word that could be two things is neither."""

    def __init__(
        self,
        categories: Iterable[CategoryNode] = (),
        units: Iterable[UnitRef] = (),
        areas: Iterable[AreaRef] = (),
    ) -> None:
        self._categories = {node.code: node for node in categories if node.id is not None}
        self._units = {unit.code: unit for unit in units}
        self._areas = {area.code: area for area in areas}
        self._by_key: Mapping[Field, Mapping[str, str]] = {
            Field.CATEGORY: _keys(_category_keys, self._categories.values()),
            Field.LEAD_UNIT: _keys(_unit_keys, self._units.values()),
            Field.AREA: _keys(_area_keys, self._areas.values()),
        }

    def find(self, field: Field, word: str, missing: Missing | None = None) -> str | None:
        """The code that a word means, None if it means nothing certain.

        With `missing`, what was made by it from this very word goes before anything of the same name.
        """
        if field in _CLOSED_SETS:
            return closed_set(field).get(header_key(word))
        made = _made_from(field, word, missing)
        if made is not None and self.has(field, made):
            return made
        return self._by_key[field].get(_path_key(word))

    def has(self, field: Field, code: str) -> bool:
        """Whether a code is one of ours, so that a saved mapping that names what is gone is noticed."""
        match field:
            case Field.CATEGORY:
                return code in self._categories
            case Field.LEAD_UNIT:
                return code in self._units
            case Field.AREA:
                return code in self._areas
            case _:
                return code in VALUES[field] or (field is Field.STATUS and code == LEAVE_OUT)

    def unit(self, code: str) -> UnitRef | None:
        return self._units.get(code)

    def name(self, field: Field, code: str) -> str:
        """What a person calls it; the code itself for the closed sets, which pages word."""
        if field is Field.CATEGORY and code in self._categories:
            return PATH_MARK.join(self._categories[code].names)
        if field is Field.LEAD_UNIT and code in self._units:
            return self._units[code].name
        return self._areas[code].name if field is Field.AREA and code in self._areas else code

    def all(self, field: Field) -> Sequence[Choice]:
        """What can be chosen for a field, in the order of the catalogue or of the tree."""
        match field:
            case Field.CATEGORY:
                codes: Iterable[str] = (node.code for node in self._categories.values() if node.active)
            case Field.LEAD_UNIT:
                codes = (unit.code for unit in self._units.values() if unit.active)
            case Field.AREA:
                codes = self._areas
            case _:
                codes = VALUES[field]
        return [Choice(code, self.name(field, code)) for code in codes]


@cache
def closed_set(field: Field) -> Mapping[str, str]:
    """Words to values, for the fields whose values are ours alone."""
    keys = ((header_key(word), code) for code, words in VALUES[field].items() for word in (code, *words))
    return dict(keys)


def _made_from(field: Field, word: str, missing: Missing | None) -> str | None:
    if missing is None:
        return None
    if field is Field.CATEGORY:
        return category_code(missing.branch.code, word.split(PATH_MARK))
    if field is Field.LEAD_UNIT:
        named = missing.units.get(word)
        return named.code if named else None
    return None


def _path_key(word: str) -> str:
    return _BETWEEN.join(header_key(part) for part in word.split(PATH_MARK))


class _Retirable(Protocol):
    @property
    def active(self) -> bool: ...


def _keys[T: _Retirable](
    keys_of: Callable[[Iterable[T]], Iterator[tuple[str, str]]], things: Collection[T]
) -> Mapping[str, str]:
    """What is in use goes before what is retired, which old records still name."""
    retired = _unambiguous(keys_of(thing for thing in things if not thing.active))
    return {**retired, **_unambiguous(keys_of(thing for thing in things if thing.active))}


def _unambiguous(keys: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    found: dict[str, str | None] = {}
    for key, code in keys:
        if key:
            found[key] = code if found.get(key, code) == code else None
    return {key: code for key, code in found.items() if code is not None}


def _category_keys(nodes: Iterable[CategoryNode]) -> Iterator[tuple[str, str]]:
    """Its code, its path, its name, and its name behind those above it."""
    for node in nodes:
        yield header_key(node.code), node.code
        yield header_key(node.path), node.code
        for names in (node.names, node.names_en):
            for start in range(len(names)):
                yield _BETWEEN.join(header_key(name) for name in names[start:]), node.code


def _unit_keys(units: Iterable[UnitRef]) -> Iterator[tuple[str, str]]:
    for unit in units:
        for word in (unit.code, unit.name, unit.name_en):
            yield header_key(word), unit.code


def _area_keys(areas: Iterable[AreaRef]) -> Iterator[tuple[str, str]]:
    for area in areas:
        for word in (area.code, area.path, area.name, area.name_en):
            yield header_key(word), area.code
