"""What may become of an article, and when it is old."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.knowledge.rules import (
    PUBLISHERS,
    SOON,
    Act,
    Freshness,
    Stand,
    Standing,
    applies,
    fits,
    freshness,
    in_force,
    is_own,
)

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("act", "from_"),
    [
        (Act.PROPOSE, {Standing.WRITING, Standing.SENT_BACK}),
        (Act.PUBLISH, {Standing.PROPOSED}),
        (Act.SEND_BACK, {Standing.PROPOSED}),
        (Act.DISCARD, {Standing.WRITING, Standing.PROPOSED, Standing.SENT_BACK}),
        (Act.WRITE, set(Standing)),
    ],
)
def test_a_draft_goes_its_way_whether_or_not_something_is_published(act: Act, from_: set[Standing]) -> None:
    for is_live in (True, False):
        assert {each for each in Standing if fits(act, Stand(is_live, each))} == from_


@pytest.mark.parametrize("act", [Act.CONFIRM, Act.WITHDRAW])
def test_only_what_is_published_is_confirmed_or_taken_out_of_view(act: Act) -> None:
    assert all(fits(act, Stand(True, each)) for each in Standing)
    assert not any(fits(act, Stand(False, each)) for each in Standing)


def test_what_changes_what_everybody_reads_is_a_publishers() -> None:
    assert {Act.PUBLISH, Act.SEND_BACK, Act.WITHDRAW} == PUBLISHERS


def test_words_are_ones_own_by_kind_and_number() -> None:
    writers = {("staff", 7), ("client", 3)}
    assert is_own(("staff", 7), writers)
    assert not is_own(("client", 7), writers)
    assert not is_own(("system", None), {("system", None)})


@given(st.integers(-400, 400))
def test_an_article_is_fresh_then_soon_then_past_its_day(days: int) -> None:
    found = freshness(TODAY + timedelta(days=days), TODAY)
    expected = Freshness.PAST if days < 0 else Freshness.SOON if days <= SOON.days else Freshness.FRESH
    assert found is expected


def test_the_first_and_the_last_day_count() -> None:
    day = timedelta(days=1)
    assert in_force(None, None, TODAY)
    assert in_force(TODAY, TODAY, TODAY)
    assert not in_force(TODAY + day, None, TODAY)
    assert not in_force(None, TODAY - day, TODAY)


def test_an_article_says_something_to_whoever_is_inside_its_areas_or_around_them() -> None:
    assert applies(["county.west"], "county.west.village")
    assert applies(["county.west"], "county")
    assert applies(["county.west"], "")
    assert not applies(["county.west"], "county.east")
    assert not applies(["county.west"], "county.western")
    assert not applies([], "county")
