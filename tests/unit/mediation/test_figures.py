"""The figures of mediation: periods, formulas, and small numbers that cannot be reckoned."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banjie.mediation import kinds
from banjie.mediation.figures import Counts, Tally, hidden_cells, period_of, rates
from banjie.mediation.figures.period import month_before
from banjie.mediation.figures.suppression import LEAST, published
from banjie.mediation.figures.tallies import Group, RungCounts


@pytest.mark.parametrize(
    ("key", "first", "after", "before", "following"),
    [
        ("2024", date(2024, 1, 1), date(2025, 1, 1), "2023", "2025"),
        ("2024-Q1", date(2024, 1, 1), date(2024, 4, 1), "2023-Q4", "2024-Q2"),
        ("2024-Q4", date(2024, 10, 1), date(2025, 1, 1), "2024-Q3", "2025-Q1"),
        ("2024-01", date(2024, 1, 1), date(2024, 2, 1), "2023-12", "2024-02"),
        ("2024-12", date(2024, 12, 1), date(2025, 1, 1), "2024-11", "2025-01"),
    ],
)
def test_periods(key: str, first: date, after: date, before: str, following: str) -> None:
    period = period_of(key)
    assert period is not None
    assert (period.first, period.after, period.key) == (first, after, key)
    assert (period.before.key, period.next.key) == (before, following)


@pytest.mark.parametrize("key", ["", "2024-13", "2024-00", "2024-Q5", "24", "2024-1", "x", "0001", "9999"])
def test_what_is_no_period(key: str) -> None:
    assert period_of(key) is None


def test_the_form_that_is_due_is_of_the_last_whole_month() -> None:
    assert month_before(date(2025, 1, 5)).key == "2024-12"


def test_formulas() -> None:
    assert rates.success(8, 11, 1).value == 0.8
    assert rates.kept(6, 1, 1).value == 0.75
    assert rates.confirmed(2, 8).value == 0.25
    assert rates.relapsed(1, 8).value == 0.125
    assert rates.in_time(9, 10).value == 0.9
    assert rates.days(30, 4).value == 7.5
    assert rates.on_rung(10.0, 4).value == 2.5
    assert rates.ten_thousands(Decimal(35_050)) == Decimal("3.50")
    for nothing in (rates.success(0, 0, 0), rates.kept(0, 0, 0), rates.days(0, 0)):
        assert nothing.value is None


def _counts() -> Counts:
    return Counts(
        [
            Group("neighbours", "people", "", Tally(received=12)),
            Group("neighbours", "people", "agreed", Tally(ended=8, agreed=8, amount=Decimal(100), days=16)),
            Group("wages", "judicial", "agreed", Tally(ended=2, agreed=2)),
            Group("labour", "people", "no_agreement", Tally(ended=3)),
            Group("gone_type", "people", "not_mediable", Tally(ended=1, not_mediable=1)),
        ],
        [RungCounts("people", "village", 8, 8, 0, 16.0)],
    )


def test_counts_add_up_whichever_way_they_are_looked_at() -> None:
    counts = _counts()
    total = counts.total()
    assert (total.received, total.ended, total.agreed, total.without) == (12, 14, 10, 4)
    assert total.success_rate.value == 10 / 13
    for table in (counts.by_column(), counts.by_track(), counts.by_kind()):
        assert sum(tally.ended for tally in table.values()) == 14
    # Migrant workers' wages are a type of their own in our work and labour in the form.
    assert counts.by_column()["labour"].ended == 5
    assert counts.by_column()["other"].ended == 1
    assert list(counts.by_column()) == [column.code for column in kinds.columns()]
    assert set(counts.by_ending()) == {"agreed", "no_agreement", "not_mediable"}
    assert counts.rungs[0].mean_days.value == 2


def _with_totals(parts: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in parts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def test_a_lone_small_number_takes_others_with_it() -> None:
    table = _with_totals([[10, 3], [20, 30], [40, 50]])
    hidden = hidden_cells(table)
    assert (0, 1) in hidden
    assert len(hidden) >= 4
    assert (3, 2) not in hidden


def test_large_numbers_and_noughts_stay() -> None:
    assert hidden_cells(_with_totals([[10, 0], [20, 30]])) == frozenset()
    assert hidden_cells([]) == frozenset()
    assert published({"a": [10, 0]}) == {"a": [10, 0, 10], "": [10, 0, 10]}


def test_what_may_be_shown() -> None:
    shown = published({"a": [10, 3], "b": [20, 30]})
    assert shown["a"][1] is None
    assert None in shown["b"]
    assert published({}) == {}


def _determined(table: Sequence[Sequence[int]], hidden: frozenset[tuple[int, int]]) -> set[tuple[int, int]]:
    """Which hidden numbers the shown ones determine: those fixed by the equations of all lines."""
    unknowns = sorted(hidden)
    place = {cell: index for index, cell in enumerate(unknowns)}
    rows, columns = len(table), len(table[0])
    lines = [[(row, column) for column in range(columns)] for row in range(rows)]
    lines += [[(row, column) for row in range(rows)] for column in range(columns)]
    matrix = []
    for line in lines:
        equation = [Fraction(0)] * len(unknowns)
        for cell in line:
            if cell in place:
                equation[place[cell]] = Fraction(-1 if cell == line[-1] else 1)
        matrix.append(equation)
    pivots: dict[int, list[Fraction]] = {}
    for equation in matrix:
        for column, pivot in pivots.items():
            if equation[column]:
                equation = [one - equation[column] * other for one, other in zip(equation, pivot, strict=True)]
        lead = next((column for column, value in enumerate(equation) if value), None)
        if lead is None:
            continue
        equation = [value / equation[lead] for value in equation]
        for column, pivot in list(pivots.items()):
            if pivot[lead]:
                pivots[column] = [one - pivot[lead] * other for one, other in zip(pivot, equation, strict=True)]
        pivots[lead] = equation
    return {unknowns[column] for column, pivot in pivots.items() if sum(map(bool, pivot)) == 1}


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(
            st.lists(st.one_of(st.integers(0, 6), st.integers(0, 200)), min_size=width, max_size=width),
            min_size=1,
            max_size=8,
        )
    )
)
def test_nobody_reckons_a_small_number_from_what_is_shown(parts: list[list[int]]) -> None:
    table = _with_totals(parts)
    hidden = hidden_cells(table)
    small = {(row, column) for row, line in enumerate(table) for column, value in enumerate(line) if 0 < value < LEAST}
    assert small <= hidden
    everything = {(row, column) for row in range(len(table)) for column in range(len(table[0]))}
    if hidden != everything:
        assert not _determined(table, hidden) & small
