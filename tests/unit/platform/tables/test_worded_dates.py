"""Days written in words."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.platform.tables import ParseProblem, WordedDay, parse_day
from banjie.platform.tables.worded_dates import new_year

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二四年三月五日", date(2024, 3, 5)), ("二零二四年十二月廿五日", date(2024, 12, 25)),
        ("24年3月5日", date(2024, 3, 5)), ("3月5号", date(2024, 3, 5)), ("3.5", date(2024, 3, 5)),
        ("元月三日", date(2024, 1, 3)), ("2024年3月5日上午", date(2024, 3, 5)), ("正月十五", date(2024, 2, 24)),
        ("除夕", date(2024, 2, 9)), ("去年春节", date(2023, 1, 22)), ("2024/3/5", date(2024, 3, 5)),
        ("20240305", date(2024, 3, 5)), ("45356", date(2024, 3, 5)), ("今年5月1日", date(2024, 5, 1)),
        ("98年7月1日", date(1998, 7, 1)),
    ],
)  # fmt: skip
def test_days(text: str, day: date) -> None:
    assert parse_day(text, zone=ZONE, year=2024) == WordedDay(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年3月初", date(2024, 3, 1)), ("3月初", date(2024, 3, 1)), ("三月底", date(2024, 3, 31)),
        ("2024年十月中旬", date(2024, 10, 11)), ("前年10月底", date(2022, 10, 31)), ("去年腊月", date(2024, 1, 11)),
        ("腊月二十三", date(2025, 1, 21)), ("2024.3", date(2024, 3, 1)), ("202403", date(2024, 3, 1)),
        ("2024年3月", date(2024, 3, 1)), ("去年国庆", date(2023, 10, 1)), ("2024年2月末", date(2024, 2, 29)),
    ],
)  # fmt: skip
def test_days_that_are_only_named_roughly(text: str, day: date) -> None:
    assert parse_day(text, zone=ZONE, year=2024) == WordedDay(day, exact=False)


def test_spans() -> None:
    for text, last in (("2024年3月5日-8日", 8), ("2024.3.5—2024.3.20", 20), ("2024年3月5日至3月9日", 9)):
        assert parse_day(text, zone=ZONE) == WordedDay(date(2024, 3, 5), exact=False)
        assert parse_day(text, zone=ZONE, last=True) == WordedDay(date(2024, 3, last), exact=False)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("3月初", ParseProblem.YEAR_MISSING), ("去年腊月", ParseProblem.YEAR_MISSING),
        ("国庆节", ParseProblem.YEAR_MISSING),
        ("2024年三月初五", ParseProblem.LUNAR), ("农历八月十五", ParseProblem.YEAR_MISSING),
        ("2024-02-30", ParseProblem.NO_SUCH_DAY), ("二〇二四年二月三十日", ParseProblem.NO_SUCH_DAY),
        ("2024年", ParseProblem.NOT_A_DATE), ("昨天", ParseProblem.NOT_A_DATE), ("03/04/2024", ParseProblem.AMBIGUOUS),
        ("", ParseProblem.EMPTY), (None, ParseProblem.EMPTY), ("张三", ParseProblem.NOT_A_DATE),
    ],
)  # fmt: skip
def test_what_names_no_day(text: str | None, problem: ParseProblem) -> None:
    assert parse_day(text, zone=ZONE) is problem


def test_new_year_is_not_its_eve() -> None:
    assert new_year(2025) == date(2025, 1, 29)
    assert new_year(2024) == date(2024, 2, 10)
    assert new_year(1800) is None


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_written_days_are_read_again(day: date) -> None:
    assert parse_day(f"{day.year}年{day.month}月{day.day}日", zone=ZONE) == WordedDay(day)
    assert parse_day(f"{day.month}月{day.day}号", zone=ZONE, year=day.year) == WordedDay(day)


@given(
    st.one_of(st.text(max_size=70), st.text("二〇0123456789年月日初底中旬去前年腊正-—./", max_size=20)),
    st.none() | st.integers(1950, 2099),
)
def test_any_text_can_be_read(text: str, year: int | None) -> None:
    assert isinstance(parse_day(text, zone=ZONE, year=year), WordedDay | ParseProblem)
