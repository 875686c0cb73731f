"""Figures of a mediator: said only where they mean something, and like for like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.outcomes import LEAST, Tally, figures, interval, like_for_like

tallies = st.dictionaries(
    st.sampled_from(["property", "labour", "family", "land"]),
    st.integers(0, 60).flatmap(lambda ended: st.builds(Tally, st.just(ended), st.integers(0, ended))),
)


def test_the_interval_is_wilson_s() -> None:
    # Newcombe (1998), Two-sided confidence intervals for the single proportion, table I: 81 of 263.
    low, high = interval(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert interval(0, 20)[0] == 0
    assert round(interval(0, 20)[1], 4) == 0.1611
    assert interval(1, 29) == pytest.approx((0.0061, 0.1718), abs=0.0001)


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (-1, 3), (4, 3)])
def test_nothing_has_no_interval(part, whole) -> None:
    with pytest.raises(ValueError, match="of"):
        interval(part, whole)


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_share_lies_in_its_interval(pair) -> None:
    part, whole = pair
    low, high = interval(part, whole)
    assert 0 <= low <= part / whole + 1e-12
    assert part / whole - 1e-12 <= high <= 1


@given(tallies, tallies)
def test_too_few_say_nothing(own, others) -> None:
    found = figures(own, others)
    assert found.too_few == (sum(each.ended for each in own.values()) < LEAST)
    if found.too_few:
        assert (found.agreed, found.share, found.low, found.expected) == (None,) * 4
        assert found.beyond_chance == 0
    if found.expected is not None:
        assert 0 <= found.expected <= 1


@given(tallies)
def test_against_its_own_like_a_mediator_is_no_different(own) -> None:
    enough = {kind: Tally(each.ended + 5, each.agreed + 5) for kind, each in own.items()}
    if sum(each.ended for each in enough.values()) < LEAST:
        assert like_for_like(enough, enough) is None
        return
    found = figures(enough, enough)
    assert found.expected == pytest.approx(found.share)
    assert found.beyond_chance == 0


def test_a_hard_mix_is_compared_with_the_same_hard_mix() -> None:
    """Over all types the committee reaches 70 of 100; with this mix it would reach 46."""
    own = {"land": Tally(30, 15), "neighbours": Tally(10, 9)}
    others = {"land": Tally(50, 15), "neighbours": Tally(100, 90)}
    found = figures(own, others)
    assert found.expected == pytest.approx((30 * 0.3 + 10 * 0.9) / 40)
    assert found.share == pytest.approx(0.6)
    assert found.beyond_chance == 0


def test_a_type_the_others_hardly_had_is_compared_with_all_they_had() -> None:
    own = {"tourism": Tally(20, 10)}
    others = {"tourism": Tally(4, 0), "family": Tally(36, 30)}
    assert like_for_like(own, others) == pytest.approx(30 / 40)


def test_beyond_chance_in_either_direction() -> None:
    others = {"family": Tally(100, 50)}
    assert figures({"family": Tally(40, 36)}, others).beyond_chance == 1
    assert figures({"family": Tally(40, 6)}, others).beyond_chance == -1
    assert figures({"family": Tally(40, 22)}, others).beyond_chance == 0
