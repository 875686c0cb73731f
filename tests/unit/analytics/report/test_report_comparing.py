"""More, fewer, the same: and by how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.analytics.report.comparing import Change, Course, change, shift

counts = st.integers(0, 10**6)


@given(counts, counts)
def test_a_change_leads_from_what_was_to_what_is(now, before):
    found = change(now, before)
    signed = {Course.UP: found.by, Course.DOWN: -found.by, Course.LEVEL: 0}[found.course]
    assert before + signed == now
    assert found.by >= 0
    assert (found.percent is None) == (before == 0)


@given(counts, counts)
def test_back_and_forth_differ_in_course_only(now, before):
    there, back = change(now, before), change(before, now)
    assert there.by == back.by
    assert {there.course, back.course} in ({Course.UP, Course.DOWN}, {Course.LEVEL})


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (24, 21, Change(Course.UP, 3, 14.3)),
        (0, 5, Change(Course.DOWN, 5, 100.0)),
        (5, 0, Change(Course.UP, 5, None)),
        (0, 0, Change(Course.LEVEL, 0, None)),
    ],
)
def test_a_share_of_nothing_is_not_told(now, before, expected):
    assert change(now, before) == expected


@given(st.floats(0, 1), st.floats(0, 1))
def test_shares_are_compared_as_they_are_shown(now, before):
    found = shift(now, before)
    assert found is not None
    assert (found.course is Course.LEVEL) == (round(100 * now, 1) == round(100 * before, 1))
    assert found.points == round(abs(round(100 * now, 1) - round(100 * before, 1)), 1)


def test_a_share_that_there_is_not_is_compared_with_nothing():
    assert shift(None, 0.5) is None
    assert shift(0.5, None) is None
