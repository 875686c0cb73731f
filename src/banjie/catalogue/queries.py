"""Reading the catalogue. The release in force is kept in memory until another one is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from banjie.catalogue.checking import check
from banjie.catalogue.compiled import Catalogue, UnknownCategory
from banjie.catalogue.content import CatalogueContent, read
from banjie.catalogue.models import CatalogueDraft, CatalogueRelease, Category
from banjie.catalogue.problems import ContentProblem
from banjie.catalogue.tree import CategoryNode
from banjie.core.routing import Resolve, UnitChoice
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.platform.stamps import Cached

STAMP = "catalogue"

__all__ = [
    "Catalogue",
    "CategoryNode",
    "Draft",
    "Release",
    "UnknownCategory",
    "UnknownRelease",
    "category_tree",
    "current",
    "draft",
    "draft_or_release",
    "problems_of",
    "release",
    "release_facts",
    "releases",
    "search_categories",
    "unit_resolver",
]


class UnknownRelease(LookupError):
    """No release has this number."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release without its content."""

    number: int
    note: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft as it was read; `revision` is what an edit of it must name."""

    content: CatalogueContent
    based_on: int
    revision: int
    started_at: datetime
    edited_at: datetime
    edited_by: str


def _load() -> Catalogue:
    row = CatalogueRelease.objects.order_by("-number").first()
    if row is None:
        return Catalogue(CatalogueContent())
    ids = dict(Category.objects.values_list("code", "id"))
    return Catalogue(read(row.content), number=row.number, ids=ids)


_current = Cached(STAMP, load=_load)


def current() -> Catalogue:
    """The release in force; the same object until another is published. Before the first one it is empty,
    with number 0.
    """
    return _current.get()


def release(number: int) -> Catalogue:
    """A release by its number, in force or not. Raises UnknownRelease."""
    catalogue = current()
    return catalogue if catalogue.number == number else _release(number)


@lru_cache(maxsize=8)
def _release(number: int) -> Catalogue:
    content = CatalogueRelease.objects.filter(number=number).values_list("content", flat=True).first()
    if content is None:
        raise UnknownRelease(number)
    return Catalogue(read(content), number=number, ids=dict(Category.objects.values_list("code", "id")))


def releases(limit: int = 200) -> list[Release]:
    """The newest first."""
    rows = CatalogueRelease.objects.order_by("-number").values_list(
        "number", "note", "published_at", "published_by_name"
    )
    return [Release(*row) for row in rows[:limit]]


def release_facts(number: int) -> Release:
    """Who published a release, when and why. Raises UnknownRelease."""
    row = (
        CatalogueRelease.objects.filter(number=number)
        .values_list("number", "note", "published_at", "published_by_name")
        .first()
    )
    if row is None:
        raise UnknownRelease(number)
    return Release(*row)


def draft() -> Draft | None:
    """The draft that is being worked on, if there is one."""
    row = CatalogueDraft.objects.first()
    return as_draft(row) if row is not None else None


def draft_or_release() -> tuple[Draft | None, Catalogue]:
    """What an editor looks at: the draft where there is one, else the release in force."""
    row = CatalogueDraft.objects.defer("content").first()
    if row is None:
        return None, current()
    working = _Working.find(row)
    return working.draft, working.catalogue


@dataclass(frozen=True, slots=True)
class _Working:
    """The draft as this process read it last; a page after an edit reads it anew, the others do not."""

    key: tuple[object, ...]
    draft: Draft
    catalogue: Catalogue

    @staticmethod
    def find(row: CatalogueDraft) -> "_Working":
        global _working
        key = (row.pk, row.revision, row.edited_at, current().number)
        if _working is None or _working.key != key:
            made = as_draft(row)
            _working = _Working(key, made, Catalogue(made.content, ids=_ids()))
        return _working


_working: _Working | None = None


def search_categories(text: str, *, language: str = "zh-hans", limit: int = 10) -> list[CategoryNode]:
    """Categories in use, best first; see `SearchIndex.search`. In memory, for use at each keystroke."""
    return current().index.search(text, language, limit)


def category_tree() -> Sequence[CategoryNode]:
    """The top level of the release in force; `current().below(node)` goes down."""
    return current().top


def problems_of(content: CatalogueContent) -> tuple[ContentProblem, ...]:
    """What `checking.check` says, with the units and areas of today."""
    areas = {rule.area for rule in content.rules if rule.area}
    paths = {code: found.path for code in areas if (found := places.area(code)) is not None}
    return check(content, unit_roles=organisations.units_index().roles, area_paths=paths)


def unit_resolver() -> Resolve:
    """What routing asks for units, answered from the units of this moment."""
    units = organisations.units_index()

    def resolve(role: str, area_path: str, level: str | None) -> UnitChoice | None:
        found = units.unit_for_role(role, area_path, level)
        return UnitChoice(found.id, found.path) if found is not None else None

    return resolve


def as_draft(row: CatalogueDraft) -> Draft:
    return Draft(read(row.content), row.based_on, row.revision, row.started_at, row.edited_at, row.edited_by_name)


def _ids() -> dict[str, int]:
    return {code: node.id for code, node in current().nodes.items() if node.id is not None}
