"""A file of another jurisdiction sets up what it speaks of: by the actions of each capability, once."""

from pathlib import Path
from typing import Any

import pytest

from banjie.cases.acting import AS_SYSTEM
from banjie.cases.imports import oneshot
from banjie.cases.imports.creating import CannotCreate
from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import Branch, Join, Missing, Named, Place, Source
from banjie.cases.imports.mappings import save, write
from banjie.cases.models import Case, RunState
from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue import queries as catalogue
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from tests.integration.cases.imports.bringing import bring_ready, ready
from tests.integration.cases.imports.files import write_csv
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db(transaction=True)

HEADERS = ("编号", "标题", "大类", "小类", "部门", "经度", "纬度", "时间")
ROWS = [
    ["1", "路灯", "市政", "路灯", "城管局", "120.10", "31.10", "2026-02-20 09:00"],
    ["2", "道路", "市政", "道路", "住建局", "120.20", "31.20", "2026-02-20 10:00"],
    ["3", "噪音", "环保", "噪音", "城管局", "120.15", "31.15", "2026-02-20 11:00"],
]
MISSING = Missing(
    branch=Branch(code="old", name="旧系统", targets={"whole": "3wd"}),
    area=Place(code="xin", name="新县"),
    centre=Named(code="xin_centre", name="新县中心"),
    units={"城管局": Named(code="xin_cg", name="新县城管局")},
)


def prepared(tmp_path: Path, **changes: Any) -> oneshot.Ready:
    path = write_csv(tmp_path / "old.csv", ROWS, headers=HEADERS)
    content = ready(path).content.model_copy(
        update={
            "fields": {
                Field.KEY: Source(columns=("编号",)),
                Field.TITLE: Source(columns=("标题",)),
                Field.CATEGORY: Source(columns=("大类", "小类"), join=Join.PATH),
                Field.LEAD_UNIT: Source(columns=("部门",)),
                Field.LONGITUDE: Source(columns=("经度",)),
                Field.LATITUDE: Source(columns=("纬度",)),
                Field.RECEIVED_AT: Source(columns=("时间",)),
            },
            "missing": MISSING,
            "creates_missing": True,
            **changes,
        }
    )
    mapping = tmp_path / "mapping.json"
    mapping.write_text(write(content), "utf-8")
    return ready(path, mapping=str(mapping))


def test_a_fresh_installation_is_set_up_and_every_row_has_all_it_needs(transactional_db: None, tmp_path: Path) -> None:
    given = prepared(tmp_path)
    made = oneshot.set_up(given, by=AS_SYSTEM, at=AT)
    assert (made.categories, made.units, made.area, made.release) == (3, 3, "新县", 1)
    run = bring_ready(given)
    assert (run.state, run.made, run.refused) == (RunState.IMPORTED, 3, 0)
    for case in Case.objects.all():
        assert None not in {case.category_id, case.lead_unit_id, case.area_id, case.centre_id, case.due_at}
    assert set(Case.objects.values_list("category_path", flat=True)) == {
        node.path for node in catalogue.current().nodes.values() if node.depth == 3
    }


def test_it_is_set_up_once(transactional_db: None, tmp_path: Path) -> None:
    oneshot.set_up(prepared(tmp_path), by=AS_SYSTEM, at=AT)
    again = prepared(tmp_path)
    assert not again.lacks
    assert catalogue.current().number == 1


def test_a_county_keeps_its_own_and_gets_a_branch_beside(world: World, tmp_path: Path) -> None:
    before = catalogue.current()
    oneshot.set_up(prepared(tmp_path), by=AS_SYSTEM, at=AT)
    after = catalogue.current()
    assert set(before.nodes) < set(after.nodes)
    assert after.nodes["old"].name == "旧系统"
    assert str(after.targets_for(after.nodes["old"].path, "general")["whole"]) == "3wd"
    assert places.area("xin") is not None
    unit = organisations.unit_by_code("xin_cg")
    assert unit is not None
    assert unit.area_path == "xin"


def test_a_draft_under_way_is_not_overrun(world: World, tmp_path: Path) -> None:
    catalogue_actions.start_draft(by=AS_SYSTEM.actor, at=AT)
    with pytest.raises(CannotCreate) as refused:
        oneshot.set_up(prepared(tmp_path), by=AS_SYSTEM, at=AT)
    assert (refused.value.what, refused.value.reason) == ("catalogue", "draft_exists")


def test_without_setting_up_every_word_is_told(world: World, tmp_path: Path) -> None:
    run = bring_ready(prepared(tmp_path, creates_missing=False))
    assert run.state == RunState.REFUSED
    assert {word for word, _count in run.found["unknown"]["category"]} == {"市政 › 路灯", "市政 › 道路", "环保 › 噪音"}
    assert Case.objects.count() == 0


def test_a_saved_mapping_is_found_again_by_its_columns(world: World, tmp_path: Path) -> None:
    save(prepared(tmp_path).content, by=AS_SYSTEM, at=AT)
    found = ready(write_csv(tmp_path / "march.csv", ROWS, headers=HEADERS))
    assert (str(found.proposal.basis), found.content.missing) == ("remembered", MISSING)


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()
