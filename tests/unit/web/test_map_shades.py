"""Shades tell figures apart whatever their spread, and the legend says what each stands for."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.web.mapping.shades import STEPS, shades

FIGURES = st.lists(st.integers(0, 500), min_size=1, max_size=60)


@given(FIGURES)
def test_more_never_has_a_paler_shade_and_each_lies_where_the_legend_says(values: list[int]) -> None:
    scale = shades(values)
    ordered = [scale.of(value) for value in sorted(values)]
    assert ordered == sorted(ordered)
    assert max(ordered) == STEPS
    legend = {shade: (least, most) for shade, least, most in scale.stretches()}
    for value in values:
        least, most = legend[scale.of(value)]
        assert least <= value <= most


@given(FIGURES)
def test_the_stretches_of_the_legend_do_not_overlap(values: list[int]) -> None:
    stretches = shades(values).stretches()
    assert all(before[2] < after[1] for before, after in pairwise(stretches))


def test_many_places_with_one_case_each_do_not_hide_the_peaks() -> None:
    scale = shades([1] * 200 + [2, 3, 8, 56])
    assert [scale.of(value) for value in (1, 2, 3, 8, 56)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("values", [[], [3], [3, 3, 3]])
def test_no_figures_and_equal_figures(values: list[float]) -> None:
    scale = shades(values)
    assert scale.of(None) == 0
    assert [scale.of(value) for value in values] == [STEPS] * len(values)
