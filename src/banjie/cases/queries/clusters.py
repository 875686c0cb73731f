"""Where many cases of one kind come from one place: cells of the map and groups of categories, counted together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Func, Max

from banjie.cases import cells
from banjie.cases.models import Case
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.organisations.permissions import Viewer
from banjie.platform.fields import LtreeField

MOST: Final = 20


@dataclass(frozen=True, slots=True)
class CaseCluster:
    """So many cases of a group of categories in one cell of the finest grid, in an area."""

    cell: str
    category_path: str
    category_name: str
    category_name_en: str
    area_name: str
    cases: int


class _Group(Func):
    """The topmost label of a path of categories."""

    function = "subltree"
    template = "subltree(%(expressions)s, 0, 1)"
    output_field = LtreeField()


def clusters(viewer: Viewer, area_path: str, *, since: datetime, at: datetime, least: int = 3) -> Sequence[CaseCluster]:
    """Of the cases that the viewer may see and that came in since a moment; the largest first, at most MOST.

    At least `least` cases make one. What complains of a unit is left out: a count, too, would tell of it.
    """
    rows = (
        visible_to(viewer, Case.objects.all(), area_path=area_path)
        .filter(area_path__descendants_of=area_path, received_at__gt=since, received_at__lte=at, cell__isnull=False)
        .filter(about_unit_path="")
        .exclude(category_path="")
        .annotate(group=_Group("category_path"))
        .values_list("cell", "group")
        .annotate(cases=Count("*"), area=Max("area_id"))
        .filter(cases__gte=least)
        .order_by("-cases", "cell", "group")[:MOST]
    )
    return [_named(*row) for row in rows]


def _named(cell: int, group: str, cases: int, area_id: int | None) -> CaseCluster:
    from banjie.places import queries as places

    look_up = reference()
    category = look_up.category_at(group)
    area = places.by_id(area_id) if area_id is not None else None
    return CaseCluster(
        cells.name(cell),
        group,
        category.name if category else group,
        category.name_en if category else group,
        area.name if area else "",
        cases,
    )
