"""The categories as a tree: paths made, what is not said filled in from above."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from banjie.catalogue.content import CategoryEntry
from banjie.catalogue.pinyin import initials
from banjie.catalogue.problems import ContentProblem, Location
from banjie.catalogue.vocabulary import DEEPEST, Kind, Level, PublicPlace
from banjie.core.questions import Question


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """A category in its place, with everything it inherits.

    `names` and `names_en` run from the top level to its own. `questions` are those of the categories above,
    then its own. `process` is empty only in a draft that names none. `id` is its row, None if it has none.
    """

    code: str
    path: str
    names: tuple[str, ...]
    names_en: tuple[str, ...]
    initials: str
    kind: Kind
    level: Level
    process: str
    offered: bool
    public: bool
    public_place: PublicPlace
    sensitive: bool
    place_required: bool
    questions: tuple[Question, ...]
    active: bool
    children: tuple[str, ...]
    entry: CategoryEntry
    id: int | None = None

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def name_en(self) -> str:
        return self.entry.name_en or self.entry.name

    @property
    def parent(self) -> str:
        return self.entry.parent

    @property
    def depth(self) -> int:
        """1 for the top level."""
        return len(self.names)

    @property
    def is_leaf(self) -> bool:
        return not self.children

    @property
    def is_offered(self) -> bool:
        """Whether residents may choose it themselves: in use, and an end of the tree."""
        return self.is_leaf and self.active and self.offered


def grow(entries: Iterable[CategoryEntry], ids: Mapping[str, int] | None = None) -> dict[str, CategoryNode]:
    """The nodes by code, parents before children, siblings in the order of the document.

    The entries must be sound (see `structure_problems`); what hangs on nothing is left out.
    """
    below: dict[str, list[CategoryEntry]] = {}
    for entry in entries:
        below.setdefault(entry.parent, []).append(entry)
    nodes: dict[str, CategoryNode] = {}
    waiting: list[tuple[CategoryEntry, CategoryNode | None]] = [(e, None) for e in reversed(below.get("", ()))]
    while waiting:
        entry, parent = waiting.pop()
        children = below.get(entry.code, [])
        row = (ids or {}).get(entry.code)
        node = nodes[entry.code] = _node(entry, parent, tuple(child.code for child in children), row)
        waiting.extend((child, node) for child in reversed(children))
    return nodes


def structure_problems(entries: Iterable[CategoryEntry]) -> Iterator[ContentProblem]:
    """What forbids to make a tree: codes given twice, parents missing, rings, a fourth level."""
    by_code: dict[str, CategoryEntry] = {}
    for entry in entries:
        if entry.code in by_code:
            yield ContentProblem("duplicate_code", Location("categories", entry.code, "code"))
        by_code.setdefault(entry.code, entry)
    for entry in by_code.values():
        at = Location("categories", entry.code, "parent")
        if entry.parent and entry.parent not in by_code:
            yield ContentProblem("unknown_parent", at, {"value": entry.parent})
            continue
        above = _above(entry, by_code)
        if above is None:
            yield ContentProblem("parent_ring", at)
        elif len(above) >= DEEPEST:
            yield ContentProblem("too_deep", at, {"deepest": DEEPEST})


def _above(entry: CategoryEntry, by_code: Mapping[str, CategoryEntry]) -> list[str] | None:
    """The codes above an entry, nearest first; None if they lead back to it."""
    above: list[str] = []
    while entry.parent and entry.parent in by_code:
        if entry.parent in above or len(above) > len(by_code):
            return None
        above.append(entry.parent)
        entry = by_code[entry.parent]
    return above


def _node(
    entry: CategoryEntry, parent: CategoryNode | None, children: tuple[str, ...], row: int | None
) -> CategoryNode:
    return CategoryNode(
        code=entry.code,
        path=f"{parent.path}.{entry.code}" if parent else entry.code,
        names=(*(parent.names if parent else ()), entry.name),
        names_en=(*(parent.names_en if parent else ()), entry.name_en or entry.name),
        initials=entry.initials or initials(entry.name),
        kind=entry.default_kind or (parent.kind if parent else Kind.REPORT),
        level=entry.default_level or (parent.level if parent else Level.GENERAL),
        process=entry.process or (parent.process if parent else ""),
        offered=_said(entry.offered, parent.offered if parent else True),
        public=_said(entry.public, parent.public if parent else False),
        public_place=entry.public_place or (parent.public_place if parent else PublicPlace.NEAR),
        sensitive=_said(entry.sensitive, parent.sensitive if parent else False),
        place_required=_said(entry.place_required, parent.place_required if parent else False),
        questions=(*(parent.questions if parent else ()), *entry.questions),
        active=entry.active and (parent is None or parent.active),
        children=children,
        entry=entry,
        id=row,
    )


def _said(own: bool | None, above: bool) -> bool:
    return above if own is None else own
