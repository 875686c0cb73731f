"""Files of boundaries as they should not be: everything is named, nothing breaks."""

import json
from typing import Any

import pytest

from banjie.places.boundaries import FaultCode, ImportOptions, PropertyNames, plan
from banjie.places.boundaries import reading as reading_module
from banjie.places.levels import Level
from tests.unit.places.planning import faults, planned
from tests.unit.places.squares import collection, feature, land, ring_of, square

ONE = square(0, 0, 1, 1)


def only_fault(content: bytes, options: ImportOptions | None = None) -> tuple[FaultCode, dict[str, Any]]:
    done = plan(content, [], options or ImportOptions())
    assert len(done.faults) == 1, done.faults
    assert not done.can_be_imported
    return done.faults[0].code, dict(done.faults[0].data)


def of_geometry(geometry: Any) -> tuple[FaultCode, dict[str, Any]]:
    return only_fault(collection([feature("A", "county", None, ONE) | {"geometry": geometry}]))


def of_ring(ring: Any) -> tuple[FaultCode, dict[str, Any]]:
    return of_geometry({"type": "Polygon", "coordinates": [ring]})


def of_properties(**properties: Any) -> tuple[FaultCode, dict[str, Any]]:
    given = feature("A", "county", None, ONE)
    given["properties"] |= properties
    return only_fault(collection([given]))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", FaultCode.NOT_JSON),
        (b"PK\x03\x04", FaultCode.NOT_JSON),
        (b"[" * 5000, FaultCode.NOT_JSON),
        (b'{"type":"FeatureCollection","features":[NaN]}', FaultCode.NOT_JSON),
        (b"[]", FaultCode.NOT_A_COLLECTION),
        (b"null", FaultCode.NOT_A_COLLECTION),
        (b'{"type":"Feature"}', FaultCode.NOT_A_COLLECTION),
        (b'{"type":"FeatureCollection","features":{}}', FaultCode.NOT_A_COLLECTION),
        (b'{"type":"FeatureCollection","features":[]}', FaultCode.NO_FEATURES),
    ],
)
def test_a_file_that_is_no_collection_is_refused_as_a_whole(content: bytes, code: FaultCode) -> None:
    assert only_fault(content)[0] is code


def test_a_file_beyond_the_limits_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "MOST_BYTES", 100)
    assert only_fault(b" " * 101) == (FaultCode.FILE_TOO_LARGE, {"bytes": 101, "most": 100})


def test_too_many_features_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "MOST_FEATURES", 3)
    code, data = only_fault(collection([{}] * 4))
    assert (code, data["count"]) == (FaultCode.TOO_MANY_FEATURES, 4)


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4490", "urn:ogc:def:crs:EPSG::4326"])
def test_reference_systems_in_degrees_are_taken(name: str) -> None:
    done = plan(collection(land(1, 1), crs={"type": "name", "properties": {"name": name}}), [], ImportOptions())
    assert done.can_be_imported


def test_a_projected_reference_system_is_refused_by_name() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4549"}}
    code, data = only_fault(collection(land(1, 1), crs=crs))
    assert code is FaultCode.UNSUPPORTED_REFERENCE_SYSTEM
    assert "4549" in str(data["name"])


@pytest.mark.parametrize(
    "odd", [None, 7, "Feature", [], {}, {"type": "Feature"}, {"type": "Feature", "properties": []}]
)
def test_what_is_no_feature_is_named_by_its_index(odd: Any) -> None:
    done = planned([*land(1, 1), odd])
    assert (3, "", "not_a_feature") in faults(done)
    assert len(done.faults) == 1


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({"code": None}, FaultCode.MISSING_CODE),
        ({"code": "  "}, FaultCode.MISSING_CODE),
        ({"code": "QH-01"}, FaultCode.BAD_CODE),
        ({"code": "青禾"}, FaultCode.BAD_CODE),
        ({"code": "A.B"}, FaultCode.BAD_CODE),
        ({"code": "A" * 41}, FaultCode.TEXT_TOO_LONG),
        ({"code": True}, FaultCode.BAD_TEXT),
        ({"code": {"a": 1}}, FaultCode.BAD_TEXT),
        ({"name": ""}, FaultCode.MISSING_NAME),
        ({"name": "x" * 101}, FaultCode.TEXT_TOO_LONG),
        ({"name": "a\x00b"}, FaultCode.BAD_TEXT),
        ({"name": "a\u202eb"}, FaultCode.BAD_TEXT),
        ({"level": None}, FaultCode.MISSING_LEVEL),
        ({"level": "galaxy"}, FaultCode.UNKNOWN_LEVEL),
        ({"aliases": 7}, FaultCode.BAD_TEXT),
    ],
)
def test_a_property_that_cannot_be_used_is_named(properties: dict[str, Any], code: FaultCode) -> None:
    assert of_properties(**properties)[0] is code


def test_a_code_written_as_a_number_is_a_code() -> None:
    given = feature("A", "county", None, ONE)
    given["properties"]["code"] = 410105
    done = planned([given])
    assert [node.code for node in done.added] == ["410105"]


def test_a_code_given_twice_points_to_the_first() -> None:
    done = planned([feature("A", "county", None, ONE), feature("A", "county", None, square(5, 5, 1, 1))])
    assert [(fault.index, fault.code, dict(fault.data)) for fault in done.faults] == [
        (1, FaultCode.DUPLICATE_CODE, {"first": 0})
    ]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [113.0, 33.0]},
        {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [ONE]}]},
        {"type": "LineString", "coordinates": ONE},
        {"type": 7},
        {},
        [],
    ],
)
def test_only_polygons_are_taken(geometry: Any) -> None:
    assert of_geometry(geometry)[0] is FaultCode.WRONG_TYPE


def test_a_feature_without_geometry_is_named() -> None:
    assert of_geometry(None)[0] is FaultCode.MISSING_GEOMETRY


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        [],
        {},
        "x",
        [[]],
        [None],
        [[None, None]],
        [[["113", "33"]] * 4],
        [[[1, 2], [3]]],
        [[[[1, 2]]]],
        [[1, 2]],
    ],
)
def test_positions_that_are_none_are_refused(coordinates: Any) -> None:
    assert of_geometry({"type": "Polygon", "coordinates": coordinates})[0] in {
        FaultCode.BAD_POSITIONS,
        FaultCode.RING_TOO_SHORT,
    }


def test_a_ring_that_does_not_close_says_where_it_ends() -> None:
    code, data = of_ring([*ONE[:-1], [113.005, 33.005]])
    assert (code, data) == (FaultCode.UNCLOSED_RING, {"lon": 113.005, "lat": 33.005})


def test_a_ring_of_two_points_is_too_short() -> None:
    assert of_ring([ONE[0], ONE[1], ONE[0]]) == (FaultCode.RING_TOO_SHORT, {"positions": 3})


def test_a_bow_tie_says_where_it_crosses() -> None:
    code, data = of_ring([[113.0, 33.0], [113.01, 33.01], [113.01, 33.0], [113.0, 33.01], [113.0, 33.0]])
    assert code is FaultCode.SELF_INTERSECTION
    assert (data["lon"], data["lat"]) == pytest.approx((113.005, 33.005))


def test_a_hole_outside_its_shell_is_a_bad_shape() -> None:
    code, data = of_geometry({"type": "Polygon", "coordinates": [ONE, square(5, 5, 1, 1)]})
    assert code is FaultCode.BAD_SHAPE
    assert "outside" in str(data["reason"]).lower()


def test_a_sliver_of_an_area_is_too_small() -> None:
    ring = [[113.0, 33.0], [113.000001, 33.0], [113.000001, 33.000001], [113.0, 33.000001], [113.0, 33.0]]
    assert of_ring(ring)[0] is FaultCode.TOO_SMALL


def test_latitude_before_longitude_is_told_without_anything_to_compare() -> None:
    code, data = of_ring([[lat, lon] for lon, lat in ONE])
    assert (code, data["lon"]) == (FaultCode.SWAPPED, 33.0)


def test_a_position_off_the_globe_is_named() -> None:
    code, data = of_ring([[x + 300, y] for x, y in ONE])
    assert (code, data["lon"]) == (FaultCode.OUT_OF_RANGE, 413.0)


def test_an_infinite_position_does_not_get_through() -> None:
    content = collection([feature("A", "county", None, ONE)]).replace(b"113.01,", b"1e999,")
    assert only_fault(content)[0] in {FaultCode.NOT_JSON, FaultCode.NOT_A_NUMBER}


def test_heights_are_dropped_and_winding_is_turned() -> None:
    ring = [[x, y, 81.5] for x, y in reversed(ONE)]
    done = planned([feature("A", "county", None, ring)])
    shape = done.added[0].shape
    assert shape is not None
    assert not shape.has_z
    assert shape.exterior.is_ccw


def test_an_area_of_several_pieces_is_taken() -> None:
    geometry = {"type": "MultiPolygon", "coordinates": [[ONE], [square(3, 3, 1, 1)]]}
    done = planned([feature("A", "county", None, ONE) | {"geometry": geometry}])
    assert done.can_be_imported
    assert len(done.added[0].shape.geoms) == 2  # type: ignore[union-attr]


def test_a_huge_polygon_is_refused_by_its_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banjie.places.boundaries.shapes.MOST_POSITIONS", 4)
    code, data = of_ring(ONE)
    assert (code, data["count"]) == (FaultCode.TOO_MANY_POSITIONS, 5)


def test_properties_may_have_other_names_and_levels_other_words() -> None:
    names = PropertyNames(code="BM", name="MC", level="DJ", parent="SJ", name_en="", aliases="BMC")
    properties = {"BM": 1, "MC": "城关镇", "DJ": "镇街", "SJ": None, "BMC": "老城、北城;老城"}
    given = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ONE]},
    }
    done = planned([given], options=ImportOptions(properties=names))
    assert [(node.code, node.name, node.level) for node in done.added] == [("1", "城关镇", Level.TOWNSHIP)]
    assert dict(done.aliases) == {"1": ("老城", "北城")}


def test_a_file_without_levels_takes_the_one_given() -> None:
    given = feature("A", "", None, ONE)
    done = planned([given], options=ImportOptions(default_level=Level.GRID))
    assert done.added[0].level is Level.GRID


def test_a_file_written_in_gbk_is_read() -> None:
    text = json.dumps({"type": "FeatureCollection", "features": land(1, 1)}, ensure_ascii=False)
    done = plan(text.encode("gb18030"), [], ImportOptions())
    assert done.added[0].name == "C的名字"


def test_every_fault_of_a_file_is_found_at_once() -> None:
    features = land(2, 1)
    features[1]["properties"]["name"] = ""
    features[3]["geometry"] = None
    ring_of(features[5])[2] = ring_of(features[5])[0]
    found = {(index, code) for index, _, code in faults(planned(features))}
    assert {(1, "missing_name"), (3, "missing_geometry")} <= found
    assert any(index == 5 for index, _ in found)
