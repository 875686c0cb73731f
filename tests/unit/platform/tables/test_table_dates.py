"""Dates as people write them; what could be two days is told and never chosen."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from banjie.platform.tables import Cell, ParseProblem, infer_date_format, parse_datetime

CHINA = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
HALF_PAST_TWO = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


def read(cell: Cell, dayfirst: bool | None = None, zone: tzinfo = CHINA) -> datetime | ParseProblem:
    return parse_datetime(cell, default_tz=zone, dayfirst=dayfirst)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22 14:30",
        "2026-11-22 14:30:00",
        "2026-11-22T14:30:00.000",
        "2026-11-22T14:30:00+08:00",
        "2026-11-22T06:30:00Z",
        "2026-11-22 06:30:00 UTC",
        "2026/11/22 14:30",
        "2026/11/22 14:30:00",
        "2026.11.22 14:30",
        "2026年11月22日 14时30分",
        "2026年11月22日14:30",
        "2026年11月22日14点30分",
        "2026年11月22日 下午2:30",
        "2026年11月22日 下午2时30分00秒",
        "2026-11-22 星期日 14:30",
        "2026/11/22 02:30 PM",
        "22.11.2026 14:30",
        "22/11/2026 14:30",
        "11/22/2026 02:30 PM",
        "11/22/2026 2:30:00 pm",
        "22-11-2026 14:30",
        "202611221430",
        "20261122143000",
        "20261122T143000",
        "20261122 14:30",
        "22 Nov 2026 14:30",
        "22-Nov-2026 14:30",
        "Nov 22, 2026 2:30 PM",
        "Sunday, November 22, 2026 14:30",
        "Sun, 22 Nov 2026 14:30:00 +0800",
        "２０２６－１１－２２　１４：３０",
        "  2026/11/22 14:30  ",
        46348.6041666667,
        "46348.6041666667",
        "1795329000",
        "1795329000000",
        1795329000,
        datetime(2026, 11, 22, 14, 30),  # noqa: DTZ001 — as a sheet holds it
        HALF_PAST_TWO,
    ],
)
def test_half_past_two_is_read_however_it_is_written(written: Cell) -> None:
    assert read(written) == HALF_PAST_TWO


@pytest.mark.parametrize(
    "written",
    ["2026-11-22", "2026/11/22", "2026年11月22日", "20261122", "22.11.2026", "22 November 2026", 46348, 20261122,
     "46348", date(2026, 11, 22), "2026-11-22 00:00", "2026/11/21 24:00", "2026年11月22号"],
)  # fmt: skip
def test_a_day_without_a_time_is_its_midnight_there(written: Cell) -> None:
    assert read(written) == MIDNIGHT


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2019/4/25 9:32:09", datetime(2019, 4, 25, 1, 32, 9, tzinfo=UTC)),
        ("2024-04-16T03:03:15.000", datetime(2024, 4, 15, 19, 3, 15, tzinfo=UTC)),
        ("2026-1-2 3:4", datetime(2026, 1, 1, 19, 4, tzinfo=UTC)),
        ("2026/11/22 上午12:05", datetime(2026, 11, 21, 16, 5, tzinfo=UTC)),
        ("2026/11/22 12:05 AM", datetime(2026, 11, 21, 16, 5, tzinfo=UTC)),
        ("2026/11/22 12:05 PM", datetime(2026, 11, 22, 4, 5, tzinfo=UTC)),
        ("2026/11/22 中午12:05", datetime(2026, 11, 22, 4, 5, tzinfo=UTC)),
        ("2026/11/22 晚上9点", datetime(2026, 11, 22, 13, 0, tzinfo=UTC)),
        ("2026/11/22 凌晨3:00", datetime(2026, 11, 21, 19, 0, tzinfo=UTC)),
        ("2026-11-22 14:30:15.123456", datetime(2026, 11, 22, 6, 30, 15, 123456, tzinfo=UTC)),
        ("1969/12/31 23:59", datetime(1969, 12, 31, 15, 59, tzinfo=UTC)),
        ("2126/01/01", datetime(2125, 12, 31, 16, 0, tzinfo=UTC)),
    ],
)
def test_parts_are_read_as_they_are_meant(written: str, moment: datetime) -> None:
    assert read(written) == moment


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", ParseProblem.EMPTY),
        ("   ", ParseProblem.EMPTY),
        (None, ParseProblem.EMPTY),
        ("昨天", ParseProblem.NOT_A_DATE),
        ("12", ParseProblem.NOT_A_DATE),
        (12, ParseProblem.NOT_A_DATE),
        (2026, ParseProblem.NOT_A_DATE),
        (True, ParseProblem.NOT_A_DATE),
        (-46348.0, ParseProblem.NOT_A_DATE),
        (float("nan"), ParseProblem.NOT_A_DATE),
        (float("inf"), ParseProblem.NOT_A_DATE),
        (10**400, ParseProblem.NOT_A_DATE),
        (time(14, 30), ParseProblem.NOT_A_DATE),
        (timedelta(days=3), ParseProblem.NOT_A_DATE),
        ("13800138000", ParseProblem.NOT_A_DATE),
        ("14:30", ParseProblem.NOT_A_DATE),
        ("2026-11", ParseProblem.NOT_A_DATE),
        ("2026-11-22 and more", ParseProblem.NOT_A_DATE),
        ("2026/11/22\x00", ParseProblem.NOT_A_DATE),
        ("1" * 10_000, ParseProblem.NOT_A_DATE),
        ("2026/2/30", ParseProblem.NO_SUCH_DAY),
        ("2026-13-01", ParseProblem.NO_SUCH_DAY),
        ("2026年2月29日", ParseProblem.NO_SUCH_DAY),
        ("31.04.2026", ParseProblem.NO_SUCH_DAY),
        ("2026/11/22 25:00", ParseProblem.NO_SUCH_TIME),
        ("2026-11-22 14:60", ParseProblem.NO_SUCH_TIME),
        ("2026/11/22 24:01", ParseProblem.NO_SUCH_TIME),
        ("0000-01-01", ParseProblem.OUT_OF_RANGE),
        ("0026/11/22", ParseProblem.OUT_OF_RANGE),
        ("9999-12-31", ParseProblem.OUT_OF_RANGE),
        ("11/22/26", ParseProblem.TWO_DIGIT_YEAR),
        ("03/04/2026", ParseProblem.AMBIGUOUS),
        ("3-4-2026 9:00", ParseProblem.AMBIGUOUS),
    ],
)
def test_what_is_no_moment_says_why(written: Cell, problem: ParseProblem) -> None:
    assert read(written) is problem


def test_the_person_may_say_which_number_is_the_day() -> None:
    assert read("03/04/2026", dayfirst=True) == read("2026-04-03")
    assert read("03/04/2026", dayfirst=False) == read("2026-03-04")
    assert read("22/11/2026", dayfirst=False) == MIDNIGHT
    assert read("04/04/2026") == read("2026-04-04")


def test_where_clocks_are_set_back_the_first_of_two_times_is_meant() -> None:
    assert read("2026-11-01 01:30", zone=NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@given(moment=st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 30)))  # noqa: DTZ001
@example(datetime(2026, 11, 22, 0, 0))  # noqa: DTZ001
def test_every_written_form_of_a_moment_is_that_moment(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    expected = moment.replace(tzinfo=CHINA).astimezone(UTC)
    forms = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H时%M分%S秒", "%d.%m.%Y %H:%M:%S", "%Y%m%d%H%M%S")
    for form in forms:
        text = moment.strftime(form.replace("%Y", f"{moment.year:04}"))
        assert read(text) == expected, text


@given(st.one_of(st.text(), st.floats(), st.integers(), st.from_regex(r"[\d/:\-. 年月日APM]{1,20}")))
def test_anything_at_all_is_a_moment_or_a_problem(cell: str | float) -> None:
    result = read(cell)
    assert isinstance(result, ParseProblem) or result.tzinfo is UTC


def test_one_cell_settles_the_whole_column() -> None:
    column = ["03/04/2026", "05/06/2026", "22/11/2026", "", None, "无"]
    found = infer_date_format(column, default_tz=CHINA)
    assert (found.dayfirst, found.must_ask, found.conflicting) == (True, False, False)
    assert (found.read, found.ambiguous, found.unreadable) == (1, 2, 1)
    assert found.parse("03/04/2026") == read("2026-04-03")
    american = infer_date_format(["03/04/2026", "11/22/2026"], default_tz=CHINA)
    assert american.parse("03/04/2026") == read("2026-03-04")


def test_a_column_that_could_be_read_two_ways_must_be_asked_about() -> None:
    found = infer_date_format(["03/04/2026", "05/06/2026"], default_tz=CHINA)
    assert found.must_ask
    assert found.parse("03/04/2026") is ParseProblem.AMBIGUOUS
    told = infer_date_format(["03/04/2026"], default_tz=CHINA, dayfirst=False)
    assert not told.must_ask
    assert told.parse("03/04/2026") == read("2026-03-04")


def test_a_column_that_proves_both_stays_ambiguous() -> None:
    found = infer_date_format(["22/11/2026", "11/22/2026", "03/04/2026"], default_tz=CHINA)
    assert found.conflicting
    assert found.must_ask
    assert found.parse("03/04/2026") is ParseProblem.AMBIGUOUS


def test_a_column_is_known_to_hold_dates_or_not() -> None:
    assert infer_date_format(["2026/11/22"] * 20 + ["待定"], default_tz=CHINA).is_date
    assert not infer_date_format(["路灯不亮", "井盖缺失", "2026/11/22"], default_tz=CHINA).is_date
    assert not infer_date_format(["", None], default_tz=CHINA).is_date
    assert not infer_date_format(["1", "2", "3"], default_tz=CHINA).is_date
