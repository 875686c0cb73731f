from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from banjie.organisations import actions, queries
from banjie.organisations.models import (
    Appointment,
    DutyShift,
    Grant,
    OrganisationChange,
    Post,
    Staff,
    Unit,
)
from banjie.organisations.refusals import Reason, Refused
from banjie.platform.actors import SYSTEM, Actor, ActorKind
from tests.integration.organisations.factories import AT, give_role, make_area, make_staff, make_unit

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
NINE = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
HOUR = timedelta(hours=1)


@pytest.fixture
def works() -> Unit:
    return make_unit("works")


@pytest.fixture
def post(works: Unit) -> Post:
    return actions.create_post(unit_id=works.pk, name="Clerk", by=SYSTEM, at=AT)


@pytest.fixture
def lin() -> Staff:
    return make_staff("lin")


def acting(staff: Staff) -> Actor:
    return Actor(ActorKind.STAFF, staff.pk, staff.name)


def test_a_post_name_is_given_once_in_a_unit(works: Unit, post: Post) -> None:
    with pytest.raises(Refused) as refused:
        actions.create_post(unit_id=works.pk, name="Clerk", by=SYSTEM, at=AT)
    assert refused.value.code is Reason.NAME_TAKEN


def test_renaming_a_post_is_recorded(post: Post) -> None:
    actions.rename_post(post_id=post.pk, name="Head clerk", by=SYSTEM, at=AT)
    assert OrganisationChange.objects.get(verb="rename").data == {
        "before": {"name": "Clerk"},
        "after": {"name": "Head clerk"},
    }


def test_a_role_is_granted_once_over_an_area(post: Post) -> None:
    area = make_area().pk
    actions.grant_role(post_id=post.pk, role="handler", area_id=area, by=SYSTEM, at=AT)
    with pytest.raises(Refused) as refused:
        actions.grant_role(post_id=post.pk, role="handler", area_id=area, by=SYSTEM, at=AT)
    assert refused.value.code is Reason.GRANTED_ALREADY
    assert Grant.objects.count() == 1


def test_a_role_nobody_described_is_refused(post: Post) -> None:
    with pytest.raises(Refused) as refused:
        actions.grant_role(post_id=post.pk, role="king", area_id=make_area().pk, by=SYSTEM, at=AT)
    assert refused.value.code is Reason.ROLE_UNKNOWN
    with pytest.raises(IntegrityError, match="grant_role_is_known"), transaction.atomic():
        Grant.objects.create(post=post, role="king", area=make_area())


def test_a_post_does_not_combine_separated_duties(post: Post) -> None:
    area = make_area().pk
    actions.grant_role(post_id=post.pk, role="handler", area_id=area, by=SYSTEM, at=AT)
    with pytest.raises(Refused) as refused:
        actions.grant_role(post_id=post.pk, role="reviewer", area_id=area, by=SYSTEM, at=AT)
    assert refused.value.code is Reason.SEPARATED_DUTIES
    assert refused.value.data["roles"] == ("handler", "reviewer")
    assert Grant.objects.count() == 1


def test_a_person_does_not_combine_them_by_two_posts(works: Unit) -> None:
    lin = make_staff("lin", "handler", works)
    with pytest.raises(Refused) as refused:
        give_role(lin, "reviewer", make_unit("centre"))
    assert refused.value.code is Reason.SEPARATED_DUTIES
    assert refused.value.data["staff"] == "Lin"


def test_a_role_granted_later_counts_for_those_in_the_post(works: Unit, post: Post) -> None:
    lin = make_staff("lin", "handler", works)
    actions.appoint(post_id=post.pk, staff_id=lin.pk, by=SYSTEM, at=AT)
    with pytest.raises(Refused) as refused:
        actions.grant_role(post_id=post.pk, role="auditor", area_id=make_area().pk, by=SYSTEM, at=AT)
    assert refused.value.code is Reason.SEPARATED_DUTIES


def test_changing_from_one_duty_to_the_other_is_no_combination(works: Unit) -> None:
    lin = make_staff("lin", "handler", works)
    held = Appointment.objects.get(staff=lin)
    actions.end_appointment(appointment_id=held.pk, by=SYSTEM, at=AT)
    give_role(lin, "reviewer", make_unit("centre"))
    assert queries.viewer_for(lin, AT).roles == {"reviewer"}


def test_nobody_gives_rights_to_themselves(post: Post) -> None:
    root = make_staff("root", "administrator", make_unit("office"))
    with pytest.raises(Refused) as refused:
        actions.appoint(post_id=post.pk, staff_id=root.pk, by=acting(root), at=AT)
    assert refused.value.code is Reason.OWN_RIGHTS
    own = Appointment.objects.get(staff=root).post_id
    with pytest.raises(Refused) as refused:
        actions.grant_role(post_id=own, role="supervisor", area_id=make_area().pk, by=acting(root), at=AT)
    assert refused.value.code is Reason.OWN_RIGHTS


def test_the_last_administrator_stays(works: Unit) -> None:
    root = make_staff("root", "administrator", works)
    held = Appointment.objects.get(staff=root)
    grant = Grant.objects.get(role="administrator")
    for attempt in (
        lambda: actions.end_appointment(appointment_id=held.pk, by=SYSTEM, at=AT),
        lambda: actions.withdraw_role(grant_id=grant.pk, by=SYSTEM, at=AT),
        lambda: actions.retire_post(post_id=held.post_id, by=SYSTEM, at=AT),
        lambda: actions.deactivate_staff(staff_id=root.pk, by=SYSTEM, at=AT),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code is Reason.LAST_ADMINISTRATOR
    assert queries.viewer_for(root, AT).roles == {"administrator"}


def test_an_appointment_gives_rights_from_its_first_day_to_before_its_last(post: Post, lin: Staff) -> None:
    actions.grant_role(post_id=post.pk, role="handler", area_id=make_area().pk, by=SYSTEM, at=AT)
    actions.appoint(
        post_id=post.pk,
        staff_id=lin.pk,
        started_on=TODAY,
        ended_on=TODAY + timedelta(days=2),
        by=SYSTEM,
        at=AT,
    )
    held = [bool(queries.viewer_for(lin, AT + timedelta(days=days)).roles) for days in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]


def test_the_day_is_the_one_on_the_wall_not_in_greenwich(post: Post, lin: Staff) -> None:
    actions.grant_role(post_id=post.pk, role="handler", area_id=make_area().pk, by=SYSTEM, at=AT)
    actions.appoint(post_id=post.pk, staff_id=lin.pk, started_on=TODAY, by=SYSTEM, at=AT)
    just_after_midnight = datetime.fromisoformat("2026-03-02T00:10:00+08:00")
    assert queries.viewer_for(lin, just_after_midnight).roles == {"handler"}


def test_a_person_is_not_appointed_to_a_post_twice_at_once(post: Post, lin: Staff) -> None:
    actions.appoint(post_id=post.pk, staff_id=lin.pk, by=SYSTEM, at=AT)
    with pytest.raises(Refused) as refused:
        actions.appoint(post_id=post.pk, staff_id=lin.pk, started_on=date(2027, 1, 1), by=SYSTEM, at=AT)
    assert refused.value.code is Reason.APPOINTED_ALREADY


def test_several_people_may_hold_a_post(post: Post, lin: Staff) -> None:
    actions.appoint(post_id=post.pk, staff_id=lin.pk, by=SYSTEM, at=AT)
    actions.appoint(post_id=post.pk, staff_id=make_staff("wu").pk, by=SYSTEM, at=AT)
    (held,) = queries.posts_of(post.unit_id, at=AT)
    assert [holder.staff.name for holder in held.holders] == ["Lin", "Wu"]


def test_an_appointment_does_not_end_before_it_starts(post: Post, lin: Staff) -> None:
    with pytest.raises(Refused) as refused:
        actions.appoint(post_id=post.pk, staff_id=lin.pk, ended_on=TODAY - timedelta(days=1), by=SYSTEM, at=AT)
    assert refused.value.code is Reason.ENDS_BEFORE_START


def test_an_appointment_ended_before_it_began_never_was(post: Post, lin: Staff) -> None:
    tomorrow = TODAY + timedelta(days=1)
    coming = actions.appoint(post_id=post.pk, staff_id=lin.pk, started_on=tomorrow, by=SYSTEM, at=AT)
    actions.end_appointment(appointment_id=coming.pk, by=SYSTEM, at=AT)
    actions.appoint(post_id=post.pk, staff_id=lin.pk, by=SYSTEM, at=AT)
    assert Appointment.objects.filter(ended_on=tomorrow, started_on=tomorrow).count() == 1


@pytest.mark.parametrize("retired", ["post", "staff"])
def test_nobody_is_appointed_where_one_side_is_out_of_use(post: Post, lin: Staff, retired: str) -> None:
    if retired == "post":
        actions.retire_post(post_id=post.pk, by=SYSTEM, at=AT)
    else:
        actions.deactivate_staff(staff_id=lin.pk, by=SYSTEM, at=AT)
    with pytest.raises(Refused) as refused:
        actions.appoint(post_id=post.pk, staff_id=lin.pk, by=SYSTEM, at=AT)
    assert (refused.value.code, refused.value.data) == (Reason.RETIRED, {"kind": retired})


def test_a_retired_post_carries_no_rights_until_restored(works: Unit) -> None:
    lin = make_staff("lin", "handler", works)
    post = Appointment.objects.get(staff=lin).post_id
    actions.retire_post(post_id=post, by=SYSTEM, at=AT)
    assert queries.viewer_for(lin, AT).grants == ()
    actions.restore_post(post_id=post, by=SYSTEM, at=AT)
    assert queries.viewer_for(lin, AT).roles == {"handler"}


def test_restoring_a_post_can_not_bring_a_combination_back(works: Unit) -> None:
    lin = make_staff("lin", "handler", works)
    post = Appointment.objects.get(staff=lin).post_id
    actions.retire_post(post_id=post, by=SYSTEM, at=AT)
    give_role(lin, "reviewer", works)
    with pytest.raises(Refused) as refused:
        actions.restore_post(post_id=post, by=SYSTEM, at=AT)
    assert refused.value.code is Reason.SEPARATED_DUTIES
    assert queries.viewer_for(lin, AT).roles == {"reviewer"}


def test_a_withdrawn_role_is_gone_at_once_and_on_record(works: Unit) -> None:
    lin = make_staff("lin", "handler", works)
    actions.withdraw_role(grant_id=Grant.objects.get().pk, by=SYSTEM, at=AT)
    assert queries.viewer_for(lin, AT).grants == ()
    assert OrganisationChange.objects.get(verb="withdraw").data["before"]["role"] == "handler"


def test_a_viewer_costs_one_query_and_then_none(works: Unit, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    lin = make_staff("lin", "handler", works)
    give_role(lin, "field_worker", works, make_area("oak", level="village", parent=make_area()))
    queries.units_index()
    with django_assert_num_queries(1):
        viewer = queries.viewer_for(lin, AT)
    with django_assert_num_queries(0):
        assert queries.viewer_for(lin, AT) is viewer
    assert [(g.role, g.area_path, g.unit_path) for g in viewer.grants] == [
        ("field_worker", "county.oak", "works"),
        ("handler", "county", "works"),
    ]


def test_an_account_out_of_use_has_no_rights(works: Unit) -> None:
    lin = make_staff("lin", "handler", works)
    lin = actions.deactivate_staff(staff_id=lin.pk, by=SYSTEM, at=AT)
    assert queries.viewer_for(lin, AT).grants == ()


def test_shifts_of_one_person_do_not_overlap(works: Unit) -> None:
    lin = make_staff("lin", "handler", works)
    actions.add_shifts(unit_id=works.pk, staff_id=lin.pk, shifts=[(NINE, NINE + 4 * HOUR)], by=SYSTEM, at=AT)
    with pytest.raises(Refused) as refused:
        actions.add_shifts(
            unit_id=works.pk,
            staff_id=lin.pk,
            shifts=[(NINE + 4 * HOUR, NINE + 8 * HOUR), (NINE + 3 * HOUR, NINE + 5 * HOUR)],
            by=SYSTEM,
            at=AT,
        )
    assert refused.value.code is Reason.ON_DUTY_ALREADY
    assert DutyShift.objects.count() == 1


@pytest.mark.parametrize(
    ("hours", "reason"),
    [(0, Reason.ENDS_BEFORE_START), (-1, Reason.ENDS_BEFORE_START), (49, Reason.SHIFT_TOO_LONG)],
)
def test_a_shift_has_a_sensible_length(works: Unit, hours: int, reason: Reason) -> None:
    lin = make_staff("lin", "handler", works)
    with pytest.raises(Refused) as refused:
        actions.add_shifts(unit_id=works.pk, staff_id=lin.pk, shifts=[(NINE, NINE + hours * HOUR)], by=SYSTEM, at=AT)
    assert refused.value.code is reason


def test_only_staff_of_the_unit_are_on_duty_for_it(works: Unit, lin: Staff) -> None:
    with pytest.raises(Refused) as refused:
        actions.add_shifts(unit_id=works.pk, staff_id=lin.pk, shifts=[(NINE, NINE + HOUR)], by=SYSTEM, at=AT)
    assert refused.value.code is Reason.NOT_IN_UNIT


def test_on_duty_is_who_has_a_shift_just_then(works: Unit) -> None:
    lin, wu = make_staff("lin", "handler", works), make_staff("wu", "handler", works)
    for staff, start in ((lin, NINE), (wu, NINE + 4 * HOUR)):
        actions.add_shifts(unit_id=works.pk, staff_id=staff.pk, shifts=[(start, start + 4 * HOUR)], by=SYSTEM, at=AT)

    def names(moment: datetime) -> list[str]:
        return [staff.name for staff in queries.on_duty(works.pk, at=moment)]

    assert names(NINE - HOUR) == []
    assert names(NINE) == ["Lin"]
    assert names(NINE + 4 * HOUR) == ["Wu"]
    roster = queries.shifts_between([works.pk], since=NINE, until=NINE + 4 * HOUR)
    assert [shift.staff.name for shift in roster] == ["Lin"]


def test_a_removed_shift_stays_on_record(works: Unit) -> None:
    lin = make_staff("lin", "handler", works)
    (shift,) = actions.add_shifts(unit_id=works.pk, staff_id=lin.pk, shifts=[(NINE, NINE + HOUR)], by=SYSTEM, at=AT)
    actions.remove_shift(shift_id=shift.pk, by=SYSTEM, at=AT)
    assert not DutyShift.objects.exists()
    assert OrganisationChange.objects.get(verb="remove").data["before"] == {
        "starts_at": "2026-03-02T01:00:00+00:00",
        "ends_at": "2026-03-02T02:00:00+00:00",
    }


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: actions.rename_post(post_id=0, name="x", by=SYSTEM, at=AT),
        lambda: actions.appoint(post_id=0, staff_id=0, by=SYSTEM, at=AT),
        lambda: actions.end_appointment(appointment_id=0, by=SYSTEM, at=AT),
        lambda: actions.withdraw_role(grant_id=0, by=SYSTEM, at=AT),
        lambda: actions.remove_shift(shift_id=0, by=SYSTEM, at=AT),
        lambda: actions.change_unit(unit_id=0, changes={}, by=SYSTEM, at=AT),
        lambda: actions.change_staff(staff_id=0, changes={}, by=SYSTEM, at=AT),
    ],
)
def test_what_is_not_there_is_refused(attempt: Callable[[], object]) -> None:
    with pytest.raises(Refused) as refused:
        attempt()
    assert refused.value.code is Reason.UNKNOWN
