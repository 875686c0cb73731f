"""Periods over the real Chinese holidays of 2026, the turn of the year, and odd hours of the day."""

from datetime import date, timedelta

import pytest
from tests.unit.core.clocks.example_calendars import CHINA, CHINA_2026_DAYS, PLAIN, local, wall

from banjie.core.clocks import (
    ClockError,
    ClockErrorCode,
    DayKind,
    DayOverride,
    OverrideKind,
    WorkingCalendar,
    parse_shifts,
    parse_target,
    parse_week,
)


@pytest.mark.parametrize(
    ("start", "target", "due"),
    [
        # Working days: the day of receipt is not counted, the last one ends at the close of business.
        ("2026-03-02 09:00", "1wd", "2026-03-03 17:30"),
        ("2026-03-02 00:00", "1wd", "2026-03-03 17:30"),
        ("2026-03-02 23:59", "1wd", "2026-03-03 17:30"),
        ("2026-03-03 00:00", "1wd", "2026-03-04 17:30"),
        ("2026-03-06 16:00", "1wd", "2026-03-09 17:30"),
        ("2026-03-07 10:00", "1wd", "2026-03-09 17:30"),
        # Spring Festival: Saturday the 14th is worked, then nine days off, and Saturday the 28th is worked.
        ("2026-02-13 16:00", "1wd", "2026-02-14 17:30"),
        ("2026-02-13 16:00", "2wd", "2026-02-24 17:30"),
        ("2026-02-16 03:00", "5wd", "2026-02-28 17:30"),
        ("2026-02-27 18:00", "2wd", "2026-03-02 17:30"),
        # National Day with Mid-Autumn before it: Sunday 20 September and Saturday 10 October are worked.
        ("2026-09-18 10:00", "1wd", "2026-09-20 17:30"),
        ("2026-09-24 10:00", "1wd", "2026-09-28 17:30"),
        ("2026-09-30 15:00", "3wd", "2026-10-10 17:30"),
        ("2026-09-30 15:00", "4wd", "2026-10-12 17:30"),
        # Across the year: 1-3 January off, Sunday the 4th worked.
        ("2025-12-31 17:00", "1wd", "2026-01-04 17:30"),
        ("2025-12-30 17:00", "3wd", "2026-01-05 17:30"),
        # By the end of the day itself; after closing or on a day off, of the next working day.
        ("2026-03-02 09:00", "0wd", "2026-03-02 17:30"),
        ("2026-03-02 17:29", "0wd", "2026-03-02 17:30"),
        ("2026-03-02 17:30", "0wd", "2026-03-03 17:30"),
        ("2026-10-01 12:00", "0wd", "2026-10-08 17:30"),
        # Working hours run only in office hours, and end with the shift that uses them up.
        ("2026-03-02 09:00", "3wh", "2026-03-02 12:00"),
        ("2026-03-02 09:00", "4wh", "2026-03-02 14:30"),
        ("2026-03-02 11:00", "4wh", "2026-03-02 16:30"),
        ("2026-03-02 12:30", "4wh", "2026-03-02 17:30"),
        ("2026-03-02 16:30", "2wh", "2026-03-03 10:00"),
        ("2026-02-14 16:30", "2wh", "2026-02-24 10:00"),
        ("2026-09-30 20:00", "8wh", "2026-10-09 10:00"),
        ("2026-03-02 17:15", "30wm", "2026-03-03 09:15"),
        # Calendar hours know no nights and no holidays.
        ("2026-02-14 16:30", "24h", "2026-02-15 16:30"),
        ("2026-12-31 23:30", "45m", "2027-01-01 00:15"),
        # Calendar days count every date; a last day off gives way to the next working day.
        ("2026-03-02 09:00", "3d", "2026-03-05 17:30"),
        ("2026-03-02 09:00", "5d", "2026-03-09 17:30"),
        ("2026-02-13 09:00", "1d", "2026-02-14 17:30"),
        ("2026-02-13 09:00", "2d", "2026-02-24 17:30"),
        ("2026-09-16 09:00", "15d", "2026-10-08 17:30"),
        ("2026-03-02 09:00", "0d", "2026-03-02 17:30"),
        ("2026-03-01 09:00", "0d", "2026-03-02 17:30"),
    ],
)
def test_a_period_ends_where_the_law_and_the_announced_holidays_put_it(start: str, target: str, due: str) -> None:
    assert wall(CHINA.add(local(start), parse_target(target))) == due


def test_sixty_calendar_days_pass_over_nothing_but_a_last_day_off() -> None:
    # 信访工作条例 counts 60 natural days: from 3 August the last one is 2 October, a holiday.
    assert wall(CHINA.add(local("2026-08-03 10:00"), parse_target("60d"))) == "2026-10-08 17:30"
    assert wall(PLAIN.add(local("2026-08-03 10:00"), parse_target("60d"))) == "2026-10-02 17:30"


def test_working_time_leaves_out_lunch_nights_and_holidays() -> None:
    assert CHINA.working_time(local("2026-03-02 11:00"), local("2026-03-03 10:00")) == timedelta(hours=6)
    assert CHINA.working_time(local("2026-10-01 00:00"), local("2026-10-08 09:00")) == timedelta(0)
    assert CHINA.working_time(local("2026-02-13 17:30"), local("2026-02-24 09:00")) == timedelta(hours=7)


def test_working_time_is_never_negative() -> None:
    assert CHINA.working_time(local("2026-03-03 10:00"), local("2026-03-02 11:00")) == timedelta(0)
    assert CHINA.working_days(local("2026-03-03 10:00"), local("2026-03-01 11:00")) == 0


def test_working_days_between_two_instants_are_the_closes_of_business() -> None:
    assert CHINA.working_days(local("2026-02-13 16:00"), local("2026-02-24 17:30")) == 3
    assert CHINA.working_days(local("2026-02-13 16:00"), local("2026-02-24 17:29")) == 2


def test_office_hours_include_their_beginning_and_not_their_end() -> None:
    at_work = [CHINA.is_working(local(f"2026-03-02 {time}")) for time in ("08:59", "09:00", "11:59", "12:00", "13:30")]
    assert at_work == [False, True, True, False, True]
    assert CHINA.is_working(local("2026-02-28 10:00"))
    assert not CHINA.is_working(local("2026-10-05 10:00"))


@pytest.mark.parametrize(
    ("day", "kind", "name", "hours"),
    [
        (date(2026, 2, 13), DayKind.WORKING, "", 7),
        (date(2026, 2, 14), DayKind.MAKE_UP, "春节", 7),
        (date(2026, 2, 17), DayKind.HOLIDAY, "春节", 0),
        (date(2026, 3, 1), DayKind.WEEKEND, "", 0),
    ],
)
def test_a_day_says_what_it_is(day: date, kind: DayKind, name: str, hours: int) -> None:
    found = CHINA.day(day)
    assert (found.kind, found.name, found.working_time) == (kind, name, timedelta(hours=hours))


def test_a_day_of_other_hours_closes_when_it_says() -> None:
    short = DayOverride(date(2026, 12, 31), OverrideKind.CUSTOM, "年终", "Year end", parse_shifts("09:00-12:00"))
    calendar = WorkingCalendar("Asia/Shanghai", overrides=(short,))
    assert wall(calendar.add(local("2026-12-30 10:00"), parse_target("1wd"))) == "2026-12-31 12:00"
    assert wall(calendar.add(local("2026-12-31 11:00"), parse_target("2wh"))) == "2027-01-01 10:00"


def test_a_make_up_day_may_have_hours_of_its_own() -> None:
    half = DayOverride(date(2026, 3, 7), OverrideKind.WORKING_DAY, hours=parse_shifts("09:00-12:00"))
    calendar = WorkingCalendar("Asia/Shanghai", overrides=(half,))
    assert wall(calendar.add(local("2026-03-06 17:30"), parse_target("4wh"))) == "2026-03-09 10:00"


def test_summer_hours_begin_and_end_on_their_dates() -> None:
    winter = ["09:00-12:00 13:30-17:30"] * 5 + ["", ""]
    summer = ["08:00-12:00 15:00-18:00"] * 5 + ["", ""]
    calendar = WorkingCalendar(
        "Asia/Shanghai",
        weeks=(
            parse_week(winter),
            parse_week(summer, date(2026, 7, 1)),
            parse_week(winter, date(2026, 10, 1)),
        ),
    )
    due = [
        wall(calendar.add(local(f"{day} 12:00"), parse_target("1wd")))
        for day in ("2026-06-29", "2026-06-30", "2026-09-29", "2026-09-30")
    ]
    assert due == ["2026-06-30 17:30", "2026-07-01 18:00", "2026-09-30 18:00", "2026-10-01 17:30"]


@pytest.mark.parametrize("year", [1901, 1969, 1999, 2011, 2045, 2190])
def test_any_year_from_1900_to_2199_can_be_asked_about(year: int) -> None:
    calendar = WorkingCalendar("Asia/Shanghai", overrides=CHINA_2026_DAYS)
    start = local(f"{year}-07-01 12:00")
    due = calendar.add(start, parse_target("10wd"))
    assert calendar.working_days(start, due) in (10, 11)
    assert calendar.working_time(start, calendar.add(start, parse_target("100wh"))) == timedelta(hours=100)
    assert wall(CHINA.add(local("2026-02-13 16:00"), parse_target("2wd"))) == "2026-02-24 17:30"


@pytest.mark.parametrize("year", [1950, 2011, 2060])
def test_it_does_not_matter_which_year_was_asked_about_first(year: int) -> None:
    far, near = local(f"{year}-07-01 12:00"), local("2026-03-02 12:00")
    asked_near_first, asked_far_first = WorkingCalendar("Asia/Shanghai"), WorkingCalendar("Asia/Shanghai")
    asked_far_first.date_of(far)
    since, until = sorted((far, near))
    assert asked_near_first.working_time(since, until) == asked_far_first.working_time(since, until)
    again = WorkingCalendar("Asia/Shanghai")
    assert again.working_days(since, until) == asked_far_first.working_days(since, until)
    weeks = (until - since) // timedelta(days=7)
    assert asked_far_first.working_days(since, until) in range(5 * weeks, 5 * weeks + 8)
    whole_weeks = asked_far_first.working_time(since, since + weeks * timedelta(days=7))
    assert whole_weeks == weeks * timedelta(hours=35)


@pytest.mark.parametrize(("day", "hours"), [(3, 6), (4, 6), (5, 6), (6, 3)])
def test_a_calendar_may_be_idle_when_its_first_year_begins(day: int, hours: int) -> None:
    sundays = WorkingCalendar("Asia/Shanghai", weeks=(parse_week([""] * 6 + ["09:00-12:00"]),))
    worked = sundays.working_time(local(f"2020-01-0{day} 00:00"), local("2020-01-13 00:00"))
    assert worked == timedelta(hours=hours)


@pytest.mark.parametrize("at", ["1899-06-01 12:00", "2200-06-01 12:00"])
def test_a_date_beyond_the_tables_is_refused_with_a_code(at: str) -> None:
    with pytest.raises(ClockError) as refused:
        PLAIN.add(local(at), parse_target("1wd"))
    assert refused.value.code is ClockErrorCode.OUTSIDE_YEARS


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ClockError, match="naive_time"):
        CHINA.add(local("2026-03-02 09:00").replace(tzinfo=None), parse_target("1wd"))


@pytest.mark.parametrize("zone", ["", "Asia/Qinghe", "../etc/passwd", "Asia/Shanghai\0"])
def test_an_unknown_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(ClockError, match="unknown_time_zone"):
        WorkingCalendar(zone)


def test_a_date_is_overridden_once() -> None:
    with pytest.raises(ClockError, match="duplicate_day"):
        WorkingCalendar("Asia/Shanghai", overrides=CHINA_2026_DAYS[:1] * 2)


def test_a_calendar_of_nothing_but_holidays_is_refused_rather_than_searched_for_ever() -> None:
    with pytest.raises(ClockError, match="no_working_time"):
        WorkingCalendar("Asia/Shanghai", weeks=())


def test_equal_calendars_are_equal_and_hash_alike() -> None:
    twin = WorkingCalendar("Asia/Shanghai", overrides=CHINA_2026_DAYS, published_years=frozenset({2025, 2026}))
    assert twin == CHINA
    assert hash(twin) == hash(CHINA)
