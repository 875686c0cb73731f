"""Two people changing the organisation at the same moment: each change alone would be right."""

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from banjie.organisations import actions
from banjie.organisations.models import Appointment, Grant, Staff, Unit
from banjie.organisations.refusals import Reason, Refused
from banjie.platform.actors import SYSTEM
from tests.integration.organisations.factories import AT, make_area, make_staff, make_unit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(*changes: Callable[[], object]) -> list[Reason | None]:
    """Does them in threads that start together; the reason of each that was refused, else None."""
    start = threading.Barrier(len(changes))
    outcomes: list[Reason | None] = [None] * len(changes)

    def run(number: int, change: Callable[[], object]) -> None:
        try:
            start.wait()
            change()
        except Refused as refused:
            outcomes[number] = refused.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(changes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def refusals(outcomes: Sequence[Reason | None]) -> list[Reason]:
    return [outcome for outcome in outcomes if outcome is not None]


@pytest.mark.parametrize("_round", range(3))
def test_two_administrators_do_not_remove_each_other(_round: int) -> None:
    office = make_unit("office")
    root, other = make_staff("root", "administrator", office), make_staff("other", "administrator", office)
    outcomes = at_once(
        lambda: actions.deactivate_staff(staff_id=root.pk, by=SYSTEM, at=AT),
        lambda: actions.end_appointment(appointment_id=Appointment.objects.get(staff=other).pk, by=SYSTEM, at=AT),
    )
    assert refusals(outcomes) == [Reason.LAST_ADMINISTRATOR]


@pytest.mark.parametrize("_round", range(3))
def test_two_units_do_not_end_up_inside_each_other(_round: int) -> None:
    one, other = make_unit("one"), make_unit("other")
    outcomes = at_once(
        lambda: actions.move_unit(unit_id=one.pk, parent_id=other.pk, by=SYSTEM, at=AT),
        lambda: actions.move_unit(unit_id=other.pk, parent_id=one.pk, by=SYSTEM, at=AT),
    )
    assert refusals(outcomes) == [Reason.PARENT_INSIDE]
    assert sorted(Unit.objects.values_list("path", flat=True)) in (["one", "one.other"], ["other", "other.one"])


@pytest.mark.parametrize("_round", range(3))
def test_separated_duties_do_not_meet_by_two_changes(_round: int) -> None:
    works = make_unit("works")
    lin = make_staff("lin")
    area = make_area().pk
    held, coming = (actions.create_post(unit_id=works.pk, name=name, by=SYSTEM, at=AT).pk for name in ("a", "b"))
    actions.appoint(post_id=held, staff_id=lin.pk, by=SYSTEM, at=AT)
    actions.grant_role(post_id=coming, role="reviewer", area_id=area, by=SYSTEM, at=AT)
    outcomes = at_once(
        lambda: actions.grant_role(post_id=held, role="handler", area_id=area, by=SYSTEM, at=AT),
        lambda: actions.appoint(post_id=coming, staff_id=lin.pk, by=SYSTEM, at=AT),
    )
    assert refusals(outcomes) == [Reason.SEPARATED_DUTIES]
    assert Grant.objects.count() + Appointment.objects.count() == 3


def test_of_two_accounts_with_one_name_one_is_made() -> None:
    outcomes = at_once(lambda: make_staff("lin"), lambda: make_staff("lin"), lambda: make_staff("lin"))
    assert refusals(outcomes) == [Reason.USERNAME_TAKEN, Reason.USERNAME_TAKEN]
    assert Staff.objects.count() == 1
