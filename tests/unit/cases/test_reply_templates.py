"""Ready replies are filled from the case, in whichever language their variables are written."""

import pytest

from banjie.cases.reply_templates import fill, unknown_variables

VALUES = {"number": "261129-000001", "place": "西乡主街", "unit": ""}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{编号}已办结。", "261129-000001已办结。"),
        ("{number} at { place }", "261129-000001 at 西乡主街"),
        ("由{单位}办理。", "由＿＿办理。"),
        ("{今天}答复。", "＿＿答复。"),
        ("a {b} c", "a {b} c"),
        ("{{编号}}", "{261129-000001}"),
        ("{编\n号}", "{编\n号}"),
        ("没有变量", "没有变量"),
    ],
)
def test_variables_are_filled_and_gaps_are_seen(text: str, filled: str) -> None:
    assert fill(text, VALUES) == filled


def test_a_value_is_text_and_no_variable() -> None:
    assert fill("{地点}", {"place": "{编号}", "number": "1"}) == "{编号}"


def test_what_no_case_could_fill_is_named() -> None:
    assert unknown_variables("{编号} {电话} {name}") == ["电话", "name"]
    assert unknown_variables("花括号 { 不成对") == []
