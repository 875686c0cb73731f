"""Finding the names of the columns in tables made for the eye."""

import pytest

from banjie.platform.tables import Cell, TableWarning, header_key, normalise_header
from banjie.platform.tables.headers import Header, column_letters, find_header
from banjie.platform.tables.model import Merge

DATA: list[list[Cell]] = [
    ["1", "路灯不亮", "13800138000", "2026/11/22"],
    ["2", "井盖缺失", "13900139000", "2026/11/23"],
    ["3", "噪音", "13700137000", "2026/11/24"],
]
NAMES = ["编号", "主题", "联系电话", "留言时间"]


def found(*above: list[Cell], data: list[list[Cell]] = DATA, merges: list[Merge] | None = None) -> Header:
    return find_header([*above, *data], merges or [])


def test_names_in_the_first_row_are_found() -> None:
    header = found([*NAMES])
    assert (header.names, header.rows, header.end, header.warnings) == (tuple(NAMES), (0,), 1, {})


def test_titles_notes_and_blank_rows_above_are_passed_over() -> None:
    header = found(
        ["青禾县12345热线工单汇总表", "", "", ""],
        ["填报单位：县政务服务中心", "", "", "2026-11-22"],
        [],
        [*NAMES],
    )
    assert (header.names, header.rows, header.end) == (tuple(NAMES), (3,), 4)
    assert header.warnings == {TableWarning.ROWS_ABOVE_HEADER: 2}


def test_notes_in_words_are_no_names_but_questions_are() -> None:
    assert found(["填报单位：城管局", "", "填报人：张三"], [*NAMES]).rows == (1,)
    questions: list[Cell] = ["Q1：您的姓名", "Q2：您的电话", "Q3：您要反映的问题", "Q4：时间"]
    assert found(questions).rows == (0,)


def test_rows_without_names_above_are_data_and_not_lost() -> None:
    torn: list[list[Cell]] = [["1", "", "3", ""], ["4", "路灯", "", ""], ["7", "8", "9", "10"]]
    assert found(data=torn).end == 0


def test_names_over_two_lines_are_joined() -> None:
    header = found(["编号", "诉求人", "", "留言时间"], ["", "姓名", "电话", ""])
    assert header.names == ("编号", "诉求人姓名", "诉求人电话", "留言时间")
    assert (header.rows, header.end) == ((0, 1), 2)
    assert header.warnings == {TableWarning.TWO_LINE_HEADER: 1}


def test_merged_names_over_two_lines_are_joined_only_as_far_as_they_reach() -> None:
    header = found(
        ["编号", "诉求人", "", "留言时间"],
        ["", "姓名", "电话", ""],
        merges=[Merge(0, 1, 0, 2), Merge(0, 0, 1, 0), Merge(0, 3, 1, 3)],
    )
    assert header.names == ("编号", "诉求人姓名", "诉求人电话", "留言时间")


def test_groups_over_all_columns_are_joined_where_names_repeat() -> None:
    header = found(["申请人", "", "被申请人", ""], ["姓名", "电话", "姓名", "电话"])
    assert header.names == ("申请人姓名", "申请人电话", "被申请人姓名", "被申请人电话")


def test_a_blank_name_is_not_taken_for_a_second_line() -> None:
    header = found(["编号", "", "联系电话", "备注"], data=[["一", "路灯", "无", "无"], ["二", "井盖", "无", "急"]])
    assert header.names == ("编号", "B", "联系电话", "备注")
    assert (header.end, header.warnings) == (1, {TableWarning.COLUMNS_WITHOUT_NAME: 1})


def test_a_table_without_names_gets_letters() -> None:
    header = found()
    assert (header.names, header.rows, header.end) == (("A", "B", "C", "D"), (), 0)
    assert header.warnings == {TableWarning.HEADER_GUESSED: 1}


def test_one_word_over_and_over_is_not_a_header() -> None:
    assert found(data=[["路灯"] * 4, ["井盖"] * 4]).rows == ()


def test_repeated_names_are_told_apart() -> None:
    header = found(["编号", "备注", "备注", "备注"])
    assert header.names == ("编号", "备注", "备注 (2)", "备注 (3)")
    assert header.warnings == {TableWarning.COLUMN_NAMES_REPEATED: 2}


def test_years_may_be_names_among_words() -> None:
    header = found(["街道", "2025年", "2026年", "合计"], data=[["城关镇", "1", "2", "3"]])
    assert header.names == ("街道", "2025年", "2026年", "合计")


def test_a_header_without_data_is_still_a_header() -> None:
    assert found([*NAMES], data=[]).names == tuple(NAMES)
    assert found(data=[]).names == ()


def test_one_torn_row_does_not_make_the_table_wider() -> None:
    torn: list[list[Cell]] = [[*NAMES], *DATA, ["4", "a", "b", "c", "d", "e"]]
    assert find_header(torn, torn=True).names == tuple(NAMES)
    assert len(find_header(torn).names) == 6


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("＊姓 名：", "姓名"),
        ("联系\n电话", "联系电话"),
        ("Case\r\n  number", "Case number"),
        ("ＩＤ（编号）", "ID(编号)"),
        ("\ufeff编号", "编号"),
        ("  ", ""),
    ],
)
def test_a_name_is_written_one_way(text: str, name: str) -> None:
    assert normalise_header(text) == name
    assert normalise_header(name) == name


def test_spellings_of_one_name_have_one_key() -> None:
    assert (
        header_key("Case Number*")
        == header_key("case_number")
        == header_key("ＣＡＳＥ　ＮＵＭＢＥＲ：")
        == "casenumber"
    )
    assert header_key("联系 电话（必填）") == "联系电话必填"


def test_columns_are_lettered_as_in_a_sheet() -> None:
    assert [column_letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
