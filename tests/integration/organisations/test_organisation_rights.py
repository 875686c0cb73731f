"""What one person may do, and who may do one thing, are two ways to ask the same: they must agree."""

import itertools

import pytest

from banjie.organisations import actions, queries
from banjie.organisations.models import Appointment, Staff
from banjie.organisations.permissions import Permission
from banjie.platform.actors import SYSTEM
from tests.integration.organisations.conftest import World
from tests.integration.organisations.factories import AT, give_role, make_staff

pytestmark = pytest.mark.django_db

P = Permission


def names(permission: Permission, *, area: str | None = None, unit: str | None = None) -> list[str]:
    return [ref.name for ref in queries.staff_with(permission, at=AT, area_path=area, unit_path=unit)]


def test_who_may_agrees_with_what_each_viewer_may(world: World) -> None:
    areas = (None, "county", "county.east", "county.west", "county.east.grid7")
    units = (None, "centre", "works", "works.lamps", "office")
    asked = (P.CASES_ANSWER, P.CASES_SUSPEND, P.ORGANISATIONS_EDIT, P.TIMELINE_VERIFY, P.CASES_ASSIGN)
    viewers = [queries.viewer_for(staff, AT) for staff in Staff.objects.all()]
    for permission, area, unit in itertools.product(asked, areas, units):
        may = {viewer.name for viewer in viewers if viewer.may(permission, area_path=area, unit_path=unit)}
        assert set(names(permission, area=area, unit=unit)) == may, (permission, area, unit)


def test_a_person_with_two_reasons_is_one_person(world: World) -> None:
    give_role(world.handler, "handler", world.works, world.east)
    assert names(P.CASES_ANSWER, unit="works") == ["Lin Handler"]
    assert len(queries.who_may(P.CASES_ANSWER, at=AT, unit_path="works")) == 2


def test_handlers_of_a_unit_are_those_who_may_answer_for_it(world: World) -> None:
    assert [ref.name for ref in queries.handlers(world.works.pk, at=AT)] == ["Lin Handler"]
    assert queries.handlers(world.centre.pk, at=AT) == ()
    assert queries.handlers(0, at=AT) == ()


def test_the_staff_of_a_unit_hold_its_posts(world: World) -> None:
    make_staff("elsewhere", None, world.centre)
    assert [ref.name for ref in queries.staff_of(world.works.pk, at=AT)] == ["Leader", "Lin Handler"]


def test_who_left_is_named_but_has_no_rights(world: World) -> None:
    held = Appointment.objects.get(staff=world.handler)
    actions.end_appointment(appointment_id=held.pk, by=SYSTEM, at=AT)
    assert names(P.CASES_ANSWER, unit="works") == []
    assert queries.staff_of(world.works.pk, at=AT)[0].name == "Leader"
    assert queries.staff_refs([world.handler.pk])[world.handler.pk].name == "Lin Handler"


def test_an_account_out_of_use_is_nowhere_but_in_names(world: World) -> None:
    actions.deactivate_staff(staff_id=world.handler.pk, by=SYSTEM, at=AT)
    assert names(P.CASES_ANSWER, unit="works") == []
    assert queries.on_duty(world.works.pk, at=world.shift.starts_at) == ()
    assert queries.staff_named("handler") is None
    assert queries.staff_refs([world.handler.pk])[world.handler.pk].name == "Lin Handler"


def test_rights_are_seen_only_where_one_may_look(world: World) -> None:
    leader = queries.viewer_for(world.leader, AT)
    own = queries.rights_seen_by(leader, P.CASES_ANSWER, at=AT, area_path=None, unit_path="works")
    other = queries.rights_seen_by(leader, P.CASES_ANSWER, at=AT, area_path=None, unit_path="office")
    assert [right.staff.name for right in own] == ["Lin Handler"]
    assert other == ()
