"""Reads the signs that come with Banjie. Pure."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Final

from banjie.intelligence.phrases import Phrases, Words

_FILE: Final = Path(__file__).with_name("signs.toml")


class Level(IntEnum):
    """As a catalogue has them, from the least to the most pressing."""

    GENERAL = 0
    ELEVATED = 1
    URGENT = 2
    CRITICAL = 3

    @property
    def key(self) -> str:
        """Its name in a catalogue and on a case."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Sign:
    """`level` is what its sure phrases speak for. `danger`: somebody may come to harm."""

    code: str
    level: Level
    title: str
    title_en: str
    phrases: Phrases
    danger: bool = False

    def named(self, language: str) -> str:
        return self.title_en if language.startswith("en") else self.title


@cache
def signs() -> Sequence[Sign]:
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["sign"]
    return tuple(
        Sign(
            code=each["code"],
            level=Level[each["level"].upper()],
            title=each["title"],
            title_en=each["title_en"],
            phrases=Phrases(
                Words(tuple(each["now"]), tuple(each["mentions"]), tuple(each["unless"])),
                Words(tuple(each["now_en"]), tuple(each["mentions_en"])),
                if_only_asks=each.get("if_only_asks", False),
            ),
            danger=each.get("danger", False),
        )
        for each in entries
    )
