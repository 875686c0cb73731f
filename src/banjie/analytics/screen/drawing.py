"""The drawing of an area: its parts as outlines on a sheet, each with the place where its name has most room."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from typing import Any, Final

import numpy as np
import shapely

from banjie.places import queries as places
from banjie.places.queries import AreaRef
from banjie.platform.stamps import Cached

# The longer side of the sheet, and how much of it stays empty round the drawing.
SIDE: Final = 1000
MARGIN: Final = 12
# Detail below this part of the sheet's side is not seen on a wall.
_DETAIL: Final = 1 / 900
_MOST_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class Shape:
    """One area on the sheet: its outline as an SVG path, and where its label stands."""

    area: AreaRef
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet of `width` × `height`. `extent` is its longer side in degrees of latitude."""

    width: int
    height: int
    extent: float
    shapes: tuple[Shape, ...]
    west: float = 0.0
    north: float = 0.0
    squeeze: float = 1.0

    def place(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Where a point lies on the sheet."""
        scale = (SIDE - 2 * MARGIN) / self.extent
        x = MARGIN + (longitude - self.west) * self.squeeze * scale
        return round(x), round(MARGIN + (self.north - latitude) * scale)


_EMPTY: Final = Drawing(SIDE, SIDE, 1.0, ())
_drawn: Cached[OrderedDict[str, Drawing]] = Cached("areas", load=OrderedDict)


def drawing_of(area: AreaRef, *, at: datetime) -> Drawing:
    """The parts of the area as they lie now, or the area itself where it has none. Kept until areas change."""
    kept = _drawn.get()
    found = kept.get(area.path)
    if found is None:
        found = kept[area.path] = _draw(area, at)
        while len(kept) > _MOST_KEPT:
            kept.popitem(last=False)
    return found


def _draw(area: AreaRef, at: datetime) -> Drawing:
    outlines = places.outlines(area.path, at=at)
    if not outlines:
        own = places.outline(area.path, at=at)
        outlines = (own,) if own is not None else ()
    if not outlines:
        return _EMPTY
    shapes = shapely.from_geojson(np.array([each.geometry for each in outlines], dtype=object))
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    squeeze = cos(radians((south + north) / 2))
    wide, high = (east - west) * squeeze, north - south
    extent = max(wide, high)
    scale = (SIDE - 2 * MARGIN) / extent
    shapes = shapely.coverage_simplify(shapes, extent * _DETAIL)
    sheet = shapely.transform(shapes, lambda at_: (at_ - (west, north)) * (squeeze * scale, -scale) + (MARGIN, MARGIN))
    drawn = tuple(
        Shape(each.area, _path(shape), *_label(shape)) for each, shape in zip(outlines, sheet.tolist(), strict=True)
    )
    width, height = (round(side * scale) + 2 * MARGIN for side in (wide, high))
    return Drawing(width, height, extent, drawn, west, north, squeeze)


def _path(shape: Any) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(f"M{'L'.join(f'{x:.0f} {y:.0f}' for x, y in ring.coords[:-1])}Z" for ring in rings)


def _label(shape: Any) -> tuple[int, int]:
    """The middle of the largest circle inside: where words have most room."""
    centre = shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=4), 0)
    return round(centre.x), round(centre.y)
