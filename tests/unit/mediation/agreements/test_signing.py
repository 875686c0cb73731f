"""Who has to sign, and who may for whom."""

from dataclasses import replace
from datetime import date

import pytest

from banjie.mediation.terms import Beside, Pen, Slot, may_sign, missing, slots
from tests.unit.mediation.agreements.drafts import LI, TODAY, ZHANG

CHILD = replace(ZHANG, minor=True, beside=(Beside(1, "guardian", "by_law"), Beside(2, "lawyer", "special")))
MANY = replace(LI, stands_for=34, beside=(Beside(3, "elected"), Beside(4, "elected"), Beside(5, "lawyer", "special")))


def test_a_written_one_needs_everybody_and_the_seal_an_oral_one_the_parties():
    keys = [slot.key for slot in slots((ZHANG, LI), {8, 7}, "written")]
    assert keys == ["party-11", "party-12", "mediator-7", "mediator-8", "committee"]
    assert [slot.key for slot in slots((ZHANG, LI), {7}, "oral")] == ["party-11", "party-12"]


def test_of_many_each_of_those_elected_signs():
    assert [slot.key for slot in slots((ZHANG, MANY), (), "oral")] == ["party-11", "party-12-3", "party-12-4"]
    left = missing(slots((MANY,), (), "oral"), [Pen("party", LI.id, companion_id=3)])
    assert left == [Slot("party", LI.id, companion_id=4)]


def test_whoever_signs_for_a_party_fills_its_place_and_no_other():
    wanted = slots((ZHANG, LI), {7}, "written")
    pens = [Pen("party", ZHANG.id, companion_id=2), Pen("mediator", seat_id=8)]
    assert [slot.key for slot in missing(wanted, pens)] == ["party-12", "mediator-7", "committee"]


@pytest.mark.parametrize(
    ("person", "companion", "code"),
    [
        (ZHANG, None, None),
        (CHILD, None, "minor_signs_alone"),
        (CHILD, 1, None),
        (CHILD, 2, "minor_signs_alone"),
        (MANY, None, "elected_sign"),
        (MANY, 3, None),
        (MANY, 5, "elected_sign"),
        (ZHANG, 9, "companion_unknown"),
        (replace(ZHANG, beside=(Beside(2, "lawyer", "general"),)), 2, "authority_not_special"),
        (replace(ZHANG, beside=(Beside(2, "helper", ""),)), 2, "authority_not_special"),
        (replace(ZHANG, beside=(Beside(2, "lawyer", "special"),)), 2, None),
        (replace(ZHANG, beside=(Beside(2, "lawyer", "special", date(2026, 11, 29)),)), 2, "authority_over"),
        (replace(ZHANG, beside=(Beside(2, "lawyer", "special", TODAY),)), 2, None),
    ],
)
def test_who_may_sign_for_whom(person, companion, code):
    assert may_sign(person, companion, TODAY) == code
