"""What is written for people opens as it was meant, and runs nothing."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from banjie.platform.tables import Cell, Row, csv_chunks, read, rows, write_csv, write_error_report, write_xlsx, writing

HEADERS = ["编号", "主题"]


def sheet(content: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def xlsx(*data: list[Cell], tz: dt.tzinfo | None = None) -> bytes:
    out = io.BytesIO()
    assert write_xlsx(out, HEADERS, data, tz=tz) == len(data)
    return out.getvalue()


@pytest.mark.parametrize(
    "text", ["=1+1", "+SUM(A1)", "-1+1", "@A1", '=HYPERLINK("https://evil.example")', "https://x.example"]
)
def test_a_cell_that_looks_like_a_formula_stays_text(text: str) -> None:
    content = xlsx(["1", text])
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix == (text[0] in "=+-@")
    assert everything(content) == [Row(2, ["1", text])]


def everything(content: bytes) -> list[Row]:
    return list(rows(content, read(content).table))


def test_values_keep_their_kind() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    moment = dt.datetime(2026, 11, 22, 6, 30, tzinfo=dt.UTC)
    content = xlsx([7, "a"], [0.5, moment], [True, dt.date(2026, 1, 2)], [None, ""], [10**18, float("nan")], tz=zone)
    assert sheet(content)[1:4] == [
        (7, "a"),
        (0.5, dt.datetime(2026, 11, 22, 14, 30)),  # noqa: DTZ001
        (True, dt.datetime(2026, 1, 2)),  # noqa: DTZ001
    ]
    assert sheet(content)[-1] == ("1000000000000000000", None)


def test_text_that_no_workbook_can_hold_is_made_to_fit() -> None:
    content = xlsx(["\x00\ud83d", "长" * 40_000])
    assert sheet(content)[1] == ("\ufffd", "长" * 32_767)


def test_more_rows_than_a_sheet_takes_go_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_ROWS_A_SHEET", 2)
    book = openpyxl.load_workbook(io.BytesIO(xlsx(*([number, "a"] for number in range(5)))))
    assert [next(iter(page.values)) for page in book.worksheets] == [tuple(HEADERS)] * 3
    assert [page.max_row for page in book.worksheets] == [3, 3, 2]
    assert book.sheetnames == ["Sheet1", "Sheet1 2", "Sheet1 3"]


def test_an_empty_table_still_has_its_header() -> None:
    assert sheet(xlsx()) == [tuple(HEADERS)]


def test_rows_with_errors_go_back_as_they_came_with_the_error_beside_them() -> None:
    out = io.BytesIO()
    report = [(["1", "=路灯"], "没有这个网格"), (["2", "井盖"], "日期无效")]
    assert write_error_report(out, HEADERS, report, error_header="错误") == 2
    assert sheet(out.getvalue()) == [
        ("编号", "主题", "错误"),
        ("1", "=路灯", "没有这个网格"),
        ("2", "井盖", "日期无效"),
    ]


def test_a_corrected_report_is_read_like_the_file_it_came_from() -> None:
    out = io.BytesIO()
    write_error_report(out, HEADERS, [(["1", "@路灯"], "错误")], error_header="错误")
    table = read(out.getvalue()).table
    assert table.headers[:2] == tuple(HEADERS)
    assert everything(out.getvalue())[0].cells[:2] == ["1", "@路灯"]


def test_a_short_row_does_not_move_its_error() -> None:
    out = io.BytesIO()
    write_error_report(out, HEADERS, [(["1"], "缺少主题")], error_header="错误")
    assert sheet(out.getvalue())[1] == ("1", None, "缺少主题")


def test_csv_has_the_mark_that_excel_needs_and_guarded_formulas() -> None:
    out = io.BytesIO()
    assert write_csv(out, HEADERS, [["1", "=1+1"], [-5, '引"号,逗号\n换行']]) == 2
    assert out.getvalue() == '\ufeff编号,主题\r\n1,\'=1+1\r\n-5,"引""号,逗号\n换行"\r\n'.encode()


def test_csv_comes_in_pieces() -> None:
    pieces = list(csv_chunks(HEADERS, ([number, "a"] for number in range(1_200))))
    assert len(pieces) == 4
    assert len(everything(b"".join(pieces))) == 1_200
