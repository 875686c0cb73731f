"""A number from its taking to its end, by two desks at once, and what is left of it."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from banjie.cases.acting import Acting
from banjie.organisations.models import OrganisationChange
from banjie.platform import crypto, sealing
from banjie.platform.actors import SYSTEM
from banjie.services.hall import forgetting, halls, jobs, keeping, queries, tickets
from banjie.services.hall.errors import Reason, Refused
from banjie.services.hall.models import Hall, HallDevice, HallHour, Ticket
from banjie.services.hall.rules import Ending, Purpose
from tests.integration.cases.world import AT, make_world
from tests.integration.services.halls import admitted, make_hall, taken, wanted

SAID = {"body": "楼道灯坏了三天", "place_text": "幸福里2栋", "contact_name": "张三", "contact_phone": "13800000000"}


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def hall(world):
    return make_hall(world)


@pytest.fixture
def clerk(world) -> Acting:
    return world.acting("intake")


def call(hall, clerk, desk=1, at=AT):
    return tickets.call_next(hall_id=hall.id, desk=desk, by=clerk, at=at)


def end(hall, clerk, number, ending=Ending.SERVED, at=AT):
    tickets.end(hall_id=hall.id, number=number, ending=ending, by=clerk, at=at)


def refused(reason: Reason, act, *args, **kwargs):
    with pytest.raises(Refused) as error:
        act(*args, **kwargs)
    assert error.value.code is reason


# The order


def test_numbers_begin_anew_each_day_and_in_each_hall(world, hall):
    other = make_hall(world, code="other", name="西厅")
    assert [taken(hall), taken(hall), taken(other)] == [1, 2, 1]
    assert taken(hall, at=AT + timedelta(days=1)) == 1


def test_they_are_called_in_the_declared_order(hall, clerk):
    for priority in (False, False, True, True, True):
        taken(hall, priority=priority)
    called = []
    while (number := call(hall, clerk, at=AT + timedelta(minutes=len(called)))) is not None:
        called.append(number)
        end(hall, clerk, number)
    assert called == [3, 4, 1, 5, 2]


def test_the_run_of_priority_is_that_of_the_hall_not_of_a_desk(hall, clerk):
    for priority in (True, True, True, False):
        taken(hall, priority=priority)
    called = [call(hall, clerk, desk, AT + timedelta(minutes=desk)) for desk in (1, 2, 3, 4)]
    assert called == [1, 2, 4, 3]


def test_how_many_are_before_one_and_how_long_that_takes(hall, clerk):
    first = tickets.take_number(hall_id=hall.id, purpose=Purpose.ASK, at=AT)
    assert (first.before, first.minutes) == (0, None)
    for number in range(1, 6):
        taken(hall)
        assert call(hall, clerk, at=AT + timedelta(minutes=4 * number)) == number
        end(hall, clerk, number)
    second = tickets.take_number(hall_id=hall.id, purpose=Purpose.ASK, at=AT + timedelta(minutes=30))
    assert (second.number, second.before, second.minutes) == (7, 1, 10)


def test_the_same_key_gives_the_same_number(hall):
    assert [taken(hall, key="kiosk:a"), taken(hall, key="kiosk:a"), taken(hall, key="kiosk:b")] == [1, 1, 2]
    assert Ticket.objects.count() == 2


# One visitor at a desk


def test_a_desk_calls_nobody_while_somebody_is_there(hall, clerk):
    taken(hall), taken(hall)
    call(hall, clerk)
    refused(Reason.DESK_BUSY, call, hall, clerk)
    assert call(hall, clerk, desk=2) == 2


def test_called_again_sent_on_and_ended(hall, clerk):
    taken(hall, draft=SAID), taken(hall)
    call(hall, clerk)
    tickets.call_again(hall_id=hall.id, number=1, by=clerk, at=AT)
    viewer = clerk.viewer
    visitor = queries.visitor(viewer, hall, 1, at=AT)
    assert (visitor.number, visitor.times, visitor.typed) == (1, 2, True)
    refused(Reason.SAME_DESK, tickets.hand_on, hall_id=hall.id, number=1, to_desk=1, by=clerk, at=AT)
    refused(Reason.DESK_UNKNOWN, tickets.hand_on, hall_id=hall.id, number=1, to_desk=0, by=clerk, at=AT)
    tickets.hand_on(hall_id=hall.id, number=1, to_desk=2, by=clerk, at=AT)
    assert queries.visitor(viewer, hall, 1, at=AT) is None
    assert queries.draft_at(viewer, hall, 1, at=AT) == {}
    assert [(line.number, line.for_desk) for line in queries.queue(viewer, hall, at=AT)] == [(1, 2), (2, None)]
    assert (call(hall, clerk, desk=1), call(hall, clerk, desk=2)) == (2, 1)
    assert queries.draft_at(viewer, hall, 2, at=AT)["body"] == SAID["body"]
    end(hall, clerk, 1, Ending.ABSENT)
    refused(Reason.ENDED, end, hall, clerk, 1)
    refused(Reason.NOT_HERE, end, hall, clerk, 99)


def test_two_desks_that_call_at_once_never_get_the_same_number(transactional_db):
    world = make_world()
    hall, clerk = make_hall(world), world.acting("intake")
    for _each in range(12):
        taken(hall)
    called, faults, gate = [], [], threading.Barrier(6)

    def desk(number: int) -> None:
        try:
            gate.wait()
            called.extend(_called_twice(hall, clerk, number))
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=desk, args=(number,)) for number in range(1, 7)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert faults == []
    assert sorted(called) == list(range(1, 13))


def _called_twice(hall, clerk, desk):
    first = call(hall, clerk, desk)
    end(hall, clerk, first)
    return [first, call(hall, clerk, desk)]


def test_the_database_itself_lets_no_two_be_at_one_desk_and_no_draft_outlive_a_visit(hall, clerk):
    taken(hall, draft=SAID), taken(hall)
    call(hall, clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(number=2).update(called_at=AT, desk=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(number=1).update(ended_at=AT, ending="served")


# Who


@pytest.mark.parametrize("who", ["dispatcher", "supervisor", "administrator", "handler", "auditor"])
def test_only_intake_staff_of_the_halls_unit_call_and_see_numbers(world, hall, who):
    taken(hall, draft=SAID)
    other = world.acting(who)
    refused(Reason.HALL_UNKNOWN, call, hall, other)
    assert queries.queue(other.viewer, hall, at=AT) == ()
    call(hall, world.acting("intake"))
    assert queries.visitor(other.viewer, hall, 1, at=AT) is None
    assert queries.draft_at(other.viewer, hall, 1, at=AT) == {}


def test_a_clerk_of_another_unit_is_no_clerk_here(world):
    elsewhere = make_hall(world, unit_id=world.units["west_centre"].pk)
    taken(elsewhere)
    refused(Reason.HALL_UNKNOWN, call, elsewhere, world.acting("intake"))


def test_nobody_reads_what_was_typed_before_its_number_is_called(hall, clerk):
    taken(hall, draft=SAID)
    assert queries.queue(clerk.viewer, hall, at=AT)[0].typed
    assert queries.draft_at(clerk.viewer, hall, 1, at=AT) == {}
    call(hall, clerk)
    assert queries.draft_at(clerk.viewer, hall, 1, at=AT) == SAID
    assert queries.draft_at(clerk.viewer, hall, 2, at=AT) == {}


# What is kept


def test_what_was_typed_is_sealed_and_goes_when_it_is_taken_in_or_the_visit_ends(hall, clerk):
    taken(hall, draft=SAID), taken(hall, draft=SAID)
    stored = bytes(Ticket.objects.get(number=1).draft)
    assert "张三".encode() not in stored
    with pytest.raises(crypto.CannotDecrypt):
        crypto.decrypt(stored, bound_to=f"ticket:{hall.id}:2026-03-02:2")
    call(hall, clerk)
    tickets.note_made(hall_id=hall.id, number=1, case_id=7, by=clerk, at=AT)
    assert Ticket.objects.get(number=1).draft is None
    end(hall, clerk, 1)
    assert call(hall, clerk) == 2
    end(hall, clerk, 2, Ending.ABSENT)
    assert Ticket.objects.exclude(draft=None).count() == 0


def test_what_was_taken_in_goes_along_to_the_next_desk_and_with_the_visit(hall, clerk):
    taken(hall)
    call(hall, clerk)
    for case_id in (7, 9, 7):
        tickets.note_made(hall_id=hall.id, number=1, case_id=case_id, by=clerk, at=AT)
    with pytest.raises(crypto.CannotDecrypt):
        crypto.decrypt(bytes(Ticket.objects.get().made), bound_to=f"ticket-made:{hall.id}:2026-03-02:2")
    tickets.hand_on(hall_id=hall.id, number=1, to_desk=2, by=clerk, at=AT)
    assert queries.made_at(clerk.viewer, hall, 1, at=AT) == ()
    assert call(hall, clerk, desk=2) == 1
    assert queries.made_at(clerk.viewer, hall, 2, at=AT) == (7, 9)
    end(hall, clerk, 1)
    assert Ticket.objects.get().made is None
    assert queries.made_at(clerk.viewer, hall, 2, at=AT) == ()


def test_what_was_taken_in_is_forgotten_with_the_day(hall, clerk):
    taken(hall)
    call(hall, clerk)
    tickets.note_made(hall_id=hall.id, number=1, case_id=7, by=clerk, at=AT)
    forgetting.close_days(at=AT + timedelta(days=1))
    assert (Ticket.objects.get().made, Ticket.objects.get().ending) == (None, "day_over")
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.update(made=b"x")


@pytest.mark.parametrize("draft", [{}, {"kind": "report", "identity": "open"}, {"body": "  \n ", "csrf": "x"}])
def test_where_nothing_was_typed_nothing_is_handed_over(hall, draft):
    taken(hall, draft=draft)
    assert Ticket.objects.get().draft is None


def test_a_new_key_reaches_what_waits_for_a_counter(hall, settings):
    taken(hall, draft=SAID)
    settings.BANJIE_CONTACT_KEYS = [crypto.new_key(), *settings.BANJIE_CONTACT_KEYS]
    (column,) = [each for each in sealing.columns() if each.model is Ticket and each.name == "draft"]
    assert sealing.under_older_keys(column) == 1
    assert sum(count for each, count in sealing.reseal() if each.model is Ticket) == 1
    assert sealing.under_older_keys(column) == 0


def test_a_day_ends_with_everything_erased_and_then_only_counts_are_left(hall, clerk, monkeypatch):
    for number, minutes in enumerate((1, 3, 12), 1):
        taken(hall, draft=SAID)
        assert call(hall, clerk, at=AT + timedelta(minutes=minutes)) == number
        end(hall, clerk, number, Ending.ABSENT if number == 3 else Ending.SERVED, at=AT + timedelta(hours=1))
    taken(hall, draft=SAID, key="kiosk:left"), taken(hall, draft=SAID)
    call(hall, clerk)
    monkeypatch.setattr("banjie.platform.clock.now", lambda: AT + timedelta(hours=13))
    jobs.forget()
    assert Ticket.objects.filter(ended_at=None).count() == 2
    monkeypatch.setattr("banjie.platform.clock.now", lambda: AT + timedelta(days=1))
    jobs.forget()
    jobs.forget()
    assert Ticket.objects.exclude(draft=None).count() == Ticket.objects.filter(ended_at=None).count() == 0
    hour = HallHour.objects.get()
    assert (hour.hour, hour.taken, hour.served, hour.absent, hour.left, hour.waits) == (9, 5, 2, 1, 2, [0, 1, 3, 12])
    assert forgetting.forget_old(at=AT + timedelta(days=9)) == 5
    assert Ticket.objects.count() == 0
    (figures,) = queries.figures(hall, since=AT.date(), until=AT.date())
    assert (figures.taken, figures.median, figures.p90, figures.absent_percent) == (5, 1, 12, 33)


# When


def test_no_numbers_outside_of_opening_hours_and_on_holidays(world):
    hall = make_hall(world, hours="09:00-12:00 13:30-17:30")
    assert taken(hall) == 1
    for at in (AT + timedelta(hours=3), AT + timedelta(hours=9), AT - timedelta(days=1)):
        refused(Reason.CLOSED, taken, hall, at=at)
    assert queries.standing(hall, at=AT + timedelta(hours=3)).is_open is False
    daily = make_hall(world, code="daily", hours="09:00-12:00", working_days_only=False)
    assert taken(daily, at=AT - timedelta(days=1)) == 1


# Keeping


def test_setting_a_hall_up_changing_it_and_its_devices_are_on_record(world, hall):
    keeping.change_hall(hall_id=hall.id, wanted=wanted(world, hours="9:00-12:00"), by=SYSTEM, at=AT)
    keeping.change_hall(hall_id=hall.id, wanted=wanted(world, hours="09:00-12:00"), by=SYSTEM, at=AT)
    made = admitted(hall)
    keeping.revoke(device_id=made.device_id, by=SYSTEM, at=AT)
    keeping.revoke(device_id=made.device_id, by=SYSTEM, at=AT)
    rows = OrganisationChange.objects.filter(subject_kind__startswith="hall").order_by("id")
    assert [(row.verb, row.subject_kind) for row in rows] == [
        ("create", "hall"),
        ("change", "hall"),
        ("admit", "hall_device"),
        ("revoke", "hall_device"),
    ]
    assert rows[1].data == {"before": {"hours": ""}, "after": {"hours": "09:00-12:00"}}
    assert made.token not in str([row.data for row in rows])
    assert halls.by_id(hall.id).hours_text == "09:00-12:00"
    assert halls.device_with(made.token, at=AT) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, Reason.NAME_MISSING),
        ({"code": "Hall 1"}, Reason.CODE_NOT_PLAIN),
        ({"code": "kiosk"}, Reason.CODE_TAKEN),
        ({"code": "hall"}, Reason.CODE_TAKEN),
        ({"code": "new", "hours": "x"}, Reason.HOURS_UNREADABLE),
        ({"code": "new", "most_priority": 0}, Reason.MOST_PRIORITY_ODD),
        ({"code": "new", "unit_id": 10**6}, Reason.UNIT_UNKNOWN),
    ],
)
def test_a_hall_that_cannot_be_is_refused_and_nothing_is_written(world, hall, change, code):
    refused(code, lambda: make_hall(world, **change))
    assert Hall.objects.count() == 1


def test_a_device_is_let_in_for_a_year_at_most_and_for_no_past(hall):
    refused(Reason.ENDS_TOO_LATE, admitted, hall, days=400)
    refused(Reason.ENDS_BEFORE_START, admitted, hall, days=-1)
    assert HallDevice.objects.count() == 0
    made = admitted(hall)
    assert halls.device_with(made.token, at=AT).hall == hall
    assert halls.device_with(made.token, at=AT + timedelta(days=31)) is None


def test_a_hall_out_of_use_gives_no_numbers_and_its_devices_stop(world, hall):
    made = admitted(hall)
    keeping.change_hall(hall_id=hall.id, wanted=wanted(world, active=False), by=SYSTEM, at=AT)
    refused(Reason.HALL_UNKNOWN, taken, hall)
    assert halls.device_with(made.token, at=AT) is None
    assert halls.by_code("hall") is None
