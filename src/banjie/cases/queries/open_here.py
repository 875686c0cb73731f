"""What is open at a place, as anybody who passes may read it: a few matters that are public, and rounded-off counts.

Asked for a place, never for a viewer, so it tells less than any list of staff. Singly shown is only what its reporter
and its category allow to be public. Of all else there are counts by the widest category, and only from `LEAST` on,
since two matters beside a house say whose they are. Never so much as counted: complaints of a unit, disputes, and
what a category holds to be sensitive.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, hypot, radians
from typing import Any, Final

from django.db.models import Q, QuerySet

from banjie.cases.models import Case, Identity, Kind
from banjie.cases.queries.nearby import METRES_PER_DEGREE
from banjie.cases.reference import Reference, reference
from banjie.catalogue.tree import CategoryNode

LEAST: Final = 3
NEAR_METRES: Final = 50.0
MOST_SHOWN: Final = 10
_COLUMNS: Final = ("title", "state", "received_at", "category_path", "public", "identity", "longitude", "latitude")

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A matter that its reporter allowed to be shown."""

    title: str
    state: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class OpenCount:
    """How many more there are of a top category; at least `LEAST`. None of the matters shown singly is in it."""

    name: str
    name_en: str
    cases: int


@dataclass(frozen=True, slots=True)
class OpenHere:
    """`matters` are the newest, at most `MOST_SHOWN`, of `public` in all. What is in neither may still be open."""

    matters: Sequence[OpenMatter]
    public: int
    counts: Sequence[OpenCount]


def open_here(area_path: str, *, point: Point | None) -> OpenHere:
    """Within `NEAR_METRES` of the point (WGS-84); without one, in the area."""
    look_up = reference()
    matters: list[OpenMatter] = []
    others: Counter[str] = Counter()
    for title, state, received, path, public, identity, lon, lat in _around(area_path, point).iterator():
        category = look_up.category_at(path)
        if category is None or category.sensitive or not _near(point, lon, lat):
            continue
        if public and category.public and identity != Identity.CONFIDENTIAL:
            matters.append(OpenMatter(title, state, received))
        else:
            others[category.path.partition(".")[0]] += 1
    return OpenHere(matters[:MOST_SHOWN], len(matters), list(_counts(others, look_up)))


def _around(area_path: str, point: Point | None) -> QuerySet[Case, Any]:
    rows = Case.objects.filter(is_open=True, about_unit=None).exclude(kind__in=(Kind.COMPLAINT, Kind.DISPUTE))
    place = Q(area_path__descendants_of=area_path) if point is None else _box(point)
    return rows.filter(place).order_by("-received_at", "-id").values_list(*_COLUMNS)


def _box(point: Point) -> Q:
    longitude, latitude = point
    high = NEAR_METRES / METRES_PER_DEGREE
    wide = high / max(cos(radians(latitude)), 0.01)
    return Q(
        longitude__range=(longitude - wide, longitude + wide),
        latitude__range=(latitude - high, latitude + high),
    )


def _near(point: Point | None, lon: float | None, lat: float | None) -> bool:
    """The corners of the box lie farther away than its edges."""
    if point is None or lon is None or lat is None:
        return point is None
    east = (lon - point[0]) * cos(radians(point[1]))
    return hypot(east, lat - point[1]) * METRES_PER_DEGREE <= NEAR_METRES


def _counts(others: Counter[str], look_up: Reference) -> Iterable[OpenCount]:
    for code, cases in sorted(others.items(), key=lambda each: (-each[1], each[0])):
        top: CategoryNode | None = look_up.category_at(code)
        if cases >= LEAST and top is not None:
            yield OpenCount(top.name, top.name_en, cases)
