"""Cells as people write them: positions, templates, several columns for one value."""

import pytest

from banjie.cases.imports.cells import number_of, point_of, text_of
from banjie.cases.imports.mapping import PATH_MARK, Join, Source
from banjie.platform.tables import columns_by_key

PLACES = columns_by_key(("类型", "地点", "门牌"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("113.65", 113.65),
        ("-71.0587", -71.0587),
        ("113,65", 113.65),
        ("E113.65", 113.65),
        ("W71.05", -71.05),
        ("东经113.65", 113.65),
        ("南纬 34.5", -34.5),
        ("113°39'36\"", 113.66),
        ("北纬34度45分", 34.75),
        ("１１３．６５", 113.65),
        ("nan", None),
        ("inf", None),
        ("东边", None),
        ("113.65.2", None),
    ],
)
def test_degrees_are_read_as_people_write_them(text: str, value: float | None) -> None:
    assert number_of(text) == (pytest.approx(value) if value is not None else None)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("113.65,34.76", (113.65, 34.76)),
        ("34.76，113.65", (113.65, 34.76)),
        ("POINT(113.65 34.76)", (113.65, 34.76)),
        ("(40.67, -73.73)", (-73.73, 40.67)),
        ("40.67, 30.1", (40.67, 30.1)),
        ("113.65", None),
        ("113.65, 34.76, 12", None),
    ],
)
def test_a_point_in_one_cell_has_its_longitude_found(text: str, point: tuple[float, float] | None) -> None:
    assert point_of(text) == point


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Source(columns=("类型", "地点")), "路灯"),
        (Source(columns=("门牌", "地点")), "主街"),
        (Source(columns=("类型", "门牌", "地点"), join=Join.LINES), "路灯\n主街"),
        (Source(columns=("类型", "门牌", "地点"), join=Join.PATH), f"路灯{PATH_MARK}主街"),
        (Source(template="{类型}：{地点}（{门牌}号）"), "路灯：主街（号）"),
        (Source(template="{类型}：{门牌}"), "路灯"),
        (Source(columns=("门牌",), constant="不详"), "不详"),
        (Source(constant="热线"), "热线"),
    ],
)
def test_a_value_comes_from_columns_a_template_or_one_word(source: Source, text: str) -> None:
    assert text_of(source, PLACES)([" 路灯 ", "主街", ""]) == text


def test_an_apostrophe_that_guarded_a_formula_is_taken_off() -> None:
    assert text_of(Source(columns=("类型",)), PLACES)(["'=1+1", "", ""]) == "=1+1"
    assert text_of(Source(columns=("类型",)), PLACES)(["'quoted'", "", ""]) == "'quoted'"
