"""The days of rounds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.rounds.intervals import Interval, held_on, next_after, nominal, usual

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
intervals = st.sampled_from(list(Interval))


def weekdays(day):
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("interval", "first", "expected"),
    [
        (Interval.DAY, date(2026, 3, 2), [date(2026, 3, 2), date(2026, 3, 3)]),
        (Interval.WEEK, date(2026, 3, 2), [date(2026, 3, 2), date(2026, 3, 9)]),
        (Interval.HALF_MONTH, date(2026, 3, 1), [date(2026, 3, 1), date(2026, 3, 16), date(2026, 4, 1)]),
        (Interval.MONTH, date(2026, 1, 31), [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]),
        (Interval.QUARTER, date(2025, 11, 30), [date(2025, 11, 30), date(2026, 2, 28), date(2026, 5, 30)]),
    ],
)
def test_the_days_of_an_interval(interval, first, expected):
    assert [nominal(interval, first, step) for step in range(len(expected))] == expected


@given(intervals, days, st.integers(0, 60))
def test_days_go_forward(interval, first, step):
    assert nominal(interval, first, step) < nominal(interval, first, step + 1)


@given(intervals, days, st.integers(0, 400))
def test_the_next_round_is_later_and_worked(interval, first, later):
    last = first + timedelta(days=later)
    found = next_after(interval, first, last, weekdays)
    assert found > last
    assert weekdays(found)


def test_a_holiday_moves_a_round_to_the_next_day_that_is_worked():
    assert held_on(date(2026, 3, 7), weekdays) == date(2026, 3, 9)


def test_days_that_a_holiday_moved_onto_each_other_are_one_round():
    saturday = date(2026, 3, 7)
    monday = next_after(Interval.DAY, date(2026, 3, 2), date(2026, 3, 6), weekdays)
    assert monday == date(2026, 3, 9)
    assert next_after(Interval.DAY, date(2026, 3, 2), monday, weekdays) == date(2026, 3, 10)
    assert held_on(saturday, weekdays) == monday


@pytest.mark.parametrize(
    ("level", "interval"), [("village", "week"), ("township", "half_month"), ("county", "month"), ("grid", "day")]
)
def test_each_level_has_its_own(level, interval):
    assert usual(level) == interval
