"""Units, from the index in memory."""

from banjie.organisations.models import Unit
from banjie.organisations.permissions import Viewer
from banjie.organisations.tree import UnitRef, UnitsIndex
from banjie.platform.stamps import Cached

# Rights and units hang on the paths of areas, so both stamps count.
STAMP = "organisations"
STAMPS = (STAMP, "areas")


def _load() -> UnitsIndex:
    rows = Unit.objects.values_list(
        "id",
        "code",
        "name",
        "name_en",
        "kind",
        "level",
        "path",
        "parent_id",
        "area_id",
        "area__path",
        "area__name",
        "roles",
        "phone",
        "active",
    )
    return UnitsIndex(UnitRef(*row[:11], frozenset(row[11]), *row[12:]) for row in rows)


_index = Cached(*STAMPS, load=_load)


def units_index() -> UnitsIndex:
    """Every unit, as one immutable value; loaded by one query when something changed."""
    return _index.get()


def unit(unit_id: int) -> UnitRef | None:
    return units_index().get(unit_id)


def unit_by_code(code: str) -> UnitRef | None:
    return units_index().by_code(code)


def unit_for_role(role: str, area_path: str, level: str | None = None) -> UnitRef | None:
    """See `UnitsIndex.unit_for_role`."""
    return units_index().unit_for_role(role, area_path, level)


def units_around(viewer: Viewer) -> tuple[UnitRef, ...]:
    """The units in use of the jurisdictions in which the viewer holds a role: those a case can be given to."""
    return tuple(each for each in units_index() if each.active and viewer.around(each.area_path))
