"""Open cases around a place: for the map beside a case, and for "others have raised this"."""

from collections.abc import Sequence
from datetime import datetime
from math import cos, radians

from django.db.models import F

from banjie.cases.models import Case
from banjie.cases.queries.listing import COLUMNS, CaseLine, line
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.organisations.permissions import Viewer

METRES_PER_DEGREE = 111_320.0


def nearby(
    viewer: Viewer,
    longitude: float,
    latitude: float,
    *,
    metres: float = 300,
    excluding: int | None = None,
    at: datetime,
    limit: int = 20,
) -> Sequence[CaseLine]:
    """The visible open cases within `metres` of a point, nearest first."""
    high = metres / METRES_PER_DEGREE
    wide = high / max(cos(radians(latitude)), 0.01)
    found = (
        visible_to(viewer, Case.objects.filter(is_open=True))
        .filter(
            longitude__range=(longitude - wide, longitude + wide),
            latitude__range=(latitude - high, latitude + high),
        )
        .exclude(id=excluding or 0)
    )
    distance = (F("longitude") - longitude) * (F("longitude") - longitude) + (F("latitude") - latitude) * (
        F("latitude") - latitude
    )
    look_up = reference()
    return [line(row, look_up) for row in found.order_by(distance, "id").values_list(*COLUMNS)[:limit]]
