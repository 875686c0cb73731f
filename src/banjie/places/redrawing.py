"""Where open cases belong once areas are redrawn. Pure: nothing is moved here, only said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from banjie.places.boundaries import ImportPlan
from banjie.places.locator import NOWHERE, Locator, Placed

# The case's id, its pin in WGS-84 (None, None without one), and the path it has.
type Homed = tuple[int, float | None, float | None, str]


class MoveReason(StrEnum):
    """Why a case changes its area: the line moved, the area hangs elsewhere, or the area is no more."""

    REDRAWN = "redrawn"
    MOVED = "moved"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Move:
    """`to_path` is None where nothing of the case's old path stands any more: a person must say where."""

    case_id: int
    from_path: str
    to_path: str | None
    reason: MoveReason


def redraw_preview(plan: ImportPlan, cases: Iterable[Homed]) -> list[Move]:
    """The moves that importing the plan would make of these cases; those that stay are left out."""
    locator = Locator([(node, node.shape) for node in plan.nodes if node.shape is not None])
    return moves(cases, locator, {node.code: node.path for node in plan.nodes})


def moves[T: Placed](cases: Iterable[Homed], locator: Locator[T], paths: Mapping[str, str]) -> list[Move]:
    """A pin decides. Without one, or with a pin outside every area, the case follows its area.

    `paths` are those of all standing areas by code. A case whose area is no more goes to the closest area
    above it that still stands.
    """
    given = list(cases)
    lons = np.array([np.nan if lon is None else lon for _, lon, _, _ in given], dtype=np.float64)
    lats = np.array([np.nan if lat is None else lat for _, _, lat, _ in given], dtype=np.float64)
    found = []
    for (case_id, _, _, old), place in zip(given, locator.many(lons, lats).tolist(), strict=True):
        new = _follow(old, paths) if place == NOWHERE else locator.areas[place].path
        if new != old:
            found.append(Move(case_id, old, new, _reason(old, new, paths)))
    return found


def _follow(old: str, paths: Mapping[str, str]) -> str | None:
    return next((paths[code] for code in reversed(old.split(".")) if code in paths), None)


def _reason(old: str, new: str | None, paths: Mapping[str, str]) -> MoveReason:
    code = old.rpartition(".")[2]
    if code not in paths:
        return MoveReason.RETIRED
    return MoveReason.MOVED if new == paths[code] else MoveReason.REDRAWN
