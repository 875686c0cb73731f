"""What intake and commands look up: catalogue, units, areas and calendar, as each process has them cached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from banjie.catalogue import queries as catalogue_queries
from banjie.catalogue.compiled import Catalogue, UnknownCategory
from banjie.catalogue.tree import CategoryNode
from banjie.core.clocks import Target, WorkingCalendar
from banjie.core.routing import About, Router, Routing, Subject, UnitChoice
from banjie.organisations import queries as organisation_queries
from banjie.organisations.tree import UnitRef, UnitsIndex
from banjie.places import queries as place_queries
from banjie.places.queries import AreaRef
from banjie.platform.calendar import queries as calendar_queries


@dataclass(frozen=True, slots=True)
class Reference:
    """One consistent view of everything that is looked up; cheap to make, since its parts are cached."""

    calendar: WorkingCalendar
    catalogue: Catalogue
    units: UnitsIndex
    router: Router

    def unit(self, unit_id: int) -> UnitRef | None:
        found = self.units.get(unit_id)
        return found if found is not None and found.active else None

    def unit_named(self, unit_id: int | None) -> UnitRef | None:
        """The unit also when it is retired: old cases still name it."""
        return self.units.get(unit_id)

    def category(self, code: str) -> CategoryNode | None:
        """The category in use, by code or by path."""
        try:
            found = self.catalogue.category_at(code)
        except UnknownCategory:
            return None
        return found if found.active and found.id is not None else None

    def category_at(self, path: str) -> CategoryNode | None:
        try:
            return self.catalogue.category_at(path) if path else None
        except UnknownCategory:
            return None

    def locate(self, longitude: float, latitude: float, at: datetime) -> AreaRef | None:
        return place_queries.locate([(longitude, latitude)], at=at)[0]

    def locate_many(self, points: Sequence[tuple[float, float]], at: datetime) -> Sequence[AreaRef | None]:
        return place_queries.locate(points, at=at)

    def area(self, code: str) -> AreaRef | None:
        return place_queries.area(code)

    def area_at(self, path: str) -> AreaRef | None:
        return place_queries.area(path.rpartition(".")[2]) if path else None

    def centre(self, area_path: str, *, excluding: int | None = None) -> UnitRef | None:
        """The dispatch centre of an area; for a case outside every area, that of the whole jurisdiction.

        `excluding` is a unit complained of: neither it nor anything below it gets the case.
        """
        barred = [excluding] if excluding is not None else []
        if area_path:
            return self.units.centre(area_path, excluding=barred)
        tops = sorted((unit.area_path for unit in self.units if unit.active), key=lambda path: path.count("."))
        return self.units.centre(tops[0], excluding=barred) if tops else None

    def higher_centre(self, centre_id: int | None) -> UnitRef | None:
        return self.units.parent_centre(centre_id) if centre_id is not None else None

    def targets(self, release: int, category_path: str, level: str) -> Mapping[str, Target]:
        """The limits of the release that held when the case was made; without a category, none."""
        catalogue = self.catalogue if release in {0, self.catalogue.number} else catalogue_queries.release(release)
        try:
            return catalogue.targets_for(category_path, level) if category_path else {}
        except UnknownCategory:
            return {}

    def route(self, subject: Subject) -> Routing:
        return self.router.route(subject)

    def about(self, unit_id: int | None) -> About | None:
        """The unit complained of with the unit above it, as routing wants it."""
        unit = self.units.get(unit_id)
        if unit is None:
            return None
        above = self.units.get(unit.parent_id)
        supervisor = UnitChoice(above.id, above.path) if above is not None and above.active else None
        return About(UnitChoice(unit.id, unit.path), supervisor)


_routers: dict[tuple[int, int], Router] = {}


def reference() -> Reference:
    """The present view. A case that is being worked on is judged by one view from beginning to end."""
    catalogue, units = catalogue_queries.current(), organisation_queries.units_index()
    key = (id(catalogue), id(units))
    router = _routers.get(key)
    if router is None:
        _routers.clear()
        router = _routers[key] = Router(catalogue.rules, _resolver(units))
    return Reference(calendar_queries.calendar(), catalogue, units, router)


def _resolver(units: UnitsIndex):  # type: ignore[no-untyped-def]
    def resolve(role: str, area_path: str, level: str | None) -> UnitChoice | None:
        found = units.unit_for_role(role, area_path, level)
        return UnitChoice(found.id, found.path) if found is not None else None

    return resolve
