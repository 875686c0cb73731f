"""Boundaries for maps, simplified for the scale they are drawn at."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
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
type Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """An area with its boundary as the text of a GeoJSON geometry, and where inside it a label may stand.

    `bounds` are west, south, east and north.
    """

    area: AreaRef
    geometry: str
    label_at: tuple[float, float]
    bounds: Edges


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


def parts_in(path: str, box: Edges, *, depth: int, at: datetime, zoom: float | None = None) -> list[Outline]:
    """The areas that lie `depth` levels below `path`, or deepest where it has fewer, and touch the box.

    The box is west, south, east and north.
    """
    found: list[Outline] = []
    for outline in outlines(path, at=at, zoom=zoom):
        if _touch(outline.bounds, box):
            below = parts_in(outline.area.path, box, depth=depth - 1, at=at, zoom=zoom) if depth > 1 else []
            found += below or [outline]
    return found


def boundaries_geojson(parent_path: str, *, at: datetime, zoom: float | None = None) -> bytes:
    """`outlines` as a FeatureCollection; properties: id, code, path, level, title, title_en, label_at."""
    return as_geojson(outlines(parent_path, at=at, zoom=zoom))


def as_geojson(drawn: Iterable[Outline]) -> bytes:
    features = [
        {
            "type": "Feature",
            "id": each.area.id,
            "properties": {
                "id": each.area.id,
                "code": each.area.code,
                "path": each.area.path,
                "level": each.area.level,
                "title": each.area.name,
                "title_en": each.area.name_en,
                "label_at": each.label_at,
            },
            "geometry": orjson.Fragment(each.geometry),
        }
        for each in drawn
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _touch(one: Edges, other: Edges) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


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
    inside = shapely.get_coordinates(shapely.point_on_surface(shapes)).round(_DECIMALS).tolist()
    drawn = zip(places.tolist(), texts, inside, shapely.bounds(shapes).tolist(), strict=True)
    return tuple(Outline(locator.areas[place], text, tuple(at), tuple(edges)) for place, text, at, edges in drawn)


def _simplified(shapes: Shapes, zoom: int | None) -> Shapes:
    if zoom is None or not len(shapes):
        return shapes
    pixel = 360.0 / (_PIXELS_ROUND_THE_WORLD_AT_0 * 2**zoom)
    simplified: Shapes = shapely.coverage_simplify(shapes, pixel)
    return simplified
