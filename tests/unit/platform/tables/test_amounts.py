"""Sums as people write them, and what is not one sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.platform.tables import Amount, AmountProblem, number_in, parse_amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三万五千", 35000), ("3万5", 35000), ("三万五", 35000), ("3千5", 3500), ("三百五", 350), ("三百零五", 305),
        ("二〇二四", 2024), ("廿三", 23), ("十二", 12), ("二十五", 25), ("十", 10), ("两千", 2000), ("一百二十", 120),
        ("1亿2千万", 120_000_000), ("12万3456", 123_456), ("一万零五百", 10_500), ("三万六千五百", 36_500),
        ("叁万伍仟", 35_000), ("两万半", 25_000), ("1,200.50", Decimal("1200.50")), ("１２", 12),
    ],
)  # fmt: skip
def test_numbers(text: str, value: Decimal | int) -> None:
    assert number_in(text) == value


@pytest.mark.parametrize("text", ["", "万元", "三四万五六", "abc", "3.5.1", "一" * 50, "12千34万百x"])
def test_what_is_no_number(text: str) -> None:
    assert number_in(text) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("3万5", "35000"), ("三万五千元", "35000"), ("2.5w", "25000"), ("1,200.50元", "1200.50"), ("1，200元", "1200"),
        ("5000/月×12", "60000"), ("5000元/月*12个月", "60000"), ("人民币叁万伍仟元整", "35000"), ("￥3,500", "3500"),
        ("3.5万元", "35000"), ("3万+2万", "50000"), ("一千二百元五角", "1200.50"), ("12元5角", "12.50"), ("0", "0"),
        ("赔偿3万元", "30000"), ("六千块", "6000"), ("共计12000元", "12000"), (1200.5, "1200.50"), (8000, "8000"),
        ("8000元（已付）", "8000"), ("35000", "35000"),
    ],
)  # fmt: skip
def test_sums(cell: str | float, value: str) -> None:
    assert parse_amount(cell) == Amount(Decimal(value).quantize(Decimal("0.01")))


@pytest.mark.parametrize("cell", ["约1万余元", "1万多", "10000元左右", "将近一万元", "一万来块钱"])
def test_a_sum_that_is_only_about_right_says_so(cell: str) -> None:
    assert parse_amount(cell) == Amount(Decimal("10000.00"), approximate=True)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("", AmountProblem.EMPTY), ("/", AmountProblem.EMPTY), ("无", AmountProblem.EMPTY), (None, AmountProblem.EMPTY),
        ("赔礼道歉", AmountProblem.EMPTY), ("10万-15万", AmountProblem.RANGE), ("3万、2万", AmountProblem.TWO_SUMS),
        ("每月800元", AmountProblem.NOT_A_SUM), ("上万元", AmountProblem.NOT_A_SUM), ("-500", AmountProblem.NOT_A_SUM),
        (-3, AmountProblem.NOT_A_SUM), (float("nan"), AmountProblem.NOT_A_SUM), (True, AmountProblem.NOT_A_SUM),
        ("9999999亿元", AmountProblem.TOO_LARGE), ("归还房屋", AmountProblem.NOT_A_SUM),
    ],
)  # fmt: skip
def test_what_is_not_one_sum(cell: str | float | None, problem: AmountProblem) -> None:
    assert parse_amount(cell) is problem


def test_the_column_may_count_in_ten_thousands() -> None:
    assert parse_amount("3.5", unit=10_000) == Amount(Decimal("35000.00"))
    assert parse_amount(2, unit=10_000) == Amount(Decimal("20000.00"))
    assert parse_amount("35000元", unit=10_000) == Amount(Decimal("35000.00"))
    assert parse_amount("3万5", unit=10_000) == Amount(Decimal("35000.00"))


def test_other_currencies_are_named() -> None:
    assert parse_amount("500美元") == Amount(Decimal("500.00"), currency="USD")


@given(st.integers(0, 99_999_999))
def test_figures_are_what_they_say(value: int) -> None:
    for text in (str(value), f"{value}元", f"{value:,}元", f"￥{value}"):
        assert parse_amount(text) == Amount(Decimal(value).quantize(Decimal("0.01")))


@given(
    st.one_of(
        st.text(max_size=90),
        st.floats(),
        st.integers(),
        st.text("0123456789一二三十百千万亿元角分.,/×+-~约多", max_size=20),
    )
)
def test_any_cell_can_be_read(cell: str | float) -> None:
    found = parse_amount(cell)
    if isinstance(found, Amount):
        assert 0 <= found.value < 10**12
