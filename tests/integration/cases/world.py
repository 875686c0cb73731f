"""A small county to try cases in: two townships with grids, a few units, one member of staff a role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from shapely.geometry import box

from banjie.cases.acting import Acting
from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue import content
from banjie.catalogue.loading import default_content
from banjie.organisations.models import Staff, Unit
from banjie.organisations.queries import viewer_for
from banjie.places.models import Area, AreaBoundary
from banjie.platform import stamps
from banjie.platform.actors import SYSTEM
from banjie.platform.calendar import actions as calendar_actions
from tests.integration.organisations.factories import make_area, make_staff, make_unit
from tests.integration.remembering import remembered

# A Monday morning at work in China.
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """What the tests of cases stand on. `acting` gives each role's holder by role key."""

    county: Area
    townships: tuple[Area, Area]
    units: Mapping[str, Unit]
    staff: Mapping[str, Staff]
    category: str

    def acting(self, who: str, at: datetime = AT) -> Acting:
        return Acting.staff(viewer_for(self.staff[who], at))


# Beside each other, one degree each: west and east.
POINT_WEST = (110.5, 30.5)
POINT_EAST = (111.5, 30.5)


@remembered
def make_world() -> World:
    county = make_area("county", name="县")
    west = make_area("west", level="township", parent=county, name="西乡")
    east = make_area("east", level="township", parent=county, name="东镇")
    for area, shape in ((county, box(110, 30, 112, 31)), (west, box(110, 30, 111, 31)), (east, box(111, 30, 112, 31))):
        AreaBoundary.objects.create(area=area, path=area.path, valid_from=LONG_AGO, wkb=shape.wkb)
    stamps.bump("areas")
    calendar_actions.seed_from_holidays(country="CN", years=[2025, 2026], by=SYSTEM, at=AT)
    catalogue_actions.publish_content(content=default_content(), note="test", by=SYSTEM, at=AT)
    units = _units(county, west)
    return World(county, (west, east), units, _staff(units, county), default_content().categories[0].code)


def _units(county: Area, west: Area) -> dict[str, Unit]:
    government = make_unit("government", area=county)
    units = {"government": government}
    units["centre"] = make_unit("centre", area=county, parent=government, roles=["dispatch_centre"])
    units["west_centre"] = make_unit("west_centre", area=west, parent=government, roles=["dispatch_centre"])
    for code in ("urban", "housing", "water"):
        units[code] = make_unit(code, area=county, parent=government, roles=[code])
    return units


def _staff(units: Mapping[str, Unit], county: Area) -> dict[str, Staff]:
    posts = {
        "intake": ("intake_clerk", "centre"),
        "dispatcher": ("dispatcher", "centre"),
        "west_dispatcher": ("dispatcher", "west_centre"),
        "reviewer": ("reviewer", "centre"),
        "caller": ("follow_up_caller", "centre"),
        "supervisor": ("supervisor", "centre"),
        "auditor": ("auditor", "centre"),
        "administrator": ("administrator", "centre"),
        "handler": ("handler", "urban"),
        "leader": ("unit_leader", "urban"),
        "other_handler": ("handler", "housing"),
        "field": ("field_worker", "west_centre"),
    }
    return {who: make_staff(who, role, units[unit]) for who, (role, unit) in posts.items()}


def route_repairs_to_urban(world: World) -> None:
    """The default catalogue has no rules: from here on it has one."""
    document = default_content().as_json()
    document["rules"] = [{"id": "R1", "category": world.category, "unit_role": "urban"}]
    catalogue_actions.publish_content(content=content.read(document), note="a rule", by=SYSTEM, at=AT)
