"""Money in capitals and days in words: exact, and read back as they were written."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.documents.amounts import capitals, english_count, figures, from_capitals
from banjie.mediation.documents.days import clock, day, english_day, han_day, moment, read_day

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("35000", "叁万伍仟元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("10", "壹拾元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("10100000", "壹仟零壹拾万元整"),
        ("20001000", "贰仟万零壹仟元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("1000000000000", "壹万亿元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("1000000010000", "壹万亿零壹万元整"),
    ],
)
def test_amounts_as_the_rules_for_bills_write_them(amount, words):
    assert capitals(Decimal(amount)) == f"人民币{words}"
    assert from_capitals(f"人民币{words}") == Decimal(amount)


@given(st.decimals(min_value=0, max_value=Decimal("9999999999999999.99"), places=2))
def test_every_amount_is_read_back_as_it_was(amount):
    words = capitals(amount)
    assert from_capitals(words) == amount
    assert "零零" not in words
    assert "零元" not in words or amount == 0
    assert "零整" not in words


@given(st.integers(min_value=0, max_value=10**8), st.integers(min_value=0, max_value=10**8))
def test_two_amounts_are_never_written_alike(one, other):
    assert (capitals(Decimal(one)) == capitals(Decimal(other))) == (one == other)


@pytest.mark.parametrize("amount", ["-1", "0.001", "10000000000000000", "NaN", "Infinity"])
def test_what_cannot_be_written_is_refused(amount):
    with pytest.raises(ValueError):
        capitals(Decimal(amount))


@pytest.mark.parametrize(
    "words", ["", "人民币", "叁万伍仟元整", "人民币三万元整", "人民币叁仟万万元整", "人民币零伍元整"]
)
def test_what_is_no_amount_in_capitals_is_not_read(words):
    with pytest.raises(ValueError):
        from_capitals(words)


def test_figures_have_marks_between_thousands():
    assert figures(Decimal("1234567.5")) == "1,234,567.50"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back_in_either_writing(on):
    assert read_day(day(on)) == on
    assert read_day(han_day(on)) == on


def test_days_as_documents_write_them():
    on = date(2026, 11, 9)
    assert (day(on), han_day(on)) == ("2026年11月9日", "二〇二六年十一月九日")
    assert english_day(on) == "9 November 2026"
    assert han_day(date(2030, 10, 30)) == "二〇三〇年十月三十日"


@pytest.mark.parametrize("words", ["", "2026年2月30日", "2026-11-29", "二〇二六年十十月一日", "二〇二六年一十月一日"])
def test_what_is_no_day_is_not_read(words):
    with pytest.raises(ValueError):
        read_day(words)


def test_moments_are_by_the_clocks_of_the_place():
    at = datetime(2026, 11, 29, 17, 5, tzinfo=UTC)
    assert moment(at, CHINA) == "2026年11月30日1时05分"
    assert clock(at.astimezone(CHINA)) == "1时05分"


def test_numbers_of_copies_are_told_in_english():
    assert [english_count(each) for each in ("叁", "拾", "3", "")] == ["three", "ten", "3", ""]
