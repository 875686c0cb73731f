import pytest

from banjie.core.coordinates import Datum, from_wgs84
from banjie.places.gazetteer import PlacesPlan, plan_places
from banjie.places.levels import Level, PlaceKind
from banjie.places.refs import AreaRef
from banjie.places.sheet_rows import RowFaultCode, Surroundings

GRID = AreaRef(1, "G1", "网格", Level.GRID, "C.G1")
RETIRED = AreaRef(2, "G2", "旧网格", Level.GRID, "C.G2", active=False)
HEADINGS = ("name", "aliases", "kind", "area", "lon", "lat")


def around(datum: Datum = Datum.WGS84) -> Surroundings:
    return Surroundings(
        area={"G1": GRID, "G2": RETIRED}.get,
        locate=lambda lon, lat: GRID if 113 < lon < 114 and 33 < lat < 34 else None,
        bounds=(112.0, 32.0, 115.0, 35.0),
        datum=datum,
    )


def planned(*rows: str, datum: Datum = Datum.WGS84) -> PlacesPlan:
    cells = [(number, dict(zip(HEADINGS, row.split(","), strict=True))) for number, row in enumerate(rows, 2)]
    return plan_places(HEADINGS, cells, around(datum))


def test_a_row_becomes_a_place_with_its_aliases() -> None:
    (draft,) = planned(" 文昌  花园 ,文昌小区;文昌家园;文昌小区,estate,G1,113.47,33.22").drafts
    assert (draft.name, draft.kind, draft.area) == ("文昌 花园", PlaceKind.ESTATE, GRID)
    assert draft.aliases == ("文昌小区", "文昌家园")
    assert (draft.lon, draft.lat) == (113.47, 33.22)


def test_chinese_headings_and_kinds_are_understood() -> None:
    rows = [(2, {"名称": "青禾路", "类型": "道路", "网格编码": "G1"})]
    (draft,) = plan_places(("名称", "类型", "网格编码"), rows, around()).drafts
    assert (draft.kind, draft.lon) == (PlaceKind.ROAD, None)


def test_a_row_without_an_area_is_put_by_its_point() -> None:
    assert planned("青禾路,,road,,113.5,33.5").drafts[0].area is GRID


def test_positions_of_another_datum_are_converted() -> None:
    lon, lat = from_wgs84(113.5, 33.5, Datum.BD09)
    (draft,) = planned(f"青禾路,,road,G1,{lon!r},{lat!r}", datum=Datum.BD09).drafts
    assert (draft.lon, draft.lat) == pytest.approx((113.5, 33.5), abs=1e-9)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",,road,G1,,", RowFaultCode.MISSING_NAME),
        ("a\u202eb,,road,G1,,", RowFaultCode.BAD_TEXT),
        (f"{'路' * 101},,road,G1,,", RowFaultCode.NAME_TOO_LONG),
        ("青禾路,,galaxy,G1,,", RowFaultCode.UNKNOWN_KIND),
        ("青禾路,,,G1,,", RowFaultCode.UNKNOWN_KIND),
        ("青禾路,,road,G9,,", RowFaultCode.UNKNOWN_AREA),
        ("青禾路,,road,G2,,", RowFaultCode.UNKNOWN_AREA),
        ("青禾路,,road,,,", RowFaultCode.NO_AREA),
        ("青禾路,,road,,112.5,32.5", RowFaultCode.OUTSIDE_EVERY_AREA),
        ("青禾路,,road,G1,abc,33", RowFaultCode.BAD_POSITION),
        ("青禾路,,road,G1,113.5,", RowFaultCode.BAD_POSITION),
        ("青禾路,,road,G1,nan,33", RowFaultCode.BAD_POSITION),
        ("青禾路,,road,G1,1e9,33", RowFaultCode.BAD_POSITION),
        ("青禾路,,road,G1,33.5,113.5", RowFaultCode.SWAPPED),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_its_number(row: str, code: RowFaultCode) -> None:
    plan = planned("文昌路,,road,G1,,", row)
    assert [(fault.code, fault.row) for fault in plan.faults] == [(code, 3)]
    assert not plan.can_be_imported


def test_a_name_repeated_in_an_area_points_to_the_first() -> None:
    plan = planned("青禾路,,road,G1,,", "青禾路,,road,G1,,", "青禾路,,bridge,G1,,")
    assert [(fault.row, dict(fault.data)) for fault in plan.faults] == [(3, {"first": 2})]


def test_a_table_without_names_is_refused_as_a_whole() -> None:
    plan = plan_places(("foo", "kind"), [], around())
    assert [(fault.code, fault.row, fault.data["headings"]) for fault in plan.faults] == [
        (RowFaultCode.MISSING_COLUMN, None, "name")
    ]


def test_rows_beyond_the_limit_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banjie.places.gazetteer.MOST_ROWS", 1)
    plan = planned("甲路,,road,G1,,", "乙路,,road,G1,,", "丙路,,road,G1,,")
    assert [fault.code for fault in plan.faults] == [RowFaultCode.TOO_MANY_ROWS]


def test_an_empty_table_has_nothing_to_import() -> None:
    assert not planned().can_be_imported
