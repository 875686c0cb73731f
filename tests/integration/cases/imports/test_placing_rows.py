"""Rows without a point: those that name a place for certain get its area, and everybody sees that it was so."""

from pathlib import Path

import pytest

from banjie.cases.imports.bringing import Caution
from banjie.cases.imports.fields import Field
from banjie.cases.models import Case, ImportRun, RunState, TimelineEntry
from banjie.places import actions as place_actions
from banjie.places.actions import PlaceData
from banjie.places.levels import PlaceKind
from banjie.platform.actors import SYSTEM
from tests.integration.cases.imports.bringing import bring, bring_ready, is_sound, ready, with_constant
from tests.integration.cases.imports.files import HEADERS, row, write_csv
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
NOWHERE = {"经度": "", "纬度": ""}


@pytest.fixture
def world(transactional_db: None) -> World:
    made = make_world()
    west, east = made.townships
    for area, name in ((west, "和平小区"), (east, "和平小区"), (east, "河堤公园")):
        place_actions.add_place(PlaceData(area.pk, name, PlaceKind.ESTATE), by=SYSTEM, at=AT)
    return made


def placed(run: ImportRun) -> int:
    return sum(count for field, code, count in run.found["cautions"] if (field, code) == ("area", "area_from_place"))


def areas() -> list[str]:
    return list(Case.objects.order_by("id").values_list("area_path", flat=True))


def test_a_row_gets_the_area_of_the_place_that_it_names_for_certain(world: World, tmp_path: Path) -> None:
    rows = [
        row(1, 内容="河堤公园的长椅坏了", **NOWHERE),
        row(2, 内容="东镇和平小区停水", **NOWHERE),
        row(3, 内容="和平小区停水", **NOWHERE),
        row(4, 内容="长椅坏了", **NOWHERE),
        row(5, 内容="河堤公园和西乡和平小区都停水", **NOWHERE),
        row(6, 内容="河堤公园的长椅坏了"),
    ]
    run = bring_ready(with_constant(ready(write_csv(tmp_path / "a.csv", rows)), Field.CATEGORY, world.category))
    assert run.state == RunState.IMPORTED
    assert areas() == ["county.east", "county.east", "", "", "", "county.west"]
    assert placed(run) == 2
    first = TimelineEntry.objects.filter(command="submit").order_by("case_id").first()
    assert first.data["imported"]["placed_by"] == "河堤公园"
    assert is_sound()


def test_the_column_of_the_place_says_more_than_the_story(world: World, tmp_path: Path) -> None:
    headers = (*HEADERS, "地点")
    rows = [
        [*row(1, 内容="从西乡去的路上，灯不亮", **NOWHERE), "河堤公园"],
        [*row(2, 内容="河堤公园", **NOWHERE), "不详"],
    ]
    bring(write_csv(tmp_path / "a.csv", rows, headers=headers))
    assert areas() == ["county.east", "county.east"]


def test_looking_a_file_over_says_how_many_rows_it_was(world: World, tmp_path: Path) -> None:
    rows = [row(1, 内容="河堤公园的长椅坏了", **NOWHERE), row(2, 受理时间="昨天")]
    run = bring(write_csv(tmp_path / "a.csv", rows))
    assert run.state == RunState.REFUSED
    assert str(Caution.AREA_FROM_PLACE) in {code for _field, code, _count in run.found["cautions"]}
    assert not Case.objects.exists()
