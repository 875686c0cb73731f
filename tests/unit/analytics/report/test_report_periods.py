"""Days, weeks, months and quarters, and what they are compared with."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.analytics.report.periods import (
    Comparison,
    Period,
    PeriodKind,
    charted,
    compared_with,
    containing,
    latest_over,
    previous,
)
from banjie.analytics.report.plans import MADE_UP_FOR, due_periods

ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC")]
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
kinds = st.sampled_from(PeriodKind)
zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2001, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(kinds, days)
def test_every_day_lies_in_the_period_that_contains_it(kind, day):
    period = containing(kind, day)
    assert period.first <= day <= period.last
    assert containing(kind, period.first) == containing(kind, period.last) == period


@given(kinds, days, zones)
def test_periods_follow_each_other_without_gap_or_overlap(kind, day, zone):
    period = containing(kind, day)
    before = previous(period)
    assert before.last + timedelta(days=1) == period.first
    assert before.bounds(zone)[1] == period.bounds(zone)[0]


@given(kinds, days)
def test_lengths_are_those_of_the_calendar(kind, day):
    allowed = {
        PeriodKind.DAY: {1},
        PeriodKind.WEEK: {7},
        PeriodKind.MONTH: {28, 29, 30, 31},
        PeriodKind.QUARTER: {90, 91, 92},
    }
    assert containing(kind, day).days in allowed[kind]


@given(kinds, days)
def test_compared_periods_are_whole_and_earlier(kind, day):
    period = containing(kind, day)
    found = compared_with(period)
    assert next(iter(found)) is Comparison.PREVIOUS
    assert (Comparison.WEEK_BEFORE in found) == (kind is PeriodKind.DAY)
    for other in found.values():
        assert other.kind is kind
        assert other.last < period.first
        assert containing(kind, other.first) == other


@given(days)
def test_a_week_before_is_the_same_weekday(day):
    other = compared_with(containing(PeriodKind.DAY, day))[Comparison.WEEK_BEFORE]
    assert other.first.weekday() == day.weekday()


@given(days)
def test_a_year_before_a_week_is_a_week_of_the_year_before(day):
    week = containing(PeriodKind.WEEK, day)
    other = compared_with(week)[Comparison.YEAR_BEFORE]
    assert (week.first - other.first).days == 364


@pytest.mark.parametrize(
    ("kind", "day", "first"),
    [
        (PeriodKind.DAY, date(2024, 2, 29), date(2023, 2, 28)),
        (PeriodKind.DAY, date(2026, 11, 28), date(2025, 11, 28)),
        (PeriodKind.MONTH, date(2024, 2, 29), date(2023, 2, 1)),
        (PeriodKind.QUARTER, date(2026, 12, 31), date(2025, 10, 1)),
    ],
)
def test_a_year_before_is_the_same_part_of_the_year(kind, day, first):
    assert compared_with(containing(kind, day))[Comparison.YEAR_BEFORE].first == first


@given(kinds, moments, zones)
def test_the_latest_that_is_over_is_over_and_the_next_is_not(kind, at, zone):
    period = latest_over(kind, at, zone)
    assert period.over_at(zone) <= at
    following = containing(kind, period.last + timedelta(days=1))
    assert following.over_at(zone) > at


def test_a_day_on_which_clocks_change_is_a_whole_day():
    period = containing(PeriodKind.DAY, date(2026, 3, 29))
    since, until = (each.astimezone(UTC) for each in period.bounds(ZoneInfo("Europe/Berlin")))
    assert until - since == timedelta(hours=23)


def test_a_chart_of_a_day_shows_the_fortnight_that_ends_with_it():
    first, last = charted(containing(PeriodKind.DAY, date(2026, 11, 28)))
    assert (last - first).days == 13
    assert charted(containing(PeriodKind.MONTH, date(2026, 11, 3))) == (date(2026, 11, 1), date(2026, 11, 30))


@given(kinds, moments, st.integers(0, 23), st.integers(0, 200))
def test_what_is_due_is_over_its_hour_has_come_and_nothing_is_left_out(kind, at, hour, planned_days_ago):
    zone, since = ZONES[0], at - timedelta(days=planned_days_ago)
    found = due_periods(kind, since=since, hour=hour, at=at, zone=zone)
    assert all(each.over_at(zone) + timedelta(hours=hour) <= at for each in found)
    assert all(each.over_at(zone) > max(since, at - MADE_UP_FOR) for each in found)
    assert all(previous(later) == earlier for earlier, later in itertools.pairwise(found))
    following = containing(kind, (found[-1].last if found else latest_over(kind, at, zone).last) + timedelta(days=1))
    if found:
        assert following.over_at(zone) + timedelta(hours=hour) > at


def test_a_plan_makes_nothing_from_before_it_was_set():
    at = datetime(2026, 11, 28, 1, tzinfo=UTC)
    assert due_periods(PeriodKind.DAY, since=at, hour=8, at=at, zone=ZONES[0]) == []
    yesterday = [Period(PeriodKind.DAY, date(2026, 11, 27), date(2026, 11, 27))]
    assert due_periods(PeriodKind.DAY, since=at - timedelta(days=1), hour=8, at=at, zone=ZONES[0]) == yesterday
    assert due_periods(PeriodKind.DAY, since=at - timedelta(days=1), hour=10, at=at, zone=ZONES[0]) == []
