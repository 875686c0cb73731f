from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from banjie.organisations import actions, queries
from banjie.organisations.models import OrganisationChange, Unit, UnitKind, UnitLevel
from banjie.organisations.refusals import Reason, Refused
from banjie.platform.actors import SYSTEM, Actor, ActorKind
from tests.integration.organisations.factories import AT, give_role, make_area, make_staff, make_unit

pytestmark = pytest.mark.django_db

LIN = Actor(ActorKind.STAFF, 7, "Lin")


def paths() -> dict[str, str]:
    return dict(Unit.objects.values_list("code", "path"))


def settle() -> None:
    """Has the database check now what it otherwise checks at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_unit_lies_under_its_parent() -> None:
    works = make_unit("works")
    make_unit("roads", parent=works)
    settle()
    assert paths() == {"works": "works", "roads": "works.roads"}


@pytest.mark.parametrize("code", ["", "a.b", "a b", "路灯", "a-b", "a\x00"])
def test_a_code_that_is_no_label_is_refused(code: str) -> None:
    with pytest.raises(Refused) as refused:
        make_unit(code)
    assert refused.value.code is Reason.CODE_IS_NO_LABEL
    assert not Unit.objects.exists()


def test_a_code_is_given_once() -> None:
    make_unit("works")
    with pytest.raises(Refused) as refused:
        make_unit("works", name="Another")
    assert refused.value.code is Reason.CODE_TAKEN


def test_a_name_is_given_once_under_a_parent() -> None:
    works, parks = make_unit("works"), make_unit("parks")
    make_unit("w1", parent=works, name="Night shift")
    make_unit("p1", parent=parks, name="Night shift")
    with pytest.raises(Refused) as refused:
        make_unit("w2", parent=works, name=" Night shift ")
    assert refused.value.code is Reason.NAME_TAKEN


def test_a_name_is_given_once_at_the_top_too() -> None:
    make_unit("works", name="Works")
    with pytest.raises(Refused) as refused:
        make_unit("works2", name="Works")
    assert refused.value.code is Reason.NAME_TAKEN


def test_a_unit_needs_a_name() -> None:
    with pytest.raises(Refused) as refused:
        make_unit("works", name="  ")
    assert refused.value.code is Reason.NAME_MISSING


def test_changing_a_unit_records_only_what_differs() -> None:
    unit = make_unit("works", name="Works")
    actions.change_unit(
        unit_id=unit.pk, changes={"name": "Roads", "phone": "12345", "roles": ["b", "a", "a"]}, by=LIN, at=AT
    )
    change = OrganisationChange.objects.get(verb="change")
    assert (change.actor_id, change.actor_name, change.at) == (7, "Lin", AT)
    assert change.data == {
        "before": {"name": "Works", "phone": "", "roles": []},
        "after": {"name": "Roads", "phone": "12345", "roles": ["a", "b"]},
    }


def test_changing_nothing_records_nothing() -> None:
    unit = make_unit("works", name="Works")
    actions.change_unit(unit_id=unit.pk, changes={"name": " Works "}, by=LIN, at=AT)
    assert not OrganisationChange.objects.filter(verb="change").exists()


def test_moving_a_unit_takes_its_parts_along() -> None:
    works, parks = make_unit("works"), make_unit("parks")
    roads = make_unit("roads", parent=works)
    make_unit("lamps", parent=roads)
    actions.move_unit(unit_id=roads.pk, parent_id=parks.pk, by=LIN, at=AT)
    settle()
    assert paths() == {
        "works": "works",
        "parks": "parks",
        "roads": "parks.roads",
        "lamps": "parks.roads.lamps",
    }
    assert OrganisationChange.objects.get(verb="move").data == {
        "before": {"path": "works.roads"},
        "after": {"path": "parks.roads"},
    }


def test_a_unit_can_move_to_the_top() -> None:
    works = make_unit("works")
    roads = make_unit("roads", parent=works)
    make_unit("lamps", parent=roads)
    actions.move_unit(unit_id=roads.pk, parent_id=None, by=LIN, at=AT)
    settle()
    assert paths() == {"works": "works", "roads": "roads", "lamps": "roads.lamps"}


@pytest.mark.parametrize("below", ["works", "roads"])
def test_a_unit_never_lands_inside_itself(below: str) -> None:
    works = make_unit("works")
    make_unit("roads", parent=works)
    target = Unit.objects.get(code=below)
    with pytest.raises(Refused) as refused:
        actions.move_unit(unit_id=works.pk, parent_id=target.pk, by=LIN, at=AT)
    assert refused.value.code is Reason.PARENT_INSIDE


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("roads", {"path": "parks.roads"}),
        ("roads", {"path": "works.other"}),
        ("roads", {"parent": "parks"}),
        ("works", {"path": "parks.works"}),
        ("parks", {"parent": "works"}),
    ],
)
def test_the_database_refuses_a_path_that_does_not_follow_the_tree(code: str, changes: dict[str, str]) -> None:
    make_unit("parks")
    make_unit("roads", parent=make_unit("works"))
    with pytest.raises(IntegrityError, match=r"tree|unit_path"):
        force(code, changes)


def force(code: str, changes: dict[str, str]) -> None:
    values = {key: Unit.objects.get(code=value) if key == "parent" else value for key, value in changes.items()}
    with transaction.atomic():
        Unit.objects.filter(code=code).update(**values)
        settle()


def test_a_unit_with_parts_in_use_is_not_retired() -> None:
    works = make_unit("works")
    roads = make_unit("roads", parent=works)
    with pytest.raises(Refused) as refused:
        actions.retire_unit(unit_id=works.pk, by=LIN, at=AT)
    assert (refused.value.code, refused.value.data) == (Reason.ACTIVE_PARTS_BELOW, {"count": 1})
    actions.retire_unit(unit_id=roads.pk, by=LIN, at=AT)
    assert actions.retire_unit(unit_id=works.pk, by=LIN, at=AT).active is False


def test_nothing_is_added_to_or_restored_under_a_retired_unit() -> None:
    works = make_unit("works")
    roads = make_unit("roads", parent=works)
    actions.retire_unit(unit_id=roads.pk, by=LIN, at=AT)
    actions.retire_unit(unit_id=works.pk, by=LIN, at=AT)
    for attempt in (
        lambda: make_unit("lamps", parent=works),
        lambda: actions.restore_unit(unit_id=roads.pk, by=LIN, at=AT),
        lambda: actions.create_post(unit_id=works.pk, name="Clerk", by=LIN, at=AT),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code is Reason.RETIRED


def test_a_retired_unit_carries_no_rights_and_gets_no_cases() -> None:
    works = make_unit("works", roles=["roads"])
    lin = make_staff("lin", "handler", works)
    assert queries.viewer_for(lin, AT).roles == {"handler"}
    actions.retire_unit(unit_id=works.pk, by=LIN, at=AT)
    assert queries.viewer_for(lin, AT).roles == set()
    assert queries.unit_for_role("roads", "county") is None
    actions.restore_unit(unit_id=works.pk, by=LIN, at=AT)
    assert queries.viewer_for(lin, AT).roles == {"handler"}


def test_the_last_administrator_is_not_lost_with_a_unit() -> None:
    office = make_unit("office")
    make_staff("root", "administrator", office)
    with pytest.raises(Refused) as refused:
        actions.retire_unit(unit_id=office.pk, by=LIN, at=AT)
    assert refused.value.code is Reason.LAST_ADMINISTRATOR
    other = make_unit("other")
    give_role(make_staff("second"), "administrator", other)
    assert actions.retire_unit(unit_id=office.pk, by=LIN, at=AT).active is False


def test_units_are_loaded_once_and_again_when_something_changed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    unit = make_unit("works", roles=["roads"])
    queries.units_index()
    with django_assert_num_queries(0):
        assert [ref.code for ref in queries.units_index()] == ["works"]
    actions.change_unit(unit_id=unit.pk, changes={"name": "Roads"}, by=LIN, at=AT)
    assert [ref.name for ref in queries.units_index()] == ["Roads"]
    found = queries.unit_by_code("works")
    assert found is not None
    assert (found.id, found.area_path, found.roles) == (unit.pk, "county", {"roads"})
    assert queries.unit(unit.pk) == found


@pytest.mark.parametrize("statement", ["UPDATE {} SET verb = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_was_recorded_can_not_be_altered(statement: str) -> None:
    make_unit("works")
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("organisations_organisationchange"))
    assert OrganisationChange.objects.get().verb == "create"


def test_a_unit_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="club"):
        actions.create_unit(
            code="x",
            name="X",
            kind="club",  # type: ignore[arg-type]
            level=UnitLevel.COUNTY,
            area_id=make_area().pk,
            by=SYSTEM,
            at=AT + timedelta(days=1),
        )
    with pytest.raises(IntegrityError, match="unit_kind_is_known"), transaction.atomic():
        Unit.objects.create(code="x", name="X", kind="club", level=UnitLevel.COUNTY, path="x", area=make_area())
    assert UnitKind("centre") is UnitKind.CENTRE


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("长" * 121, Reason.TEXT_TOO_LONG),
        ("a\x00b", Reason.TEXT_UNREADABLE),
        ("a\ud800b", Reason.TEXT_UNREADABLE),
        ("two\nlines", Reason.TEXT_UNREADABLE),
    ],
)
def test_a_name_that_can_not_be_stored_is_refused(name: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        make_unit("works", name=name)
    assert refused.value.code is reason
    assert not Unit.objects.exists()


@pytest.mark.parametrize("name", ["城管局 🚦", "قسم", "e\u0301"])
def test_a_name_may_be_in_any_script(name: str) -> None:
    assert Unit.objects.get(pk=make_unit("works", name=name).pk).name == name
