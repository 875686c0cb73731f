"""Write areas.geojson for an invented district: `python -m demo.build_areas [qinghe|milbrook ...]`.

The result is committed; this program is run again only when areas.toml changes. It is deterministic.
"""

import json
import random
import sys
from pathlib import Path
from typing import Any

from shapely.geometry import Polygon

from demo.geography.arcs import draw, projection, union
from demo.geography.mesh import build_mesh
from demo.geography.plan import Plan, PlannedArea, read_plan
from demo.geography.regions import grow

HERE = Path(__file__).parent
NOTE = "Invented. No such place exists; the coordinates are WGS-84 and stand where nothing of the kind lies."


def build(plan: Plan) -> dict[str, Any]:
    """Draw `plan` as a GeoJSON FeatureCollection: parents before children, in order of code."""
    rng = random.Random(plan.seed)
    mesh = build_mesh(plan, rng)
    project = projection(plan.origin)
    smallest = draw(mesh, grow(plan, mesh, rng), project)
    features = [_root(plan, smallest)]
    for area in plan.root.children:
        features.append(_parent(area, plan.root.code, smallest))
        for village in area.children:
            features += _village(village, area.code, smallest)
    return {"type": "FeatureCollection", "note": NOTE, "features": features}


def _root(plan: Plan, smallest: dict[str, Polygon]) -> dict[str, Any]:
    return _feature(plan.root, None, union([smallest[code] for code in sorted(smallest)]))


def _parent(area: PlannedArea, parent: str, smallest: dict[str, Polygon]) -> dict[str, Any]:
    parts = [polygon for code, polygon in sorted(smallest.items()) if code.startswith(area.code)]
    return _feature(area, parent, union(parts))


def _village(village: PlannedArea, parent: str, smallest: dict[str, Polygon]) -> list[dict[str, Any]]:
    features = [_parent(village, parent, smallest)]
    for number in range(1, village.grids + 1):
        code = f"{village.code}{number:02d}"
        grid = PlannedArea(
            code=code,
            name=f"{village.name}第{number}网格",
            name_en=f"{village.name_en} Grid {number}",
            level="grid",
            at=village.at,
        )
        features.append(_feature(grid, village.code, union([smallest[code]])))
    return features


def _feature(area: PlannedArea, parent: str | None, polygon: Polygon) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "code": area.code,
        "name": area.name,
        "name_en": area.name_en,
        "level": area.level,
        "parent": parent,
    }
    if area.aliases:
        properties["aliases"] = list(area.aliases)
    rings = [polygon.exterior, *polygon.interiors]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [[list(p) for p in ring.coords] for ring in rings]},
    }


def write(collection: dict[str, Any], path: Path) -> None:
    """Write one feature a line, so that a change of one border is one changed line."""
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in collection["features"]]
    note = json.dumps(collection["note"], ensure_ascii=False)
    body = ",\n".join(lines)
    text = f'{{"type":"FeatureCollection","note":{note},"features":[\n{body}\n]}}\n'
    path.write_text(text, encoding="utf-8")


def main(names: list[str]) -> None:
    """Draw each named district, or all of them."""
    for name in names or ["qinghe", "milbrook"]:
        folder = HERE / name
        collection = build(read_plan(folder / "areas.toml"))
        write(collection, folder / "areas.geojson")
        print(f"{name}: {len(collection['features'])} areas")


if __name__ == "__main__":
    main(sys.argv[1:])
