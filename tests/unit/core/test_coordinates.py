import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.core.coordinates import (
    Datum,
    Fault,
    examine,
    from_wgs84,
    from_wgs84_many,
    in_range,
    swapped,
    to_wgs84,
    to_wgs84_many,
    within,
)

CHINA_LON = st.floats(72.004, 137.8347)
CHINA_LAT = st.floats(0.8293, 55.8271)
SHIFTED = st.sampled_from([Datum.GCJ02, Datum.BD09])
COUNTY = (113.2, 33.0, 113.7, 33.4)


def test_gcj02_agrees_with_the_published_example() -> None:
    # From the tests of github.com/googollee/eviltransform.
    assert from_wgs84(121.5272106, 31.1774276, Datum.GCJ02) == pytest.approx(
        (121.531541859215, 31.17530398364597), abs=1e-12
    )


def test_bd09_lies_where_baidu_puts_a_gcj02_point() -> None:
    gcj02 = (116.404, 39.915)
    wgs84 = to_wgs84(*gcj02, Datum.GCJ02)
    assert from_wgs84(*wgs84, Datum.BD09) == pytest.approx((116.41036949371029, 39.92133699351021), abs=1e-9)


@given(CHINA_LON, CHINA_LAT, SHIFTED)
def test_going_there_and_back_gives_the_position_again(lon: float, lat: float, datum: Datum) -> None:
    back = to_wgs84(*from_wgs84(lon, lat, datum), datum)
    assert back == pytest.approx((lon, lat), abs=1e-9)


@given(CHINA_LON, CHINA_LAT, SHIFTED)
def test_a_shift_is_some_hundred_metres(lon: float, lat: float, datum: Datum) -> None:
    x, y = from_wgs84(lon, lat, datum)
    metres = math.hypot((x - lon) * math.cos(math.radians(lat)), y - lat) * 111_320
    assert 10 < metres < 2200


@pytest.mark.parametrize("datum", Datum)
@pytest.mark.parametrize("position", [(-71.06, 42.36), (2.35, 48.86), (151.2, -33.9), (0.0, 0.0)])
def test_nothing_moves_outside_china(datum: Datum, position: tuple[float, float]) -> None:
    assert from_wgs84(*position, datum) == position
    assert to_wgs84(*position, datum) == position


@pytest.mark.parametrize("datum", Datum)
@pytest.mark.parametrize(("lon", "lat"), [(math.nan, 30.0), (math.inf, 30.0), (110.0, -math.inf), (1e300, 1e300)])
def test_what_is_no_position_stays_what_it_is(datum: Datum, lon: float, lat: float) -> None:
    assert to_wgs84(lon, lat, datum) == pytest.approx((lon, lat), nan_ok=True)
    assert from_wgs84(lon, lat, datum) == pytest.approx((lon, lat), nan_ok=True)


@pytest.mark.parametrize("datum", Datum)
def test_arrays_give_what_single_numbers_give(datum: Datum) -> None:
    random = np.random.default_rng(7)
    lons = np.append(random.uniform(60, 150, 500), [np.nan, np.inf, 72.004, 137.8347])
    lats = np.append(random.uniform(-10, 60, 500), [30.0, 30.0, 0.8293, 55.8271])
    for many, one in ((to_wgs84_many, to_wgs84), (from_wgs84_many, from_wgs84)):
        got = np.column_stack(many(lons, lats, datum))
        wanted = np.array([one(lon, lat, datum) for lon, lat in zip(lons.tolist(), lats.tolist(), strict=True)])
        np.testing.assert_allclose(got, wanted, atol=1e-10)


def test_arrays_given_are_left_alone() -> None:
    lons, lats = np.array([116.4]), np.array([39.9])
    to_wgs84_many(lons, lats, Datum.BD09)
    assert (lons[0], lats[0]) == (116.4, 39.9)


def test_swapped_is_told_from_outside_by_the_bounds() -> None:
    assert swapped(33.2, 113.4, COUNTY)
    assert not swapped(113.4, 33.2, COUNTY)
    assert not swapped(10.0, 10.0, COUNTY)


def test_the_edges_of_the_bounds_count_as_inside() -> None:
    assert within(113.2, 33.4, COUNTY)
    assert not within(113.2, math.nextafter(33.4, 34), COUNTY)


@pytest.mark.parametrize(
    ("lon", "lat", "fault"),
    [
        (113.4, 33.2, None),
        (33.2, 113.4, Fault.SWAPPED),
        (120.0, 30.0, Fault.OUTSIDE),
        (999.0, 33.2, Fault.OUT_OF_RANGE),
        (math.nan, 33.2, Fault.NOT_A_NUMBER),
        (113.4, math.inf, Fault.NOT_A_NUMBER),
    ],
)
def test_a_position_is_examined_against_the_bounds(lon: float, lat: float, fault: Fault | None) -> None:
    assert examine(lon, lat, COUNTY) is fault


def test_without_bounds_only_the_impossible_is_a_fault() -> None:
    assert examine(33.2, 113.4) is Fault.SWAPPED
    assert examine(120.0, 30.0) is None
    assert examine(200.0, 100.0) is Fault.OUT_OF_RANGE


@given(st.floats(), st.floats())
def test_examining_never_fails_and_agrees_with_the_range(lon: float, lat: float) -> None:
    assert (examine(lon, lat) is None) == in_range(lon, lat)
