"""Numbers for everybody: no small one is told, none is told as it is, and on the whole they are right."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from banjie.analytics.public.reckoning import COUNTS, LENGTHS, SHARES, By, Measure, told
from banjie.analytics.public.rounding import BASE, LEAST, LEAST_TAIL, LEAST_WHOLE, per_cent, within
from banjie.analytics.public.rounding import told as told_count
from banjie.cases.queries.period_tallies import Cell

LOTS = st.floats(0, 1, exclude_max=True)


@given(st.integers(0, 10_000), LOTS)
def test_a_count_is_told_as_a_multiple_of_five_near_it_or_not_at_all(count: int, lot: float) -> None:
    said = told_count(count, lot)
    if 0 < count < LEAST:
        assert said is None
    else:
        assert said is not None
        assert said % BASE == 0
        assert abs(said - count) < BASE


@given(st.integers(1, 4), LOTS)
def test_a_small_count_is_never_told(count: int, lot: float) -> None:
    assert told_count(count, lot) is None


@given(st.integers(LEAST, 10_000).filter(lambda count: count % BASE != 0))
def test_every_count_but_a_multiple_is_told_up_or_down_so_that_no_number_says_which_it_was(count: int) -> None:
    assert {told_count(count, lot / 100) for lot in range(100)} == {
        count - count % BASE,
        count - count % BASE + BASE,
    }


def test_on_the_whole_nothing_is_added_and_nothing_lost() -> None:
    lots = random.Random(3)
    sums = sum(told_count(23, lots.random()) or 0 for _each in range(20_000))
    assert abs(sums / 20_000 - 23) < 0.1


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_is_told_in_whole_per_cent_of_twenty_or_more(part: int, rest: int) -> None:
    said = per_cent(part, part + rest)
    if part + rest < LEAST_WHOLE:
        assert said is None
    else:
        assert said == round(100 * part / (part + rest))


def even(_name: str) -> float:
    return 0.5


CELLS = {
    Cell(1, "c.west", "UM"): {"received": 31, "closed": 30, "closed_with_deadline": 30, "closed_late": 3},
    Cell(2, "c.west", "PU"): {"received": 3, "closed": 2, "closed_in_week": 2},
    Cell(None, "", ""): {"received": 7, "verdicts": 40, "satisfied": 30, "solved": 40},
}


def test_totals_and_groups_are_told_each_by_itself_and_what_has_no_name_only_in_the_total() -> None:
    said = told(CELLS, {}, lambda by, key: (key, key.upper()) if key else None, even)
    assert (said["total"]["received"], said["total"]["on_time"], said["total"]["satisfaction"]) == (40, 90, 75)
    assert [(row["key"], row["received"]) for row in said[By.UNIT]] == [("1", 30), ("2", None)]
    assert [row["key"] for row in said[By.AREA]] == ["c.west"]
    small = said[By.CATEGORY][1]
    assert (small["key"], small["received"], small["closed"], small["in_week"]) == ("PU", None, None, None)


def test_every_measure_is_a_count_or_a_share_with_its_formula() -> None:
    assert COUNTS.keys() | SHARES.keys() | LENGTHS.keys() == set(Measure)
    assert not COUNTS.keys() & SHARES.keys()


@given(st.dictionaries(st.integers(1, 5), st.integers(0, 60), min_size=1), LOTS)
def test_nothing_told_of_a_group_is_a_small_number(received: dict[int, int], lot: float) -> None:
    cells = {Cell(unit, f"c.{unit}", "UM"): {"received": count, "closed": count} for unit, count in received.items()}
    said = told(cells, {}, lambda by, key: (key, key), lambda _name: lot)
    for rows in (said[By.UNIT], said[By.AREA], said[By.CATEGORY], [said["total"]]):
        for row in rows:
            assert all(row[name] is None or row[name] == 0 or row[name] >= LEAST for name in ("received", "closed"))


@given(st.lists(st.integers(0, 60), max_size=120), st.sampled_from([0.5, 0.9]), st.sampled_from([LEAST_WHOLE, 50]))
def test_a_share_was_done_in_so_many_days_and_not_in_one_less(took: list[int], share: float, least: int) -> None:
    said = within(Counter(took), share, least=least)
    if len(took) < least:
        assert said is None
        return
    assert said is not None
    assert sum(days <= said for days in took) >= share * len(took)
    assert sum(days < said for days in took) < share * len(took)


@given(st.lists(st.integers(0, 60), min_size=LEAST_TAIL, max_size=200))
def test_whoever_waited_longest_is_in_no_figure(took: list[int]) -> None:
    """However long one waits, as long as they are the longest: nothing that is told changes."""
    longer = [*sorted(took)[:-1], 100_000]
    for share, least in ((0.5, LEAST_WHOLE), (0.9, LEAST_TAIL)):
        assert within(Counter(took), share, least=least) == within(Counter(longer), share, least=least)


def test_groups_are_told_how_long_it_took_each_by_its_own_closings() -> None:
    cells = {Cell(1, "county.west", "A"): {"closed": 60}, Cell(2, "county.east", "A"): {"closed": 30}}
    took = {Cell(1, "county.west", "A"): {1: 50, 9: 10}, Cell(2, "county.east", "A"): {4: 30}}
    said = told(cells, took, lambda by, key: (key, key), lambda _name: 0.0)
    lengths = {row["key"]: (row["median_days"], row["p90_days"]) for row in said[By.UNIT]}
    assert lengths == {"1": (1, 9), "2": (4, None)}
    assert (said["total"]["median_days"], said["total"]["p90_days"]) == (1, 9)
    assert {row["key"]: row["median_days"] for row in said[By.CATEGORY]} == {"A": 1}
