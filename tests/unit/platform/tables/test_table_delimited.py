"""CSV as people have it: any encoding, any delimiter, torn rows, and no bad row stops the others."""

import contextlib
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.platform.tables import (
    Row,
    RowProblem,
    TableFormat,
    TableProblem,
    TableRefused,
    TableWarning,
    csv_chunks,
    read,
    rows,
)

TEXT = "编号,主题,留言时间\n1,路灯不亮,2026/11/22 14:30\n2,井盖缺失,2026/11/23 9:05\n3,“占道经营”问题,2026/11/24 8:00\n"
HEADERS = ("编号", "主题", "留言时间")


def cells(content: bytes) -> list[list[object]]:
    return [list(row.cells) for row in everything(content)]


def everything(content: bytes) -> list[Row]:
    return list(rows(content, read(content).table))


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_found_by_the_content(encoding: str, found: str) -> None:
    content = TEXT.encode(encoding)
    table = read(content).table
    assert (table.encoding, table.headers, table.damaged) == (found, HEADERS, False)
    assert cells(content)[2][1] == "“占道经营”问题"


def test_chinese_that_begins_after_a_million_plain_rows_is_still_found() -> None:
    plain = b"id,text\n" + b"1,a street lamp is broken\n" * 30_000
    for encoding, found in (("gbk", "gb18030"), ("utf-8", "utf-8")):
        content = plain + "2,路灯不亮已经三天\n".encode(encoding)
        assert read(content).table.encoding == found
        assert everything(content)[-1].cells == ["2", "路灯不亮已经三天"]


def test_a_western_file_is_not_taken_for_chinese() -> None:
    content = "id,text\n1,Café fermé à l'été\n2,Straße gesperrt, März\n".replace(", M", " M").encode("cp1252")
    table = read(content).table
    assert table.warnings[TableWarning.ENCODING_GUESSED]
    assert "Café fermé à l'été" in everything(content)[0].cells


def test_bytes_that_do_not_decode_are_named_by_their_line_and_the_rest_is_read() -> None:
    lines = [f"{number},路灯不亮第{number}天".encode() for number in range(1, 200)]
    lines[99] = lines[99][:-1]
    content = "编号,主题\n".encode() + b"\n".join(lines) + b"\n"
    table = read(content).table
    assert (table.encoding, table.damaged) == ("utf-8", True)
    wrong = [row for row in rows(content, table) if row.problem]
    assert [(row.number, row.problem) for row in wrong] == [(101, RowProblem.UNDECODABLE)]
    assert len(everything(content)) == 199


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    content = TEXT.replace(",", delimiter).encode()
    table = read(content).table
    assert (table.delimiter, table.headers) == (delimiter, HEADERS)


def test_commas_in_the_text_do_not_hide_the_tabs() -> None:
    content = "编号\t主题\n1\t路灯, 井盖, 树\n2\t噪音, 油烟\n3\t无\n".encode()
    assert read(content).table.delimiter == "\t"


def test_the_line_by_which_excel_tells_its_delimiter_is_obeyed() -> None:
    content = b"sep=;\r\na;b,c\r\n1;2\r\n"
    table = read(content).table
    assert (table.headers, table.header_rows) == (("a", "b,c"), (2,))
    assert everything(content) == [Row(3, ["1", "2"])]


def test_rows_carry_the_line_they_begin_on() -> None:
    content = b'a,b\n1,"two\nlines"\n\n2,x\r\n3,"three\r\n\r\nlines"\n4,y\n'
    assert [(row.number, row.cells[0]) for row in everything(content)] == [(2, "1"), (5, "2"), (6, "3"), (9, "4")]
    assert everything(content)[0].cells[1] == "two\nlines"


def test_short_rows_are_filled_and_long_ones_told() -> None:
    content = b"a,b,c\n1\n1,2,3,,\n1,2,3,4\n"
    assert everything(content) == [
        Row(2, ["1", "", ""]),
        Row(3, ["1", "2", "3"]),
        Row(4, ["1", "2", "3"], RowProblem.TOO_MANY_CELLS),
    ]


def test_a_quote_never_closed_costs_one_row_and_not_the_rest_of_the_file() -> None:
    body = [f"{number},fine" for number in range(1, 3000)]
    body[9] = '10,"never closed'
    found = everything("\n".join(["a,b", *body]).encode())
    wrong = [row for row in found if row.problem]
    assert wrong == [Row(11, ["10", "never closed"], RowProblem.QUOTE_NOT_CLOSED)]
    assert len(found) == 2999
    assert found[-1] == Row(3000, ["2999", "fine"])


def test_a_quote_never_closed_in_the_last_row_is_told() -> None:
    assert everything(b'a,b\n1,x\n2,"open')[-1] == Row(3, ["2", "open"], RowProblem.QUOTE_NOT_CLOSED)
    assert everything(b'a,b\n1,x\n2,"open\n\n')[1] == Row(3, ["2", "open"], RowProblem.QUOTE_NOT_CLOSED)


def test_a_cell_of_ten_megabytes_is_told_and_the_rest_is_read() -> None:
    content = b"a,b\n1," + b"x" * (10 << 20) + b"\n2,fine\n"
    found = everything(content)
    assert [(row.number, row.problem) for row in found] == [(2, RowProblem.CELL_TOO_LONG), (3, None)]


def test_quotes_that_make_no_sense_anywhere_end_the_reading_at_last() -> None:
    content = b"a,b\n" + b'1,"x"y"\n,"' * 3
    assert everything(content)


def test_nul_bytes_do_not_stop_the_reading() -> None:
    assert cells(b"a,b\n1,x\x00y\n2,z\n") == [["1", "x\x00y"], ["2", "z"]]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_one(ending: str) -> None:
    assert cells(f"a,b{ending}1,2{ending}3,4{ending}".encode()) == [["1", "2"], ["3", "4"]]


def test_a_path_an_open_file_and_the_bytes_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(TEXT.encode())
    expected = everything(TEXT.encode())
    assert list(rows(path, read(path).table)) == expected
    assert list(rows(str(path), read(str(path)).table)) == expected
    with path.open("rb") as file, tempfile.SpooledTemporaryFile() as spooled:
        assert list(rows(file, read(file).table)) == expected
        assert not file.closed
        spooled.write(TEXT.encode())
        assert list(rows(spooled, read(spooled).table)) == expected


def test_an_upload_as_django_gives_it_is_read() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("表.csv", TEXT.encode())
    table = read(upload, name=upload.name or "").table
    assert table.headers == HEADERS
    assert len(list(rows(upload, table))) == 3


def test_the_preview_shows_the_first_rows_and_how_many_to_expect() -> None:
    content = b"a,b\n" + b"1,2\n" * 1000
    book = read(content, name="x.csv")
    assert (book.format, book.name, book.table.sheet) == (TableFormat.CSV, "x.csv", "x.csv")
    assert book.table.rows_expected in {1000, 1001}
    assert len(book.table.sample) == 20
    assert book.table.sample[0] == Row(2, ["1", "2"])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", TableProblem.EMPTY),
        (b"\xef\xbb\xbf\n\n", TableProblem.EMPTY),
        (b"<html><table><tr><td>1</td></tr></table>", TableProblem.WEB_PAGE),
        (b"<?xml version='1.0'?><Workbook/>", TableProblem.WEB_PAGE),
        (b"%PDF-1.7 ...", TableProblem.NOT_A_TABLE),
        (b"\xff\xd8\xff\xe0 a picture", TableProblem.NOT_A_TABLE),
        (bytes(range(256)) * 40, TableProblem.NOT_A_TABLE),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, problem: TableProblem) -> None:
    with pytest.raises(TableRefused) as refused:
        read(content)
    assert refused.value.code is problem


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_refusal(content: bytes) -> None:
    with contextlib.suppress(TableRefused):
        table = read(content).table
        assert all(len(row.cells) == len(table.headers) or row.problem for row in rows(content, table))


plain_cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r\ufeff", exclude_categories=["Cc"]), min_size=1
)


@given(st.lists(st.lists(plain_cells, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_is_written_is_read_back(written: list[list[str]]) -> None:
    content = b"".join(csv_chunks(["甲", "乙", "丙"], written))
    table = read(content).table
    assert table.headers == ("甲", "乙", "丙")
    assert table.encoding == "utf-8-sig"
    found = [[str(cell).removeprefix("'") for cell in row.cells] for row in rows(io.BytesIO(content), table)]
    assert found == [[cell.removeprefix("'") for cell in row] for row in written]
