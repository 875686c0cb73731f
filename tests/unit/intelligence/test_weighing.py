"""What measured guesses allow: bounds, duels, leave to act, drift, confusion."""

from datetime import date

import pytest

from banjie.intelligence.weighing.bounds import at_least, at_most, luck
from banjie.intelligence.weighing.confusion import by_category
from banjie.intelligence.weighing.drift import Week, shift
from banjie.intelligence.weighing.duel import Duel, Verdict, verdict
from banjie.intelligence.weighing.license import Ground, Tally, ground, undone_at_most


def test_a_rate_seen_in_few_cases_says_little():
    assert at_least(0, 0) == 0
    assert at_most(0, 0) == 1
    assert at_least(10, 10) < 0.80
    assert 0.97 < at_least(100, 100) < 0.98
    assert at_least(1000, 1000) > 0.997
    assert at_least(95, 100) < 0.95 < at_most(5, 100) + 0.9
    assert at_least(0, 50) == 0


@pytest.mark.parametrize("tried", [5, 50, 500])
def test_more_right_is_never_less_sure(tried):
    bounds = [at_least(right, tried) for right in range(tried + 1)]
    assert bounds == sorted(bounds)
    assert all(bound <= right / tried for right, bound in enumerate(bounds))


def test_luck_is_even_between_equals_and_no_excuse_for_many_wins():
    assert luck(0, 0) == 1
    assert luck(10, 10) > 0.5
    assert luck(15, 5) == pytest.approx(0.0207, abs=0.0001)
    assert luck(300, 200) < 0.001
    assert luck(201, 200) == pytest.approx(luck(200, 199), abs=0.01), "both ways of reckoning agree"


@pytest.mark.parametrize(
    ("duel", "days", "expected"),
    [
        (Duel(400, 300, 30, 8), 7, Verdict.BETTER),
        (Duel(400, 300, 8, 30), 7, Verdict.WORSE),
        (Duel(400, 300, 12, 10), 7, Verdict.WAITING),
        (Duel(400, 300, 12, 10), 28, Verdict.UNDECIDED),
        (Duel(30, 10, 15, 0), 7, Verdict.WAITING),
        (Duel(400, 300, 30, 8), 1, Verdict.WAITING),
        (Duel(), 3, Verdict.WAITING),
    ],
)
def test_a_duel_is_decided_when_luck_is_no_excuse(duel, days, expected):
    assert verdict(duel, days=days) is expected


def test_the_rates_of_a_duel_are_of_all_matters():
    duel = Duel(100, 70, 10, 5)
    assert (duel.new_rate, duel.old_rate) == (0.8, 0.75)
    assert Duel().new_rate == 0


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        (Tally(), Ground.TOO_FEW),
        (Tally(59, 59), Ground.TOO_FEW),
        (Tally(60, 60), Ground.ALLOWED),
        # 96 % in a hundred may well be 91 % in truth.
        (Tally(100, 96), Ground.BELOW),
        (Tally(1000, 970), Ground.ALLOWED),
        (Tally(1000, 1000, acted=20, undone=4), Ground.UNDONE),
        (Tally(1000, 1000, acted=2, undone=2), Ground.ALLOWED),
        (Tally(1000, 1000, acted=500, undone=20), Ground.ALLOWED),
    ],
)
def test_a_rule_may_act_on_the_lower_bound_alone(tally, expected):
    assert ground(tally, asked=0.95) is expected


def test_what_is_undone_at_most():
    assert undone_at_most(Tally(acted=100, undone=0)) < 0.03


def test_drift_is_the_share_that_is_foreign_or_has_moved():
    assert shift({"A": 50, "B": 50}, {"A": 5, "B": 5}) == 0
    assert shift({"A": 10}, {"B": 10}) == 1
    assert shift({"A": 8, "B": 2}, {"A": 6, "B": 4}) == pytest.approx(0.2)
    assert shift({}, {"A": 1}) == 0
    monday = date(2026, 3, 2)
    assert not Week(monday, 100, 5, 100, 90, 0.1).drifts
    assert Week(monday, 100, 30, 100, 90, 0.1).drifts
    assert Week(monday, 100, 5, 100, 60, 0.4).drifts
    assert not Week(monday, 10, 10, 10, 0, 1.0).drifts, "ten texts are no tide"


def test_each_category_tells_how_often_it_is_found_and_what_it_is_taken_for():
    found = by_category({("A", "A"): 8, ("A", "B"): 2, ("B", "B"): 3, ("B", ""): 1, ("C", "A"): 1})
    a, b, c = found
    assert (a.code, a.came, a.said, a.right, a.taken_for, a.taken_times) == ("A", 10, 9, 8, "B", 2)
    assert a.found == 0.8
    assert a.trusted == pytest.approx(8 / 9)
    assert (b.came, b.said, b.taken_for) == (4, 5, "")
    assert (c.found, c.trusted) == (0, None)
