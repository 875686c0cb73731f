"""Reads the doors that come with Banjie. Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from banjie.intelligence.phrases import Words

_FILE: Final = Path(__file__).with_name("doors.toml")


class Sort(StrEnum):
    """Why a door is shown: people are in danger, or the law leaves the matter to others."""

    DANGER = "danger"
    NOT_MEDIATED = "not_mediated"


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call, and who says that it is the one."""

    code: str
    call: str
    name: str
    name_en: str
    source: str

    def named(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name


@dataclass(frozen=True, slots=True)
class Door:
    """One door with its notice.

    `past_counts` where what happened long ago leads there all the same; `if_only_asks` where what is only
    feared makes it no more than a question.
    """

    code: str
    sort: Sort
    title: str
    title_en: str
    notice: str
    notice_en: str
    numbers: tuple[Number, ...]
    law: str
    past_counts: bool
    if_only_asks: bool
    chinese: Words
    english: Words

    def named(self, language: str) -> str:
        return self.title_en if language.startswith("en") else self.title

    def told(self, language: str) -> str:
        """The notice as a person reads it."""
        return self.notice_en if language.startswith("en") else self.notice


@cache
def doors() -> Mapping[str, Door]:
    """Every door by its code, the most urgent first."""
    document: dict[str, Any] = tomllib.loads(_FILE.read_text("utf-8"))
    numbers = {each["code"]: Number(**each) for each in document["number"]}
    return {each["code"]: _door(each, numbers) for each in document["door"]}


def door(code: str) -> Door | None:
    """The door of a code; None where it is no longer there."""
    return doors().get(code)


def _door(entry: dict[str, Any], numbers: Mapping[str, Number]) -> Door:
    return Door(
        code=entry["code"],
        sort=Sort(entry["sort"]),
        title=entry["title"],
        title_en=entry["title_en"],
        notice=entry["notice"],
        notice_en=entry["notice_en"],
        numbers=tuple(numbers[code] for code in entry["numbers"]),
        law=entry.get("law", ""),
        past_counts=entry.get("past") == "counts",
        if_only_asks=entry.get("if_only_asks", False),
        chinese=Words(_tuple(entry["now"]), _tuple(entry["mentions"]), _tuple(entry["unless"])),
        english=Words(_tuple(entry["now_en"]), _tuple(entry["mentions_en"])),
    )


def _tuple(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(words)
