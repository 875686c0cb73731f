"""All areas as one immutable value, asked in memory. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from banjie.places.refs import AreaRef


@dataclass(frozen=True, slots=True)
class AreaNode:
    """An area with those below it, in the order of their codes."""

    area: AreaRef
    children: tuple["AreaNode", ...]


class AreaTree:
    """Retired areas are found by id, code and path, so that old cases can name them, and else left out."""

    def __init__(self, areas: Iterable[AreaRef]) -> None:
        ordered = sorted(areas, key=lambda area: area.code)
        self._by_id = {area.id: area for area in ordered}
        self._by_code = {area.code: area for area in ordered}
        self._children: dict[str, list[AreaRef]] = defaultdict(list)
        for area in ordered:
            if area.active:
                self._children[area.parent_path].append(area)

    def __iter__(self) -> Iterator[AreaRef]:
        """The areas in use, by code."""
        return (area for area in self._by_code.values() if area.active)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def by_id(self, area_id: int | None) -> AreaRef | None:
        return self._by_id.get(area_id) if area_id is not None else None

    def by_code(self, code: str) -> AreaRef | None:
        return self._by_code.get(code)

    def by_path(self, path: str) -> AreaRef | None:
        """The area that lies at this path today."""
        found = self._by_code.get(path.rpartition(".")[2])
        return found if found is not None and found.path == path else None

    def children(self, path: str = "") -> tuple[AreaRef, ...]:
        """The areas directly below; those at the top for ""."""
        return tuple(self._children.get(path, ()))

    def line(self, path: str) -> tuple[AreaRef, ...]:
        """From the top to the area itself. Codes that are unknown are passed over."""
        labels = path.split(".") if path else []
        return tuple(self._by_code[code] for code in labels if code in self._by_code)

    def subtree(self, path: str = "") -> Iterator[AreaRef]:
        """The area itself and everything below it, parents first; all areas for ""."""
        own = self.by_path(path) if path else None
        if own is not None and own.active:
            yield own
        for child in self.children(path):
            yield from self.subtree(child.path)

    def nested(self, path: str = "") -> tuple[AreaNode, ...]:
        """What lies below, each with what lies below it."""
        return tuple(AreaNode(child, self.nested(child.path)) for child in self.children(path))

    def paths(self) -> dict[str, str]:
        """The path of every area in use, by code."""
        return {area.code: area.path for area in self}
