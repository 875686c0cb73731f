"""Turns labelled cells into borders: shared arcs are smoothed once, so neighbours still fit exactly."""

import math
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import linemerge, polygonize

from demo.geography.mesh import Floats, Mesh

Place = tuple[float, float]
Project = Callable[[float, float], Place]


def projection(origin: Place) -> Project:
    """Kilometres from `origin` to (lon, lat), rounded to 5 digits (about a metre)."""
    lon0, lat0 = origin
    east = 111.320 * math.cos(math.radians(lat0))
    return lambda x, y: (round(lon0 + x / east, 5), round(lat0 + y / 110.94, 5))


def draw(mesh: Mesh, label: dict[int, str], project: Project) -> dict[str, Polygon]:
    """One polygon (lon, lat) per label. Raises ValueError when smoothing made borders cross."""
    arcs = linemerge(_border_edges(mesh, label))
    smooth = []
    for arc in arcs.geoms:
        line = [project(x, y) for x, y in _smooth(arc)]
        kept = [point for n, point in enumerate(line) if n == 0 or point != line[n - 1]]
        if len(kept) > 1:
            smooth.append(LineString(kept))
    faces = list(polygonize(smooth))
    codes = sorted(set(label.values()))
    named = {code: face for face, code in zip(faces, _owners(faces, mesh, label, project), strict=True)}
    if len(faces) != len(codes) or set(named) != set(codes):
        missing = sorted(set(codes) - set(named))
        raise ValueError(f"{len(faces)} faces for {len(codes)} areas; missing {missing}")
    return named


def union(parts: list[Polygon]) -> Polygon:
    """The polygon that `parts` tile. Raises ValueError when they do not hang together."""
    whole = shapely.coverage_union_all(parts)
    if not isinstance(whole, Polygon):
        raise ValueError("the parts do not form one piece")
    return shapely.normalize(whole)


def _border_edges(mesh: Mesh, label: dict[int, str]) -> list[LineString]:
    sides: dict[tuple[Place, Place], list[str]] = {}
    for index, code in label.items():
        ring = [(round(x, 7), round(y, 7)) for x, y in mesh.cells[index].exterior.coords]
        for a, b in pairwise(ring):
            sides.setdefault((a, b) if a < b else (b, a), []).append(code)
    return [
        LineString(edge)
        for edge, codes in sides.items()
        if edge[0] != edge[1] and (len(codes) == 1 or codes[0] != codes[1])
    ]


def _smooth(arc: LineString) -> list[Place]:
    line: Floats = np.array(arc.coords)
    step = arc.length / max(1, len(line) - 1)
    for _ in range(6):
        line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    if len(line) > 3:
        inner = np.empty((2 * (len(line) - 1), 2))
        inner[0::2] = 0.75 * line[:-1] + 0.25 * line[1:]
        inner[1::2] = 0.25 * line[:-1] + 0.75 * line[1:]
        line = np.vstack([line[:1], inner, line[-1:]])
    thinned = LineString(line).simplify(0.07 * step)
    return [(x, y) for x, y in thinned.coords]


def _owners(faces: list[Polygon], mesh: Mesh, label: dict[int, str], project: Project) -> list[str]:
    tree = shapely.STRtree(faces)
    votes: list[Counter[str]] = [Counter() for _ in faces]
    indexes = sorted(label)
    points = [Point(project(*mesh.points[index])) for index in indexes]
    for which, face in zip(*tree.query(points, predicate="within"), strict=True):
        votes[face][label[indexes[which]]] += 1
    return [vote.most_common(1)[0][0] if vote else "" for vote in votes]
