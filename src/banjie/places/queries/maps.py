"""Boundaries for maps, simplified for the scale they are drawn at."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import orjson
import shapely

from banjie.places.measure import Shapes
from banjie.places.queries.areas import STAMP
from banjie.places.queries.locating import timeline
from banjie.places.refs import AreaRef
from banjie.platform.stamps import Cached

_KEPT = 64
_ZOOMS = (6, 8, 10, 12, 14, 16)
_PIXELS_ROUND_THE_WORLD_AT_0 = 512
_DECIMALS = 6

type Key = tuple[int, str, int | None]


@dataclass(frozen=True, slots=True)
class Outline:
    """An area with its boundary as the text of a GeoJSON geometry."""

    area: AreaRef
    geometry: str


_drawn: Cached[OrderedDict[Key, tuple[Outline, ...]]] = Cached(STAMP, load=OrderedDict)
_lock = threading.Lock()


def outlines(parent_path: str, *, at: datetime, zoom: float | None = None) -> tuple[Outline, ...]:
    """The boundaries of the areas directly below `parent_path` ("": those at the top) as they lay at `at`.

    With `zoom` (of a web map, 512-pixel tiles) they are simplified to about a pixel; siblings stay joined.
    """
    drawn = _drawn.get()
    key = (timeline().period(at), parent_path, _rounded(zoom))
    found = drawn.get(key)
    if found is None:
        found = _draw(parent_path, at, key[2])
        with _lock:
            drawn[key] = found
            while len(drawn) > _KEPT:
                drawn.popitem(last=False)
    return found


def outline(path: str, *, at: datetime, zoom: float | None = None) -> Outline | None:
    """The boundary of one area."""
    siblings = outlines(path.rpartition(".")[0], at=at, zoom=zoom)
    return next((drawn for drawn in siblings if drawn.area.path == path), None)


def boundaries_geojson(parent_path: str, *, at: datetime, zoom: float | None = None) -> bytes:
    """`outlines` as a FeatureCollection; properties: id, code, path, level, title, title_en."""
    features = [
        {
            "type": "Feature",
            "id": drawn.area.id,
            "properties": {
                "id": drawn.area.id,
                "code": drawn.area.code,
                "path": drawn.area.path,
                "level": drawn.area.level,
                "title": drawn.area.name,
                "title_en": drawn.area.name_en,
            },
            "geometry": orjson.Fragment(drawn.geometry),
        }
        for drawn in outlines(parent_path, at=at, zoom=zoom)
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _rounded(zoom: float | None) -> int | None:
    """The next coarser of a few zooms, so that a map that is moved about is served from memory."""
    if zoom is None or zoom > _ZOOMS[-1]:
        return None
    return max((step for step in _ZOOMS if step <= zoom), default=_ZOOMS[0])


def _draw(parent_path: str, at: datetime, zoom: int | None) -> tuple[Outline, ...]:
    locator = timeline().at(at)
    chosen = sorted((area.code, place) for place, area in enumerate(locator.areas) if area.parent_path == parent_path)
    places = np.array([place for _, place in chosen], dtype=np.intp)
    shapes = _simplified(locator.shapes[places], zoom)
    texts = shapely.to_geojson(shapely.transform(shapes, lambda positions: positions.round(_DECIMALS)))
    return tuple(Outline(locator.areas[place], text) for place, text in zip(places.tolist(), texts, strict=True))


def _simplified(shapes: Shapes, zoom: int | None) -> Shapes:
    if zoom is None or not len(shapes):
        return shapes
    pixel = 360.0 / (_PIXELS_ROUND_THE_WORLD_AT_0 * 2**zoom)
    simplified: Shapes = shapely.coverage_simplify(shapes, pixel)
    return simplified
