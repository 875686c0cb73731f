"""What words mean: by name, code, path or alias, never by chance."""

import pytest

from banjie.cases.imports.choices import Choices
from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import PATH_MARK, Branch, Missing, Named, Place
from banjie.cases.imports.naming import category_code, code_of
from tests.unit.cases.imports.world import categories, choices, unit

MISSING = Missing(
    branch=Branch(code="old", name="旧系统"), area=Place(code="qh", name="青禾县"), centre=Named(code="c", name="中心")
)


@pytest.mark.parametrize(
    ("field", "word", "code"),
    [
        (Field.CATEGORY, "夜间 施工", "noise_night"),
        (Field.CATEGORY, f"噪音{PATH_MARK}夜间施工", "noise_night"),
        (Field.CATEGORY, "飞碟", None),
        (Field.LEAD_UNIT, "城管局", "cg"),
        (Field.AREA, "qh.liulin", "liulin"),
        (Field.KIND, "投诉", "complaint"),
        (Field.LEVEL, "特急", "critical"),
        (Field.CHANNEL, "12345热线", "hotline"),
        (Field.STATUS, "In Progress", "open"),
        (Field.STATUS, "已办结", "closed"),
        (Field.IDENTITY, "匿名", "anonymous"),
    ],
)
def test_a_word_means_one_of_ours_or_nothing(field: Field, word: str, code: str | None) -> None:
    assert choices().find(field, word) == code


def test_a_word_that_could_be_two_units_is_neither() -> None:
    twins = Choices(units=[unit(1, "a", "执法队"), unit(2, "b", "执法队")])
    assert twins.find(Field.LEAD_UNIT, "执法队") is None


def test_a_unit_in_use_goes_before_a_retired_one_of_its_name() -> None:
    both = Choices(units=[unit(1, "old", "执法队", active=False), unit(2, "new", "执法队")])
    assert both.find(Field.LEAD_UNIT, "执法队") == "new"
    assert Choices(units=[unit(1, "old", "执法队", active=False)]).find(Field.LEAD_UNIT, "执法队") == "old"


def test_what_was_made_from_a_word_goes_before_another_of_its_name() -> None:
    code = category_code("old", ["路灯"])
    entry = categories()[1]
    made = type(entry)(**{slot: getattr(entry, slot) for slot in entry.__slots__} | {"code": code})
    both = Choices([*categories(), made])
    assert both.find(Field.CATEGORY, "路灯", MISSING) == code


def test_a_code_that_is_gone_is_not_ours() -> None:
    assert choices().has(Field.CATEGORY, "lamp")
    assert not choices().has(Field.CATEGORY, "abolished")
    assert not choices().has(Field.KIND, "leave_out")


@pytest.mark.parametrize("name", ["Noise - Street/Sidewalk", "路灯不亮", "！！！", "x" * 300, "É à"])
def test_a_made_code_is_a_label_and_always_the_same(name: str) -> None:
    code = code_of("nyc311", name, unique=name)
    assert code == code_of("nyc311", name, unique=name)
    assert code.replace("_", "").isascii()
    assert code.replace("_", "").isalnum()
    assert len(code) <= 40


def test_names_that_begin_alike_get_codes_of_their_own() -> None:
    assert category_code("b", ["a", "Other"]) != category_code("b", ["b", "Other"])
