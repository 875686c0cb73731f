"""The demo's files as the tests read them, once."""

import csv
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from shapely.geometry import Polygon, shape

DEMO = Path(__file__).parents[3] / "demo"
DISTRICTS = ("qinghe", "milbrook")
type Row = dict[str, str]


@dataclass(frozen=True)
class District:
    """One of the demo's two districts. `paths` and `unit_paths` are dotted, by code."""

    name: str
    features: dict[str, dict[str, Any]]
    borders: dict[str, Polygon]
    paths: dict[str, str]
    children: dict[str, list[str]]
    places: list[Row]
    units: dict[str, Row]
    unit_paths: dict[str, str]
    staff: dict[str, Row]
    duty: list[Row]
    cases: list[dict[str, Any]]
    leaves: list[str] = field(default_factory=list)


@cache
def district(name: str) -> District:
    folder = DEMO / name
    listed = json.loads((folder / "areas.geojson").read_text("utf-8"))["features"]
    features = {f["properties"]["code"]: f["properties"] for f in listed}
    units = {row["code"]: row for row in rows(folder / "units.csv")}
    children: dict[str, list[str]] = {}
    for code, properties in features.items():
        children.setdefault(properties["parent"] or "", []).append(code)
    return District(
        name=name,
        features=features,
        borders={f["properties"]["code"]: shape(f["geometry"]) for f in listed},
        paths=_paths({code: p["parent"] for code, p in features.items()}),
        children=children,
        places=rows(folder / "places.csv"),
        units=units,
        unit_paths=_paths({code: row["parent"] or None for code, row in units.items()}),
        staff={row["username"]: row for row in rows(folder / "staff.csv")},
        duty=rows(folder / "duty.csv"),
        cases=json.loads((folder / "cases.json").read_text("utf-8")),
        leaves=[code for code in features if code not in children],
    )


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def categories() -> dict[str, Row]:
    return {row["code"]: row for row in rows(DEMO / "qinghe" / "catalogue" / "categories.csv")}


def _paths(parents: dict[str, str | None]) -> dict[str, str]:
    paths: dict[str, str] = {}
    for code, parent in parents.items():
        paths[code] = f"{paths[parent]}.{code}" if parent else code
    return paths
