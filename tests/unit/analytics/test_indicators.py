"""What the counts say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.analytics.indicators import RATES, Indicator, Lamp, Tally, lamp, total, value

tallies = st.builds(
    Tally,
    received=st.integers(0, 10**6),
    closed=st.integers(0, 10**6),
    open=st.integers(0, 10**6),
    overdue=st.integers(0, 10**6),
)


def test_shares_of_nothing_are_not_nought() -> None:
    assert {value(each, Tally()) for each in RATES} == {None}
    assert {value(each, Tally()) for each in set(Indicator) - RATES} == {0}


def test_on_time_is_measured_against_those_that_had_a_deadline() -> None:
    assert value(Indicator.ON_TIME_RATE, Tally(closed=10, closed_with_deadline=8, closed_late=2)) == 0.75


def test_verdicts_count_only_where_they_were_given() -> None:
    tally = Tally(closed=10, rated=4, rated_solved=3, graded=2, satisfied=1)
    assert value(Indicator.SOLVED_RATE, tally) == 0.75
    assert value(Indicator.SATISFACTION_RATE, tally) == 0.5


@pytest.mark.parametrize(
    ("open_", "overdue", "colour"),
    [
        (0, 0, Lamp.UNLIT),
        (200, 0, Lamp.GREEN),
        (200, 1, Lamp.GREEN),
        (100, 1, Lamp.AMBER),
        (99, 9, Lamp.AMBER),
        (10, 1, Lamp.RED),
        (1, 1, Lamp.RED),
    ],
)
def test_a_lamp_turns_with_the_share_that_is_overdue(open_: int, overdue: int, colour: Lamp) -> None:
    assert lamp(Tally(open=open_, overdue=overdue)) is colour


@given(st.lists(tallies))
def test_a_total_is_the_sum_of_each_count(parts: list[Tally]) -> None:
    whole = total(parts)
    assert whole.received == sum(each.received for each in parts)
    assert whole.overdue == sum(each.overdue for each in parts)
