import pytest
from tests.unit.catalogue.sample_catalogue import CATEGORIES, changed, content

from banjie.catalogue.compiled import Catalogue
from banjie.catalogue.pinyin import every_initials, every_spelling, initials

CATALOGUE = Catalogue(content())


def found(text: str, language: str = "zh-hans", limit: int = 10) -> list[str]:
    return [node.name for node in CATALOGUE.index.search(text, language, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("路灯不亮", "路灯不亮"),
        ("ldbl", "路灯不亮"),
        ("LDB", "路灯不亮"),
        ("ludeng", "路灯不亮"),
        ("budeng", None),
        ("eng", None),
        ("灯亮", "路灯不亮"),
        ("um0501", "井盖缺失"),
        ("jinggai", "井盖缺失"),
        ("gai", "井盖缺失"),
        ("lamp", "路灯不亮"),
        ("黑灯", "路灯不亮"),
        ("连片", "路灯不亮"),
        ("城市管理 增设", "增设路灯"),
        ("ｌｄｂｌ", "路灯不亮"),
        ("   ", None),
        ("路灯 井盖", None),
        ("%", None),
    ],
)
def test_a_category_is_found_by_what_people_type(text: str, first: str | None) -> None:
    assert next(iter(found(text)), None) == first


def test_nearer_matches_come_first_and_leaves_before_branches() -> None:
    assert found("路灯") == ["路灯不亮", "路灯照明", "增设路灯"]
    assert found("ld")[:2] == ["路灯不亮", "路灯照明"] or found("ld")[0] == "路灯不亮"


def test_the_language_decides_what_a_latin_word_is() -> None:
    assert found("street", "en")[:2] == ["路灯不亮", "路灯照明"]
    assert found("d", "zh-hans")[0] != found("ur", "en")[0] == "城市管理"


def test_the_name_above_finds_all_below_but_last() -> None:
    assert set(found("城市管理")) == {"城市管理", "路灯照明", "路灯不亮", "增设路灯", "市政设施", "井盖缺失"}
    assert found("城市管理")[0] == "城市管理"


def test_a_retired_category_is_not_found() -> None:
    catalogue = Catalogue(content(categories=changed(CATEGORIES, "UM0301", active=False)))
    assert [node.code for node in catalogue.index.search("路灯")] == ["UM03", "UM0303"]


def test_no_more_than_asked_for_are_given() -> None:
    assert len(found("路灯", limit=2)) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [("路灯不亮", "ldbl"), ("银行", "yh"), ("WiFi 故障（12345）", "wifigz12345"), ("—", ""), ("", "")],
)
def test_initials_of_a_name(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_character_read_in_two_ways_has_two_forms() -> None:
    assert {"zd", "cd"} <= set(every_initials("重大") + every_initials("长度") + every_initials("重度"))
    assert "yin hang" in every_spelling("银行")
    assert len(every_spelling("重行长乐和" * 3)) <= 6
