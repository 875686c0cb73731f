"""On what ground a map stands: the areas whose outlines are drawn and whose figures are compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from banjie.cases.filters import Filters
from banjie.organisations.permissions import Permission, Viewer
from banjie.places import queries as places
from banjie.places.queries import AreaRef

_SEEING = (Permission.CASES_SEE_AREA, Permission.CASES_SEE_UNIT)


@dataclass(frozen=True, slots=True)
class Ground:
    """`within` is the area that holds the others; None above all of them. `areas` are those compared."""

    within: AreaRef | None
    areas: Sequence[AreaRef]

    @property
    def path(self) -> str:
        return self.within.path if self.within is not None else ""

    @property
    def paths(self) -> list[str]:
        return [area.path for area in self.areas]


def ground(viewer: Viewer, filters: Filters) -> Ground:
    """The parts of the area asked for, or of the smallest that holds all the viewer sees; itself if it has none."""
    asked = places.area(filters.area.rpartition(".")[2]) if filters.area else None
    within = asked or places.by_path(_held_by_all(viewer))
    if within is None:
        return Ground(None, places.children())
    return Ground(within, places.children(within.path) or (within,))


def _held_by_all(viewer: Viewer) -> str:
    paths = [
        grant.area_path.split(".") for grant in viewer.grants if any(each in grant.permissions for each in _SEEING)
    ]
    shared: list[str] = []
    for labels in zip(*paths, strict=False):
        if len(set(labels)) > 1:
            break
        shared.append(labels[0])
    return ".".join(shared)
