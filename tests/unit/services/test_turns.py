"""Whose turn it is, how many wait before one, and how long that may take."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.services.hall import opening
from banjie.services.hall.rules import ENOUGH, Waiting, before, minutes_until, next_for, order, quantile, run_of

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def numbers(waiting, *, run=0, most=2):
    return [each.number for each in order(waiting, priority_run=run, most=most)]


def test_by_number_and_priority_first_but_not_for_ever():
    waiting = [Waiting(1), Waiting(2), Waiting(3, True), Waiting(4, True), Waiting(5, True), Waiting(6, True)]
    assert numbers(waiting) == [3, 4, 1, 5, 6, 2]
    assert numbers(waiting, run=2) == [1, 3, 4, 2, 5, 6]
    assert numbers(waiting, most=1) == [3, 1, 4, 2, 5, 6]


def test_whoever_was_sent_on_is_next_at_that_desk_and_at_no_other():
    waiting = [Waiting(1), Waiting(2, True), Waiting(3, for_desk=4)]
    assert next_for(4, waiting, priority_run=0, most=2) == Waiting(3, for_desk=4)
    assert next_for(5, waiting, priority_run=0, most=2) == Waiting(2, True)
    assert next_for(5, [Waiting(3, for_desk=4)], priority_run=0, most=2) is None


def test_how_many_are_called_before_one():
    waiting = [Waiting(1), Waiting(2), Waiting(3, True)]
    assert [before(number, waiting, priority_run=0, most=2) for number in (1, 2, 3)] == [1, 2, 0]


lines = st.lists(st.tuples(st.booleans(), st.sampled_from([None, None, None, 1, 2])), max_size=40)


@given(lines, st.integers(0, 12), st.integers(1, 9))
def test_everybody_is_called_once_and_nobody_waits_behind_more_than_their_share(drawn, run, most):
    waiting = [Waiting(number, *each) for number, each in enumerate(drawn, 1)]
    called = order(waiting, priority_run=run, most=most)
    assert sorted(each.number for each in called) == [each.number for each in waiting if each.for_desk is None]
    for kind in (True, False):
        same = [each.number for each in called if each.priority is kind]
        assert same == sorted(same)
    row = run
    for position, each in enumerate(called):
        others_wait = any(not later.priority for later in called[position:])
        assert not (each.priority and row >= most and others_wait)
        row = row + 1 if each.priority else 0


@given(lines, st.integers(0, 3), st.integers(1, 4))
def test_the_order_that_is_told_is_the_one_in_which_desks_call(drawn, run, most):
    waiting = [Waiting(number, priority) for number, (priority, _desk) in enumerate(drawn, 1)]
    told, left, row, called = order(waiting, priority_run=run, most=most), list(waiting), run, []
    while (each := next_for(1, left, priority_run=row, most=most)) is not None:
        left.remove(each)
        called.append(each)
        row = row + 1 if each.priority else 0
    assert tuple(called) == told


def test_a_run_ends_with_the_first_without_priority():
    assert run_of([]) == 0
    assert run_of([True, True, False, True]) == 2
    assert run_of([False, True]) == 0


def test_a_wait_is_told_only_where_enough_were_called_and_a_lunch_break_does_not_count():
    calls = [AT + timedelta(minutes=4 * each) for each in range(ENOUGH)]
    assert minutes_until(2, calls[1:]) is None
    assert minutes_until(2, calls) == 15
    assert minutes_until(0, calls) == 5
    assert minutes_until(2, [*calls, calls[-1] + timedelta(hours=2)]) == 15
    assert minutes_until(2, list(reversed(calls))) == 15


def test_quantiles_are_times_that_somebody_waited():
    assert quantile([], 0.5) is None
    assert quantile([7], 0.9) == 7
    assert (quantile(list(range(1, 11)), 0.5), quantile(list(range(1, 11)), 0.9)) == (5, 9)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("09:00-12:00", "09:00-12:00"),
        ("9:00—12:00，13:30 至 17:30", "09:00-12:00 13:30-17:30"),
        (" 08:30-11:30 14:00-17:00 ", "08:30-11:30 14:00-17:00"),
    ],
)
def test_hours_are_read_as_people_write_them(text, told):
    assert opening.written(opening.read(text)) == told


@pytest.mark.parametrize(
    "text", ["nine to five", "12:00-09:00", "09:00-09:00", "09:00-12:00 11:00-13:00", "25:00-26:00", "09:00-12:00 x"]
)
def test_what_are_no_hours_is_refused(text):
    with pytest.raises(opening.BadHours):
        opening.read(text)


def test_open_from_the_first_minute_to_the_last():
    spans = opening.read("09:00-12:00 13:30-17:30")
    moments = [(8, 59), (9, 0), (11, 59), (12, 0), (13, 30), (17, 30)]
    assert [opening.is_open(spans, time(*each)) for each in moments] == [False, True, True, False, True, False]
    assert opening.is_open((), time(3))
