"""Workbooks as people have them, and as attackers make them."""

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from example_workbooks import fill, old_workbook, saved, with_part, workbook

from banjie.platform.tables import (
    Row,
    RowProblem,
    TableFormat,
    TableProblem,
    TableRefused,
    TableWarning,
    read,
    rows,
    workbooks,
)

HEADERS = ("编号", "主题", "电话", "留言时间")
MOMENT = dt.datetime(2026, 11, 22, 14, 30)  # noqa: DTZ001 — a sheet holds no zone


def everything(content: bytes) -> list[Row]:
    return list(rows(content, read(content).table))


def refusal(content: bytes) -> TableProblem:
    with pytest.raises(TableRefused) as refused:
        everything(content)
    return refused.value.code


def test_values_keep_their_kind() -> None:
    content = workbook(HEADERS, [1, "路灯不亮", 13800138000, MOMENT], ["", None, True, dt.date(2026, 1, 2)])
    book = read(content, name="表.xlsx")
    assert (book.format, book.name, book.table.headers, book.table.rows_expected) == (
        TableFormat.XLSX,
        "表.xlsx",
        HEADERS,
        2,
    )
    assert everything(content) == [
        Row(2, [1.0, "路灯不亮", 13800138000.0, MOMENT]),
        Row(3, ["", "", True, dt.date(2026, 1, 2)]),
    ]
    assert book.table.sample == tuple(everything(content))


def test_rows_keep_the_numbers_that_the_person_sees() -> None:
    content = workbook([], [], ["", *HEADERS], [], ["", 1, "a", 2, MOMENT], [], ["", 2, "b", 3, MOMENT])
    table = read(content).table
    assert (table.headers, table.header_rows) == (HEADERS, (3,))
    assert [row.number for row in everything(content)] == [5, 7]


def test_every_row_of_a_merged_range_has_its_value() -> None:
    content = workbook(
        ["街道", "主题", "备注"],
        ["城关镇", "路灯", "x"],
        [None, "井盖", None],
        [None, "噪音", None],
        ["青山乡", "道路", None],
        merges=["A2:A4", "B5:C5"],
    )
    assert [row.cells for row in everything(content)] == [
        ["城关镇", "路灯", "x"],
        ["城关镇", "井盖", ""],
        ["城关镇", "噪音", ""],
        ["青山乡", "道路", ""],
    ]
    assert read(content).table.warnings[TableWarning.MERGED_CELLS_REPEATED] == 1


def test_the_merged_value_is_also_in_the_preview() -> None:
    content = workbook(["街道", "主题"], ["城关镇", "路灯"], [None, "井盖"], merges=["A2:A3"])
    assert read(content).table.sample[1].cells == ["城关镇", "井盖"]


def test_a_formula_gives_the_value_it_was_saved_with() -> None:
    book = openpyxl.Workbook()
    fill(book.worksheets[0], [["a", "b"], ["1", "=HYPERLINK(1)"]])
    content = with_cached_value(saved(book), "B2", "saved")
    assert everything(content) == [Row(2, ["1", "saved"])]
    assert TableWarning.FORMULAS_WITHOUT_VALUES not in read(content).warnings


def with_cached_value(content: bytes, cell: str, value: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(f'<c r="{cell}">'.encode(), f'<c r="{cell}" t="str">'.encode())
                # An empty value is written one way with lxml installed and another without.
                part = re.sub(rb"</f><v ?(/>|></v>)", f"</f><v>{value}</v>".encode(), part)
            new.writestr(name, part)
    return out.getvalue()


def test_formulas_that_were_never_computed_are_counted() -> None:
    content = workbook(["a", "b"], ["1", "=1+1"], ["2", "=A2"])
    assert read(content).warnings[TableWarning.FORMULAS_WITHOUT_VALUES] == 2


def test_hidden_sheets_are_left_out_and_named() -> None:
    book = openpyxl.Workbook()
    fill(book.worksheets[0], [HEADERS, [1, "a", 2, 3]])
    for title, state in (("底稿", "hidden"), ("参数", "veryHidden")):
        hidden = book.create_sheet(title)
        hidden.append(["秘密"])
        hidden.sheet_state = state
    found = read(saved(book))
    assert [table.sheet for table in found.tables] == ["Sheet"]
    assert found.hidden_sheets == ("底稿", "参数")
    assert found.warnings[TableWarning.HIDDEN_SHEETS_SKIPPED] == 2


def test_every_visible_sheet_is_a_table_and_the_longest_is_meant() -> None:
    book = openpyxl.Workbook()
    fill(book.worksheets[0], [["说明"], ["请填写第二张表"]])
    fill(book.create_sheet("数据"), [HEADERS, *([number, "a", 1, 2] for number in range(5))])
    book.create_sheet("空")
    content = saved(book)
    found = read(content)
    assert [table.sheet for table in found.tables] == ["Sheet", "数据"]
    assert found.table.sheet == "数据"
    assert len(everything(content)) == 5


def test_macros_are_reported_and_not_run() -> None:
    content = with_part(workbook(HEADERS, [1, "a", 2, 3]), "xl/vbaProject.bin", b"Attribute VB_Name")
    found = read(content)
    assert found.format is TableFormat.XLSM
    assert found.warnings[TableWarning.MACROS_IGNORED] == 1
    assert len(everything(content)) == 1


def test_a_stray_cell_beyond_the_table_is_told() -> None:
    content = workbook(HEADERS, *([number, "a", 1, 2] for number in range(100)), [1, "a", 2, 3, "stray"])
    assert everything(content)[-1] == Row(102, [1.0, "a", 2.0, 3.0], RowProblem.TOO_MANY_CELLS)


def test_an_old_workbook_is_read() -> None:
    content = old_workbook([(0, 0, "编号"), (0, 1, "主题"), (1, 0, 7.0), (1, 1, "路灯不亮")])
    assert read(content).format is TableFormat.XLS
    assert everything(content) == [Row(2, [7.0, "路灯不亮"])]


def test_a_reader_that_stops_early_leaves_no_process_behind() -> None:
    content = workbook(HEADERS, *([number, "a", 1, 2] for number in range(5_000)))
    reading = rows(content, read(content).table)
    assert next(reading).number == 2
    reading.close()
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=False).stdout
    assert "workbook_process.py rows" not in listed


# --- attacks --------------------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_by_its_directory() -> None:
    content = with_part(workbook(HEADERS), "xl/media/zeros.bin", bytes(64 << 20))
    assert len(content) < 200_000
    assert refusal(content) is TableProblem.DECOMPRESSION_BOMB


def test_a_zip_bomb_that_declares_a_harmless_size_is_refused() -> None:
    content = with_part(workbook(HEADERS), "xl/media/zeros.bin", bytes(64 << 20))
    at = content.rindex(b"xl/media/zeros.bin") - 46
    lying = content[: at + 24] + (1000).to_bytes(4, "little") + content[at + 28 :]
    assert refusal(lying) is TableProblem.DAMAGED


def test_two_cells_at_opposite_corners_cannot_take_the_memory_of_the_server() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "编号"
    book.worksheets[0]["XFD1048576"] = "far away"
    assert refusal(saved(book)) is TableProblem.TOO_LARGE


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    busy = tmp_path / "busy.py"
    busy.write_text("import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass\n")
    monkeypatch.setattr(workbooks, "_PROCESS", busy)
    assert refusal(workbook(HEADERS)) is TableProblem.TOO_LARGE


def test_a_reader_that_answers_with_something_to_run_is_not_obeyed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    proof = tmp_path / "proof"
    evil = tmp_path / "evil.py"
    evil.write_text(
        "import os, pickle, sys\n"
        f"class Evil:\n    def __reduce__(self):\n        return os.system, ('touch {proof}',)\n"
        "pickle.dump(Evil(), sys.stdout.buffer)\n"
    )
    monkeypatch.setattr(workbooks, "_PROCESS", evil)
    with pytest.raises(TableRefused):
        read(workbook(HEADERS))
    assert not proof.exists()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"PK\x03\x04 not an archive", TableProblem.DAMAGED),
        (workbook(HEADERS)[:-100], TableProblem.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), TableProblem.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), TableProblem.PROTECTED),
        (workbook(), TableProblem.EMPTY),
        (workbook(["", " "]), TableProblem.EMPTY),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, problem: TableProblem) -> None:
    assert refusal(content) is problem


def test_a_letter_is_not_a_table() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    assert refusal(out.getvalue()) is TableProblem.NOT_A_TABLE


def test_a_workbook_whose_sheets_are_all_hidden_is_told() -> None:
    """openpyxl refuses to write one, so it is done by hand."""
    content = workbook(HEADERS)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'state="visible"', b'state="hidden"'))
    assert refusal(out.getvalue()) is TableProblem.NO_VISIBLE_SHEET


def test_the_reading_process_knows_nothing_of_the_application() -> None:
    """It must start fast and hold no secret: standard library and the parser only."""
    script = Path(str(workbooks.__file__)).with_name("workbook_process.py")
    loaded = "[name for name in sys.modules if name.startswith(('banjie', 'django'))]"
    code = f"import sys, runpy; runpy.run_path({str(script)!r}); print({loaded})"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
