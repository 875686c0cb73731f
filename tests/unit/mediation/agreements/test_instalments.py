from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.terms import Every, days_of, parts_of


def test_what_rounding_leaves_is_in_the_last_part():
    assert parts_of(Decimal("100"), 3) == (Decimal("33.33"), Decimal("33.33"), Decimal("33.34"))
    assert parts_of(Decimal("0.05"), 3) == (Decimal("0.01"), Decimal("0.01"), Decimal("0.03"))
    assert parts_of(Decimal("35000"), 1) == (Decimal("35000.00"),)


@given(st.integers(1, 10**11), st.integers(1, 120))
def test_parts_always_come_to_the_whole(cents, count):
    total = Decimal(cents) / 100
    if cents < count:
        with pytest.raises(ValueError, match="parts"):
            parts_of(total, count)
        return
    parts = parts_of(total, count)
    assert len(parts) == count
    assert sum(parts) == total
    assert all(part > 0 for part in parts)
    assert len(set(parts[:-1])) <= 1
    assert 0 <= parts[-1] - parts[0] < Decimal(count) / 100


@pytest.mark.parametrize("total", ["NaN", "Infinity", "10.005", "-1", "0"])
def test_what_is_no_sum_has_no_parts(total):
    with pytest.raises(ValueError, match="parts"):
        parts_of(Decimal(total), 2)


def test_a_month_that_is_too_short_ends_and_the_next_goes_on():
    assert days_of(date(2027, 1, 30), 4, Every.MONTH) == (
        date(2027, 1, 30),
        date(2027, 2, 28),
        date(2027, 3, 30),
        date(2027, 4, 30),
    )


def test_ends_of_months_stay_ends_of_months():
    assert days_of(date(2028, 2, 29), 3, Every.MONTH) == (date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30))
    assert days_of(date(2027, 4, 30), 2, Every.YEAR) == (date(2027, 4, 30), date(2028, 4, 30))
    assert days_of(date(2026, 11, 30), 3, Every.QUARTER) == (date(2026, 11, 30), date(2027, 2, 28), date(2027, 5, 31))


@given(st.dates(date(1900, 1, 1), date(2300, 1, 1)), st.integers(1, 60), st.sampled_from(Every))
def test_days_go_forward_one_at_a_time(first, count, every):
    days = days_of(first, count, every)
    assert days[0] == first
    assert len(days) == count
    longest = {"week": 7, "month": 31, "quarter": 92, "year": 366}[every]
    gaps = [after - before for before, after in pairwise(days)]
    assert all(timedelta(0) < gap <= timedelta(days=longest) for gap in gaps)


@pytest.mark.parametrize("every", Every)
def test_after_the_last_year_there_is_no_day(every):
    with pytest.raises(ValueError, match="from"):
        days_of(date(9999, 12, 31), 2, every)
