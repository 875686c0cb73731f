"""Longitude and latitude as they come in, and as they are kept: degrees of WGS-84, longitude first.

Chinese map providers publish coordinates moved by some hundred metres: GCJ-02 (Amap, Tencent and all printed
maps) and BD-09 (Baidu, on top of GCJ-02). Neither is specified officially; the constants and series below are
the ones in general use, as in https://en.wikipedia.org/wiki/Restrictions_on_geographic_data_in_China and
https://github.com/googollee/eviltransform, and agree with the providers' own services to about a metre.
They apply inside a rectangle round China, which takes in parts of its neighbours too.

Every conversion works on single numbers; those named `..._many` take and give NumPy arrays.
"""

import math
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

type Bounds = tuple[float, float, float, float]
type Floats = NDArray[np.float64]


class Datum(StrEnum):
    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class Fault(StrEnum):
    """Why a position cannot be right."""

    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    SWAPPED = "swapped"
    OUTSIDE = "outside"


def to_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """The WGS-84 position of one given in `datum`, exact to 1e-9 degrees of the forward formula.

    `to_wgs84(*from_wgs84(lon, lat, datum), datum)` gives every position in China back.
    """
    if datum is Datum.WGS84 or not within(lon, lat, _CHINA_AND_MARGIN):
        return lon, lat
    x, y = _invert(lon, lat, _FORWARD[datum], _SCALAR)
    return (x, y) if within(x, y, _CHINA_ROUNDED) else (lon, lat)


def from_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """The position in `datum` of one given in WGS-84; unchanged outside China."""
    if datum is Datum.WGS84 or not within(lon, lat, _CHINA):
        return lon, lat
    x, y = _FORWARD[datum](lon, lat, _SCALAR)
    return x, y


def to_wgs84_many(lons: Floats, lats: Floats, datum: Datum) -> tuple[Floats, Floats]:
    """As `to_wgs84`, for arrays of one length. NaN and infinity stay what they are."""
    result_x, result_y = lons.copy(), lats.copy()
    if datum is not Datum.WGS84:
        near = np.flatnonzero(_within_many(lons, lats, _CHINA_AND_MARGIN))
        x, y = _invert(lons[near], lats[near], _FORWARD[datum], _ARRAYS)
        inside = _within_many(x, y, _CHINA_ROUNDED)
        result_x[near[inside]], result_y[near[inside]] = x[inside], y[inside]
    return result_x, result_y


def from_wgs84_many(lons: Floats, lats: Floats, datum: Datum) -> tuple[Floats, Floats]:
    """As `from_wgs84`, for arrays of one length. NaN and infinity stay what they are."""
    result_x, result_y = lons.copy(), lats.copy()
    if datum is not Datum.WGS84:
        inside = _within_many(lons, lats, _CHINA)
        result_x[inside], result_y[inside] = _FORWARD[datum](lons[inside], lats[inside], _ARRAYS)
    return result_x, result_y


def in_range(lon: float, lat: float) -> bool:
    """Whether both are numbers that a longitude and a latitude can be."""
    return -180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0


def within(lon: float, lat: float, bounds: Bounds) -> bool:
    """Whether the position lies in the rectangle (west, south, east, north), its edges included."""
    west, south, east, north = bounds
    return west <= lon <= east and south <= lat <= north


def swapped(lon: float, lat: float, bounds: Bounds) -> bool:
    """Whether the position lies outside the rectangle, and inside once the two numbers change places."""
    return not within(lon, lat, bounds) and within(lat, lon, bounds)


def examine(lon: float, lat: float, bounds: Bounds | None = None) -> Fault | None:
    """What is wrong with a position that should lie in `bounds`, or None.

    Without bounds, numbers that only make sense the other way round (latitude 113) still count as swapped.
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return Fault.NOT_A_NUMBER
    if bounds is not None and swapped(lon, lat, bounds):
        return Fault.SWAPPED
    if not in_range(lon, lat):
        return Fault.SWAPPED if bounds is None and in_range(lat, lon) else Fault.OUT_OF_RANGE
    if bounds is not None and not within(lon, lat, bounds):
        return Fault.OUTSIDE
    return None


# --- the series ---------------------------------------------------------------------------------------------

# The Krasovsky 1940 ellipsoid, on which GCJ-02 scales its offsets.
_SEMI_MAJOR_AXIS = 6378245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BAIDU_TURN = math.pi * 3000.0 / 180.0
_CHINA: Bounds = (72.004, 0.8293, 137.8347, 55.8271)
# The inverse lands a rounding error off: an edge of the rectangle must still count as inside it.
_CHINA_ROUNDED: Bounds = (_CHINA[0] - 1e-9, _CHINA[1] - 1e-9, _CHINA[2] + 1e-9, _CHINA[3] + 1e-9)
# No offset reaches further than this, so what lies beyond was never moved.
_CHINA_AND_MARGIN: Bounds = (71.95, 0.77, 137.89, 55.88)
_ENOUGH = 1e-11
_MOST_ROUNDS = 12


class _Arithmetic(Protocol):
    """What `math` and `numpy` share, so that each formula is written once for numbers and for arrays."""

    sin: Callable[[Any], Any]
    cos: Callable[[Any], Any]
    sqrt: Callable[[Any], Any]
    atan2: Callable[[Any, Any], Any]
    largest: Callable[[Any], float]


class _Scalar:
    sin, cos, sqrt, atan2 = math.sin, math.cos, math.sqrt, math.atan2
    largest = float


class _Arrays:
    sin, cos, sqrt, atan2 = np.sin, np.cos, np.sqrt, np.arctan2

    @staticmethod
    def largest(values: Floats) -> float:
        return float(values.max(initial=0.0))


_SCALAR: _Arithmetic = _Scalar  # type: ignore[assignment]
_ARRAYS: _Arithmetic = _Arrays  # type: ignore[assignment]


def _within_many(lons: Floats, lats: Floats, bounds: Bounds) -> NDArray[np.bool_]:
    west, south, east, north = bounds
    return (west <= lons) & (lons <= east) & (south <= lats) & (lats <= north)


def _gcj02(lon: Any, lat: Any, m: _Arithmetic) -> tuple[Any, Any]:
    x, y = lon - 105.0, lat - 35.0
    root = m.sqrt(abs(x))
    wave = (20.0 * m.sin(6.0 * x * math.pi) + 20.0 * m.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave
    north += (20.0 * m.sin(y * math.pi) + 40.0 * m.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * m.sin(y / 12.0 * math.pi) + 320.0 * m.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave
    east += (20.0 * m.sin(x * math.pi) + 40.0 * m.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * m.sin(x / 12.0 * math.pi) + 300.0 * m.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    angle = lat / 180.0 * math.pi
    shape = 1.0 - _ECCENTRICITY_SQUARED * m.sin(angle) * m.sin(angle)
    meridian = _SEMI_MAJOR_AXIS * (1.0 - _ECCENTRICITY_SQUARED) / (shape * m.sqrt(shape))
    parallel = _SEMI_MAJOR_AXIS / m.sqrt(shape) * m.cos(angle)
    return lon + east * 180.0 / (parallel * math.pi), lat + north * 180.0 / (meridian * math.pi)


def _bd09(lon: Any, lat: Any, m: _Arithmetic) -> tuple[Any, Any]:
    x, y = _gcj02(lon, lat, m)
    radius = m.sqrt(x * x + y * y) + 0.00002 * m.sin(y * _BAIDU_TURN)
    angle = m.atan2(y, x) + 0.000003 * m.cos(x * _BAIDU_TURN)
    return radius * m.cos(angle) + 0.0065, radius * m.sin(angle) + 0.006


type _Forward = Callable[[Any, Any, _Arithmetic], tuple[Any, Any]]
_FORWARD: dict[Datum, _Forward] = {Datum.GCJ02: _gcj02, Datum.BD09: _bd09}


def _invert(lon: Any, lat: Any, forward: _Forward, m: _Arithmetic) -> tuple[Any, Any]:
    """Fixed-point iteration: the offset hardly varies over its own length, so each round gains two digits."""
    x, y = lon, lat
    for _ in range(_MOST_ROUNDS):
        there_x, there_y = forward(x, y, m)
        off_x, off_y = there_x - lon, there_y - lat
        x, y = x - off_x, y - off_y
        if m.largest(abs(off_x)) < _ENOUGH and m.largest(abs(off_y)) < _ENOUGH:
            break
    return x, y
