"""What an answer says of itself, recognised by patterns: `cues.toml`. Pure."""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final


class Cue(StrEnum):
    """What a passage does, by the table in `cues.toml` that says how it sounds."""

    FINDING = "finding"
    DONE = "done"
    COMING = "coming"
    WHEN = "when"
    REASON = "reason"
    ELSEWHERE = "elsewhere"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    FORMULA = "formula"


def found(cue: Cue, text: str) -> re.Match[str] | None:
    """The first place where folded text sounds like it."""
    return _patterns()[cue].search(text)


@cache
def _patterns() -> Mapping[Cue, re.Pattern[str]]:
    tables = tomllib.loads((files(__package__) / "cues.toml").read_text(encoding="utf-8"))
    return {Cue(name): _pattern(table) for name, table in tables.items()}


def _pattern(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    english = (_WORDS.format(each.removeprefix("^"), start="^" if each.startswith("^") else "") for each in table["en"])
    return re.compile("|".join((*map(_plain, table["zh"]), *english)))


_WORDS: Final = r"{start}\b(?:{0})\b"


def _plain(pattern: str) -> str:
    """Patterns are easier to read with full-width marks; folding makes those narrow, so the patterns follow."""
    return pattern.translate(_NARROW)


_NARROW: Final = str.maketrans("，；！？：（）", ",;!?:()")
