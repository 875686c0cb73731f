import numpy as np
import pytest
import shapely

from banjie.places.measure import degrees_for, metres_between, square_metres, square_metres_of

# A degree by a degree at the equator on WGS-84, north of it: 111.320 km by 110.574 km.
EQUATOR_CELL = 111_319.5 * 110_574.4


def test_a_degree_at_the_equator_has_its_known_size() -> None:
    assert square_metres_of(shapely.box(0, 0, 1, 1)) == pytest.approx(EQUATOR_CELL, rel=2e-4)


def test_the_whole_earth_is_510_million_square_kilometres() -> None:
    assert square_metres_of(shapely.box(-180, -90, 180, 90)) == pytest.approx(5.10066e14, rel=1e-4)


def test_an_area_shrinks_with_the_cosine_of_the_latitude() -> None:
    north, south = square_metres(np.array([shapely.box(0, 59.5, 1, 60.5), shapely.box(0, -0.5, 1, 0.5)]))
    assert north / south == pytest.approx(0.5, rel=0.02)


def test_distance_is_in_metres_and_zero_inside() -> None:
    box = np.array([shapely.box(113.0, 33.0, 113.1, 33.1)])
    assert metres_between(113.05, 33.05, box)[0] == 0.0
    assert metres_between(112.99, 33.05, box)[0] == pytest.approx(0.01 * 111_320 * 0.838, rel=0.005)
    assert metres_between(113.05, 32.99, box)[0] == pytest.approx(1_113, rel=0.005)


def test_degrees_for_a_distance_reach_at_least_that_far() -> None:
    x, y = degrees_for(1000.0, 60.0)
    assert x * 111_320 * 0.5 > 1000.0
    assert y * 110_574 > 1000.0
    assert degrees_for(1000.0, 90.0)[0] < 360.0
