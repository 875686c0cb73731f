"""Point → area, and where cases belong, from boundaries in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
import shapely
from django.db.models import Q

from banjie.places import redrawing
from banjie.places.locator import NOWHERE, Locator
from banjie.places.models import AreaBoundary
from banjie.places.queries.areas import STAMP, areas_tree
from banjie.places.redrawing import Homed, Move
from banjie.places.refs import AreaRef
from banjie.places.timeline import Timeline
from banjie.platform.stamps import Cached

_FEW = 8


def holding_at(moment: datetime) -> Q:
    """The condition that a boundary holds at a moment."""
    return Q(valid_from__lte=moment) & (Q(valid_to=None) | Q(valid_to__gt=moment))


def _load() -> Timeline:
    began = AreaBoundary.objects.order_by().values_list("valid_from", flat=True).distinct()
    ended = AreaBoundary.objects.order_by().exclude(valid_to=None).values_list("valid_to", flat=True).distinct()
    return Timeline([*began, *(moment for moment in ended if moment is not None)], _read)


def _read(moment: datetime) -> Locator[AreaRef]:
    tree = areas_tree()
    rows = AreaBoundary.objects.order_by().filter(holding_at(moment)).values_list("area_id", "path", "wkb")
    found = [(tree.by_id(area_id), path, bytes(wkb)) for area_id, path, wkb in rows]
    shapes = shapely.from_wkb(np.array([wkb for _, _, wkb in found], dtype=object))
    return Locator(
        [
            (replace(area, path=path), shape)
            for (area, path, _), shape in zip(found, shapes, strict=True)
            if area is not None
        ]
    )


_timeline: Cached[Timeline] = Cached(STAMP, load=_load)


def timeline() -> Timeline:
    """The boundaries of all times; for the other queries of this package."""
    return _timeline.get()


def locate(points: Sequence[tuple[float, float]], *, at: datetime) -> list[AreaRef | None]:
    """For each (longitude, latitude) in WGS-84 the smallest area that held it at `at`, None outside all.

    The path is the one that held then. On a line between siblings the lower code wins; before the oldest
    boundaries known, the oldest hold.
    """
    locator = _timeline.get().at(at)
    if len(points) <= _FEW:
        return [locator.one(lon, lat) for lon, lat in points]
    positions = np.array(points, dtype=np.float64)
    areas = locator.areas
    found = locator.many(positions[:, 0], positions[:, 1]).tolist()
    return [None if place == NOWHERE else areas[place] for place in found]


def nearest_area(
    point: tuple[float, float], *, at: datetime, within_metres: float = 2000.0
) -> tuple[AreaRef, float] | None:
    """The closest smallest area and how many metres away it is, for a point just outside every area."""
    return _timeline.get().at(at).nearest(*point, within_metres=within_metres)


def rehome(cases: Iterable[Homed], *, at: datetime) -> list[Move]:
    """Where these cases, given as (id, longitude, latitude, area path), belong now and are not yet.

    Give the pin only of cases whose area came from it: a pin decides over the path (see redrawing.moves).
    """
    return redrawing.moves(cases, _timeline.get().at(at), areas_tree().paths())
