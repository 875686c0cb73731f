"""What a person is shown of a planned import: counts, the first faults, and where they lie."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from banjie.cases import rehoming
from banjie.places import queries as places
from banjie.places.boundaries import Fault, FaultCode, ImportPlan, Severity
from banjie.places.levels import Happening
from banjie.places.redrawing import redraw_preview
from banjie.places.words import HAPPENINGS
from banjie.web.areas import presenting
from banjie.web.areas.words import fault_count_text, fault_text

MOST_FAULTS = 200
MOST_CHANGES = 200
_MOST_DRAWN = 2000
_TONES = {Severity.ERROR: "danger", Severity.WARNING: "warn"}


@dataclass(frozen=True, slots=True)
class FaultRow:
    """`feature` is counted from 1, as people count; None where no one feature is to blame."""

    feature: int | None
    area: str
    text: str
    tone: str


def fault_rows(plan: ImportPlan) -> list[FaultRow]:
    """The first of them; a likely datum is told apart (`datum_hint`), since it explains the others."""
    told = [fault for fault in plan.faults if fault.code is not FaultCode.LIKELY_DATUM]
    return [_fault_row(fault) for fault in told[:MOST_FAULTS]]


def datum_hint(plan: ImportPlan) -> tuple[str, str] | None:
    """The datum on which the file fits far better, with the sentence that says so."""
    hint = next((fault for fault in plan.faults if fault.code is FaultCode.LIKELY_DATUM), None)
    return (str(hint.data["datum"]), fault_text(hint)) if hint else None


def _fault_row(fault: Fault) -> FaultRow:
    feature = fault.index + 1 if fault.index is not None else None
    area = f"{fault.area_code} {fault.name}".strip()
    return FaultRow(feature, area, fault_text(fault), _TONES[fault.severity])


def summary(plan: ImportPlan) -> dict[str, Any]:
    """The counts, and what changes of each changed area."""
    happened = Counter(what for change in plan.changed for what in change.happenings)
    return {
        "features": plan.features,
        "added": len(plan.added),
        "changed": len(plan.changed),
        "unchanged": len(plan.unchanged),
        "retired": len(plan.retired),
        "errors": fault_count_text(len(plan.errors)) if plan.errors else "",
        "more_faults": max(0, len(plan.faults) - MOST_FAULTS),
        "happened": [(HAPPENINGS[what], happened[what]) for what in Happening if happened[what]],
    }


def change_rows(plan: ImportPlan) -> list[dict[str, Any]]:
    """The first areas that change or go, with what happens to them."""
    changed = [
        {
            "code": change.after.code,
            "name": change.after.name,
            "what": [HAPPENINGS[what] for what in sorted(change.happenings)],
            "size": presenting.size(change.square_metres) if change.square_metres else "",
        }
        for change in plan.changed[:MOST_CHANGES]
    ]
    retired = [
        {"code": area.code, "name": area.name, "what": [HAPPENINGS[Happening.RETIRED]], "size": ""}
        for area in plan.retired[: MOST_CHANGES - len(changed)]
    ]
    return changed + retired


def shapes(plan: ImportPlan) -> dict[str, Any]:
    """For the map: where the faults lie if there are any, and else what the import would draw."""
    drawn = [_ground(plan)]
    drawn += _fault_shapes(plan) or _new_shapes(plan)
    return {"type": "FeatureCollection", "features": [shape for shape in drawn if shape]}


def _ground(plan: ImportPlan) -> dict[str, Any] | None:
    """The outline of the land that the file is about."""
    about = {node.path.partition(".")[0] for node in plan.nodes if node.index is not None}
    tops = [node.shape for node in plan.nodes if node.path in about and node.shape is not None]
    if not tops:
        return None
    outline = shapely.union_all(np.array(tops, dtype=object))
    return presenting.feature(shapely.simplify(outline, 0.0005))


def _fault_shapes(plan: ImportPlan) -> list[dict[str, Any]]:
    return [
        presenting.feature(shape, f"{fault.area_code} {fault.name} · {fault_text(fault)}", _TONES[fault.severity])
        for fault in plan.faults[:MOST_FAULTS]
        if fault.shape is not None
        for shape in (fault.shape, _dot(fault))
        if shape is not None
    ]


def _dot(fault: Fault) -> shapely.Point | None:
    """A mark that can be seen from afar, on pieces too small to be."""
    return None if fault.shape is None or fault.shape.geom_type == "Point" else fault.shape.representative_point()


def _new_shapes(plan: ImportPlan) -> list[dict[str, Any]]:
    redrawn = [change.after for change in plan.changed if Happening.REDRAWN in change.happenings]
    toned = [(node, "good") for node in plan.added] + [(node, "warn") for node in redrawn]
    lowest = max((node.level.rank for node, _ in toned), default=0)
    return [
        presenting.feature(shapely.simplify(node.shape, 0.0001), f"{node.code} {node.name}", tone)
        for node, tone in toned
        if node.shape is not None and node.level.rank == lowest
    ][:_MOST_DRAWN]


def moves(plan: ImportPlan) -> list[dict[str, Any]]:
    """How many open cases would go from which area to which, the most first."""
    counted = Counter((move.from_path, move.to_path) for move in redraw_preview(plan, rehoming.homed(plan.below)))
    names = {node.path: node.name for node in plan.nodes}
    return [
        {"from": _named(old, names), "to": _named(new, names) if new else "", "count": count}
        for (old, new), count in counted.most_common(MOST_CHANGES)
    ]


def _named(path: str, names: Mapping[str, str]) -> str:
    standing = places.by_path(path) if path else None
    return names.get(path) or (standing.name if standing is not None else path)
