"""How the areas of a tree lie to each other: siblings apart, children inside, parents covered. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from banjie.places.boundaries.faults import Fault, FaultCode, Severity
from banjie.places.boundaries.hierarchy import Node
from banjie.places.boundaries.options import Tolerances
from banjie.places.measure import Shapes, square_metres

_MOST_GAPS_OF_A_PARENT = 20
_NO_PARENT = -1
_METRES_IN_A_DEGREE = 111_700.0

type Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Parts of areas that lie where they should not: `owners`, and against whom."""

    owners: Indices
    others: Indices
    shapes: Shapes


class Coverage:
    """The checks over `nodes`; only what `touched` (codes) has to do with is looked at."""

    def __init__(self, nodes: Iterable[Node], touched: set[str], tolerances: Tolerances) -> None:
        self._nodes = sorted((node for node in nodes if node.shape is not None), key=lambda node: node.code)
        self._tolerances = tolerances
        place = {node.code: position for position, node in enumerate(self._nodes)}
        self._shapes: Shapes = np.array([node.shape for node in self._nodes], dtype=object)
        self._touched = np.array([node.code in touched for node in self._nodes], dtype=bool)
        self._parents = np.array([place.get(node.parent_code or "", _NO_PARENT) for node in self._nodes], dtype=np.intp)
        self._shared = self._find_shared()
        self._overhanging = self._find_overhanging()

    def overlaps(self) -> list[Fault]:
        """Siblings that share more than a sliver, once per pair, named at the one that the file holds."""
        pieces, faults = self._shared, []
        sizes = square_metres(pieces.shapes)
        for n in np.flatnonzero(sizes > self._tolerances.overlap):
            node, other = self._nodes[pieces.owners[n]], self._nodes[pieces.others[n]]
            if node.index is None:
                node, other = other, node
            data = {"other": other.code, "other_name": other.name, "square_metres": round(float(sizes[n]))}
            faults.append(_fault(FaultCode.OVERLAP, node, pieces.shapes[n], data))
        return faults

    def outside_parent(self) -> list[Fault]:
        """Children that reach beyond their parent by more than a sliver."""
        pieces, faults = self._overhanging, []
        sizes = square_metres(pieces.shapes)
        for n in np.flatnonzero(sizes > self._tolerances.outside):
            node, parent = self._nodes[pieces.owners[n]], self._nodes[pieces.others[n]]
            data = {"parent": parent.code, "square_metres": round(float(sizes[n]))}
            faults.append(_fault(FaultCode.OUTSIDE_PARENT, node, pieces.shapes[n], data))
        return faults

    def gaps(self, parents: set[str], severity: Severity) -> list[Fault]:
        """Parts of a parent (one of the codes `parents`) with children that none of them covers."""
        families: dict[int, list[int]] = defaultdict(list)
        for child, parent in enumerate(self._parents.tolist()):
            if parent != _NO_PARENT and self._nodes[parent].code in parents:
                families[parent].append(child)
        most = self._most_missing()
        return [
            fault
            for parent, children in families.items()
            if not self._touched[children].all() or most[parent] > self._tolerances.gap
            for fault in self._gaps_of(self._nodes[parent], children, severity)
        ]

    def _gaps_of(self, parent: Node, children: Sequence[int], severity: Severity) -> list[Fault]:
        covered = shapely.union_all(self._shapes[children])
        missing = shapely.get_parts(shapely.difference(parent.shape, covered))
        missing = missing[shapely.get_dimensions(missing) == 2]
        sizes = square_metres(missing)
        largest_first = np.argsort(-sizes)[:_MOST_GAPS_OF_A_PARENT]
        return [
            _fault(FaultCode.GAP, parent, missing[n], {"square_metres": round(float(sizes[n]))}, severity)
            for n in largest_first
            if sizes[n] > self._tolerances.gap
        ]

    def _most_missing(self) -> NDArray[np.float64]:
        """For each area whose children are all touched, how many square metres of it they can miss at most.

        By sums alone, which spares most unions: what is missing is the parent less its children, but for what
        the children have twice or have outside. Flat sums in degrees, since they are exact for shared lines.
        """
        areas = shapely.area(self._shapes)
        missing = areas.copy()
        children = np.flatnonzero(self._parents != _NO_PARENT)
        np.subtract.at(missing, self._parents[children], areas[children])
        twice = self._parents[self._shared.owners]
        np.add.at(missing, twice[twice != _NO_PARENT], shapely.area(self._shared.shapes)[twice != _NO_PARENT])
        np.add.at(missing, self._overhanging.others, shapely.area(self._overhanging.shapes))
        corners = shapely.bounds(self._shapes)
        nearest_equator = np.where(corners[:, 1] * corners[:, 3] < 0, 0.0, np.abs(corners[:, [1, 3]]).min(axis=1))
        square_degree = _METRES_IN_A_DEGREE**2 * np.cos(nearest_equator * math.pi / 180.0)
        most: NDArray[np.float64] = missing * square_degree
        return most

    def _find_shared(self) -> _Pieces:
        """What siblings have in common, each pair once, at least one of each touched."""
        touched = np.flatnonzero(self._touched)
        found, others = shapely.STRtree(self._shapes).query(self._shapes[touched])
        first = touched[found]
        families = self._family_numbers()
        once = (first < others) | ~self._touched[others]
        siblings = (families[first] == families[others]) & (first != others) & once
        first, others = first[siblings], others[siblings]
        meeting = shapely.relate_pattern(self._shapes[first], self._shapes[others], "T********")
        first, others = first[meeting], others[meeting]
        return _Pieces(first, others, shapely.intersection(self._shapes[first], self._shapes[others]))

    def _find_overhanging(self) -> _Pieces:
        has_parent = self._parents != _NO_PARENT
        children = np.flatnonzero(has_parent & (self._touched | self._touched[self._parents]))
        parents = self._parents[children]
        reaching = ~shapely.covers(self._shapes[parents], self._shapes[children])
        children, parents = children[reaching], parents[reaching]
        return _Pieces(children, parents, shapely.difference(self._shapes[children], self._shapes[parents]))

    def _family_numbers(self) -> Indices:
        """Siblings share a number, also where their parent has no shape."""
        numbers: dict[str | None, int] = {}
        return np.array([numbers.setdefault(node.parent_code, len(numbers)) for node in self._nodes], dtype=np.intp)


def _fault(
    code: FaultCode,
    node: Node,
    shape: BaseGeometry,
    data: dict[str, str | int],
    severity: Severity = Severity.ERROR,
) -> Fault:
    return Fault(code, node.index, node.code, node.name, data, shape, severity)
