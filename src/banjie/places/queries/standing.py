"""What stands before an import, and what happened to an area: from the tables, never from memory."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import shapely
from django.db import connection
from django.db.models import OuterRef, Subquery

from banjie.places.boundaries import Standing
from banjie.places.levels import Happening, Level
from banjie.places.measure import square_metres
from banjie.places.models import Area, AreaBoundary, AreaChange
from banjie.places.queries.areas import STAMP


@dataclass(frozen=True, slots=True)
class BoundaryVersion:
    """Where an area lay for a time. `valid_to` is None for the present boundary."""

    path: str
    valid_from: datetime
    valid_to: datetime | None
    square_metres: float


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One line of an area's record."""

    what: Happening
    at: datetime
    by_name: str
    data: dict[str, Any]


def basis() -> int:
    """The number of the present state of the areas; it grows with every change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM platform_stamp WHERE name = %s", [STAMP])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def standing_areas() -> list[Standing]:
    """Every area, retired ones included, with its last boundary."""
    last = AreaBoundary.objects.filter(area=OuterRef("pk")).order_by("-valid_from")
    rows: Any = (
        Area.objects.order_by("code")
        .annotate(wkb=Subquery(last.values("wkb")[:1]))
        .values_list("id", "code", "name", "name_en", "level", "parent__code", "path", "active", "wkb")
    )
    found = list(rows)
    shapes = shapely.from_wkb(np.array([row[8] and bytes(row[8]) for row in found], dtype=object))
    return [
        Standing(area_id, code, name, name_en, Level(level), parent_code, path, active, shape)
        for (area_id, code, name, name_en, level, parent_code, path, active, _), shape in zip(
            found, shapes, strict=True
        )
    ]


def boundary_history(area_id: int) -> list[BoundaryVersion]:
    """The boundaries of an area, the present one first."""
    rows = list(AreaBoundary.objects.filter(area_id=area_id).order_by("-valid_from"))
    shapes = shapely.from_wkb(np.array([bytes(row.wkb) for row in rows], dtype=object))
    sizes = square_metres(shapes).tolist()
    return [
        BoundaryVersion(row.path, row.valid_from, row.valid_to, size) for row, size in zip(rows, sizes, strict=True)
    ]


def changes(area_id: int, *, limit: int = 50) -> list[ChangeEntry]:
    """What happened to an area and to the place names in it, the latest first."""
    rows = AreaChange.objects.filter(area_id=area_id)[:limit]
    return [ChangeEntry(Happening(row.what), row.at, row.by_name, row.data) for row in rows]
