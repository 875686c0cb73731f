"""What the parties wish, and what follows from it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.core.workflow import shipped
from banjie.mediation.wishes import (
    Chair,
    Present,
    Said,
    Standing,
    agreed_by_all,
    conditions,
    latest,
    seated,
    unheard,
)

AT = datetime(2026, 3, 2, tzinfo=UTC)
A1, B1 = Present(1, "A"), Present(2, "B")


def said(party, answer="given", to="mediation", *, hours=0, about="", told=True):
    return Said(party, to, answer, AT + timedelta(hours=hours), about, told)


def standing(*, parties=(A1, B1), said=(), chairs=(), rung=0, rungs=3, ended_at=None):
    return Standing(parties, said, chairs, rung, rungs, ended_at)


def test_the_last_word_counts():
    words = [said(1), said(1, "withdrawn", hours=1), said(1, "given", hours=2)]
    assert latest(words, "mediation")[1].answer == "given"
    assert not agreed_by_all(standing(said=words), "mediation")
    assert agreed_by_all(standing(said=[*words, said(2)]), "mediation")


def test_nobody_agrees_for_a_party_that_is_silent_and_nobody_at_all_is_no_agreement():
    assert not agreed_by_all(standing(parties=()), "mediation")
    assert "all_consent" not in conditions(standing(said=[said(1)]))


def test_consent_without_having_been_told_ones_rights_is_none():
    assert "all_consent" not in conditions(standing(said=[said(1), said(2, told=False)]))
    assert "all_consent" in conditions(standing(said=[said(1), said(2)]))


@pytest.mark.parametrize(
    ("party", "why"),
    [
        (Present(1, "A", minor=True), "minor_alone"),
        (Present(1, "A", minor=True, companion_roles=frozenset({"lawyer"})), "minor_alone"),
        (Present(1, "A", minor=True, companion_roles=frozenset({"guardian"})), None),
        (Present(1, "A", stands_for=9), None),
        (Present(1, "A", stands_for=10), "nobody_elected"),
        (Present(1, "A", stands_for=10, companion_roles=frozenset({"elected"})), None),
    ],
)
def test_who_cannot_be_heard_as_they_are(party, why):
    assert unheard(party) == why
    assert ("all_sides_named" in conditions(standing(parties=(party, B1)))) is (why is None)


def test_one_side_alone_is_no_dispute():
    assert "all_sides_named" not in conditions(standing(parties=(A1, Present(3, "A"))))


@pytest.mark.parametrize(
    ("chairs", "sits"),
    [
        ([], False),
        ([Chair(1, False, True, False)], True),
        ([Chair(1, False, False, False)], False),
        ([Chair(1, True, True, True)], False),
        ([Chair(1, False, True, False), Chair(2, False, True, False)], False),
        ([Chair(1, True, True, False), Chair(2, False, True, False)], True),
    ],
)
def test_when_a_mediator_sits(chairs, sits):
    assert seated(chairs) is sits


def test_more_time_is_agreed_for_one_day_only():
    words = [said(1, to="longer", about="2026-05-01"), said(2, to="longer", about="2026-05-02")]
    assert "longer_agreed" not in conditions(standing(said=words), until="2026-05-01")
    words.append(said(2, to="longer", about="2026-05-01"))
    assert "longer_agreed" in conditions(standing(said=words), until="2026-05-01")
    assert "longer_agreed" not in conditions(standing(said=words))


def test_trying_again_is_wished_after_the_end_not_before():
    words = [said(1, to="try_again"), said(2, to="try_again")]
    assert "both_sides_wish" not in conditions(standing(said=words, ended_at=AT))
    later = [said(1, to="try_again", hours=1), said(2, to="try_again", hours=1)]
    assert "both_sides_wish" in conditions(standing(said=later, ended_at=AT))


@pytest.mark.parametrize(("rung", "above", "below"), [(0, True, False), (1, True, True), (2, False, True)])
def test_which_rungs_lie_about(rung, above, below):
    found = conditions(standing(rung=rung))
    assert ("rung_above" in found, "rung_below" in found) == (above, below)


WORDS = st.lists(
    st.builds(
        said,
        st.integers(1, 3),
        st.sampled_from(["given", "refused", "withdrawn"]),
        st.sampled_from(["mediation", "longer", "try_again"]),
        hours=st.integers(0, 50),
        told=st.booleans(),
    ),
    max_size=12,
)


@given(WORDS)
def test_whatever_is_said_every_condition_is_one_that_the_process_asks_for(words):
    asked = set(shipped()["mediation-1"].conditions)
    assert conditions(standing(said=words)) <= asked


@given(WORDS)
def test_a_party_whose_last_word_is_no_keeps_mediation_from_going_on(words):
    last = latest(words, "mediation").get(1)
    if last is None or last.answer != "given":
        assert "all_consent" not in conditions(standing(said=words))
