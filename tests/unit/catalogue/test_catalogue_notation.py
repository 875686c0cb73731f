import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.catalogue.notation import (
    RESERVED,
    BadNotation,
    format_conditions,
    format_options,
    parse_conditions,
    parse_list,
    parse_options,
)
from banjie.core.conditions import Condition, Operator
from banjie.core.questions import Option


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("depth >= 20", [Condition("depth", Operator.AT_LEAST, ("20",))]),
        (
            "depth≥20；place ＝ a｜b",
            [Condition("depth", Operator.AT_LEAST, ("20",)), Condition("place", Operator.IS, ("a", "b"))],
        ),
        ("lamps at_most 2", [Condition("lamps", Operator.AT_MOST, ("2",))]),
        ("road is county|state", [Condition("road", Operator.IS, ("county", "state"))]),
        ("is is yes", [Condition("is", Operator.IS, ("yes",))]),
        ("hurt = 是", [Condition("hurt", Operator.IS, ("yes",))]),
        ("note answered\nage 未填", [Condition("note", Operator.ANSWERED), Condition("age", Operator.UNANSWERED)]),
        ("text != a＝b c", [Condition("text", Operator.IS_NOT, ("a＝b c",))]),
        (" ; ", []),
    ],
)
def test_conditions_are_read_as_people_write_them(text: str, expected: list[Condition]) -> None:
    assert parse_conditions(text) == tuple(expected)


@pytest.mark.parametrize(
    "text", ["depth", "depth >", "depth = ", "depth answered 3", "Depth = 3", "depth like 3", "= 3"]
)
def test_what_is_no_condition_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(BadNotation) as bad:
        parse_conditions(f"a = 1; {text}")
    assert (bad.value.code, bad.value.text) == ("bad_condition", text.strip())


values = st.text(
    st.characters(exclude_characters="".join(RESERVED) + "\0", exclude_categories=["Cs", "Zl", "Zp"]),
    min_size=1,
    max_size=8,
).filter(lambda text: text == text.strip() and text not in ("是", "否"))
conditions = st.one_of(
    st.builds(
        Condition,
        st.from_regex(r"[a-z0-9][a-z0-9_]{0,9}", fullmatch=True),
        st.sampled_from([Operator.IS, Operator.IS_NOT, Operator.AT_LEAST, Operator.AT_MOST]),
        st.lists(values, min_size=1, max_size=3).map(tuple),
    ),
    st.builds(Condition, st.just("q"), st.sampled_from([Operator.ANSWERED, Operator.UNANSWERED])),
)


@given(st.lists(conditions, max_size=4).map(tuple))
def test_conditions_are_the_same_after_being_written_and_read(written: tuple[Condition, ...]) -> None:
    assert parse_conditions(format_conditions(written)) == written


def test_options_are_the_same_after_being_written_and_read() -> None:
    options = (Option("single", "单盏", "One lamp"), Option("many", "连片=多盏"), Option("x", "/", "a / b"))
    assert parse_options(*format_options(options)) == options


@pytest.mark.parametrize(("text", "english"), [("single", ""), ("single=", ""), ("a=甲|b=乙", "c=C")])
def test_options_without_a_key_or_a_label_are_refused(text: str, english: str) -> None:
    with pytest.raises(BadNotation, match="bad_option"):
        parse_options(text, english)


def test_a_list_is_parted_by_whatever_mark_people_use() -> None:
    assert parse_list("路灯，黑灯、 lamp;x|y\nz,路灯") == ("路灯", "黑灯", "lamp", "x", "y", "z")
