"""Days, sums and visits of what was promised."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.performance.dates import DueDay, Lamp, days_late, due_day, lamp
from banjie.mediation.performance.reminders import Occasion, occasion
from banjie.mediation.performance.sums import BadSum, paid_after, rest, summed
from banjie.mediation.performance.visits import Promise, planned, waiting

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
sums = st.decimals(min_value="0.01", max_value="99999999.99", places=2)
A_DAY = timedelta(days=1)


def weekdays(day):
    return day.weekday() < 5


@given(days, st.sets(days, max_size=40))
def test_the_last_day_in_time_is_worked_and_never_earlier(agreed, holidays):
    def worked(day):
        return day not in holidays and weekdays(day)

    found = due_day(agreed, worked)
    assert found.last >= agreed
    assert worked(found.last)
    assert not any(worked(agreed + n * A_DAY) for n in range((found.last - agreed).days))
    assert found.moved == (not worked(agreed))


@given(days, st.integers(-60, 60))
def test_nobody_is_late_before_the_last_day_is_over(agreed, off):
    day = due_day(agreed, weekdays)
    on = agreed + off * A_DAY
    shown = lamp("owed", day, today=on, waits_for_condition=False, lasting=False)
    assert (shown is Lamp.OVERDUE) == (on > day.last) == (days_late(day, on) > 0)


@pytest.mark.parametrize(
    ("state", "waits", "lasting", "day", "expected"),
    [
        ("kept", False, False, date(2026, 1, 5), Lamp.SETTLED),
        ("broken", False, False, date(2026, 9, 5), Lamp.BROKEN),
        ("reported", False, False, date(2026, 1, 5), Lamp.TO_CONFIRM),
        ("owed", True, False, date(2026, 1, 5), Lamp.CONDITION),
        ("owed", False, True, None, Lamp.LASTING),
        ("owed", False, False, date(2026, 3, 2), Lamp.DUE),
        ("part", False, False, date(2026, 3, 9), Lamp.NEAR),
        ("owed", False, False, date(2026, 3, 10), Lamp.COMING),
        ("part", False, False, date(2026, 2, 27), Lamp.OVERDUE),
    ],
)
def test_how_it_stands(state, waits, lasting, day, expected):
    due = due_day(day, weekdays) if day else None
    assert lamp(state, due, today=date(2026, 3, 2), waits_for_condition=waits, lasting=lasting) is expected


@given(sums, st.lists(sums, max_size=12))
def test_whatever_is_paid_is_never_more_than_owed_and_never_lost(owed, payments):
    paid = Decimal("0.00")
    taken = []
    for payment in payments:
        try:
            paid = paid_after(owed, paid, payment)
        except BadSum:
            assert paid + payment > owed
        else:
            taken.append(payment)
    assert paid == summed(taken)
    assert paid + rest(owed, paid) == owed
    for payment in taken:
        paid = paid_after(owed, paid, -payment)
    assert paid == 0


@pytest.mark.parametrize(
    ("amount", "code"),
    [("0", "sum_nothing"), ("NaN", "sum_nothing"), ("Infinity", "sum_nothing"), ("0.001", "sum_not_cents"),
     ("100.01", "sum_over"), ("-0.01", "sum_below")],
)  # fmt: skip
def test_sums_that_are_none(amount, code):
    with pytest.raises(BadSum) as refused:
        paid_after(Decimal("100.00"), Decimal("0.00"), Decimal(amount))
    assert refused.value.code == code


def test_visits_by_the_months_end():
    found = planned(
        date(2025, 11, 30), [Promise(1, date(2025, 12, 5), False), Promise(2, date(2025, 12, 5), True)], weekdays
    )
    assert [(each.occasion, each.due_on) for each in found] == [
        ("due_1", date(2025, 12, 8)),
        ("after_15_days", date(2025, 12, 15)),
        ("after_3_months", date(2026, 3, 2)),
    ]


@given(
    days, st.lists(st.tuples(st.integers(1, 9), st.none() | days, st.booleans()), max_size=9, unique_by=lambda p: p[0])
)
def test_every_visit_is_on_a_working_day_after_what_it_asks_about(binding_on, given_promises):
    promises = [Promise(*each) for each in given_promises]
    found = planned(binding_on, promises, weekdays)
    assert [each.due_on for each in found] == sorted(each.due_on for each in found)
    for each in found:
        assert weekdays(each.due_on)
        asked = next((one.due_on for one in promises if one.number == each.obligation), binding_on)
        assert each.due_on > asked
    assert waiting(found, {each.occasion for each in found}) == []


@given(days, st.integers(-30, 30))
def test_one_reminder_an_occasion(agreed, off):
    day = due_day(agreed, weekdays)
    today = agreed + off * A_DAY
    found = occasion(day, today=today)
    if found is Occasion.BEFORE:
        assert today < agreed
    elif found is Occasion.ON_DAY:
        assert agreed <= today <= day.last
    elif found is Occasion.LATE:
        assert today > day.last


def test_late_is_said_for_a_week_and_no_longer():
    day = DueDay(date(2026, 3, 2), date(2026, 3, 2))
    assert occasion(day, today=date(2026, 3, 9)) is Occasion.LATE
    assert occasion(day, today=date(2026, 3, 10)) is None
    assert occasion(day, today=date(2026, 2, 26)) is None
