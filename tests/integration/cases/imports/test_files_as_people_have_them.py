"""Files with everything that is wrong with files: each is read, or refused in words, and nothing is half done."""

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from banjie.cases.models import Case, RunState
from banjie.platform.tables import TableProblem, TableRefused, open_sheet
from tests.integration.cases.imports.bringing import bring, cases, faults, ready
from tests.integration.cases.imports.files import HEADERS, bomb, row, with_macros, write_csv, write_xlsx
from tests.integration.cases.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"])
def test_a_csv_is_read_however_its_characters_are_written(world: World, tmp_path: Path, encoding: str) -> None:
    rows = [row(number, 标题=f"主街路灯不亮，请派人来修 {number}") for number in range(1, 21)]
    run = bring(write_csv(tmp_path / "a.csv", rows, encoding=encoding))
    assert (run.state, run.made) == (RunState.IMPORTED, 20)
    assert Case.objects.order_by("id").first().title == "主街路灯不亮，请派人来修 1"  # type: ignore[union-attr]


def test_a_row_whose_bytes_cannot_be_read_is_named(world: World, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(number) for number in range(1, 60)])
    path.write_bytes(path.read_bytes().replace("主街 7 号".encode(), b"\xff\xfe\xff"))
    assert faults(bring(path)) == [(8, "", "undecodable")]
    assert cases() == 0


def test_a_quote_that_is_never_closed_is_one_faulty_row(world: World, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1), row(2), row(3)])
    path.write_text(path.read_text("utf-8").replace("主街 2 号", '"主街 2 号', 1), "utf-8")
    path.write_text(path.read_text("utf-8").replace(',"主街', ',"主街'), "utf-8")
    run = bring(path, skips_rows=True)
    assert run.state == RunState.IMPORTED
    assert run.made + run.refused >= 2


def test_ten_megabytes_in_one_cell_are_one_faulty_row(world: World, tmp_path: Path) -> None:
    run = bring(write_csv(tmp_path / "a.csv", [row(1), row(2, 内容="灯" * 3_500_000), row(3)]), skips_rows=True)
    assert (run.state, run.made) == (RunState.IMPORTED, 2)
    assert faults(run) == [(3, "", "cell_too_long")]


def test_twenty_one_thousand_characters_are_refused_and_not_cut(world: World, tmp_path: Path) -> None:
    run = bring(write_csv(tmp_path / "a.csv", [row(1, 内容="灯" * 21_000)]))
    assert faults(run) == [(2, "body", "text_too_long")]


def _titles_above_and_merged(book: Workbook) -> None:
    sheet = book.active
    assert sheet is not None
    sheet.insert_rows(1, 2)
    sheet["A1"] = "二月份诉求登记表"
    sheet.merge_cells("A1:I1")
    # One place for both matters, as people write it: merged over the two rows.
    sheet.merge_cells("H4:H5")
    sheet.merge_cells("I4:I5")


def _hidden_sheet_beside(book: Workbook) -> None:
    hidden = book.create_sheet("旧数据")
    hidden.sheet_state = "hidden"
    for number in range(50):
        hidden.append(row(1000 + number))


def _formulas(book: Workbook) -> None:
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = '="路灯"&"不亮"'


@pytest.mark.parametrize("change", [_titles_above_and_merged, _hidden_sheet_beside])
def test_a_workbook_made_for_the_eye_gives_its_rows(
    world: World, tmp_path: Path, change: Callable[[Workbook], None]
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADERS, row(1), row(2)], change=change)
    run = bring(path)
    assert (run.state, run.made) == (RunState.IMPORTED, 2)
    assert set(Case.objects.values_list("longitude", flat=True)) == {110.5}


def test_a_formula_that_was_never_computed_is_empty_and_told(world: World, tmp_path: Path) -> None:
    given = ready(write_xlsx(tmp_path / "a.xlsx", [HEADERS, row(1)], change=_formulas))
    assert "formulas_without_values" in given.opened.as_json()["warnings"]


def test_macros_are_told_and_never_run(world: World, tmp_path: Path) -> None:
    path = with_macros(write_xlsx(tmp_path / "a.xlsx", [HEADERS, row(1)]))
    assert "macros_ignored" in ready(path).opened.as_json()["warnings"]
    assert bring(path).made == 1


def test_numbers_and_dates_of_a_sheet_are_what_they_mean(world: World, tmp_path: Path) -> None:
    from datetime import datetime

    cells: list[object] = list(row(1))
    cells[4], cells[7], cells[8] = datetime(2026, 2, 20, 9, 0), 110.5, 30.5  # noqa: DTZ001 — a sheet has no zone
    assert bring(write_xlsx(tmp_path / "a.xlsx", [HEADERS, cells])).made == 1
    case = Case.objects.get()
    assert case.received_at.isoformat() == "2026-02-20T01:00:00+00:00"
    assert (case.longitude, case.latitude) == (110.5, 30.5)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", TableProblem.EMPTY),
        (b"%PDF-1.7 something", TableProblem.NOT_A_TABLE),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), TableProblem.NOT_A_TABLE),
        (b"<html><table><tr><td>x</td></tr></table></html>", TableProblem.WEB_PAGE),
        (b"PK\x03\x04 broken", TableProblem.DAMAGED),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, problem: TableProblem) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(TableRefused) as refused:
        open_sheet(path, path.name)
    assert refused.value.code is problem


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    with pytest.raises(TableRefused) as refused:
        open_sheet(bomb(tmp_path / "a.xlsx"), "a.xlsx")
    assert refused.value.code is TableProblem.DECOMPRESSION_BOMB


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"受理时间": "2999-01-01"}, ("received_at", "received_in_future")),
        ({"受理时间": "1969-12-31 09:00"}, ("received_at", "received_too_long_ago")),
        ({"受理时间": ""}, ("received_at", "moment_missing")),
        ({"状态": "已办结", "办结时间": "2026-02-19 09:00"}, ("closed_at", "closed_before_received")),
        ({"状态": "已办结", "办结时间": "2026-09-19 09:00"}, ("closed_at", "in_future")),
        ({"状态": "悬而未决"}, ("status", "value_unknown")),
        ({"经度": "30.5", "纬度": "110.5"}, ("longitude", "coordinates_swapped")),
        ({"经度": "999", "纬度": "1"}, ("longitude", "coordinates_out_of_range")),
    ],
)
def test_a_row_that_contradicts_itself_or_the_world_is_named(
    world: World, tmp_path: Path, changes: dict[str, str], fault: tuple[str, str]
) -> None:
    run = bring(write_csv(tmp_path / "a.csv", [row(1), row(2), row(3), row(4, **changes)]))
    assert faults(run) == [(5, *fault)]
    assert cases() == 0


def test_everything_that_is_wrong_with_a_row_is_told_in_one_go(world: World, tmp_path: Path) -> None:
    wrong = row(4, 类别="飞碟", 受理时间="2999-01-01", 经度="30.5", 纬度="110.5")
    run = bring(write_csv(tmp_path / "a.csv", [row(1), row(2), row(3), wrong]))
    assert faults(run) == [
        (5, "category", "value_unknown"),
        (5, "longitude", "coordinates_swapped"),
        (5, "received_at", "received_in_future"),
    ]


def test_a_point_outside_every_area_is_counted_and_its_case_belongs_to_the_centre(world: World, tmp_path: Path) -> None:
    run = bring(write_csv(tmp_path / "a.csv", [row(1, 经度="120.5"), row(2, 经度="112", 纬度="30.5")]))
    assert run.made == 2
    assert run.found["cautions"] == [["longitude", "outside_every_area", 1]]
    outside, on_the_border = Case.objects.order_by("id")
    assert (outside.area_id, outside.centre_id) == (None, world.units["centre"].id)
    assert on_the_border.area_id is not None


def test_a_mark_of_utf_8_inside_the_file_is_not_taken_for_text(world: World, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1)])
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    assert ready(path).opened.sheet.table.headers[0] == "编号"
