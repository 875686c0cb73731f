"""A mesh of small cells over the district, finer where people live, with rivers along cell edges."""

import math
import random
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPoint, Polygon, box
from shapely.ops import polygonize, unary_union

from demo.geography.plan import Divide, Plan, Point

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Mesh:
    """Cells by index: seed points (n x 2, km), polygons, zone between rivers, within the outline or not."""

    points: Floats
    cells: list[Polygon]
    zone: Ints
    inside: Flags
    rivers: list[LineString]


class Warp:
    """Bends the plane smoothly, so that straight borders come out as borders do in the country."""

    def __init__(self, rng: random.Random, scale: float) -> None:
        self._waves = []
        for length, height in ((0.50, 0.030), (0.27, 0.016), (0.14, 0.007)):
            for _ in range(3):
                turn = rng.uniform(0, 2 * math.pi)
                wave = 2 * math.pi / (length * scale * rng.uniform(0.8, 1.25))
                self._waves.append((math.cos(turn) * wave, math.sin(turn) * wave, rng.uniform(0, 6.3), height * scale))

    def __call__(self, points: Floats) -> Floats:
        """Return `points` moved by at most a few percent of the scale."""
        moved = points.copy()
        for index, (kx, ky, phase, height) in enumerate(self._waves):
            moved[:, index % 2] += height * np.sin(kx * points[:, 0] + ky * points[:, 1] + phase)
        return moved


def build_mesh(plan: Plan, rng: random.Random) -> Mesh:
    """Lay the cells for `plan`. The same plan and generator state always give the same mesh."""
    rivers = [_meander(divide, rng, plan.radius) for divide in plan.divides]
    reach = plan.radius * 1.5
    points = _scatter(plan, rng, rivers, reach)
    frame = box(-reach, -reach, reach, reach)
    ordered = shapely.voronoi_polygons(MultiPoint(points), extend_to=frame, ordered=True)
    cells = [cell for cell in ordered.geoms if isinstance(cell, Polygon)]
    seeds = np.array(points, dtype=np.float64)
    return Mesh(seeds, cells, _zones(seeds, rivers, frame), _inside(seeds, plan, rng), rivers)


def _meander(divide: Divide, rng: random.Random, radius: float) -> LineString:
    return LineString(Warp(rng, radius * 0.35)(_rounded(np.array(divide.line))))


def _rounded(line: Floats) -> Floats:
    """Cut the corners of `line` four times (Chaikin); its ends stay."""
    for _ in range(4):
        cut = np.empty((2 * (len(line) - 1), 2))
        cut[0::2] = 0.75 * line[:-1] + 0.25 * line[1:]
        cut[1::2] = 0.25 * line[:-1] + 0.75 * line[1:]
        line = np.vstack([line[:1], cut, line[-1:]])
    return line


def _spacing(plan: Plan, x: float, y: float) -> float:
    finest = plan.coarse
    for zone in plan.fine:
        if math.hypot(x - zone.centre[0], y - zone.centre[1]) < zone.radius:
            finest = min(finest, zone.spacing)
    return finest


def _scatter(plan: Plan, rng: random.Random, rivers: list[LineString], reach: float) -> list[Point]:
    banks = unary_union(rivers)
    points = _along_rivers(plan, rivers, reach)
    for step in sorted({plan.coarse, *(zone.spacing for zone in plan.fine)}):
        half = int(reach / step)
        for row in range(-half, half + 1):
            for column in range(-half, half + 1):
                x = (column + rng.uniform(-0.42, 0.42)) * step
                y = (row + rng.uniform(-0.42, 0.42)) * step
                if _spacing(plan, x, y) == step and banks.distance(shapely.Point(x, y)) > 0.9 * step:
                    points.append((x, y))
    return points


def _along_rivers(plan: Plan, rivers: list[LineString], reach: float) -> list[Point]:
    """Pairs of seeds mirrored in the river: the edge between their cells is then the river itself."""
    points: list[Point] = []
    for index, river in enumerate(rivers):
        at = 0.0
        while at < river.length:
            here, ahead = river.interpolate(at), river.interpolate(at + 0.01)
            step = _spacing(plan, here.x, here.y)
            dx, dy = ahead.x - here.x, ahead.y - here.y
            length = math.hypot(dx, dy)
            others = [other for n, other in enumerate(rivers) if n != index]
            clear = all(other.distance(here) > 0.8 * step for other in others)
            if length > 0 and clear and max(abs(here.x), abs(here.y)) < reach:
                side = 0.42 * step / length
                points.append((here.x - dy * side, here.y + dx * side))
                points.append((here.x + dy * side, here.y - dx * side))
            at += step
    return points


def _zones(points: Floats, rivers: list[LineString], frame: Polygon) -> Ints:
    faces = list(polygonize(unary_union([frame.boundary, *rivers])))
    faces.sort(key=lambda face: (round(face.centroid.x, 3), round(face.centroid.y, 3)))
    zone = np.full(len(points), -1, dtype=np.int64)
    for index, face in enumerate(faces):
        zone[shapely.contains_xy(face, points[:, 0], points[:, 1])] = index
    return zone


def _inside(points: Floats, plan: Plan, rng: random.Random) -> Flags:
    outline = Polygon(Warp(rng, plan.radius)(_rounded(np.array([*plan.outline, plan.outline[0]]))))
    inside: Flags = shapely.contains_xy(outline, points[:, 0], points[:, 1])
    return inside
