"""What is asked of a model: rules of ours, then what people wrote, between two lines, as material. Pure."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

# As much as is given; a model that is given more reads less carefully, and small ones break off.
LONGEST: Final = 12_000
_LONGEST_PIECE: Final = 4_000
_LINES: Final = re.compile(r"[=＝]{3,}")
_LEFT_OUT: Final = "……"


class Purpose(StrEnum):
    REPLY = "reply"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the material, under a heading of ours."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model is sent: our instructions, and the material as one text. `cut`: not all of it found room."""

    rules: str
    material: str
    task: str
    cut: bool

    @property
    def messages(self) -> list[dict[str, str]]:
        """As an OpenAI-compatible server takes them. The task stands after the material too: the last word is ours."""
        words = _words()
        said = f"{words['begins']}\n{self.material}\n{words['ends']}\n{self.task}"
        return [{"role": "system", "content": self.rules}, {"role": "user", "content": said}]


def asked(purpose: Purpose, pieces: Sequence[Piece], *, language: str) -> Asked:
    """Pieces in the order of time; where they are too long, the ones in the middle give way."""
    words = _words()["en" if language.startswith("en") else "zh"]
    kept, cut = _fitting([each for each in pieces if each.text.strip()])
    material = "\n\n".join(f"[{each.heading}]\n{each.text}" for each in kept)
    return Asked(words["rules"], material, f"{words['again']}{words[purpose.value]}", cut)


def instructions(language: str) -> str:
    """Everything that we say ourselves, to recognise it where a model only says it back."""
    words = _words()["en" if language.startswith("en") else "zh"]
    return "\n".join((words["rules"], words["reply"], words["summary"]))


def word(key: str, *, language: str) -> str:
    """A heading or a fixed phrase of the material; the rules speak of some of them by name."""
    return str(_words()["en" if language.startswith("en") else "zh"]["words"][key])


def lines() -> tuple[str, str]:
    """The lines before and after the material."""
    return _words()["begins"], _words()["ends"]


def _fitting(pieces: Sequence[Piece]) -> tuple[list[Piece], bool]:
    plain = [Piece(each.heading, _LINES.sub("——", each.text.strip())) for each in pieces]
    kept = [Piece(each.heading, _shortened(each.text, _LONGEST_PIECE)) for each in plain]
    if _length(kept) <= LONGEST:
        return kept, kept != plain
    # What was raised, and what happened last, matter more than what lies between.
    first = kept[:2]
    last: list[Piece] = []
    room = LONGEST - _length(first)
    for each in reversed(kept[2:]):
        room -= len(each.heading) + len(each.text) + 4
        if room < 0:
            break
        last.insert(0, each)
    return [*first, Piece(_LEFT_OUT, _LEFT_OUT), *last], True


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(each.heading) + len(each.text) + 4 for each in pieces)


def _shortened(text: str, longest: int) -> str:
    """The beginning and the end of what is too long: people come to the point in either."""
    if len(text) <= longest:
        return text
    end = longest // 4
    return f"{text[: longest - end]}\n{_LEFT_OUT}\n{text[-end:]}"


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "prompts.toml").read_text(encoding="utf-8"))
