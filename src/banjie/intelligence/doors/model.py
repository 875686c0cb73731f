"""Reads the doors that come with Banjie. Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from banjie.core.numbers import Number, Numbers
from banjie.intelligence.phrases import Words

_FILE: Final = Path(__file__).with_name("doors.toml")


class Sort(StrEnum):
    """Why a door is shown: people are in danger, or the law leaves the matter to others."""

    DANGER = "danger"
    NOT_MEDIATED = "not_mediated"


@dataclass(frozen=True, slots=True)
class Door:
    """One door with its notice, sentence by sentence, and the codes of the numbers that belong to it.

    `past_counts` where what happened long ago leads there all the same; `if_only_asks` where what is only
    feared makes it no more than a question.
    """

    code: str
    sort: Sort
    title: str
    title_en: str
    notice: tuple[str, ...]
    notice_en: tuple[str, ...]
    numbers: tuple[str, ...]
    law: str
    past_counts: bool
    if_only_asks: bool
    chinese: Words
    english: Words

    def named(self, language: str) -> str:
        return self.title_en if language.startswith("en") else self.title

    def told(self, language: str, numbers: Numbers) -> str:
        """The notice as a person reads it where these are the numbers to call."""
        return numbers.told(self.notice_en if language.startswith("en") else self.notice, language)

    def to_call(self, numbers: Numbers) -> tuple[Number, ...]:
        return numbers.chosen(self.numbers)


@cache
def doors() -> Mapping[str, Door]:
    """Every door by its code, the most urgent first."""
    document: dict[str, Any] = tomllib.loads(_FILE.read_text("utf-8"))
    return {each["code"]: _door(each) for each in document["door"]}


def door(code: str) -> Door | None:
    """The door of a code; None where it is no longer there."""
    return doors().get(code)


def _door(entry: dict[str, Any]) -> Door:
    return Door(
        code=entry["code"],
        sort=Sort(entry["sort"]),
        title=entry["title"],
        title_en=entry["title_en"],
        notice=_tuple(entry["notice"]),
        notice_en=_tuple(entry["notice_en"]),
        numbers=_tuple(entry["numbers"]),
        law=entry.get("law", ""),
        past_counts=entry.get("past") == "counts",
        if_only_asks=entry.get("if_only_asks", False),
        chinese=Words(_tuple(entry["now"]), _tuple(entry["mentions"]), _tuple(entry["unless"])),
        english=Words(_tuple(entry["now_en"]), _tuple(entry["mentions_en"])),
    )


def _tuple(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(words)
