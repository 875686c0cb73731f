"""The geometry of a feature becomes a valid polygon in WGS-84, or a fault that says where it breaks. Pure."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from banjie.core import coordinates
from banjie.core.coordinates import Bounds, Datum
from banjie.places.boundaries.areas import Draft
from banjie.places.boundaries.faults import Fault, FaultCode
from banjie.places.measure import square_metres

MOST_POSITIONS = 200_000
LEAST_SQUARE_METRES = 1.0

type Positions = NDArray[np.float64]

_REASON = re.compile(r"^(?P<reason>[^\[]+)(\[(?P<lon>\S+) (?P<lat>\S+)\])?$")
_SELF_INTERSECTIONS = {"Self-intersection", "Ring Self-intersection"}
_POSITION_FAULTS: dict[coordinates.Fault | None, FaultCode] = {
    coordinates.Fault.NOT_A_NUMBER: FaultCode.NOT_A_NUMBER,
    coordinates.Fault.OUT_OF_RANGE: FaultCode.OUT_OF_RANGE,
    coordinates.Fault.SWAPPED: FaultCode.SWAPPED,
}


class _Broken(Exception):
    def __init__(self, code: FaultCode, shape: BaseGeometry | None = None, **data: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.data = data
        self.shape = shape


class Shaper:
    """Makes shapes of raw geometries. Rings wound the wrong way are turned; heights are dropped."""

    def __init__(self, datum: Datum, bounds: Bounds | None) -> None:
        self._datum = datum
        self._bounds = bounds

    def shape(self, described: list[tuple[Draft, Any]]) -> tuple[tuple[Draft, ...], list[Fault]]:
        """The drafts with their shapes, and the faults of those that have none."""
        faults: dict[int, Fault] = {}
        shapes: dict[int, BaseGeometry] = {}
        for draft, geometry in described:
            try:
                shapes[draft.index] = self._build(geometry)
            except _Broken as broken:
                faults[draft.index] = _fault(draft, broken)
        shapes = self._to_wgs84(shapes)
        drafts = [draft for draft, _ in described]
        faults |= _invalid(drafts, shapes)
        sound = [index for index in shapes if index not in faults]
        turned = shapely.orient_polygons(np.array([shapes[index] for index in sound], dtype=object))
        shapely.prepare(turned)
        final: dict[int, BaseGeometry] = dict(zip(sound, turned, strict=True))
        return tuple(replace(draft, shape=final.get(draft.index)) for draft in drafts), list(faults.values())

    def _build(self, geometry: Any) -> BaseGeometry:
        if geometry is None:
            raise _Broken(FaultCode.MISSING_GEOMETRY)
        kind = geometry.get("type") if isinstance(geometry, dict) else type(geometry).__name__
        if kind not in {"Polygon", "MultiPolygon"}:
            raise _Broken(FaultCode.WRONG_TYPE, type=str(kind)[:60])
        raw = geometry.get("coordinates")
        members = raw if kind == "MultiPolygon" else [raw]
        if not isinstance(members, list) or not members:
            raise _Broken(FaultCode.BAD_POSITIONS)
        polygons = [self._polygon(rings) for rings in members]
        if sum(shapely.get_num_coordinates(polygons)) > MOST_POSITIONS:
            count = int(sum(shapely.get_num_coordinates(polygons)))
            raise _Broken(FaultCode.TOO_MANY_POSITIONS, count=count, most=MOST_POSITIONS)
        return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)

    def _polygon(self, rings: Any) -> BaseGeometry:
        if not isinstance(rings, list) or not rings:
            raise _Broken(FaultCode.BAD_POSITIONS)
        built = [shapely.linearrings(self._ring(ring)) for ring in rings]
        return shapely.polygons(built[0], holes=built[1:] or None)

    def _ring(self, ring: Any) -> Positions:
        positions = _numbers(ring)
        if len(positions) < 4:
            raise _Broken(FaultCode.RING_TOO_SHORT, positions=len(positions))
        self._check(positions)
        if tuple(positions[0]) != tuple(positions[-1]):
            lon, lat = map(float, positions[-1])
            raise _Broken(FaultCode.UNCLOSED_RING, shapely.Point(lon, lat), lon=lon, lat=lat)
        return positions

    def _to_wgs84(self, shapes: dict[int, BaseGeometry]) -> dict[int, BaseGeometry]:
        if self._datum is Datum.WGS84:
            return shapes
        built = np.array(list(shapes.values()), dtype=object)
        return dict(zip(shapes, shapely.transform(built, self._convert), strict=True))

    def _convert(self, positions: Positions) -> Positions:
        lons, lats = coordinates.to_wgs84_many(positions[:, 0], positions[:, 1], self._datum)
        return np.column_stack([lons, lats])

    def _check(self, positions: Positions) -> None:
        west, south, east, north = self._bounds or (-180.0, -90.0, 180.0, 90.0)
        low, high = positions.min(axis=0), positions.max(axis=0)
        if low[0] >= west and low[1] >= south and high[0] <= east and high[1] <= north:
            return
        for lon, lat in positions.tolist():
            if fault := _POSITION_FAULTS.get(coordinates.examine(lon, lat, self._bounds)):
                shown = {} if fault is FaultCode.NOT_A_NUMBER else {"lon": lon, "lat": lat}
                raise _Broken(fault, **shown)


def _numbers(ring: Any) -> Positions:
    if not isinstance(ring, list):
        raise _Broken(FaultCode.BAD_POSITIONS)
    try:
        values = np.asarray(ring)
    except (ValueError, OverflowError):
        raise _Broken(FaultCode.BAD_POSITIONS) from None
    if values.dtype.kind not in "iuf" or values.ndim != 2 or values.shape[-1] not in (2, 3, 4):
        raise _Broken(FaultCode.BAD_POSITIONS)
    return values[:, :2].astype(np.float64)


def _invalid(drafts: list[Draft], shapes: dict[int, BaseGeometry]) -> dict[int, Fault]:
    described = [draft for draft in drafts if draft.index in shapes]
    built = np.array([shapes[draft.index] for draft in described], dtype=object)
    faults: dict[int, Fault] = {}
    sizes = np.zeros(len(built))
    valid = shapely.is_valid(built)
    sizes[valid] = square_metres(built[valid])
    for position in np.flatnonzero(~valid | (sizes < LEAST_SQUARE_METRES)):
        draft = described[position]
        if valid[position]:
            broken = _Broken(FaultCode.TOO_SMALL, built[position], square_metres=round(sizes[position], 2))
        else:
            broken = _reason(shapely.is_valid_reason(built[position]))
        faults[draft.index] = _fault(draft, broken)
    return faults


def _reason(explanation: str) -> _Broken:
    """GEOS says "Self-intersection[113.2 33.1]"."""
    match = _REASON.match(explanation)
    reason = match["reason"].strip() if match else explanation
    where: dict[str, str | int | float] = {}
    shape = None
    if match and match["lon"]:
        where = {"lon": float(match["lon"]), "lat": float(match["lat"])}
        shape = shapely.Point(float(match["lon"]), float(match["lat"]))
    if reason in _SELF_INTERSECTIONS:
        return _Broken(FaultCode.SELF_INTERSECTION, shape, **where)
    return _Broken(FaultCode.BAD_SHAPE, shape, reason=reason, **where)


def _fault(draft: Draft, broken: _Broken) -> Fault:
    return Fault(broken.code, draft.index, draft.code, draft.name, broken.data, broken.shape)
