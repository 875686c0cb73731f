"""Point → smallest area, in memory. Pure."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from banjie.places.levels import Level
from banjie.places.measure import Shapes, degrees_for, metres_between

NOWHERE = -1

type Indices = NDArray[np.intp]
type Floats = NDArray[np.float64]


class Placed(Protocol):
    """What the locator has to know of an area."""

    @property
    def code(self) -> str: ...
    @property
    def level(self) -> Level: ...
    @property
    def path(self) -> str: ...


class Locator[T: Placed]:
    """The areas with their shapes as they lay at one time; answers which one a point belongs to.

    An area owns its edge. Where several areas hold a point, those without children go before those with, the
    narrower level before the wider, and then the lower code: so a point on the line between two grids belongs
    to the grid with the lower code, always.
    """

    def __init__(self, areas: Sequence[tuple[T, BaseGeometry]]) -> None:
        parents = {area.path.rpartition(".")[0] for area, _ in areas}
        ranked = sorted(areas, key=lambda pair: (pair[0].path in parents, -pair[0].level.rank, pair[0].code))
        self.areas: tuple[T, ...] = tuple(area for area, _ in ranked)
        self.shapes: Shapes = np.array([shape for _, shape in ranked], dtype=object)
        self._leaves = sum(area.path not in parents for area in self.areas)
        self._leaf_tree = shapely.STRtree(self.shapes[: self._leaves])
        self._rest_tree = shapely.STRtree(self.shapes[self._leaves :])
        self._prepare()

    def one(self, lon: float, lat: float) -> T | None:
        """The area of one point in WGS-84 degrees; nowhere for what is not a number."""
        point = shapely.points(lon, lat)
        for tree, offset in ((self._leaf_tree, 0), (self._rest_tree, self._leaves)):
            candidates: list[int] = sorted(tree.query(point).tolist())
            for index in candidates:
                if shapely.intersects_xy(self.shapes[index + offset], lon, lat):
                    return self.areas[index + offset]
        return None

    def many(self, lons: Floats, lats: Floats) -> Indices:
        """For each point the position in `areas` of the area it belongs to, or `NOWHERE`."""
        found = self._first_hits(self._leaf_tree, 0, lons, lats)
        lost = np.flatnonzero(found == NOWHERE)
        if lost.size:
            found[lost] = self._first_hits(self._rest_tree, self._leaves, lons[lost], lats[lost])
        return found

    def nearest(self, lon: float, lat: float, *, within_metres: float) -> tuple[T, float] | None:
        """The closest area without children and how many metres away it is (0 inside), if within reach."""
        reach_x, reach_y = degrees_for(within_metres, lat)
        box = shapely.box(lon - reach_x, lat - reach_y, lon + reach_x, lat + reach_y)
        candidates = np.sort(self._leaf_tree.query(box))
        if not candidates.size:
            return None
        distances = metres_between(lon, lat, self.shapes[candidates])
        closest = int(distances.argmin())
        if distances[closest] > within_metres:
            return None
        return self.areas[candidates[closest]], float(distances[closest])

    def _prepare(self) -> None:
        """Builds every index now: GEOS would do so at the first question, which may come from two threads."""
        shapely.prepare(self.shapes)
        corners = shapely.bounds(self.shapes)
        middles = (corners[:, :2] + corners[:, 2:]) / 2
        shapely.intersects_xy(self.shapes, middles[:, 0], middles[:, 1])
        for tree in (self._leaf_tree, self._rest_tree):
            tree.query(shapely.Point(0.0, 0.0))

    def _first_hits(self, tree: shapely.STRtree, offset: int, lons: Floats, lats: Floats) -> Indices:
        nobody = len(self.areas)
        first = np.full(len(lons), nobody, dtype=np.intp)
        points, boxes = tree.query(shapely.points(lons, lats))
        boxes = boxes + offset
        inside = shapely.intersects_xy(self.shapes[boxes], lons[points], lats[points])
        np.minimum.at(first, points[inside], boxes[inside])
        first[first == nobody] = NOWHERE
        return first
