"""The tree of units as a value in memory: found by id, by code, by what they are for and where.

Pure. `queries.units_index` loads it and keeps it for as long as nothing changes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .permissions import inside

# The unit role that routing falls back on, and that every level of government has at most one of per area.
DISPATCH_CENTRE = "dispatch_centre"


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as others know it. `area_path` is what it serves; `roles` are what it is there for."""

    id: int
    code: str
    name: str
    name_en: str
    kind: str
    level: str
    path: str
    parent_id: int | None
    area_id: int
    area_path: str
    area_name: str
    roles: frozenset[str]
    phone: str = ""
    active: bool = True

    def named(self, language: str) -> str:
        """The name for a reader of `language`, as far as there is one."""
        return self.name_en if self.name_en and language.startswith("en") else self.name

    @property
    def depth(self) -> int:
        return self.path.count(".")


class UnitsIndex:
    """Every unit, retired ones included (old cases still name them). Immutable once made."""

    def __init__(self, units: Iterable[UnitRef]) -> None:
        given = {unit.path: unit for unit in units}
        self._units = tuple(sorted(given.values(), key=lambda unit: _order(unit, given)))
        self._by_id = {unit.id: unit for unit in self._units}
        self._by_code = {unit.code: unit for unit in self._units}
        self._by_role: dict[tuple[str, str], list[UnitRef]] = {}
        for unit in self._units:
            for role in unit.roles if unit.active else ():
                self._by_role.setdefault((role, unit.area_path), []).append(unit)
        for candidates in self._by_role.values():
            candidates.sort(key=lambda unit: (unit.depth, unit.code))

    def __iter__(self) -> Iterator[UnitRef]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    def get(self, unit_id: int | None) -> UnitRef | None:
        return self._by_id.get(unit_id) if unit_id is not None else None

    def by_code(self, code: str) -> UnitRef | None:
        return self._by_code.get(code)

    def subtree(self, path: str) -> tuple[UnitRef, ...]:
        """The unit at `path` and everything below it, parents first."""
        return tuple(unit for unit in self._units if inside(unit.path, path))

    def ancestors(self, unit: UnitRef) -> tuple[UnitRef, ...]:
        """From the root down to the parent."""
        found: list[UnitRef] = []
        above = self.get(unit.parent_id)
        while above is not None:
            found.append(above)
            above = self.get(above.parent_id)
        return tuple(reversed(found))

    @property
    def roles(self) -> tuple[str, ...]:
        """Every unit role that some unit in use has."""
        return tuple(sorted({role for role, _ in self._by_role}))

    def unit_for_role(
        self, role: str, area_path: str, level: str | None = None, *, excluding: Collection[int] = ()
    ) -> UnitRef | None:
        """The nearest unit with this role that serves the area: its own, or the closest one above.

        `level` asks for a unit of that level only. `excluding` are units that may not get it (they are
        complained of), with everything below them. Of several in one area, the highest in the tree wins.
        """
        barred = [unit.path for unit_id in excluding if (unit := self.get(unit_id)) is not None]
        for path in _upwards(area_path):
            for unit in self._by_role.get((role, path), ()):
                wanted = level is None or unit.level == level
                if wanted and not any(inside(unit.path, above) for above in barred):
                    return unit
        return None

    def centre(self, area_path: str, *, excluding: Collection[int] = ()) -> UnitRef | None:
        """The dispatch centre that an area belongs to."""
        return self.unit_for_role(DISPATCH_CENTRE, area_path, excluding=excluding)

    def centres(self, area_path: str) -> Iterator[UnitRef]:
        """The dispatch centres that serve an area, the nearest first."""
        found = self.centre(area_path)
        while found is not None:
            yield found
            found = self.parent_centre(found.id)

    def parent_centre(self, unit_id: int) -> UnitRef | None:
        """The dispatch centre of the area above the unit's own; None at the top."""
        unit = self._by_id[unit_id]
        above = unit.area_path.rpartition(".")[0]
        return self.centre(above) if above else None


# Siblings stand from the highest level down, centres first: in the order in which one looks for them.
_LEVELS = ("province", "prefecture", "county", "township", "village")


def _order(unit: UnitRef, by_path: Mapping[str, UnitRef]) -> list[tuple[int, bool, str]]:
    line = [by_path[path] for path in reversed(tuple(_upwards(unit.path))) if path in by_path]
    return [(_LEVELS.index(one.level), one.kind != "centre", one.code) for one in line]


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition(".")[0]
