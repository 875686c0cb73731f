"""The file of a dispute (卷宗): what belongs in it, in which order, what is missing, and the whole as one PDF. Pure.

What one side said apart never reaches the other. A file is therefore made for a reader, and what is not the reader's
is left out before anything is counted: neither pages, nor contents, nor outline tell that there is more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from banjie.mediation.documents.forms import Needed, form, registry
from banjie.mediation.documents.making import make, shipped
from banjie.platform.documents import assembling
from banjie.platform.documents.assembling import Instead, Leaf, PageRange, Progress

if TYPE_CHECKING:
    from banjie.platform.documents.assembling.binding import Sheaf

# The reader of the mediators' own file.
MEDIATORS: Final = ""
_STAMP: Final = "第 {page} 页 / 共 {pages} 页"
_EXPLANATION: Final = "explanation"


class Outcome(StrEnum):
    """How mediation ended, as far as the file asks for it."""

    OPEN = "open"
    AGREED = "agreed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a dispute: a PDF or a picture. `whose` is the letter of the only side that may have it besides
    the mediators, "" for everybody; `key` is the caller's own."""

    key: str
    slot: str
    title: str
    dated: date
    content: bytes
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    title: str
    first: int
    last: int

    @property
    def pages(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class BoundFile:
    """`pages` counts what is stamped: neither cover, contents nor back cover."""

    content: bytes
    entries: tuple[Entry, ...]
    pages: int


def missing(slots: Sequence[str], outcome: Outcome) -> tuple[str, ...]:
    """The slots that must not be empty and are, in their order; `slots` are those of the papers that are there."""
    there = set(slots)
    wanted = {Needed.ALWAYS} | ({Needed(outcome)} if outcome is not Outcome.OPEN else set())
    return tuple(each.key for each in registry().slots if each.needed in wanted and each.key not in there)


def readable(papers: Sequence[Paper], reader: str) -> list[Paper]:
    """What a reader may have of the papers, in the customary order: a side has what is everybody's and its own."""
    places = {slot.key: place for place, slot in enumerate(registry().slots)}
    own = [each for each in papers if reader == MEDIATORS or each.whose in {"", reader}]
    return sorted(own, key=lambda each: (places[each.slot], each.dated, each.key))


def bind(
    papers: Sequence[Paper],
    *,
    reader: str,
    values: Mapping[str, Any],
    zone: ZoneInfo,
    templates: Mapping[str, bytes] | None = None,
    progress: Progress | None = None,
    instead: Instead | None = None,
) -> BoundFile:
    """The file for a reader: MEDIATORS, or the letter of a side.

    `values` fill cover, explanation and back cover; number of pages and contents come from the papers themselves.
    `templates` are an office's own for these sheets, by form. A paper that cannot be bound is named on a page by
    `instead`; without that it raises CannotAssemble. Raises TemplateBroken.
    """
    sheets = _Sheets(values, zone, templates or {})
    kept = readable(papers, reader)
    explained = any(each.slot == _EXPLANATION for each in kept)
    leaves = [Leaf(each.key, each.content, each.title) for each in kept]
    if not explained and values.get("explanation"):
        leaves.append(Leaf(_EXPLANATION, sheets.pdf("file_explanation"), form("file_explanation").zh))
    sheaf = assembling.read(leaves, instead=instead)
    entries = _entries(leaves, sheaf.ranges)
    bound = _bound(sheaf, sheets, entries, progress)
    return BoundFile(bound, entries, sheaf.pages)


class _Sheets:
    """The sheets around the papers, from an office's templates or ours."""

    def __init__(self, values: Mapping[str, Any], zone: ZoneInfo, templates: Mapping[str, bytes]) -> None:
        self._values, self._zone, self._templates = values, zone, templates

    def pdf(self, key: str, **beside: Any) -> bytes:
        template = self._templates.get(key) or shipped(key)
        return make(form(key), {**self._values, **beside}, template, zone=self._zone).printed.content


def _entries(leaves: Sequence[Leaf], ranges: Sequence[PageRange]) -> tuple[Entry, ...]:
    return tuple(Entry(leaf.title, pages.first, pages.last) for leaf, pages in zip(leaves, ranges, strict=True))


def _bound(sheaf: "Sheaf", sheets: _Sheets, entries: Sequence[Entry], progress: Progress | None) -> bytes:
    pages = str(sheaf.pages)
    listed = [{"name": each.title, "pages": each.pages, "remarks": ""} for each in entries]
    return sheaf.bind(
        front=[
            Leaf("cover", sheets.pdf("file_cover", pages=pages)),
            Leaf("contents", sheets.pdf("file_contents", entries=listed)),
        ],
        back=[Leaf("back", sheets.pdf("file_back_cover", pages=pages))],
        stamp=_STAMP,
        title=form("file_cover").zh,
        progress=progress,
    )
