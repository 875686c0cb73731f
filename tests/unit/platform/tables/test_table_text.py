"""Text from strangers: what is taken out of it, and what is left alone."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from banjie.platform.tables import Cell, TextProblem, cell_text, clean_text, guard_formula, unguard_formula


@pytest.mark.parametrize(
    ("text", "cleaned", "problems"),
    [
        ("路灯不亮", "路灯不亮", ()),
        ("路灯\r\n不亮\r了\u2028吗", "路灯\n不亮\n了\n吗", ()),
        ("e\u0301 cafe", "é cafe", ()),
        ("a\tb", "a\tb", ()),
        ("路灯\x00不亮", "路灯不亮", (TextProblem.NUL,)),
        ("路灯\ud83d不亮", "路灯\ufffd不亮", (TextProblem.BARE_SURROGATE,)),
        ("谢谢\ud83d\ude00", "谢谢😀", ()),
        ("\x07\x1b[31m红", "[31m红", (TextProblem.CONTROL,)),
        ("\ufeff标题", "标题", (TextProblem.CONTROL,)),
        ("invoice\u202efdp.exe", "invoicefdp.exe", (TextProblem.BIDI_OVERRIDE,)),
        ("\u2067abc\u2069", "abc", (TextProblem.BIDI_OVERRIDE,)),
        ("שלום\u200f!", "שלום\u200f!", ()),
        ("👨‍👩‍👧 ❤️", "👨‍👩‍👧 ❤️", ()),
        ("a" + "\u0300\u0316" * 60, None, (TextProblem.STACKED_MARKS,)),
    ],
)
def test_what_harms_or_misleads_is_taken_out_and_named(
    text: str, cleaned: str | None, problems: tuple[TextProblem, ...]
) -> None:
    result = clean_text(text)
    assert result.problems == problems
    if cleaned is None:
        assert len(result.text) < 12
    else:
        assert result.text == cleaned


@given(st.text(st.characters(codec=None)), st.one_of(st.none(), st.integers(0, 30)))
@example("\ud83d\ude00" * 3, 2)
@example("e" + "\u0301" * 20, None)
def test_cleaning_twice_is_cleaning_once_and_the_result_can_be_stored(text: str, limit: int | None) -> None:
    cleaned, _ = clean_text(text, limit=limit)
    assert clean_text(cleaned, limit=limit) == (cleaned, ())
    assert "\x00" not in cleaned
    assert cleaned.encode().decode() == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert limit is None or len(cleaned) <= limit


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=60))
def test_ordinary_text_only_takes_its_normal_form(text: str) -> None:
    assert clean_text(text) == (unicodedata.normalize("NFC", text), ())


def test_text_over_the_limit_is_cut_and_says_so() -> None:
    assert clean_text("一二三四五", limit=3) == ("一二三", (TextProblem.TOO_LONG,))
    assert clean_text("一二三", limit=3) == ("一二三", ())


def test_the_cut_does_not_go_through_a_character_of_several_parts() -> None:
    assert clean_text("ab👨‍👩‍👧", limit=5).text == "ab"


def test_ten_megabytes_of_text_are_cut_before_they_are_worked_on() -> None:
    cleaned, problems = clean_text("路\x00" * 5_000_000, limit=20_000)
    assert cleaned == "路" * 20_000
    assert TextProblem.TOO_LONG in problems


@pytest.mark.parametrize(
    ("cell", "text"),
    [(13800138000.0, "13800138000"), (0.5, "0.5"), (7, "7"), (True, "TRUE"), (None, ""), ("x", "x"), (1e300, "1e+300")],
)
def test_a_number_becomes_the_text_a_person_sees(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "--"])
def test_a_formula_is_guarded_and_comes_back_unguarded(text: str) -> None:
    assert guard_formula(text) == f"'{text}"
    assert unguard_formula(guard_formula(text)) == text


@pytest.mark.parametrize("text", ["", "路灯", "-5", "+8613800138000", "-12.5", "'quoted'", "a=b"])
def test_numbers_and_words_are_left_alone(text: str) -> None:
    assert guard_formula(text) == text
    assert unguard_formula(text) == text
