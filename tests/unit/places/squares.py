"""Made-up land for tests: a county of squares, cut into villages and grids of known codes and sizes.

Village V12 is the one in column 1 and row 2; its grids are V12G00 and so on. A grid's side is `STEP` degrees.
"""

import json
from collections.abc import Iterator
from typing import Any

WEST, SOUTH = 113.0, 33.0
STEP = 0.01

type Feature = dict[str, Any]


def square(left: float, bottom: float, width: float, height: float) -> list[list[float]]:
    """A closed ring, counter-clockwise, in steps from the south-west corner."""
    west, south = round(WEST + left * STEP, 6), round(SOUTH + bottom * STEP, 6)
    east, north = round(WEST + (left + width) * STEP, 6), round(SOUTH + (bottom + height) * STEP, 6)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(code: str, level: str, parent: str | None, ring: list[list[float]], **more: Any) -> Feature:
    properties = {"code": code, "name": f"{code}的名字", "level": level, "parent": parent} | more
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def land(villages: int = 2, grids: int = 2) -> list[Feature]:
    """A county of `villages` × `villages` villages of `grids` × `grids` grids each, parents first."""
    side = villages * grids
    return [feature("C", "county", None, square(0, 0, side, side)), *_villages(villages, grids)]


def _villages(villages: int, grids: int) -> Iterator[Feature]:
    for column in range(villages):
        for row in range(villages):
            code = f"V{column}{row}"
            left, bottom = column * grids, row * grids
            yield feature(code, "village", "C", square(left, bottom, grids, grids))
            for x in range(grids):
                for y in range(grids):
                    yield feature(f"{code}G{x}{y}", "grid", code, square(left + x, bottom + y, 1, 1))


def by_code(features: list[Feature]) -> dict[str, Feature]:
    return {feature["properties"]["code"]: feature for feature in features}


def ring_of(feature: Feature) -> list[list[float]]:
    ring: list[list[float]] = feature["geometry"]["coordinates"][0]
    return ring


def collection(features: list[Any], **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features} | more).encode()
