"""A hall of the small county's centre, and browsers that are its kiosk and its board."""

from datetime import timedelta

from django.test import Client

from banjie.platform.actors import SYSTEM
from banjie.services.hall import halls, keeping, tickets
from banjie.services.hall.halls import HallRef
from banjie.services.hall.keeping import Wanted
from banjie.services.hall.models import DeviceKind
from banjie.services.hall.rules import Purpose
from tests.integration.cases.world import AT, World

KEY = "0123456789abcdef0123456789abcdef"


def wanted(world: World, **changes) -> Wanted:
    return Wanted(**{"code": "hall", "name": "一站式大厅", "unit_id": world.units["centre"].pk} | changes)


def make_hall(world: World, **changes) -> HallRef:
    hall_id = keeping.open_hall(wanted=wanted(world, **changes), by=SYSTEM, at=AT)
    found = halls.by_id(hall_id)
    assert found is not None
    return found


def admitted(hall: HallRef, kind: DeviceKind = DeviceKind.KIOSK, *, days: int = 30) -> keeping.Admitted:
    expires = AT + timedelta(days=days)
    return keeping.admit(hall_id=hall.id, kind=kind, name="入口", expires_at=expires, by=SYSTEM, at=AT)


def device(hall: HallRef, kind: DeviceKind = DeviceKind.KIOSK) -> Client:
    """A browser in which the link was opened."""
    client = Client()
    client.post("/hall/open/", {"code": admitted(hall, kind).token})
    as_a_browser(client)
    return client


def as_a_browser(client: Client) -> None:
    """A browser drops a cookie that was taken back; the client of the tests goes on sending it empty."""
    client.cookies.pop("csrftoken", None)


def taken(hall: HallRef, *, at=AT, purpose: Purpose = Purpose.RAISE, **how) -> int:
    return tickets.take_number(hall_id=hall.id, purpose=purpose, at=at, **how).number
