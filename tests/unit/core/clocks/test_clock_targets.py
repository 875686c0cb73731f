"""Targets and moments as people write them."""

import pytest

from banjie.core.clocks import (
    AT_DUE,
    ClockError,
    ClockErrorCode,
    Target,
    Unit,
    format_target,
    parse_target,
    parse_when,
    used,
)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("4wh", 4, Unit.WORKING_HOURS),
        ("2wd", 2, Unit.WORKING_DAYS),
        ("24h", 24, Unit.CALENDAR_HOURS),
        ("3d", 3, Unit.CALENDAR_DAYS),
        ("30m", 30, Unit.CALENDAR_MINUTES),
        ("90 wm", 90, Unit.WORKING_MINUTES),
        (" 2 WD ", 2, Unit.WORKING_DAYS),
        ("2 working days", 2, Unit.WORKING_DAYS),
        ("1 business day", 1, Unit.WORKING_DAYS),
        ("5个工作日", 5, Unit.WORKING_DAYS),
        ("２ 个 工作日", 2, Unit.WORKING_DAYS),
        ("4工作小时", 4, Unit.WORKING_HOURS),
        ("24小时", 24, Unit.CALENDAR_HOURS),
        ("24个小时", 24, Unit.CALENDAR_HOURS),
        ("15天", 15, Unit.CALENDAR_DAYS),
        ("30自然日", 30, Unit.CALENDAR_DAYS),
        ("30分钟", 30, Unit.CALENDAR_MINUTES),
        ("0wd", 0, Unit.WORKING_DAYS),
    ],
)
def test_a_target_is_read_as_people_write_it(text: str, amount: int, unit: Unit) -> None:
    assert parse_target(text) == Target(amount, unit)


@pytest.mark.parametrize(
    "text",
    ["", "3", "wd", "-1wd", "2.5h", "two days", "3x", "0h", "99999999d", "3d 4h", "4 h w", "12345678901h"],
)
def test_what_is_not_a_target_is_refused_with_a_code(text: str) -> None:
    with pytest.raises(ClockError) as refused:
        parse_target(text)
    assert refused.value.code is ClockErrorCode.BAD_TARGET
    assert refused.value.data


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_is_read_back_from_its_short_form(unit: Unit) -> None:
    assert parse_target(format_target(Target(7, unit))) == Target(7, unit)


@pytest.mark.parametrize("text", ["75%", "-4wh", "due", "+1wd", "+30m", "-2d", "1%", "99%"])
def test_a_moment_is_read_back_from_its_text(text: str) -> None:
    assert str(parse_when(text)) == text


def test_a_moment_is_read_with_full_width_signs() -> None:
    assert parse_when(" 80％ ") == used(80)
    assert parse_when("＋1个工作日") == parse_when("+1wd")
    assert parse_when("DUE") is AT_DUE


@pytest.mark.parametrize("text", ["", "0%", "100%", "75", "+", "-0wd", "+x", "later", "-1"])
def test_what_is_not_a_moment_is_refused_with_a_code(text: str) -> None:
    with pytest.raises(ClockError) as refused:
        parse_when(text)
    assert refused.value.code is ClockErrorCode.BAD_WHEN
