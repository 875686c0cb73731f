"""The headings under which minutes are written, as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Heading:
    """`speakers` is the part of those who mostly speak there: a line typed under it begins with one of them."""

    key: str
    name: str
    name_en: str
    speakers: str
    hint: str
    hint_en: str

    def named(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name

    def hinted(self, language: str) -> str:
        return self.hint_en if language.startswith("en") else self.hint


@cache
def headings() -> Mapping[str, Heading]:
    """By key, in their order."""
    document = tomllib.loads((resources.files(__package__) / "template.toml").read_text("utf-8"))
    return {each["key"]: Heading(**each) for each in document["headings"]}
