"""Write places.csv from places.toml and areas.geojson: `python -m demo.build_places [qinghe|milbrook ...]`.

Each name gets a point inside its community, away from the border and from the other names.
"""

import csv
import json
import random
import sys
import tomllib
from pathlib import Path
from typing import Any

from shapely.geometry import Point, Polygon, shape

HERE = Path(__file__).parent
COLUMNS = ("name", "aliases", "kind", "area", "lon", "lat")
SEED = 20260118


def build(folder: Path) -> list[dict[str, str]]:
    """The rows of places.csv, in the order of places.toml; `area` is the smallest that holds the point."""
    named: dict[str, dict[str, list[str]]] = tomllib.loads((folder / "places.toml").read_text("utf-8"))
    features = json.loads((folder / "areas.geojson").read_text("utf-8"))["features"]
    borders = {f["properties"]["code"]: shape(f["geometry"]) for f in features}
    leaves = _leaves(features)
    rows = []
    for village, kinds in named.items():
        rng = random.Random(f"{SEED}{village}")
        taken: list[Point] = []
        for kind, names in kinds.items():
            for entry in names:
                name, _, aliases = entry.partition("=")
                point = _free_spot(borders[village], taken, rng)
                taken.append(point)
                area = next(code for code in leaves[village] if borders[code].covers(point))
                rows.append(
                    {
                        "name": name,
                        "aliases": ";".join(aliases.split("/")) if aliases else "",
                        "kind": kind,
                        "area": area,
                        "lon": f"{point.x:.6f}",
                        "lat": f"{point.y:.6f}",
                    }
                )
    return rows


def write(rows: list[dict[str, str]], path: Path) -> None:
    """Write `rows` as UTF-8 CSV with a heading."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _leaves(features: list[dict[str, Any]]) -> dict[str, list[str]]:
    """For every village, its grids; for a village without grids, itself."""
    grids: dict[str, list[str]] = {}
    for feature in features:
        properties = feature["properties"]
        if properties["level"] == "village":
            grids.setdefault(properties["code"], [])
        elif properties["level"] == "grid":
            grids[properties["parent"]].append(properties["code"])
    return {village: codes or [village] for village, codes in grids.items()}


def _free_spot(village: Polygon, taken: list[Point], rng: random.Random) -> Point:
    """The best of some random points: inside, clear of the border, far from names already placed."""
    inner = village.buffer(-0.08 * village.area**0.5)
    west, south, east, north = inner.bounds
    spots: list[Point] = []
    while len(spots) < 12:
        spot = Point(round(rng.uniform(west, east), 6), round(rng.uniform(south, north), 6))
        if inner.contains(spot):
            spots.append(spot)
    return max(spots, key=lambda spot: min((spot.distance(other) for other in taken), default=0.0))


def main(names: list[str]) -> None:
    """Place the names of each district given, or of all."""
    for name in names or ["qinghe", "milbrook"]:
        rows = build(HERE / name)
        write(rows, HERE / name / "places.csv")
        print(f"{name}: {len(rows)} places")


if __name__ == "__main__":
    main(sys.argv[1:])
