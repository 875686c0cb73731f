"""Counts of an area as it stands and as it went: what comes in and goes out, what is late, what people said.

For screens that everybody who passes can read. They are asked for an area, the right to which the caller has
looked at, and tell less than its lists do: nothing of a case that complains of a unit, not even in a count, since
people of that unit pass too; and no confidential case where cases are shown singly. One statement each, however
many townships, units and categories there are.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Avg, Count, F, FloatField, Func, Min, Q, QuerySet, Value, When
from django.db.models import Case as Choose
from django.db.models.functions import ExtractHour, Floor, TruncDate
from django.utils.timezone import get_current_timezone

from banjie.cases.models import Case, Rating
from banjie.cases.models.case import LIVE, Identity
from banjie.cases.queries.live_shapes import CategoryCount, Hour, LateCase, Spot, Stock, Verdicts
from banjie.cases.reference import reference
from banjie.places.queries import AreaRef
from banjie.platform.fields import LtreeField

WEEK: Final = timedelta(days=7)
# Ended, but not by being settled.
_UNSETTLED: Final = ("withdrawn", "merged")
_SATISFIED: Final = 4


def stocks(area: AreaRef, *, at: datetime) -> Sequence[Stock]:
    """Open and overdue cases by the part directly below the area and by lead unit, from the index of live cases."""
    upto = Func(F("area_path"), 0, area.path.count(".") + 2, function="subltree", output_field=LtreeField())
    part = Choose(When(area_path="", then=Value("")), default=upto, output_field=LtreeField())
    rows = (
        _live(area)
        .annotate(part=part)
        .values_list("part", "lead_unit_path")
        .annotate(cases=Count("*"), late=Count("id", filter=Q(due_at__lt=at)))
        .order_by()
    )
    return [Stock(found if found != area.path else "", unit, cases, late) for found, unit, cases, late in rows]


def received(area: AreaRef, *, midnight: datetime, at: datetime) -> Sequence[Hour]:
    """What came in by the hour, today and on the same day of last week."""
    today = Q(received_at__gte=midnight, received_at__lte=at)
    then = Q(received_at__gte=midnight - WEEK, received_at__lt=midnight - WEEK + timedelta(days=1))
    rows = _by_hour(_of(area).filter(today | then), "received_at", midnight, at, Q())
    return [Hour(*row) for row in rows.annotate(cases=Count("*"))]


def ended(area: AreaRef, *, since: datetime, midnight: datetime, at: datetime) -> Sequence[Hour]:
    """What was settled or declined since a local midnight, by the hour."""
    over = _of(area).filter(is_open=False, closed_at__gte=since, closed_at__lte=at).exclude(state__in=_UNSETTLED)
    settled = ~Q(state="declined")
    rows = _by_hour(over, "closed_at", midnight, at, settled).annotate(
        cases=Count("id", filter=settled),
        declined=Count("id", filter=~settled),
        with_deadline=Count("id", filter=settled & Q(closed_late__isnull=False)),
        late=Count("id", filter=settled & Q(closed_late=True)),
    )
    return [Hour(*row) for row in rows]


def verdicts(area: AreaRef, *, since: datetime, at: datetime) -> Sequence[Verdicts]:
    """What reporters said, by the day they said it."""
    said = Rating.objects.filter(_within(area, "case__"), rated_at__gte=since, rated_at__lte=at)
    rows = (
        said.annotate(day=TruncDate("rated_at", tzinfo=get_current_timezone()))
        .values_list("day")
        .annotate(
            rated=Count("*"),
            solved_ones=Count("id", filter=Q(solved=True)),
            satisfied=Count("id", filter=Q(satisfaction__gte=_SATISFIED)),
        )
        .order_by("day")
    )
    return [Verdicts(*row) for row in rows]


def categories(area: AreaRef, *, at: datetime, most: int) -> Sequence[CategoryCount]:
    """What was raised most in the last seven days, and how often in the seven before."""
    recent = Q(received_at__gt=at - WEEK)
    rows = (
        _of(area)
        .filter(received_at__gt=at - 2 * WEEK, received_at__lte=at)
        .exclude(category_path="")
        .values_list("category_path")
        .annotate(recent=Count("id", filter=recent), before=Count("id", filter=~recent))
        .filter(recent__gt=0)
        .order_by("-recent", "category_path")[:most]
    )
    look_up = reference()
    nodes = [(look_up.category_at(path), path, *counts) for path, *counts in rows]
    return [CategoryCount(path, node.name, node.name_en, last, before) for node, path, last, before in nodes if node]


def latest(area: AreaRef, *, at: datetime, most: int) -> Sequence[LateCase]:
    """The cases that are overdue longest."""
    rows = (
        _of(area)
        .filter(is_open=True, due_at__lt=at)
        .exclude(identity=Identity.CONFIDENTIAL)
        .order_by("due_at", "id")
        .values_list("id", "number", "category_path", "area_path", "lead_unit_id", "due_at")[:most]
    )
    look_up = reference()
    return [
        LateCase(id, number, look_up.category_at(category), look_up.area_at(path), look_up.unit_named(unit), due_at)
        for id, number, category, path, unit, due_at in rows
        if due_at is not None
    ]


def spots(area: AreaRef, *, step: float, at: datetime) -> Sequence[Spot]:
    """Where the open cases lie, drawn together within squares of `step` degrees: so many at most as have room."""
    rows = (
        _of(area)
        .filter(is_open=True, longitude__isnull=False)
        .exclude(identity=Identity.CONFIDENTIAL)
        .annotate(x=Floor(F("longitude") / Value(step)), y=Floor(F("latitude") / Value(step)))
        .values_list("x", "y")
        .annotate(
            lon=Avg("longitude", output_field=FloatField()),
            lat=Avg("latitude", output_field=FloatField()),
            cases=Count("*"),
            late=Count("id", filter=Q(due_at__lt=at)),
            first=Min("id"),
        )
        .order_by()
    )
    # In order, so that the same points read the same; here, since the database would sort every case for it.
    return [Spot(lon, lat, n, late, first if n == 1 else None) for _x, _y, lon, lat, n, late, first in sorted(rows)]


def _of(area: AreaRef) -> QuerySet[Case]:
    return Case.objects.filter(_within(area))


def _live(area: AreaRef) -> QuerySet[Case]:
    # Said in the words of the index's own condition, so that it answers alone.
    return _of(area).filter(LIVE).exclude(state="closed")


def _within(area: AreaRef, case: str = "") -> Q:
    """What lies outside every area goes with the whole jurisdiction, as in every list."""
    inside = Q(**{f"{case}area_path__descendants_of": area.path})
    if not area.parent_path:
        inside |= Q(**{f"{case}area_path": ""})
    return inside & Q(**{f"{case}about_unit_path": ""})


def _by_hour(cases: QuerySet[Case], moment: str, midnight: datetime, at: datetime, counts: Q) -> Any:
    """Groups of (local day, hour, how many of those that count by this time of day)."""
    zone = get_current_timezone()
    by_now = Q(**{f"{moment}__gte": midnight}) | Q(**{f"{moment}__lte": at - WEEK})
    return (
        cases.annotate(day=TruncDate(moment, tzinfo=zone), hour=ExtractHour(moment, tzinfo=zone))
        .values_list("day", "hour")
        .annotate(so_far=Count("id", filter=counts & by_now))
        .order_by("day", "hour")
    )
