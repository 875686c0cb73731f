"""Areas and places as the templates show them: words in the reader's language, addresses, shapes for maps."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import orjson
import shapely
from django.urls import reverse
from django.utils.translation import get_language, gettext
from shapely.geometry.base import BaseGeometry

from banjie.places import queries as places
from banjie.places.queries import ChangeEntry, Outline
from banjie.places.refs import AreaRef, PlaceMatch
from banjie.places.words import HAPPENINGS, KINDS, LEVELS

_ICONS: Mapping[str, str] = {
    "added": "circle-plus",
    "code_made": "map-pin",
    "code_replaced": "map-pin",
    "code_retired": "map-pin-off",
    "moved": "folder-tree",
    "place_added": "map-pin",
    "place_changed": "map-pin",
    "place_removed": "map-pin-off",
    "redrawn": "map",
    "renamed": "pencil",
    "restored": "circle-play",
    "retired": "archive",
}


def named(area: AreaRef) -> str:
    """The name for the reader's language, as far as there is one."""
    english = (get_language() or "").startswith("en")
    return area.name_en if english and area.name_en else area.name


def address(area: AreaRef) -> str:
    return reverse("areas:area", args=[area.code])


def crumbs(area: AreaRef) -> list[dict[str, str]]:
    """The way down to the area, itself left out."""
    top = {"label": gettext("Areas"), "url": reverse("areas:overview")}
    return [top, *({"label": named(above), "url": address(above)} for above in places.ancestors(area.path))]


def full_name(area: AreaRef) -> str:
    return " · ".join(named(above) for above in places.line(area.path))


def row(area: AreaRef) -> dict[str, Any]:
    """An area in a list or in the tree."""
    return {
        "code": area.code,
        "name": named(area),
        "level": LEVELS[area.level],
        "url": address(area),
        "below": len(places.children(area.path)),
        "branch_url": reverse("areas:branch", args=[area.code]),
    }


def match_row(match: PlaceMatch) -> dict[str, Any]:
    """A search hit: an area by its name, or a place."""
    is_area = match.place_id is None
    matched = match.matched if match.matched != match.name else ""
    return {
        "name": named(match.area) if is_area else match.name,
        "matched": matched,
        "kind": LEVELS[match.area.level] if is_area else KINDS[match.kind],
        "area": " · ".join(crumb["label"] for crumb in crumbs(match.area)[1:]) if is_area else full_name(match.area),
        "url": address(match.area) if is_area else f"{address(match.area)}#places",
        "lon": match.lon,
        "lat": match.lat,
    }


def change_row(change: ChangeEntry) -> dict[str, Any]:
    return {
        "title": HAPPENINGS[change.what],
        "icon": _ICONS[change.what],
        "at": change.at,
        "who": change.by_name,
        "detail": _detail(change),
    }


def _detail(change: ChangeEntry) -> str:
    data = change.data
    before, after = data.get("before"), data.get("after")
    if isinstance(after, dict) or isinstance(before, dict):
        names = [part["name"] for part in (before, after) if isinstance(part, dict)]
        return " → ".join(dict.fromkeys(names))
    if before and after:
        return f"{before} → {after}"
    if data.get("square_metres"):
        return gettext("%(area)s m² changed hands") % {"area": f"{data['square_metres']:,}"}
    return ""


def map_of(outlines: Iterable[Outline]) -> dict[str, Any]:
    """Areas as features for a map; a click leads to each."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"title": named(drawn.area), "url": address(drawn.area)},
                "geometry": orjson.loads(drawn.geometry),
            }
            for drawn in outlines
        ],
    }


def feature(shape: BaseGeometry, title: str = "", tone: str = "") -> dict[str, Any]:
    """A shape of our own making for a map; tones: good, warn, danger."""
    properties = {key: value for key, value in (("title", title), ("tone", tone)) if value}
    rounded = shapely.transform(shape, lambda positions: positions.round(6))
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": orjson.loads(shapely.to_geojson(rounded)),
    }


def size(square_metres: float) -> str:
    """12.3 km² or 4,560 m²."""
    if square_metres >= 1e6:
        return f"{square_metres / 1e6:,.1f} km²"
    return f"{square_metres:,.0f} m²"


def outlines_at(area: AreaRef | None, at: datetime, zoom: float | None) -> tuple[Outline, ...]:
    """What a map of the area shows: the areas below it, or where there are none, itself."""
    below = places.outlines(area.path if area else "", at=at, zoom=zoom)
    if below or area is None:
        return below
    own = places.outline(area.path, at=at, zoom=zoom)
    return (own,) if own else ()
