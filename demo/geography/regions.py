"""Grows areas on the mesh: second level between rivers, third level within it, grids within that."""

import random
from itertools import pairwise

import numpy as np

from demo.geography.mesh import Floats, Ints, Mesh, Warp
from demo.geography.plan import Plan, PlannedArea

Neighbours = list[list[int]]


def neighbours(mesh: Mesh) -> Neighbours:
    """For every cell, the cells that share an edge with it."""
    found: list[set[int]] = [set() for _ in mesh.cells]
    seen: dict[tuple[tuple[float, float], tuple[float, float]], int] = {}
    for index, cell in enumerate(mesh.cells):
        ring = [(round(x, 7), round(y, 7)) for x, y in cell.exterior.coords]
        for a, b in pairwise(ring):
            edge = (a, b) if a < b else (b, a)
            other = seen.setdefault(edge, index)
            if other != index:
                found[index].add(other)
                found[other].add(index)
    return [sorted(cells) for cells in found]


def grow(plan: Plan, mesh: Mesh, rng: random.Random) -> dict[int, str]:
    """Give every cell inside the outline the code of its smallest area."""
    near = neighbours(mesh)
    bent = Warp(rng, plan.radius * 0.5)(mesh.points)
    second = _second_level(plan, mesh, bent)
    _join_strays(second, mesh.zone, near)
    label: dict[int, str] = {}
    for number, area in enumerate(plan.root.children):
        inside = np.flatnonzero(second == number)
        for code, cells in _third_level(plan, area, inside, mesh, near, rng).items():
            label.update(dict.fromkeys(cells, code))
    return label


def _second_level(plan: Plan, mesh: Mesh, bent: Floats) -> Ints:
    areas = plan.root.children
    centres = np.array([area.at for area in areas])
    home = [int(mesh.zone[_nearest(mesh.points, area.at)]) for area in areas]
    reach = np.array([area.reach for area in areas])
    away = np.hypot(bent[:, None, 0] - centres[None, :, 0], bent[:, None, 1] - centres[None, :, 1]) / reach
    away[mesh.zone[:, None] != np.array(home)[None, :]] = np.inf
    chosen: Ints = np.argmin(away, axis=1).astype(np.int64)
    chosen[~mesh.inside | ~np.isfinite(away.min(axis=1))] = -1
    return chosen


def _third_level(
    plan: Plan, area: PlannedArea, inside: Ints, mesh: Mesh, near: Neighbours, rng: random.Random
) -> dict[str, list[int]]:
    span = float(np.sqrt(mesh_area(mesh, inside)))
    bent = Warp(rng, span)(mesh.points)
    reach = np.array([village.reach for village in area.children])
    centres = np.array([village.at for village in area.children])
    away = np.hypot(bent[inside, None, 0] - centres[None, :, 0], bent[inside, None, 1] - centres[None, :, 1])
    chosen = np.full(len(mesh.points), -1, dtype=np.int64)
    chosen[inside] = np.argmin(away / reach, axis=1)
    _join_strays(chosen, np.where(chosen >= 0, 0, -1), near)
    found: dict[str, list[int]] = {}
    for number, village in enumerate(area.children):
        cells = np.flatnonzero(chosen == number)
        if village.grids:
            found.update(_grids(village, cells, mesh, near, rng))
        else:
            found[village.code] = cells.tolist()
    return found


def _grids(village: PlannedArea, cells: Ints, mesh: Mesh, near: Neighbours, rng: random.Random) -> dict[str, list[int]]:
    span = float(np.sqrt(mesh_area(mesh, cells)))
    bent = Warp(rng, span)(mesh.points)
    centres = _spread(bent[cells], village.grids, rng)
    away = np.hypot(bent[cells, None, 0] - centres[None, :, 0], bent[cells, None, 1] - centres[None, :, 1])
    chosen = np.full(len(mesh.points), -1, dtype=np.int64)
    chosen[cells] = np.argmin(away, axis=1)
    _join_strays(chosen, np.where(chosen >= 0, 0, -1), near)
    return {
        f"{village.code}{number + 1:02d}": np.flatnonzero(chosen == number).tolist() for number in range(village.grids)
    }


def _spread(points: Floats, count: int, rng: random.Random) -> Floats:
    """Centres for `count` regions of like size, numbered from the north-west (Lloyd's method)."""
    picked = rng.sample(range(len(points)), count)
    centres: Floats = points[picked].copy()
    for _ in range(12):
        away = np.hypot(points[:, None, 0] - centres[None, :, 0], points[:, None, 1] - centres[None, :, 1])
        owner = np.argmin(away, axis=1)
        for number in range(count):
            if (owner == number).any():
                centres[number] = points[owner == number].mean(axis=0)
    order = sorted(range(count), key=lambda n: (-round(centres[n, 1], 1), centres[n, 0]))
    ordered: Floats = centres[order]
    return ordered


def _join_strays(label: Ints, bounds: Ints, near: Neighbours) -> None:
    """Leave each label in one piece: smaller pieces go to the neighbour they touch most (in place)."""
    for _ in range(4):
        moved = False
        for number in sorted(set(label[label >= 0].tolist())):
            for piece in _pieces(label, number, near)[1:]:
                touching = [
                    int(label[other])
                    for cell in piece
                    for other in near[cell]
                    if label[other] not in (number, -1) and bounds[other] == bounds[cell]
                ]
                if touching:
                    label[piece] = max(sorted(set(touching)), key=touching.count)
                    moved = True
        if not moved:
            return


def _pieces(label: Ints, number: int, near: Neighbours) -> list[list[int]]:
    left = set(np.flatnonzero(label == number).tolist())
    pieces = []
    while left:
        front = [left.pop()]
        piece = list(front)
        while front:
            for other in near[front.pop()]:
                if other in left:
                    left.remove(other)
                    front.append(other)
                    piece.append(other)
        pieces.append(sorted(piece))
    return sorted(pieces, key=lambda piece: (-len(piece), piece[0]))


def mesh_area(mesh: Mesh, cells: Ints) -> float:
    """Square kilometres of the given cells."""
    return float(sum(mesh.cells[cell].area for cell in cells.tolist()))


def _nearest(points: Floats, at: tuple[float, float]) -> int:
    return int(np.argmin(np.hypot(points[:, 0] - at[0], points[:, 1] - at[1])))
