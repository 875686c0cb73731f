"""Places that change their clocks, work over midnight, or have lost a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.unit.core.clocks.example_calendars import SHIFTS, TOWN, local, wall

from banjie.core.clocks import WorkingCalendar, parse_target, parse_week

ROUND_THE_CLOCK = parse_week(["00:00-24:00"] * 7)


@pytest.mark.parametrize(
    ("start", "target", "due"),
    [
        # Clocks go forward on Sunday 29 March 2026 and back on Sunday 25 October 2026.
        ("2026-03-27 16:00", "2wh", "2026-03-30 10:00"),
        ("2026-03-27 16:00", "1wd", "2026-03-30 17:00"),
        ("2026-03-28 16:00", "24h", "2026-03-29 17:00"),
        ("2026-10-24 16:00", "24h", "2026-10-25 15:00"),
        ("2026-03-28 16:00", "1d", "2026-03-30 17:00"),
        ("2026-10-23 16:00", "2wh", "2026-10-26 10:00"),
    ],
)
def test_office_hours_follow_the_wall_clock_through_a_change(start: str, target: str, due: str) -> None:
    assert wall(TOWN.add(local(start, TOWN), parse_target(target)), TOWN) == due


def test_a_night_that_loses_an_hour_has_an_hour_less_of_work() -> None:
    night = local("2026-03-28 22:00", SHIFTS), local("2026-03-29 06:00", SHIFTS)
    usual = local("2026-03-21 22:00", SHIFTS), local("2026-03-22 06:00", SHIFTS)
    assert SHIFTS.working_time(*usual) == timedelta(hours=8)
    assert SHIFTS.working_time(*night) == timedelta(hours=7)


def test_a_night_that_gains_an_hour_has_an_hour_more_of_work() -> None:
    night = local("2026-10-24 22:00", SHIFTS), local("2026-10-25 06:00", SHIFTS)
    assert SHIFTS.working_time(*night) == timedelta(hours=9)


def test_a_night_shift_belongs_to_the_day_it_begins_on() -> None:
    assert wall(SHIFTS.add(local("2026-03-06 10:00", SHIFTS), parse_target("1wd")), SHIFTS) == "2026-03-08 06:00"
    assert wall(SHIFTS.add(local("2026-03-08 03:00", SHIFTS), parse_target("1wd")), SHIFTS) == "2026-03-10 06:00"


@pytest.mark.parametrize("day", ["2019-01-01", "2020-01-01", "2021-01-01"])
def test_a_night_shift_runs_over_the_turn_of_any_year(day: str) -> None:
    calendar = WorkingCalendar("Asia/Shanghai", weeks=(parse_week(["22:00-06:00"] * 7),))
    morning = local(f"{day} 00:00", calendar), local(f"{day} 09:00", calendar)
    assert calendar.working_time(*morning) == timedelta(hours=6)


def test_a_shift_that_runs_into_the_next_days_is_counted_once() -> None:
    calendar = WorkingCalendar("Asia/Shanghai", weeks=(parse_week(["08:00-12:00 20:00-10:00"] * 7),))
    day = local("2026-03-02 00:00", calendar), local("2026-03-03 00:00", calendar)
    assert calendar.working_time(*day) == timedelta(hours=12 + 4)


@pytest.mark.parametrize(
    "zone",
    [
        "America/Santiago",
        "Asia/Beirut",
        "America/Havana",
        "Europe/London",
        "Australia/Lord_Howe",
        "Asia/Shanghai",
    ],
)
def test_round_the_clock_working_time_is_real_time_in_any_zone(zone: str) -> None:
    calendar = WorkingCalendar(zone, weeks=(ROUND_THE_CLOCK,))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for days in (1, 90, 200, 364):
        assert calendar.working_time(start, start + timedelta(days=days)) == timedelta(days=days)


def test_the_local_date_changes_at_local_midnight() -> None:
    assert TOWN.date_of(datetime(2026, 7, 1, 22, 59, 59, 999999, tzinfo=UTC)) == date(2026, 7, 1)
    assert TOWN.date_of(datetime(2026, 7, 1, 23, 0, tzinfo=UTC)) == date(2026, 7, 2)
    assert TOWN.date_of(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)) == date(2026, 12, 1)


def test_a_day_that_a_place_has_skipped_is_never_the_local_date() -> None:
    samoa = WorkingCalendar("Pacific/Apia", weeks=(ROUND_THE_CLOCK,))
    before = datetime(2011, 12, 30, 9, 59, tzinfo=UTC)
    assert samoa.date_of(before) == date(2011, 12, 29)
    assert samoa.date_of(before + timedelta(minutes=1)) == date(2011, 12, 31)
    assert samoa.working_time(before, before + timedelta(minutes=2)) == timedelta(minutes=2)
