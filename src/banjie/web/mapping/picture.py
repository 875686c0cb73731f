"""The map as a picture that needs no script: areas and cells as SVG, shaded by classes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, log2, radians
from typing import Any, Final

import orjson
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from banjie.places.queries import Outline

WIDTH: Final = 800
_MARGIN: Final = 12
_MOST_HIGH: Final = 900

type Position = Sequence[float]
type Frame = Callable[[Position], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shape:
    """Rings of a polygon with its shade (0 for none), and what is said of it on hover."""

    rings: Sequence[Sequence[Position]]
    shade: int
    title: str
    kind: str = "area"
    label: str = ""
    label_at: Position | None = None


def rings_of(outline: Outline) -> list[list[Position]]:
    geometry = orjson.loads(outline.geometry)
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry.get("coordinates", [])
    return [ring for part in parts for ring in part]


def picture(shapes: Sequence[Shape], label: str) -> SafeString:
    """Plate carrée around the middle latitude: true enough for one county. Empty without shapes."""
    positions = [position for shape in shapes for ring in shape.rings for position in ring]
    if not positions:
        return SafeString("")
    to, height = _framed(positions)
    drawn = "".join(_path(shape, to) for shape in shapes) + "".join(_label(shape, to) for shape in shapes)
    return format_html(
        '<svg class="map-picture" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        round(height),
        label,
        mark_safe(drawn),  # noqa: S308  numbers, classes of this module and escaped words
    )


def zoom_of(outlines: Iterable[Outline], otherwise: float) -> float:
    """The zoom of a web map on which the picture of these areas would be as large (512-pixel tiles)."""
    longitudes = [position[0] for outline in outlines for ring in rings_of(outline) for position in ring]
    across = max(longitudes, default=0) - min(longitudes, default=0)
    return log2(360 * WIDTH / (512 * across)) if across else otherwise


def _framed(positions: Iterable[Position]) -> tuple[Frame, float]:
    longitudes, latitudes = zip(*((each[0], each[1]) for each in positions), strict=True)
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    squeeze = cos(radians((south + north) / 2))
    across, down = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
    scale = min((WIDTH - 2 * _MARGIN) / across, (_MOST_HIGH - 2 * _MARGIN) / down)
    left = (WIDTH - across * scale) / 2

    def to(position: Position) -> tuple[float, float]:
        return left + (position[0] - west) * squeeze * scale, _MARGIN + (north - position[1]) * scale

    return to, down * scale + 2 * _MARGIN


def _path(shape: Shape, to: Frame) -> str:
    lines = "".join(
        "M" + "L".join("{:.1f} {:.1f}".format(*to(position)) for position in ring) + "Z" for ring in shape.rings
    )
    shade = f" shade-{shape.shade}" if shape.shade else ""
    title = f"<title>{escape(shape.title)}</title>" if shape.title else ""
    return f'<path class="map-{shape.kind}{shade}" fill-rule="evenodd" d="{lines}">{title}</path>'


def _label(shape: Shape, to: Frame) -> str:
    if not shape.label or shape.label_at is None:
        return ""
    x, y = to(shape.label_at)
    return f'<text class="map-label" x="{x:.0f}" y="{y:.0f}">{escape(shape.label)}</text>'


def bars(counts: Sequence[int]) -> SafeString:
    """One bar for each count, side by side, as high as it is many."""
    most = max(counts, default=0) or 1
    drawn = "".join(
        f'<rect x="{place + 0.08:.2f}" y="{100 - height:.1f}" width="0.84" height="{height:.1f}"></rect>'
        for place, count in enumerate(counts)
        for height in (max(count / most * 100, 1.5 if count else 0),)
    )
    return format_html(
        '<svg class="bars" viewBox="0 0 {} 100" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        max(len(counts), 1),
        mark_safe(drawn),  # noqa: S308  numbers only
    )


def cell_shape(corners: Sequence[int], shade: int, title: str) -> Shape:
    """From the corners as `cases.cells.outline` gives them: hundred-thousandths of a degree, then steps."""
    longitude, latitude = corners[0], corners[1]
    ring = [(longitude / 1e5, latitude / 1e5)]
    for step in range(2, len(corners), 2):
        longitude, latitude = longitude + corners[step], latitude + corners[step + 1]
        ring.append((longitude / 1e5, latitude / 1e5))
    return Shape([ring], shade, title, kind="cell")


def area_shapes(outlines: Iterable[Outline], said: Mapping[str, Any], named: Callable[[Outline], str]) -> list[Shape]:
    """Areas with what is `said` of each path: (shade, figure)."""
    shapes = []
    for outline in outlines:
        shade, figure = said.get(outline.area.path, (0, ""))
        title = f"{named(outline)}  {figure}".strip()
        shapes.append(Shape(rings_of(outline), shade, title, label=figure, label_at=outline.label_at))
    return shapes
