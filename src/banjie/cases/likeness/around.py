"""Open cases near a point: the same lamp, said in other words."""

from collections.abc import Sequence
from math import cos, radians
from typing import Final

from banjie.cases.models import Case
from banjie.intelligence.likeness.comparing import METRES_PER_DEGREE, NEAR_METRES, Point

_MOST: Final = 60


def around(point: Point) -> Sequence[int]:
    """The ids of the newest open cases within `NEAR_METRES` of a point, or a little further; nobody's rights asked."""
    longitude, latitude = point
    high = NEAR_METRES / METRES_PER_DEGREE
    wide = high / max(cos(radians(latitude)), 0.01)
    near = Case.objects.filter(
        is_open=True,
        longitude__range=(longitude - wide, longitude + wide),
        latitude__range=(latitude - high, latitude + high),
    )
    return list(near.order_by("-id").values_list("id", flat=True)[:_MOST])
