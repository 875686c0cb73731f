"""The invented districts fit together like real ones."""

import re

import pytest
import shapely
from demo.build_areas import build
from demo.geography.plan import read_plan
from shapely.geometry import Point

from banjie.places.levels import Level, PlaceKind

from .district import DEMO, DISTRICTS, district

# Square degrees that rounding may leave between neighbours: far below a square metre.
SLIVER = 1e-11


@pytest.mark.parametrize("name", DISTRICTS)
def test_every_area_is_one_valid_polygon_below_a_wider_one(name: str) -> None:
    d = district(name)
    for code, properties in d.features.items():
        assert re.fullmatch(r"[A-Za-z0-9_]+", code)
        assert d.borders[code].is_valid
        assert d.borders[code].geom_type == "Polygon"
        parent = properties["parent"]
        if parent:
            assert Level(d.features[parent]["level"]).rank < Level(properties["level"]).rank


@pytest.mark.parametrize("name", DISTRICTS)
def test_children_tile_their_parent_exactly(name: str) -> None:
    d = district(name)
    for parent, children in d.children.items():
        if parent:
            parts = [d.borders[code] for code in children]
            assert shapely.coverage_is_valid(parts), parent
            assert shapely.union_all(parts).symmetric_difference(d.borders[parent]).area < SLIVER, parent
            assert abs(sum(part.area for part in parts) - d.borders[parent].area) < SLIVER, parent


def test_the_county_has_the_depth_and_breadth_of_a_county() -> None:
    levels = [properties["level"] for properties in district("qinghe").features.values()]
    assert levels.count("township") == 11
    assert 40 <= levels.count("village") <= 60
    assert 190 <= levels.count("grid") <= 230


def test_grids_are_neither_squares_nor_slivers() -> None:
    d = district("qinghe")
    for code in d.leaves:
        border = d.borders[code]
        assert len(border.exterior.coords) > 8, code
        assert border.area / border.minimum_rotated_rectangle.area < 0.97, code
        assert border.area / border.length**2 > 0.02, code


@pytest.mark.parametrize("name", DISTRICTS)
def test_the_files_stay_small_and_rounded(name: str) -> None:
    text = (DEMO / name / "areas.geojson").read_text("utf-8")
    assert len(text.encode()) < 1_500_000
    assert not re.search(r"\d\.\d{7}", text)


@pytest.mark.parametrize("name", DISTRICTS)
def test_every_place_lies_in_its_area_and_bears_a_name_of_its_own(name: str) -> None:
    d = district(name)
    for row in d.places:
        assert d.borders[row["area"]].covers(Point(float(row["lon"]), float(row["lat"]))), row["name"]
        assert row["area"] in d.leaves
        assert row["kind"] in list(PlaceKind)
    names = [n for row in d.places for n in [row["name"], *filter(None, row["aliases"].split(";"))]]
    assert len(names) == len(set(names))


def test_the_county_has_about_four_hundred_place_names() -> None:
    assert 380 <= len(district("qinghe").places) <= 450


@pytest.mark.slow
def test_drawing_again_gives_the_same_map() -> None:
    drawn = build(read_plan(DEMO / "milbrook" / "areas.toml"))["features"]
    for feature in drawn:
        code = feature["properties"]["code"]
        kept = district("milbrook").borders[code]
        assert shapely.geometry.shape(feature["geometry"]).symmetric_difference(kept).area < 1e-9, code
