"""What importing a file of boundaries would do, worked out before anything is written. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from banjie.core.coordinates import Bounds
from banjie.places.boundaries import datum
from banjie.places.boundaries.areas import Draft, Standing
from banjie.places.boundaries.coverage import Coverage
from banjie.places.boundaries.faults import Fault, FaultCode, Severity
from banjie.places.boundaries.hierarchy import Node, Tree, grow
from banjie.places.boundaries.options import ImportOptions
from banjie.places.boundaries.reading import Reading, read
from banjie.places.levels import Happening
from banjie.places.measure import square_metres

# What gives an area a new version of its boundary, which carries its path.
NEW_VERSION = frozenset({Happening.MOVED, Happening.REDRAWN, Happening.RESTORED})
_KNOWN_LAND_MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Change:
    """A standing area that becomes another. `square_metres` changed hands (0 unless redrawn)."""

    before: Standing
    after: Node
    happenings: frozenset[Happening]
    square_metres: float


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """`nodes` is the whole tree as it will stand, parents first; `aliases` by area code.

    `basis` names the state of the areas that the plan was worked out on (see actions.import_areas).
    """

    nodes: tuple[Node, ...]
    added: tuple[Node, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[Node, ...]
    retired: tuple[Standing, ...]
    aliases: Mapping[str, tuple[str, ...]]
    faults: tuple[Fault, ...]
    features: int
    basis: int

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.severity is Severity.ERROR)

    @property
    def can_be_imported(self) -> bool:
        return not self.errors

    @property
    def below(self) -> tuple[str, ...]:
        """The paths, old and new, of the areas above all whose boundary or place changes, reduced to the topmost.

        "" stands for the top: then an area that has none above it is added, changed or retired.
        """
        moved = [change for change in self.changed if change.happenings & NEW_VERSION]
        paths = {node.path for node in self.added} | {change.after.path for change in moved}
        paths |= {change.before.path for change in moved} | {area.path for area in self.retired}
        return _topmost({path.rpartition(".")[0] for path in paths})


def plan(content: bytes, standing: Sequence[Standing], options: ImportOptions, *, basis: int = 0) -> ImportPlan:
    """Reads the file against what stands. Never raises for what is in the file: that becomes `faults`."""
    reading = read(content, options, _bounds(standing))
    tree = grow(reading.drafts, standing, options.retires_below)
    before = {area.code: area for area in standing}
    added, changed, unchanged = _compare(tree, before, options)
    touched = {node.code for node in added}
    touched |= {change.after.code for change in changed}
    faults = [*reading.faults, *tree.faults, *_coverage_faults(tree, touched, reading, options)]
    faults += _datum_faults(reading.drafts, before, options)
    return ImportPlan(
        nodes=tuple(tree.nodes.values()),
        added=tuple(added),
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        retired=tree.retired,
        aliases={draft.code: draft.aliases for draft in reading.drafts if draft.aliases},
        faults=tuple(sorted(faults, key=_order)),
        features=reading.features,
        basis=basis,
    )


def _topmost(paths: set[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for path in sorted(paths):
        if not any(top in ("", path) or path.startswith(f"{top}.") for top in kept):
            kept.append(path)
    return tuple(kept)


def _order(fault: Fault) -> tuple[bool, int, str]:
    return fault.severity is not Severity.ERROR, -1 if fault.index is None else fault.index, fault.code


def _bounds(standing: Sequence[Standing]) -> Bounds | None:
    """Where the jurisdiction is known to lie, with room to grow; None before anything was drawn."""
    shapes = [area.shape for area in standing if area.shape is not None]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
    room = _KNOWN_LAND_MARGIN
    return west - room, south - room, east + room, north + room


def _compare(
    tree: Tree, before: Mapping[str, Standing], options: ImportOptions
) -> tuple[list[Node], list[Change], list[Node]]:
    added, changed, unchanged = [], [], []
    redrawn = _redrawn(tree, before, options.tolerances.redrawn)
    for node in tree.nodes.values():
        area = before.get(node.code)
        if area is None:
            added.append(node)
        elif happenings := _happenings(area, node, node.code in redrawn):
            changed.append(Change(area, node, happenings, redrawn.get(node.code, 0.0)))
        elif node.index is not None:
            unchanged.append(node)
    return added, changed, unchanged


def _happenings(area: Standing, node: Node, redrawn: bool) -> frozenset[Happening]:
    renamed = area.name != node.name or (node.name_en and area.name_en != node.name_en)
    happened = {
        Happening.RENAMED: bool(renamed),
        Happening.MOVED: area.path != node.path or area.level is not node.level,
        Happening.REDRAWN: redrawn,
        Happening.RESTORED: not area.active,
    }
    return frozenset(what for what, is_so in happened.items() if is_so)


def _redrawn(tree: Tree, before: Mapping[str, Standing], tolerance: float) -> dict[str, float]:
    """The codes of areas drawn otherwise than they stand, with the square metres that change hands."""
    drawn = [node for node in tree.nodes.values() if node.index is not None and node.code in before]
    first_time = {node.code: 0.0 for node in drawn if node.shape is not None and before[node.code].shape is None}
    again = [node for node in drawn if node.shape is not None and before[node.code].shape is not None]
    new = np.array([node.shape for node in again], dtype=object)
    old = np.array([before[node.code].shape for node in again], dtype=object)
    differing = np.flatnonzero(~shapely.equals_exact(shapely.normalize(new), shapely.normalize(old), 1e-9))
    sizes = square_metres(shapely.symmetric_difference(new[differing], old[differing]))
    return first_time | {
        again[place].code: float(size) for place, size in zip(differing, sizes, strict=True) if size > tolerance
    }


def _coverage_faults(tree: Tree, touched: set[str], reading: Reading, options: ImportOptions) -> list[Fault]:
    affected = touched | {node.parent_code or "" for node in tree.nodes.values() if node.code in touched}
    affected |= {area.parent_code or "" for area in tree.retired}
    shapeless = {draft.code for draft in reading.drafts if draft.shape is None}
    coverage = Coverage(tree.nodes.values(), touched, options.tolerances)
    faults = [*coverage.overlaps(), *coverage.outside_parent()]
    everything_was_read = len(reading.drafts) == reading.features and not tree.faults
    if everything_was_read and not shapeless:
        severity = Severity.WARNING if options.accepts_gaps else Severity.ERROR
        faults += coverage.gaps(affected, severity)
    return faults


def _datum_faults(drafts: Sequence[Draft], before: Mapping[str, Standing], options: ImportOptions) -> list[Fault]:
    in_file = {draft.code for draft in drafts}
    comparisons = []
    for draft in drafts:
        same = before.get(draft.code)
        parent = before.get(draft.parent_code or "") if draft.parent_code not in in_file else None
        reference = same if same is not None and same.shape is not None else parent
        if draft.shape is not None and reference is not None and reference.shape is not None:
            comparisons.append(datum.Comparison(draft.shape, reference.shape, reference is same))
    likely = datum.likely(comparisons, options.datum)
    if likely is None:
        return []
    return [Fault(FaultCode.LIKELY_DATUM, data={"datum": str(likely)}, severity=Severity.WARNING)]
