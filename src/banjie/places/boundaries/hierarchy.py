"""The tree as it will stand once the file is imported, and what is wrong with its links. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from banjie.places.boundaries.areas import Draft, Standing
from banjie.places.boundaries.faults import Fault, FaultCode
from banjie.places.levels import Level

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Node:
    """An area of the tree to come. `index` is its feature in the file, None if the file does not name it."""

    code: str
    name: str
    name_en: str
    level: Level
    parent_code: str | None
    path: str
    shape: BaseGeometry | None
    index: int | None


@dataclass(frozen=True, slots=True)
class Tree:
    """`nodes` by code, parents before children; `retired` are the standing areas that are no part of it."""

    nodes: dict[str, Node]
    retired: tuple[Standing, ...]
    faults: tuple[Fault, ...]


def grow(drafts: Sequence[Draft], standing: Sequence[Standing], retires_below: str | None) -> Tree:
    """Sets the drafts into the standing tree. Areas that hang on a broken link are left out of `nodes`."""
    drafted = {draft.code: draft for draft in drafts}
    retired = _retired(drafted, standing, retires_below)
    gone = {area.code for area in retired}
    kept = [area for area in standing if area.active and area.code not in drafted and area.code not in gone]
    unplaced = {area.code: _node(area, None) for area in kept}
    unplaced |= {draft.code: _node(draft, draft.index) for draft in drafts}
    faults = [*_link_faults(unplaced), *_orphans(retired, kept)]
    nodes, cyclic = _placed(unplaced)
    faults += [_cycle_fault(unplaced, code) for code in cyclic]
    return Tree(nodes, retired, tuple(faults))


def _node(area: Draft | Standing, index: int | None) -> Node:
    return Node(area.code, area.name, area.name_en, area.level, area.parent_code, area.code, area.shape, index)


def _retired(drafted: dict[str, Draft], standing: Sequence[Standing], below: str | None) -> tuple[Standing, ...]:
    if below is None:
        return ()
    levels = {draft.level for draft in drafted.values()}
    return tuple(
        area
        for area in standing
        if area.active and area.code not in drafted and area.level in levels and _is_below(area.path, below)
    )


def _is_below(path: str, ancestor: str) -> bool:
    return not ancestor or path.startswith(f"{ancestor}.")


def _link_faults(nodes: dict[str, Node]) -> list[Fault]:
    """A county may stand alone beside others; below that, only the widest level there is needs no parent."""
    widest = min((node.level.rank for node in nodes.values()), default=0)
    may_stand_alone = max(widest, Level.COUNTY.rank)
    faults = []
    for node in nodes.values():
        if node.index is None:
            continue
        parent = nodes.get(node.parent_code) if node.parent_code else None
        if parent is None and (node.parent_code or node.level.rank > may_stand_alone):
            faults.append(_fault(node, FaultCode.MISSING_PARENT, parent=node.parent_code or ""))
        elif parent is not None and parent.level.rank >= node.level.rank:
            data = {"parent": parent.code, "level": str(node.level), "parent_level": str(parent.level)}
            faults.append(_fault(node, FaultCode.LEVEL_NOT_BELOW_PARENT, **data))
    return faults


def _fault(node: Node, code: FaultCode, **data: str | int | float) -> Fault:
    return Fault(code, node.index, node.code, node.name, data)


def _orphans(retired: Iterable[Standing], kept: Iterable[Standing]) -> list[Fault]:
    """A retired area must not leave others hanging that the file says nothing of."""
    hanging: dict[str | None, list[str]] = defaultdict(list)
    for area in kept:
        hanging[area.parent_code].append(area.code)
    return [
        Fault(
            FaultCode.LEAVES_CHILDREN,
            area_code=area.code,
            name=area.name,
            data={
                "children": " ".join(sorted(hanging[area.code])[:_SHOWN]),
                "count": len(hanging[area.code]),
            },
        )
        for area in retired
        if area.code in hanging
    ]


def _placed(unplaced: dict[str, Node]) -> tuple[dict[str, Node], list[str]]:
    """The nodes with their paths, parents first; and of each cycle of parents its lowest code."""
    children: dict[str | None, list[str]] = defaultdict(list)
    for node in unplaced.values():
        children[node.parent_code].append(node.code)
    nodes: dict[str, Node] = {}
    waiting = list(children[None])
    for code in waiting:
        node = unplaced[code]
        above = nodes[node.parent_code].path if node.parent_code else ""
        nodes[code] = _at(node, f"{above}.{code}" if above else code)
        waiting.extend(children[code])
    return nodes, _cycles({code: node for code, node in unplaced.items() if code not in nodes})


def _at(node: Node, path: str) -> Node:
    return Node(node.code, node.name, node.name_en, node.level, node.parent_code, path, node.shape, node.index)


def _cycles(loose: dict[str, Node]) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for start in sorted(loose):
        walked: dict[str, None] = {}
        code: str | None = start
        while code in loose and code not in seen and code not in walked:
            walked[code] = None
            code = loose[code].parent_code
        if code in walked:
            found.append(min(list(walked)[list(walked).index(code) :]))
        seen.update(walked)
    return found


def _cycle_fault(nodes: dict[str, Node], start: str) -> Fault:
    codes = [start]
    while (parent := nodes[codes[-1]].parent_code) and parent != start:
        codes.append(parent)
    return _fault(nodes[start], FaultCode.CYCLE, codes=" → ".join([*codes[:_SHOWN], start]))
