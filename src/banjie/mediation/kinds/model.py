"""Reads the types of dispute that come with Banjie. Pure."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from banjie.platform.tables import header_key

OTHER: Final = "other"
_FILE: Final = Path(__file__).with_name("kinds.toml")
# What a register adds to a type without changing it: 物业管理纠纷, 物业管理类纠纷, 物业管理争议.
_ENDINGS: Final = ("纠纷", "争议", "类", "案件", "事件", "矛盾", "问题")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the statutory form."""

    code: str
    name: str
    name_en: str

    def named(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name


@dataclass(frozen=True, slots=True)
class Question:
    """What a mediator asks first in a dispute of a type."""

    text: str
    text_en: str

    def named(self, language: str) -> str:
        return self.text_en if language.startswith("en") else self.text


@dataclass(frozen=True, slots=True)
class DisputeKind:
    """A type of dispute. `tracks` fit it, the usual one first; `panel` is the trade panel for it, or ""."""

    code: str
    column: str
    name: str
    name_en: str
    synonyms: tuple[str, ...]
    tracks: tuple[str, ...]
    panel: str
    ask: tuple[Question, ...]
    words: Mapping[str, int]

    def named(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name


@cache
def kinds() -> Mapping[str, DisputeKind]:
    """Every type by its code, in the order of the form."""
    return {found.code: found for found in map(_kind, _document()["kind"])}


@cache
def columns() -> tuple[Column, ...]:
    """The columns of the statutory form in their order."""
    return tuple(Column(*each) for each in _document()["columns"])


@cache
def quarrel_words() -> tuple[str, ...]:
    return tuple(_document()["quarrel"])


def kind(code: str) -> DisputeKind:
    """The type of a code; one that was retired counts as other."""
    return kinds().get(code) or kinds()[OTHER]


def named(word: str) -> str | None:
    """The code of the type that a register calls so, however it spells it; None where it could be none or two."""
    for key in _spellings(header_key(word)):
        code = _names().get(key)
        if code is not None:
            return code
    return None


@cache
def _document() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def _kind(entry: dict[str, Any]) -> DisputeKind:
    return DisputeKind(
        code=entry["code"],
        column=entry["column"],
        name=entry["name"],
        name_en=entry["name_en"],
        synonyms=tuple(entry["synonyms"]),
        tracks=tuple(entry["tracks"]),
        panel=entry["panel"],
        ask=tuple(Question(*each) for each in entry["ask"]),
        words=entry.get("words", {}),
    )


@cache
def _names() -> Mapping[str, str]:
    """Keys of names to codes; a name that two types have means neither."""
    found: dict[str, str | None] = {}
    for each in kinds().values():
        for word in {each.code, each.name, each.name_en, *each.synonyms}:
            for key in _spellings(header_key(word)):
                found[key] = each.code if found.get(key, each.code) == each.code else None
    return {key: code for key, code in found.items() if code is not None}


def _spellings(key: str) -> Iterator[str]:
    """A name, and what is left of it without the endings that registers add."""
    yield key
    bare = key
    while (ending := next((each for each in _ENDINGS if bare.endswith(each)), None)) and len(bare) > len(ending) + 1:
        bare = bare[: -len(ending)]
        yield bare
