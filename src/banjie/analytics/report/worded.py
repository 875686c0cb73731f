"""A report in words: what the page, the .docx and the PDF are all made from. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from banjie.analytics.report.blocks import Link


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    link: Link | None = None


type Run = Sequence[Segment]


@dataclass(frozen=True, slots=True)
class Title:
    """The heading of a section with its number, such as 一、总体情况. `key` is what links go to."""

    key: str
    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Prose:
    """A numbered paragraph. `edited` is a person's text in its place, "" for none; `made` what the figures say."""

    key: str
    number: str
    made: Run
    edited: str = ""
    kind: Literal["paragraph"] = "paragraph"

    @property
    def made_text(self) -> str:
        return "".join(each.text for each in self.made)

    @property
    def runs(self) -> Sequence[Run]:
        """What is to be read: one run for each line of an edited text."""
        if not self.edited:
            return [self.made]
        return [[Segment(line)] for line in self.edited.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Head:
    """`wide` gets the most room, `tight` only what its longest word needs; figures are tight by nature."""

    text: str
    number: bool
    wide: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `total`: the last row sums up. `more`: a line below it, "" for none."""

    key: str
    caption: str
    head: Sequence[Head]
    rows: Sequence[Sequence[Run]]
    total: bool = False
    more: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, and the same as a table for whoever cannot see it."""

    key: str
    caption: str
    svg: str
    table: Grid
    kind: Literal["chart"] = "chart"


type WordedBlock = Title | Prose | Grid | Drawing


@dataclass(frozen=True, slots=True)
class Worded:
    """`below` are the lines under the title; `signature` pairs of a word and what is written behind it."""

    title: str
    below: Sequence[str]
    blocks: Sequence[WordedBlock]
    issuer: str
    dated: str
    signature: Sequence[tuple[str, str]]
    language: str


_SHAPE: Final = TypeAdapter(Worded)

type Edits = Mapping[str, str]


def to_record(worded: Worded) -> dict[str, Any]:
    """As plain JSON values."""
    found: dict[str, Any] = _SHAPE.dump_python(worded, mode="json")
    return found


def from_record(record: Mapping[str, Any]) -> Worded:
    return _SHAPE.validate_python(record)


def with_edits(worded: Worded, edits: Edits, *, released: str = "") -> Worded:
    """With people's texts in their places and, once released, by whom and when in the last line of the signature."""
    blocks = tuple(
        replace(block, edited=edits.get(block.key, "")) if isinstance(block, Prose) else block
        for block in worded.blocks
    )
    *lines, (word, _empty) = worded.signature
    return replace(worded, blocks=blocks, signature=(*lines, (word, released)))


def paragraph_keys(worded: Worded) -> frozenset[str]:
    return frozenset(block.key for block in worded.blocks if isinstance(block, Prose))
