"""Reads areas.toml: what areas there are, roughly where, and which rivers part them."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlannedArea:
    """One area of the plan. `at` is in kilometres from the origin; `reach` weighs how far it extends."""

    code: str
    name: str
    name_en: str
    level: str
    at: Point
    reach: float = 1.0
    aliases: tuple[str, ...] = ()
    children: tuple["PlannedArea", ...] = ()
    grids: int = 0


@dataclass(frozen=True, slots=True)
class FineZone:
    """A disc (kilometres) in which the mesh is finer than elsewhere."""

    centre: Point
    radius: float
    spacing: float


@dataclass(frozen=True, slots=True)
class Divide:
    """A river: no area of the second level lies on both sides of it."""

    name: str
    name_en: str
    line: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole jurisdiction to be drawn.

    `origin` is (lon, lat) in WGS-84; `radius` (about how far it extends), `coarse` (the usual size of a
    cell) and the points of `outline` are in kilometres.
    """

    seed: int
    origin: Point
    radius: float
    coarse: float
    outline: tuple[Point, ...]
    root: PlannedArea
    fine: tuple[FineZone, ...] = ()
    divides: tuple[Divide, ...] = field(default=())


def read_plan(path: Path) -> Plan:
    """Read the plan at `path`; raises KeyError or tomllib.TOMLDecodeError when it is not one."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    root = raw["root"]
    return Plan(
        seed=raw["seed"],
        origin=_point(raw["origin"]),
        radius=root["radius"],
        outline=tuple(_point(p) for p in root["outline"]),
        coarse=raw["mesh"]["coarse"],
        fine=tuple(FineZone((x, y), radius, spacing) for x, y, radius, spacing in raw["mesh"]["fine"]),
        divides=tuple(Divide(d["name"], d["name_en"], tuple(_point(p) for p in d["line"])) for d in raw["divide"]),
        root=PlannedArea(
            code=root["code"],
            name=root["name"],
            name_en=root["name_en"],
            level=root["level"],
            at=(0.0, 0.0),
            aliases=tuple(root.get("aliases", ())),
            children=tuple(_second_level(a) for a in raw["area"]),
        ),
    )


def _second_level(raw: dict[str, Any]) -> PlannedArea:
    return PlannedArea(
        code=raw["code"],
        name=raw["name"],
        name_en=raw["name_en"],
        level=raw["level"],
        at=_point(raw["at"]),
        reach=raw["reach"],
        aliases=tuple(raw.get("aliases", ())),
        children=tuple(_third_level(raw["code"], n, v) for n, v in enumerate(raw["villages"], start=1)),
    )


def _third_level(parent: str, number: int, raw: dict[str, Any]) -> PlannedArea:
    return PlannedArea(
        code=f"{parent}{number:02d}",
        name=raw["name"],
        name_en=raw["name_en"],
        level="village",
        at=_point(raw["at"]),
        reach=raw.get("reach", 1.0),
        aliases=tuple(raw.get("aliases", ())),
        grids=raw["grids"],
    )


def _point(raw: Sequence[float]) -> Point:
    x, y = raw
    return (float(x), float(y))
