"""What the jurisdiction's cases teach, and what comes of it: a correction today is a suggestion tomorrow."""

from datetime import timedelta

import pytest

from banjie.cases import actions, jobs, learning
from banjie.cases.intake.draft import Submission
from banjie.cases.suggesting import suggested
from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue import content
from banjie.catalogue.loading import default_content
from banjie.intelligence.classifying.modelfile import written
from banjie.intelligence.shelf import actions as shelf_actions
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.shelf.models import TextModel
from banjie.platform import clock, stamps
from banjie.platform.actors import SYSTEM
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db

LAMPS = ("主街路灯坏了", "村口路灯整夜不亮", "路灯杆歪了", "公园门口路灯一闪一闪")
RULES = ("想问低保怎么申请", "请问居住证去哪里办理", "医保报销政策怎么规定", "咨询公积金提取流程")
NEW_WORD = "广场上的喷泉漏电了"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def hand_in(world: World, body: str, category: str | None) -> int:
    submission = Submission(body=body, category=category, longitude=110.5, latitude=30.5)
    return actions.submit(submission, channel="hotline", by=world.acting("intake"), at=AT).case_id


def some_cases(world: World) -> None:
    for text in LAMPS:
        hand_in(world, text, "repair")
    for text in RULES:
        hand_in(world, text, "enquiry")


def first(text: str) -> str:
    found = suggested("", text)
    return found[0].category.code if found else ""


def test_nothing_is_suggested_before_anything_was_learned(world: World):
    assert suggested("路灯", "路灯坏了") == ()
    assert shelf.in_use() is None
    assert learning.evaluate() is None


def test_the_catalogue_alone_is_enough_to_begin(world: World):
    trained = learning.train(by=SYSTEM, at=AT)
    assert trained is not None
    assert (trained.number, trained.examples, trained.figures, trained.in_use) == (1, 0, None, True)
    assert first("道路照明需要修复") == "repair"
    (best, *_rest) = suggested("", "道路照明需要修复")
    assert not best.sure, "nothing was measured yet"
    assert all(reason.words in "道路照明需要修复" for reason in best.reasons)


def test_cases_teach_what_the_catalogue_does_not_say(world: World):
    some_cases(world)
    trained = learning.train(by=SYSTEM, at=AT)
    assert trained is not None
    assert trained.examples == 8
    assert first("路灯不亮了") == "repair"
    assert first("低保申请") == "enquiry"
    found = learning.evaluate()
    assert found is not None
    assert (found.number, found.as_they_are.texts) == (1, 8)
    # What it learned from flatters a model: that is never told as how good it is.
    assert found.set_aside == trained.figures


def test_a_correction_made_today_changes_a_suggestion_tomorrow(world: World, monkeypatch: pytest.MonkeyPatch):
    some_cases(world)
    case = hand_in(world, NEW_WORD, "enquiry")
    learning.train(by=SYSTEM, at=AT)
    assert first("喷泉漏电") == "enquiry"
    dispatcher = world.acting("dispatcher")
    actions.perform(case, "classify", by=dispatcher, at=AT + timedelta(hours=1), data={"category": "repair"})
    (correction,) = learning.corrections()
    assert (correction.case_id, correction.before, correction.after) == (case, "enquiry", "repair")
    tomorrow = AT + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    jobs.learn()
    stamps.forget()
    assert first("喷泉漏电") == "repair"
    (newest, *_older) = shelf.history()
    assert (newest.number, newest.corrected, newest.in_use) == (2, 1, True)


def test_choosing_the_same_category_again_or_the_first_one_is_no_correction(world: World):
    same, fresh = hand_in(world, LAMPS[0], "repair"), hand_in(world, LAMPS[1], None)
    for case in (same, fresh):
        actions.perform(case, "classify", by=world.acting("dispatcher"), at=AT, data={"category": "repair"})
    assert learning.corrections() == []


def test_the_night_learns_only_where_something_is_new(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(hours=1))
    jobs.begin_to_learn()
    assert len(shelf.history()) == 1
    jobs.begin_to_learn()
    jobs.learn()
    assert len(shelf.history()) == 1
    actions.submit(
        Submission(body=LAMPS[0], category="repair", longitude=110.5, latitude=30.5),
        channel="hotline",
        by=world.acting("intake"),
        at=AT + timedelta(hours=2),
    )
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=1))
    jobs.learn()
    assert [each.number for each in shelf.history()] == [2, 1]


def test_a_damaged_model_is_refused_and_the_last_good_one_used(world: World, caplog: pytest.LogCaptureFixture):
    learning.train(by=SYSTEM, at=AT)
    some_cases(world)
    learning.train(by=SYSTEM, at=AT)
    second = TextModel.objects.get(number=2)
    TextModel.objects.filter(number=2).update(content=bytes(second.content)[:-10])
    stamps.bump(shelf.STAMP)
    used = shelf.in_use()
    assert used is not None
    assert used.number == 1
    assert "truncated" in caplog.text
    with pytest.raises(shelf_actions.UnknownModel):
        shelf_actions.take_into_use(number=2, by=SYSTEM, at=AT)


def test_an_earlier_model_can_be_taken_back(world: World):
    learning.train(by=SYSTEM, at=AT)
    some_cases(world)
    learning.train(by=SYSTEM, at=AT)
    shelf_actions.take_into_use(number=1, by=SYSTEM, at=AT)
    used = shelf.in_use()
    assert used is not None
    assert used.number == 1
    assert [(each.number, each.in_use) for each in shelf.history()] == [(2, False), (1, True)]
    with pytest.raises(shelf_actions.UnknownModel):
        shelf_actions.take_into_use(number=9, by=SYSTEM, at=AT)


def test_a_new_model_that_does_worse_is_kept_but_not_used(world: World):
    learning.train(by=SYSTEM, at=AT)
    TextModel.objects.filter(number=1).update(figures={"right": 1.5})
    for number in range(240):
        hand_in(world, f"{number}号楼反映情况{number * 7}", ("repair", "help")[number % 2])
    trained = learning.train(by=SYSTEM, at=AT)
    assert trained is not None
    assert trained.figures is not None
    assert not trained.in_use
    used = shelf.in_use()
    assert used is not None
    assert used.number == 1


def test_only_so_many_models_are_kept_and_the_one_in_use_always(world: World):
    learning.train(by=SYSTEM, at=AT)
    used = shelf.in_use()
    assert used is not None
    for _ in range(shelf_actions.KEPT + 3):
        shelf_actions.put(shelf_actions.Learned(used.model), use=False, by=SYSTEM, at=AT)
    numbers = [each.number for each in shelf.history()]
    assert len(numbers) == shelf_actions.KEPT + 1
    assert numbers[-1] == 1


def test_the_model_holds_nobodys_words(world: World):
    some_cases(world)
    learning.train(by=SYSTEM, at=AT)
    used = shelf.in_use()
    assert used is not None
    assert "路灯".encode() not in written(used.model)


def test_a_category_that_left_the_catalogue_is_neither_suggested_nor_learned(world: World):
    some_cases(world)
    learning.train(by=SYSTEM, at=AT)
    assert first("低保申请") == "enquiry"
    document = default_content().as_json()
    next(each for each in document["categories"] if each["code"] == "enquiry")["active"] = False
    catalogue_actions.publish_content(content=content.read(document), note="retired", by=SYSTEM, at=AT)
    assert first("低保申请") != "enquiry"
    trained = learning.train(by=SYSTEM, at=AT)
    assert trained is not None
    assert trained.examples == len(LAMPS)
