"""Rows that name no category: what their words tell is counted, filled in only where asked for and sure."""

from dataclasses import replace
from pathlib import Path

import pytest

from banjie.cases import actions, learning
from banjie.cases.imports.proposing import Proposal
from banjie.cases.models import Case, ImportRun, RunState, TimelineEntry
from banjie.intelligence.classifying import modelfile
from banjie.intelligence.shelf.models import TextModel
from banjie.platform import stamps
from banjie.platform.actors import SYSTEM
from tests.integration.cases.imports.bringing import bring_ready, ready
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = ("道路照明损坏需要修复", "设施损坏需要维修", "嗯", "魑魅魍魉")


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


def brought(tmp_path: Path, *, suggests: bool, threshold: float) -> ImportRun:
    """Four new matters without any category, by a model that is sure from a share on."""
    learning.train(by=SYSTEM, at=AT)
    kept = TextModel.objects.get(number=1)
    model = replace(modelfile.read(bytes(kept.content)), threshold=threshold)
    TextModel.objects.filter(number=1).update(content=modelfile.written(model))
    stamps.bump("text_model")
    file = tmp_path / "new.csv"
    file.write_text("编号,内容\n" + "".join(f"{number},{text}\n" for number, text in enumerate(ROWS)), "utf-8-sig")
    given = ready(file)
    content = given.content.model_copy(update={"suggests": suggests})
    return bring_ready(type(given)(given.opened, Proposal(content, given.proposal.basis), given.lacks))


def test_nothing_is_filled_in_unless_it_was_asked_for(world: World, tmp_path: Path) -> None:
    run = brought(tmp_path, suggests=False, threshold=0.0)
    assert (run.state, run.made) == (RunState.IMPORTED, 4)
    assert set(Case.objects.values_list("category_path", "state")) == {("", "received")}


def test_what_is_sure_is_filled_in_and_still_waits_to_be_accepted(world: World, tmp_path: Path) -> None:
    run = brought(tmp_path, suggests=True, threshold=0.0)
    assert run.made == 4
    told = Case.objects.get(text__body=ROWS[0])
    assert (told.category_path, told.state) == ("repair", "received")
    first = TimelineEntry.objects.get(case=told, sequence=1)
    assert first.data["imported"]["suggested"]["category"] == "repair"
    assert Case.objects.get(text__body=ROWS[3]).category_path == "", "of what nobody knows nothing is guessed"


def test_what_was_filled_in_teaches_nothing_until_a_person_changes_it(world: World, tmp_path: Path) -> None:
    brought(tmp_path, suggests=True, threshold=0.0)
    filled = Case.objects.filter(category__isnull=False)
    assert filled.count() > 1
    assert learning.train(by=SYSTEM, at=AT).examples == 0
    actions.perform(filled[0].id, "classify", by=world.acting("dispatcher"), at=AT, data={"category": "enquiry"})
    trained = learning.train(by=SYSTEM, at=AT)
    assert (trained.examples, trained.corrected) == (1, 1)


def test_what_is_not_sure_is_left_to_the_clerk(world: World, tmp_path: Path) -> None:
    run = brought(tmp_path, suggests=True, threshold=1.01)
    assert run.made == 4
    assert set(Case.objects.values_list("category_path", "state")) == {("", "received")}
