"""Shifts and weeks as people write them."""

from datetime import date, time

import pytest

from banjie.core.clocks import (
    ORDINARY_WEEK,
    ClockError,
    ClockErrorCode,
    Shift,
    WorkingWeek,
    format_shifts,
    format_week,
    parse_shifts,
    parse_week,
)


def test_the_ordinary_week_is_nine_to_half_past_five_with_a_lunch_break() -> None:
    assert format_week(ORDINARY_WEEK) == ["09:00-12:00 13:30-17:30"] * 5 + ["", ""]


@pytest.mark.parametrize(
    "text",
    [
        "09:00-12:00 13:30-17:30",
        "9:00–12:00，13:30–17:30",
        "13:30-17:30; 09:00 - 12:00",
        "９：００至12:00、13:30~17:30",
    ],
)
def test_shifts_are_read_with_any_dash_comma_and_order(text: str) -> None:
    assert format_shifts(parse_shifts(text)) == "09:00-12:00 13:30-17:30"


def test_a_shift_may_end_on_the_following_day() -> None:
    night, evening, whole_day = parse_shifts("22:00-06:00") + parse_shifts("18:00-24:00") + parse_shifts("0:00-24:00")
    assert night.end_minute == 30 * 60
    assert evening == Shift(time(18), time(0))
    assert whole_day.end_minute - whole_day.start_minute == 24 * 60


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9-12", ClockErrorCode.BAD_SHIFT),
        ("25:00-26:00", ClockErrorCode.BAD_SHIFT),
        ("09:00-12:60", ClockErrorCode.BAD_SHIFT),
        ("morning", ClockErrorCode.BAD_SHIFT),
        ("09:00-12:00 11:59-14:00", ClockErrorCode.OVERLAPPING_SHIFTS),
        ("22:00-06:00 23:00-23:30", ClockErrorCode.OVERLAPPING_SHIFTS),
    ],
)
def test_hours_that_cannot_be_are_refused_with_a_code(text: str, code: ClockErrorCode) -> None:
    with pytest.raises(ClockError) as refused:
        parse_shifts(text)
    assert refused.value.code is code


def test_no_shift_has_seconds() -> None:
    with pytest.raises(ClockError, match="bad_shift"):
        Shift(time(9, 0, 30), time(12))


@pytest.mark.parametrize("days", [(), ((),) * 7, (parse_shifts("09:00-12:00"),) * 6])
def test_a_week_has_seven_days_and_some_work(days: tuple[tuple[Shift, ...], ...]) -> None:
    with pytest.raises(ClockError, match="no_working_time"):
        WorkingWeek(days)


def test_a_week_keeps_its_shifts_in_order_of_time() -> None:
    backwards = tuple(reversed(parse_shifts("09:00-12:00 13:30-17:30")))
    with pytest.raises(ClockError, match="bad_shift"):
        WorkingWeek((backwards,) * 7)


def test_a_week_is_read_back_from_its_seven_texts() -> None:
    week = parse_week(["08:00-20:00"] * 6 + ["10:00-12:00"], date(2026, 7, 1))
    assert parse_week(format_week(week), date(2026, 7, 1)) == week
