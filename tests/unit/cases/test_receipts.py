"""Stretches of time for bars: no gap, no overlap, from the first day to the last."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.cases.queries.receipts import Step, divided, step_for


@pytest.mark.parametrize(
    ("days", "step"), [(1, Step.DAY), (62, Step.DAY), (63, Step.WEEK), (400, Step.WEEK), (401, Step.MONTH)]
)
def test_longer_stretches_are_told_in_longer_steps(days: int, step: Step) -> None:
    assert step_for(days) is step


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 1500), st.sampled_from(Step))
def test_stretches_cover_every_day_once(first: date, days: int, step: Step) -> None:
    last = first + timedelta(days=days)
    starts = divided(first, last, step)
    assert starts[0] == first
    assert starts[-1] <= last
    assert starts == sorted(set(starts))
    for start in starts[1:]:
        assert step is Step.DAY or (start.weekday() == 0 if step is Step.WEEK else start.day == 1)
