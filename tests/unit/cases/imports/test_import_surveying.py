"""What a file speaks of that is not here."""

import pytest

from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import Branch, Join, Missing, Named, Place, Source
from banjie.cases.imports.surveying import lacking, survey
from banjie.platform.tables import Row
from tests.unit.cases.imports.world import choices, mapping

CONTENT = mapping(
    {
        Field.TITLE: "t",
        Field.CATEGORY: Source(columns=("大类", "小类"), join=Join.PATH),
        Field.LEAD_UNIT: "单位",
        Field.LONGITUDE: "经度",
        Field.LATITUDE: "纬度",
    },
    values={Field.LEAD_UNIT: {"无": ""}},
    missing=Missing(
        branch=Branch(code="old", name="旧"), area=Place(code="a", name="甲"), centre=Named(code="c", name="中心")
    ),
)


def rows(*cells: tuple[str, ...]) -> list[Row]:
    return [Row(number, list(row)) for number, row in enumerate(cells, 2)]


def test_only_words_without_meaning_are_lacking() -> None:
    found = survey(
        CONTENT,
        CONTENT.headers,
        rows(
            ("t", "市政设施", "路灯", "城管局", "", ""),
            ("t", "天文", "飞碟", "天文台", "", ""),
            ("t", "天文", "", "无", "", ""),
        ),
    )
    lacks = lacking(CONTENT, found, choices(), located=0, any_area=True)
    assert set(lacks.categories) == {("天文", "飞碟"), ("天文",)}
    assert lacks.units == ("天文台",)
    assert not lacks.area


def test_the_area_is_drawn_around_the_points_and_strays_do_not_widen_it() -> None:
    near = [("t", "", "", "", f"{110 + n / 10_000:.4f}", f"{30 + n / 10_000:.4f}") for n in range(1000)]
    found = survey(
        CONTENT, CONTENT.headers, rows(*near, ("t", "", "", "", "-70.0", "80.0"), ("t", "", "", "", "0", "0"))
    )
    box = found.box()
    assert box is not None
    west, south, east, north = box
    assert (west, south) == pytest.approx((109.98, 29.98), abs=0.02)
    assert (east, north) == pytest.approx((110.12, 30.12), abs=0.02)


@pytest.mark.parametrize(("located", "any_area", "wanted"), [(0, True, True), (2, True, False), (0, False, True)])
def test_an_area_is_lacking_where_most_points_lie_in_none(located: int, any_area: bool, wanted: bool) -> None:
    found = survey(CONTENT, CONTENT.headers, rows(("t", "", "", "", "110", "30"), ("t", "", "", "", "110", "30")))
    assert lacking(CONTENT, found, choices(), located=located, any_area=any_area).area is wanted
