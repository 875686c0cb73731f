"""Level and kind of rows by their words: counted and shown with the words, filled in only where that was asked for."""

from pathlib import Path
from typing import Any

import pytest

from banjie.cases.acting import AS_SYSTEM
from banjie.cases.imports import oneshot
from banjie.cases.imports.proposing import Proposal
from banjie.cases.models import Case, ImportRun, RunState, TimelineEntry
from tests.integration.cases.imports.bringing import bring_ready, ready
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db(transaction=True)

GAS = "楼道里有很浓的煤气味，老人孩子都不敢睡"
LAMP = "门口的路灯不亮"
THANKS = "建议在公园增设几张长椅，希望能够采纳这个建议"
QUARREL = "邻居把我家的墙拆了，双方多次协商不成，请求调解纠纷"


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


def sheet(tmp_path: Path, rows: list[str], *, header: str = "编号,内容,等级", **more: Any) -> oneshot.Ready:
    file = tmp_path / "new.csv"
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8-sig")
    given = ready(file, without_category=True)
    content = given.content.model_copy(update=more)
    return oneshot.Ready(given.opened, Proposal(content, given.proposal.basis), given.lacks)


def looked_over(given: oneshot.Ready) -> ImportRun:
    return oneshot.check(given, by=AS_SYSTEM, now=lambda: AT, progress=lambda done: None)


def test_a_preview_shows_what_words_say_and_names_the_pressing_rows(world: World, tmp_path: Path) -> None:
    run = looked_over(sheet(tmp_path, [f"1,{LAMP},", f"2,{GAS},", f"3,{THANKS},", f"4,{GAS}又漏了,一般"]))
    assert run.state == RunState.EXAMINED
    assert run.found["by_words"]["level"] == 1
    assert run.found["by_words"]["below"] == 1
    assert run.found["by_words"]["kind"] >= 1
    assert [(each["row"], each["level"], each["own"]) for each in run.found["pressing"]] == [
        (3, "critical", ""),
        (5, "critical", "general"),
    ]
    words = run.found["pressing"][0]["level_words"]
    assert "煤气味" in words
    assert not [word for word in words if any(word != other and word in other for other in words)]
    by_title = {each["body"]: each for each in run.found["first"]}
    assert by_title[GAS]["level"] == "general", "nothing is filled in unless that was asked for"
    assert by_title[GAS]["words"]["level"] == "critical"
    assert by_title[THANKS]["words"]["kind"] == "suggestion"
    assert "words" not in by_title[LAMP] or "level" not in by_title[LAMP]["words"]
    assert not Case.objects.exists()


def test_nothing_is_filled_in_unless_it_was_asked_for(world: World, tmp_path: Path) -> None:
    bring_ready(sheet(tmp_path, [f"1,{GAS},", f"2,{THANKS},"]))
    assert set(Case.objects.values_list("level", "kind")) == {("general", "report")}


def test_what_was_asked_for_is_filled_in_with_its_words_and_waits_to_be_accepted(world: World, tmp_path: Path) -> None:
    run = bring_ready(sheet(tmp_path, [f"1,{GAS},", f"2,{THANKS},", f"3,{LAMP},"], reads_words=True))
    assert run.made == 3
    gas, thanks = Case.objects.get(text__body=GAS), Case.objects.get(text__body=THANKS)
    assert (gas.level, gas.state) == ("critical", "received")
    assert (thanks.kind, thanks.level) == ("suggestion", "general")
    told = TimelineEntry.objects.get(case=gas, sequence=1).data["imported"]
    assert "煤气味" in told["level_by"]
    assert TimelineEntry.objects.get(case=thanks, sequence=1).data["imported"]["kind_by"]
    assert Case.objects.get(text__body=LAMP).level == "general"


def test_what_the_file_says_stands(world: World, tmp_path: Path) -> None:
    rows = [f"1,{GAS},一般", f"2,{LAMP},特急"]
    bring_ready(sheet(tmp_path, rows, reads_words=True))
    assert Case.objects.get(text__body=GAS).level == "general"
    assert Case.objects.get(text__body=LAMP).level == "critical", "a level is never lowered"


def test_whether_it_is_a_dispute_is_left_to_a_person(world: World, tmp_path: Path) -> None:
    given = sheet(tmp_path, [f"1,{QUARREL},"], reads_words=True)
    assert looked_over(given).found["first"][0]["words"]["kind"] == "dispute"
    bring_ready(given)
    assert Case.objects.get().kind == "report"


def test_what_is_over_elsewhere_is_left_as_it_came(world: World, tmp_path: Path) -> None:
    given = sheet(
        tmp_path, [f"1,{GAS},2026-03-01 09:00,2026-03-02 09:00"], header="编号,内容,受理时间,办结时间", reads_words=True
    )
    run = bring_ready(given)
    assert run.found["by_words"] == {}
    assert Case.objects.get().level == "general"
