"""What is open at a place, as anybody who passes may read it: a few matters that are public, and counts.

Asked for a place, never for a viewer, so it tells less than any list of staff. Singly shown is only what its reporter
and its category allow to be public, and of that what it is about: its words nobody has read for the public. Where its
category tells of its area only, it is not shown singly beside a point either. Of all else there are counts by the
widest category, and only from `LEAST` on, since two matters beside a house say whose they are. Never so much as
counted: complaints of a unit, disputes, and what a category holds to be sensitive.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from typing import Final

from django.db.models import Count, ExpressionWrapper, F, Q, QuerySet
from django.db.models.fields import BooleanField
from django.db.models.lookups import LessThanOrEqual

from banjie.cases.models import Case, Identity, Kind
from banjie.cases.queries.nearby import METRES_PER_DEGREE
from banjie.cases.reference import Reference, reference
from banjie.catalogue.vocabulary import PublicPlace

LEAST: Final = 3
NEAR_METRES: Final = 50.0
MOST_SHOWN: Final = 10
_SINGLY: Final = ExpressionWrapper(Q(public=True) & ~Q(identity=Identity.CONFIDENTIAL), output_field=BooleanField())

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A matter that its reporter allowed to be shown, by the name of its category."""

    name: str
    name_en: str
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
    """Within `NEAR_METRES` of the point (WGS-84); without one, in the area. Two statements, however many there are."""
    look_up = reference()
    rows = _around(area_path, point).annotate(singly=_SINGLY)
    shown: dict[str, int] = {}
    others: Counter[str] = Counter()
    for path, singly, cases in rows.order_by().values_list("category_path", "singly").annotate(cases=Count("*")):
        category = look_up.category_at(path)
        if category is None or category.sensitive:
            continue
        if singly and category.public and not (point and category.public_place is PublicPlace.AREA):
            shown[path] = cases
        else:
            others[path.partition(".")[0]] += cases
    newest = rows.filter(singly=True, category_path__in=list(shown)).order_by("-received_at", "-id")
    told = newest.values_list("category_path", "state", "received_at")[:MOST_SHOWN]
    matters = [OpenMatter(*_named(look_up, path), state, at) for path, state, at in told]
    return OpenHere(matters, sum(shown.values()), list(_counts(others, look_up)))


def _named(look_up: Reference, path: str) -> tuple[str, str]:
    category = look_up.category_at(path)
    return (category.name, category.name_en) if category is not None else ("", "")


def _around(area_path: str, point: Point | None) -> QuerySet[Case]:
    rows = Case.objects.filter(is_open=True, about_unit=None).exclude(kind__in=(Kind.COMPLAINT, Kind.DISPUTE))
    return rows.filter(area_path__descendants_of=area_path) if point is None else _near(rows, point)


def _near(rows: QuerySet[Case], point: Point) -> QuerySet[Case]:
    """By the box first, which the index of open places answers; its corners lie farther away than its edges."""
    longitude, latitude = point
    narrowing = max(cos(radians(latitude)), 0.01)
    high = NEAR_METRES / METRES_PER_DEGREE
    wide = high / narrowing
    east, north = (F("longitude") - longitude) * narrowing, F("latitude") - latitude
    return rows.filter(
        longitude__range=(longitude - wide, longitude + wide),
        latitude__range=(latitude - high, latitude + high),
    ).filter(LessThanOrEqual(east * east + north * north, high * high))


def _counts(others: Counter[str], look_up: Reference) -> Iterable[OpenCount]:
    for code, cases in sorted(others.items(), key=lambda each: (-each[1], each[0])):
        top = look_up.category_at(code)
        if cases >= LEAST and top is not None:
            yield OpenCount(top.name, top.name_en, cases)
