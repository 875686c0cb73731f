"""What is typed finds what was written, in Chinese and English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.cases import words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("西乡主街路灯不亮三天了", "路灯"),
        ("西乡主街路灯不亮三天了", "主街 路灯"),
        ("西乡主街路灯不亮三天了", "灯不亮"),
        ("Street light out at Elm Street", "street LIGHT"),
        ("Street light out at Elm Street", "elm str"),
        ("ＡＢＣ１２３号楼", "abc123"),
        ("水", "水"),
    ],
)
def test_what_is_typed_is_found(written, typed):
    assert matches(written, typed)


@pytest.mark.parametrize(("written", "typed"), [("路灯不亮", "井盖"), ("street light", "pothole"), ("路灯", "灯路")])
def test_what_is_not_there_is_not_found(written, typed):
    assert not matches(written, typed)


@pytest.mark.parametrize("typed", ["", "   ", "！？", "'", "\\", "\0"])
def test_what_holds_no_word_asks_nothing(typed):
    assert words.tsquery(typed) == ""


@given(st.text(max_size=300))
def test_neither_form_can_break_out_of_its_quotes(text):
    for form in (words.tsvector(text), words.tsquery(text)):
        assert form.count("'") % 2 == 0
        assert "\\" not in form


@given(st.text(alphabet="路灯不亮井盖丢失 street", min_size=1, max_size=40))
def test_every_text_is_found_by_itself(text):
    assert matches(text, text)


def matches(written, typed):
    """What PostgreSQL does with the two forms."""
    held = words.words(written)
    for term in filter(None, words.tsquery(typed).split(" & ")):
        word, _, prefix = term.partition(":")
        plain = word.strip("'")
        if plain not in held and not (prefix and any(each.startswith(plain) for each in held)):
            return False
    return True
