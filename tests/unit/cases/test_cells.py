"""Cells reckoned with bits are those that H3 itself gives."""

import numpy as np
import pytest
from h3.api import basic_int as h3
from hypothesis import given
from hypothesis import strategies as st

from banjie.cases import cells

POINTS = st.tuples(st.floats(-180, 180), st.floats(-85, 85))
RESOLUTIONS = st.integers(cells.COARSEST, cells.FINEST)


@given(st.lists(POINTS, min_size=1, max_size=20), RESOLUTIONS)
def test_parents_are_those_of_h3(points: list[tuple[float, float]], resolution: int) -> None:
    finest = [cells.cell_at(lon, lat) for lon, lat in points]
    expected = [h3.cell_to_parent(cell, resolution) for cell in finest]
    assert cells.parents(np.array(finest, np.int64), resolution).tolist() == expected


def test_no_cell_has_no_parent() -> None:
    assert cells.parents(np.array([0], np.int64), 5).tolist() == [0]


@given(POINTS, RESOLUTIONS)
def test_the_finest_cells_of_a_cell_and_no_others_lie_between_its_ends(
    point: tuple[float, float], resolution: int
) -> None:
    own = cells.cell_at(*point)
    low, high = cells.within(h3.cell_to_parent(own, resolution))
    assert low <= own <= high
    for beside in h3.grid_ring(h3.cell_to_parent(own, resolution), 1):
        some = h3.cell_to_center_child(beside, cells.FINEST)
        assert not low <= some <= high


def test_a_cell_is_read_as_people_copy_it_and_anything_else_is_none() -> None:
    own = cells.cell_at(113.49, 33.19)
    assert cells.read(cells.name(own)) == own
    too_fine = h3.int_to_str(h3.latlng_to_cell(33.19, 113.49, 12))
    for text in ("", "zz", "ffffffffffffffff", "-1", "0", too_fine, "12345"):
        assert cells.read(text) is None, text


@pytest.mark.parametrize(("zoom", "expected"), [(4, 3), (9.6, 7), (12, 9), (18, 10), (0, 2)])
def test_cells_are_wide_enough_to_be_seen_and_hit(zoom: float, expected: int) -> None:
    assert cells.resolution_for(zoom, 33.0) == expected


@given(POINTS)
def test_corners_are_told_as_steps_from_the_first(point: tuple[float, float]) -> None:
    own = cells.cell_at(*point)
    flat = cells.outline(own)
    longitude, latitude = flat[0], flat[1]
    corners = [(longitude, latitude)]
    for place in range(2, len(flat), 2):
        longitude, latitude = longitude + flat[place], latitude + flat[place + 1]
        corners.append((longitude, latitude))
    assert corners == [(round(lon * 1e5), round(lat * 1e5)) for lat, lon in h3.cell_to_boundary(own)]


def test_the_middle_of_a_cell_lies_in_it() -> None:
    own = cells.cell_at(113.49, 33.19)
    assert cells.cell_at(*cells.centre(own)) == own
