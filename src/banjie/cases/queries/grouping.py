"""A list gathered under areas, units or categories: how many stand under each, and the first of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from django.db.models import Count, F, Func, OrderBy, Q, QuerySet, Value, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import RowNumber

from banjie.cases.filters import Filters, GroupBy, Order
from banjie.cases.models import Case
from banjie.cases.queries.listing import COLUMNS, CaseLine, line, narrowed
from banjie.cases.reference import Reference, reference
from banjie.organisations.permissions import Viewer
from banjie.platform.fields import LtreeField

GROUPS: Final = 60
LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of a list. `key` narrows the list to it; empty for what has no area, unit or category."""

    key: str
    name: str
    name_en: str
    cases: int
    overdue: int
    lines: Sequence[CaseLine] = ()


def grouped(viewer: Viewer, filters: Filters, by: GroupBy, *, at: datetime) -> Sequence[Group]:
    """The groups with most overdue first, at most GROUPS of them. Two statements. `filters` should be bounded."""
    found = narrowed(viewer, filters, at=at).annotate(under=_under(by, viewer, filters))
    late = Q(is_open=True, due_at__lt=at)
    counts = found.order_by().values("under").annotate(cases=Count("*"), late=Count("id", filter=late))
    rows = list(counts.order_by("-late", "-cases", "under")[:GROUPS])
    firsts = _firsts(found, filters, [row["under"] for row in rows])
    look_up = reference()
    return [
        replace(_NAMED[by](look_up, row["under"]), cases=row["cases"], overdue=row["late"], lines=firsts[row["under"]])
        for row in rows
    ]


def _under(by: GroupBy, viewer: Viewer, filters: Filters) -> Combinable:
    match by:
        case GroupBy.UNIT:
            # As an expression: twice the same column under two names comes back once.
            return F("lead_unit_id") + Value(0)
        case GroupBy.AREA:
            return _Prefix("area_path", _depth(filters.area, _top_area(viewer)))
        case GroupBy.CATEGORY:
            known = reference().category_at(filters.category) if filters.category else None
            return _Prefix("category_path", _levels(known.path) + 1 if known else 1)


def _depth(chosen: str | None, top: str) -> int:
    """One level below the area that the list is narrowed to, or below all that the viewer sees."""
    known = reference().area_at(chosen) if chosen else None
    return _levels(known.path if known else top) + 1


def _levels(path: str) -> int:
    return path.count(".") + 1 if path else 0


def _top_area(viewer: Viewer) -> str:
    return min((grant.area_path for grant in viewer.grants), key=_levels, default="")


class _Prefix(Func):
    """The first levels of a path; the path itself where it has no more, also the empty one."""

    output_field = LtreeField()

    def __init__(self, column: str, levels: int) -> None:
        super().__init__(F(column))
        path = "%(expressions)s"
        self.template = f"CASE WHEN nlevel({path}) > {levels} THEN subpath({path}, 0, {levels}) ELSE {path} END"


def _firsts(found: QuerySet[Case], filters: Filters, keys: Sequence[Any]) -> Mapping[Any, Sequence[CaseLine]]:
    firsts: dict[Any, list[CaseLine]] = {key: [] for key in keys}
    held = Q(under__in=[key for key in keys if key is not None]) | (Q(under=None) if None in firsts else Q())
    place = Window(RowNumber(), partition_by=F("under"), order_by=_order(filters))
    ranked = found.filter(held).annotate(place=place).filter(place__lte=LINES).order_by("place")
    look_up = reference()
    for *row, under in ranked.values_list(*COLUMNS, "under"):
        firsts[under].append(line(row, look_up))
    return firsts


def _order(filters: Filters) -> list[OrderBy]:
    if filters.sorted_by is Order.NEWEST:
        return [F("received_at").desc(), F("id").desc()]
    return [F("due_at").asc(nulls_last=True), F("id").asc()]


def _area(look_up: Reference, path: str) -> Group:
    known = look_up.area_at(path)
    return Group(path, known.name, known.name, 0, 0) if known else _NAMELESS


def _unit(look_up: Reference, unit_id: int | None) -> Group:
    known = look_up.unit_named(unit_id)
    return Group(str(known.id), known.name, known.name_en or known.name, 0, 0) if known else _NAMELESS


def _category(look_up: Reference, path: str) -> Group:
    known = look_up.category_at(path)
    return Group(path, known.name, known.name_en, 0, 0) if known else _NAMELESS


_NAMELESS: Final = Group("", "", "", 0, 0)
_NAMED: Final[Mapping[GroupBy, Callable[[Reference, Any], Group]]] = MappingProxyType(
    {GroupBy.AREA: _area, GroupBy.UNIT: _unit, GroupBy.CATEGORY: _category}
)
