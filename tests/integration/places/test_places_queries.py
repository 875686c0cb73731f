import json
from datetime import timedelta
from typing import Any

import pytest

from banjie.places import queries
from banjie.places.redrawing import Move, MoveReason
from tests.integration.places.making import JUNE, LATER, NEW_YEAR, imported, make_land
from tests.unit.places.squares import SOUTH, STEP, WEST, feature, square
from tests.unit.places.test_places_plan import moved_line

pytestmark = pytest.mark.django_db

CENTRE_OF_V00G10 = (WEST + 1.5 * STEP, SOUTH + STEP / 2)


def test_areas_are_found_by_code_id_and_path() -> None:
    make_land()
    village = queries.area("V01")
    assert village is not None
    assert queries.by_id(village.id) == queries.by_path("C.V01") == village
    assert queries.area("nowhere") is None
    assert [area.code for area in queries.ancestors("C.V01.V01G00")] == ["C", "V01"]
    assert [area.code for area in queries.line("C.V01")] == ["C", "V01"]
    assert [area.code for area in queries.children()] == ["C"]
    assert [area.code for area in queries.subtree("C.V01")] == ["V01", "V01G00", "V01G01", "V01G10", "V01G11"]
    assert len(queries.tree()[0].children) == 4


def test_asking_again_costs_no_query(django_assert_num_queries: Any) -> None:
    make_land()
    queries.locate([CENTRE_OF_V00G10], at=LATER)
    queries.search_places("C的名字")
    queries.boundaries_geojson("C", at=LATER, zoom=12)
    with django_assert_num_queries(0):
        assert queries.locate([CENTRE_OF_V00G10], at=LATER + timedelta(hours=1))[0]
        assert queries.area("V00")
        assert queries.search_places("C的名字")
        assert queries.boundaries_geojson("C", at=LATER, zoom=12.7)


def test_many_points_are_located_as_few_are() -> None:
    make_land()
    points = [(WEST + east * STEP, SOUTH + 0.5 * STEP) for east in (-1, 0.5, 1, 1.5, 2.5, 3.5, 4, 4.5, 99)]
    many = queries.locate(points, at=LATER)
    assert many == [queries.locate([point], at=LATER)[0] for point in points]
    assert [area and area.code for area in many] == [
        None,
        "V00G00",
        "V00G00",
        "V00G10",
        "V10G00",
        "V10G10",
        "V10G10",
        None,
        None,
    ]


def test_a_point_just_outside_has_a_nearest_area() -> None:
    make_land()
    nearest = queries.nearest_area((WEST - STEP / 10, SOUTH + STEP / 2), at=LATER)
    assert nearest is not None
    assert nearest[0].code == "V00G00"
    assert nearest[1] == pytest.approx(93.5, rel=0.01)
    assert queries.nearest_area((0.0, 0.0), at=LATER) is None


def test_nothing_is_located_before_any_area_is_drawn() -> None:
    assert queries.locate([CENTRE_OF_V00G10], at=LATER) == [None]
    assert queries.children() == ()
    assert json.loads(queries.boundaries_geojson("", at=LATER)) == {"type": "FeatureCollection", "features": []}


def test_a_map_holds_the_areas_below_and_changes_with_them() -> None:
    make_land(1, 2)
    before = json.loads(queries.boundaries_geojson("C.V00", at=LATER))
    assert [found["properties"]["code"] for found in before["features"]] == ["V00G00", "V00G01", "V00G10", "V00G11"]
    assert before["features"][0]["geometry"]["type"] == "Polygon"
    imported(moved_line(), JUNE)  # type: ignore[arg-type]
    after = json.loads(queries.boundaries_geojson("C.V00", at=LATER))
    assert after["features"][0]["geometry"] != before["features"][0]["geometry"]
    assert json.loads(queries.boundaries_geojson("C.V00", at=JUNE - timedelta(days=1))) == before


def test_a_map_from_afar_has_fewer_positions() -> None:
    wavy = [[WEST + n * STEP / 50, SOUTH + (n % 2) * STEP / 500] for n in range(101)]
    ring = [*wavy, [WEST + 2 * STEP, SOUTH + STEP], [WEST, SOUTH + STEP], wavy[0]]
    imported([feature("A", "county", None, ring)])
    near, far = queries.outline("A", at=LATER), queries.outline("A", at=LATER, zoom=8)
    assert near is not None
    assert far is not None
    assert len(far.geometry) < len(near.geometry) / 4


def test_neighbours_stay_joined_on_a_simplified_map() -> None:
    make_land(2, 2)
    drawn = queries.outlines("C", at=LATER, zoom=12)
    corners = [{tuple(position) for position in json.loads(one.geometry)["coordinates"][0]} for one in drawn]
    middle = (round(WEST + 2 * STEP, 6), round(SOUTH + 2 * STEP, 6))
    assert all(middle in of_one for of_one in corners)


def test_open_cases_are_told_where_they_belong_now() -> None:
    make_land(1, 2)
    imported(moved_line(), JUNE)  # type: ignore[arg-type]
    strip = (WEST + 1.1 * STEP, SOUTH + STEP / 2)
    cases = [(1, *strip, "C.V00.V00G10"), (2, *CENTRE_OF_V00G10, "C.V00.V00G10"), (3, None, None, "C.V00")]
    assert queries.rehome(cases, at=LATER) == [Move(1, "C.V00.V00G10", "C.V00.V00G00", MoveReason.REDRAWN)]
    assert queries.rehome(cases, at=NEW_YEAR) == []


def test_a_second_town_may_stand_beside_the_first() -> None:
    make_land(1, 1)
    imported([feature("M", "county", None, square(500, 0, 1, 1))])
    assert [area.code for area in queries.children()] == ["C", "M"]
