"""A county with two townships, and somebody in each role that the pages tell apart."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client

from banjie.organisations import actions
from banjie.organisations.models import Appointment, DutyShift, Grant, Post, Staff, Unit, UnitLevel
from banjie.places.models import Area
from banjie.platform.actors import SYSTEM
from tests.integration.organisations.factories import AT, PASSWORD, make_area, make_staff, make_unit
from tests.integration.remembering import remembered

NINE = datetime.fromisoformat("2026-03-02T09:00:00+08:00")


@dataclass(frozen=True)
class World:
    """`root` keeps the county and `east_admin` the township; both offices have a handler."""

    county: Area
    east: Area
    centre: Unit
    works: Unit
    east_office: Unit
    root: Staff
    east_admin: Staff
    auditor: Staff
    leader: Staff
    handler: Staff
    east_handler: Staff
    newcomer: Staff
    shift: DutyShift

    @property
    def appointment(self) -> Appointment:
        return Appointment.objects.get(staff=self.handler)

    @property
    def post(self) -> Post:
        return self.appointment.post

    @property
    def grant(self) -> Grant:
        return Grant.objects.get(post=self.post)


@remembered
def make_world() -> World:
    county = make_area("county", name="County")
    east = make_area("east", level="township", parent=county, name="East")
    make_area("west", level="township", parent=county, name="West")
    centre = make_unit("centre", roles=["dispatch_centre"], name="Centre")
    works = make_unit("works", roles=["roads"], name="Works")
    office = make_unit("office", area=east, level=UnitLevel.TOWNSHIP, name="East office")
    handler = make_staff("handler", "handler", works, name="Lin Handler", password=PASSWORD)
    (shift,) = actions.add_shifts(
        unit_id=works.pk,
        staff_id=handler.pk,
        shifts=[(NINE, NINE + timedelta(hours=8))],
        by=SYSTEM,
        at=AT,
    )
    return World(
        county=county,
        east=east,
        centre=centre,
        works=works,
        east_office=office,
        root=make_staff("root", "administrator", centre, name="Root"),
        east_admin=make_staff("eastadmin", "administrator", office, east, name="East Admin"),
        auditor=make_staff("auditor", "auditor", centre, name="Auditor"),
        leader=make_staff("leader", "unit_leader", works, name="Leader"),
        handler=handler,
        east_handler=make_staff("easthandler", "handler", office, east, name="East Handler"),
        newcomer=make_staff("newcomer", name="Newcomer"),
        shift=shift,
    )


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def as_root(client: Client, world: World) -> Client:
    client.force_login(world.root)
    return client
