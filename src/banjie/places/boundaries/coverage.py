"""How the areas of a tree lie to each other: siblings apart, children inside, parents covered. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

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

type Indices = NDArray[np.intp]


class Coverage:
    """The checks over `nodes`; only what `touched` (codes) has to do with is looked at."""

    def __init__(self, nodes: Iterable[Node], touched: set[str], tolerances: Tolerances) -> None:
        self._nodes = sorted((node for node in nodes if node.shape is not None), key=lambda node: node.code)
        self._tolerances = tolerances
        place = {node.code: position for position, node in enumerate(self._nodes)}
        self._shapes: Shapes = np.array([node.shape for node in self._nodes], dtype=object)
        self._touched = np.array([node.code in touched for node in self._nodes], dtype=bool)
        self._parents = np.array([place.get(node.parent_code or "", _NO_PARENT) for node in self._nodes], dtype=np.intp)
        self._families = self._family_numbers()

    def overlaps(self) -> list[Fault]:
        """Siblings that share more than a sliver, once per pair, named at the one that the file holds."""
        first, second = self._neighbours()
        pieces = shapely.intersection(self._shapes[first], self._shapes[second])
        sizes = square_metres(pieces)
        large = np.flatnonzero(sizes > self._tolerances.overlap)
        return [self._overlap(first[n], second[n], pieces[n], sizes[n]) for n in large]

    def outside_parent(self) -> list[Fault]:
        """Children that reach beyond their parent by more than a sliver."""
        has_parent = self._parents != _NO_PARENT
        children = np.flatnonzero(has_parent & (self._touched | self._touched[self._parents]))
        parents = self._parents[children]
        reaching = ~shapely.covers(self._shapes[parents], self._shapes[children])
        children, parents = children[reaching], parents[reaching]
        pieces = shapely.difference(self._shapes[children], self._shapes[parents])
        sizes = square_metres(pieces)
        return [
            self._fault(
                FaultCode.OUTSIDE_PARENT,
                self._nodes[children[n]],
                pieces[n],
                parent=self._nodes[parents[n]].code,
                square_metres=round(float(sizes[n])),
            )
            for n in np.flatnonzero(sizes > self._tolerances.outside)
        ]

    def gaps(self, parents: set[str], severity: Severity) -> list[Fault]:
        """Parts of a parent (one of the codes `parents`) with children that none of them covers."""
        families: dict[int, list[int]] = defaultdict(list)
        for child, parent in enumerate(self._parents.tolist()):
            if parent != _NO_PARENT:
                families[parent].append(child)
        faults = []
        for parent, children in families.items():
            node = self._nodes[parent]
            if node.code in parents:
                faults += self._gaps_of(node, children, severity)
        return faults

    def _gaps_of(self, parent: Node, children: Sequence[int], severity: Severity) -> list[Fault]:
        covered = shapely.union_all(self._shapes[children])
        missing = shapely.get_parts(shapely.difference(parent.shape, covered))
        missing = missing[shapely.get_dimensions(missing) == 2]
        sizes = square_metres(missing)
        largest_first = np.argsort(-sizes)[:_MOST_GAPS_OF_A_PARENT]
        return [
            self._fault(FaultCode.GAP, parent, missing[n], severity=severity, square_metres=round(float(sizes[n])))
            for n in largest_first
            if sizes[n] > self._tolerances.gap
        ]

    def _family_numbers(self) -> Indices:
        """Siblings share a number, also where their parent has no shape."""
        numbers: dict[str | None, int] = {}
        return np.array([numbers.setdefault(node.parent_code, len(numbers)) for node in self._nodes], dtype=np.intp)

    def _neighbours(self) -> tuple[Indices, Indices]:
        """Pairs of siblings whose insides meet, each once, at least one of each touched."""
        touched = np.flatnonzero(self._touched)
        if not touched.size:
            return touched, touched
        found, others = shapely.STRtree(self._shapes).query(self._shapes[touched])
        first = touched[found]
        once = (first < others) | ~self._touched[others]
        siblings = (self._families[first] == self._families[others]) & (first != others) & once
        first, others = first[siblings], others[siblings]
        meeting = shapely.relate_pattern(self._shapes[first], self._shapes[others], "T********")
        return first[meeting], others[meeting]

    def _overlap(self, first: int, second: int, piece: BaseGeometry, size: float) -> Fault:
        node, other = self._nodes[first], self._nodes[second]
        if node.index is None:
            node, other = other, node
        return self._fault(
            FaultCode.OVERLAP,
            node,
            piece,
            other=other.code,
            other_name=other.name,
            square_metres=round(float(size)),
        )

    @staticmethod
    def _fault(
        code: FaultCode,
        node: Node,
        shape: BaseGeometry,
        *,
        severity: Severity = Severity.ERROR,
        **data: str | int | float,
    ) -> Fault:
        return Fault(code, node.index, node.code, node.name, data, shape, severity)
