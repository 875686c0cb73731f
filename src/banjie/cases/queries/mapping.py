"""What a map shows: how many cases lie in each H3 cell of the part looked at, or the cases themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from banjie.cases import cells
from banjie.cases.columns import Columns, Flag, Mask, columns, seen
from banjie.cases.filters import Filters
from banjie.cases.models import Case
from banjie.cases.queries.listing import COLUMNS, CaseLine, line
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.organisations.permissions import Viewer

MOST_CELLS: Final = 3_000
MOST_POINTS: Final = 2_000
# From here on single cases can be told apart and hit with a finger.
POINTS_FROM_ZOOM: Final = 14.0


@dataclass(frozen=True, slots=True)
class Box:
    """What of the world is looked at, in degrees (WGS-84)."""

    west: float
    south: float
    east: float
    north: float


WORLD: Final = Box(-180, -90, 180, 90)


@dataclass(frozen=True, slots=True)
class Heat:
    """Cells with their counts. `resolution` is H3's."""

    resolution: int
    cells: Sequence[int]
    counts: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Point:
    """One case. A place that may be a home, of somebody who asked not to be known, is the middle of its cell."""

    id: int
    longitude: float
    latitude: float
    is_open: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class Points:
    points: Sequence[Point]

    @property
    def total(self) -> int:
        return len(self.points)


def mapped(viewer: Viewer, filters: Filters, box: Box, *, zoom: float, at: datetime) -> Heat | Points:
    """The visible cases that match and lie in the box: one by one where there is room for that, or by cell."""
    held = columns()
    mask = seen(held, viewer, filters, at=at) & _inside(held, box)
    if zoom >= POINTS_FROM_ZOOM and np.count_nonzero(mask) <= MOST_POINTS:
        return _points(held, mask, at)
    resolution = cells.resolution_for(zoom, (box.south + box.north) / 2)
    return _heat(held, mask, resolution)


def heat(viewer: Viewer, filters: Filters, *, zoom: float, most: int, at: datetime) -> Heat:
    """Everything that matches, wherever it lies, with at most `most` cells: for a picture without a script."""
    held = columns()
    mask = seen(held, viewer, filters, at=at) & _inside(held, WORLD)
    middle = float(held.latitude[mask].mean(dtype=np.float64)) if mask.any() else 0.0
    return _heat(held, mask, cells.resolution_for(zoom, middle), most)


def _inside(held: Columns, box: Box) -> Mask:
    """Cases without a place are in no box: their coordinates are no numbers."""
    across = (held.longitude >= box.west) & (held.longitude <= box.east)
    found: Mask = across & (held.latitude >= box.south) & (held.latitude <= box.north)
    return found


def _heat(held: Columns, mask: Mask, resolution: int, most: int = MOST_CELLS) -> Heat:
    by_finest = np.bincount(held.cell[mask], minlength=len(held.grid.finest.values))
    while True:
        found, around = held.grid.at(resolution)
        counts = np.bincount(around, weights=by_finest, minlength=len(found)).astype(np.int64)
        filled = np.flatnonzero(counts)
        if len(filled) <= most or resolution == cells.COARSEST:
            return Heat(resolution, found[filled].tolist(), counts[filled].tolist())
        resolution -= 1


def _points(held: Columns, mask: Mask, at: datetime) -> Points:
    now = int(at.timestamp() // 60)
    rows = np.flatnonzero(mask)
    is_open = held.has(Flag.OPEN)[rows]
    overdue = is_open & (held.due[rows] >= 0) & (held.due[rows] < now)
    guarded = held.has(Flag.GUARDED)[rows].tolist()
    places = zip(held.longitude[rows].tolist(), held.latitude[rows].tolist(), held.cell[rows].tolist(), strict=True)
    finest = held.grid.finest.values
    shown = [
        cells.centre(finest[cell]) if kept else (longitude, latitude)
        for (longitude, latitude, cell), kept in zip(places, guarded, strict=True)
    ]
    each = zip(held.id[rows].tolist(), shown, is_open.tolist(), overdue.tolist(), strict=True)
    return Points([Point(case, round(lon, 5), round(lat, 5), open_, late) for case, (lon, lat), open_, late in each])


def one(viewer: Viewer, case_id: int) -> CaseLine | None:
    """A case as a list shows it; None where there is none that the viewer may see."""
    row = visible_to(viewer, Case.objects.filter(id=case_id)).values_list(*COLUMNS).first()
    return line(row, reference()) if row is not None else None
