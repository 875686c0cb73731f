"""From the rows of a sheet to the codes that are wanted, with every fault named."""

import pytest

from banjie.places.codes.drafts import CodeDraft, plan_codes
from banjie.places.codes.kinds import OF_PLACES
from banjie.places.levels import CodeKind, Level, PlaceKind
from banjie.places.refs import AreaRef
from banjie.places.sheet_rows import RowFaultCode, Surroundings

TOWN = AreaRef(1, "T", "镇", Level.TOWNSHIP, "C.T")
GRID = AreaRef(2, "G", "网格", Level.GRID, "C.T.G")
OTHER = AreaRef(3, "X", "邻镇", Level.TOWNSHIP, "C.X")
AROUND = Surroundings(
    area=lambda code: None,
    locate=lambda lon, lat: GRID if 110 < lon < 111 else OTHER if 111 < lon < 112 else None,
    bounds=(100.0, 20.0, 120.0, 40.0),
)
HEADINGS = ["名称", "类型", "经度", "纬度"]


def planned(*rows, headings=HEADINGS):
    numbered = [(number, dict(zip(headings, row, strict=False))) for number, row in enumerate(rows, 2)]
    return plan_codes(headings, numbered, TOWN, AROUND)


def test_a_row_with_a_position_goes_to_the_smallest_area_and_one_without_to_the_chosen():
    plan = planned(("一号楼", "", "110.5", "30.5"), ("公厕", "设施", "", ""))
    assert plan.faults == ()
    assert [line.draft for line in plan.lines] == [
        CodeDraft(GRID.id, CodeKind.BUILDING, "一号楼", 110.5, 30.5),
        CodeDraft(TOWN.id, CodeKind.FACILITY, "公厕"),
    ]
    assert plan.can_be_made


def test_a_sheet_of_names_alone_will_do():
    plan = planned(("一号楼",), ("二号楼",), headings=["name"])
    assert [line.draft.name for line in plan.lines] == ["一号楼", "二号楼"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "", "", ""), RowFaultCode.MISSING_NAME),
        (("字" * 101, "", "", ""), RowFaultCode.NAME_TOO_LONG),
        (("一\u202e号", "", "", ""), RowFaultCode.BAD_TEXT),
        (("一号楼", "网格", "", ""), RowFaultCode.UNKNOWN_KIND),
        (("一号楼", "", "110.5", ""), RowFaultCode.BAD_POSITION),
        (("一号楼", "", "30.5", "110.5"), RowFaultCode.SWAPPED),
        (("一号楼", "", "115", "30"), RowFaultCode.OUTSIDE_EVERY_AREA),
        (("一号楼", "", "111.5", "30"), RowFaultCode.OUTSIDE_CHOSEN_AREA),
    ],
)
def test_a_fault_is_named_with_its_row_and_stops_the_whole(row, code):
    plan = planned(("好楼", "", "", ""), row)
    assert [(fault.code, fault.row) for fault in plan.faults] == [(code, 3)]
    assert not plan.can_be_made


def test_a_place_named_twice_and_a_sheet_without_names_are_told():
    assert [fault.code for fault in planned(("一号楼",), ("一号楼",)).faults] == [RowFaultCode.REPEATED]
    assert [fault.code for fault in planned(("x",), headings=["楼"]).faults] == [RowFaultCode.MISSING_COLUMN]


def test_every_kind_of_place_but_the_area_itself_has_a_kind_of_code():
    assert OF_PLACES.keys() == set(PlaceKind) - {PlaceKind.AREA}
    assert CodeKind.GRID not in OF_PLACES.values()
