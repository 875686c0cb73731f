"""Levels and kinds that people change: learned, shown, revocable; and what nobody changed moves nothing."""

from datetime import timedelta

import pytest

from banjie.cases import actions, jobs, learning, suggesting_words
from banjie.cases.automatic import acting
from banjie.cases.intake.draft import Submission, Through
from banjie.cases.models import Guess, TimelineEntry, Unlearned
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.urgency import Level
from banjie.platform import clock, stamps
from banjie.platform.actors import SYSTEM
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db

PLAIN = ("公园长椅掉漆", "花坛杂草多", "宣传栏玻璃脏", "广场地砖松动", "站牌字迹模糊", "草坪需要修剪")
FOUNTAIN = "广场喷泉的水发绿"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def hand_in(world: World, body: str, **more: str) -> int:
    told = Submission(body=body, category="repair", longitude=110.5, latitude=30.5, **more)
    return actions.submit(told, channel="hotline", by=world.acting("intake"), at=AT, through=Through.ACCEPTED).case_id


def changed(world: World, body: str, **to: str) -> int:
    case = hand_in(world, body)
    actions.perform(case, "classify", by=world.acting("dispatcher"), at=AT + timedelta(hours=1), data=to)
    return case


def tomorrow(monkeypatch: pytest.MonkeyPatch, days: int = 1) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=days))
    jobs.learn()
    stamps.forget()


def test_a_level_changed_today_is_proposed_tomorrow(world: World, monkeypatch: pytest.MonkeyPatch):
    for text in PLAIN:
        hand_in(world, text)
    case = changed(world, FOUNTAIN, level="urgent")
    assert suggesting_words.read("", "喷泉水发绿了").level.level is Level.GENERAL
    tomorrow(monkeypatch)
    found = suggesting_words.read("", "喷泉水发绿了").level
    assert (found.level, found.words) == (Level.URGENT, Level.GENERAL)
    assert found.taught is not None
    assert "喷泉" in "".join(found.taught.evidence)
    assert suggesting_words.read("", "公园长椅坏了").level.level is Level.GENERAL
    (correction,) = learning.corrections(shelf.LEVEL)
    assert (correction.case_id, correction.before, correction.after) == (case, "general", "urgent")


def test_a_kind_changed_today_is_proposed_tomorrow(world: World, monkeypatch: pytest.MonkeyPatch):
    for text in PLAIN:
        hand_in(world, text)
    changed(world, FOUNTAIN, kind="complaint")
    tomorrow(monkeypatch)
    found = suggesting_words.read("", "喷泉水发绿了").kind
    assert found is not None
    assert (found.kind, found.taught is not None) == ("complaint", True)
    asked = suggesting_words.read("", "请问公积金怎么提取，需要什么材料？").kind
    assert asked is not None
    assert (asked.kind, asked.taught) == ("enquiry", None)


def test_a_level_that_people_lower_is_lowered_but_not_where_there_is_danger(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    for text in PLAIN:
        hand_in(world, text)
    for number in range(3):
        case = hand_in(world, f"{number}号楼停水两天", level="urgent")
        data = {"level": "general"}
        actions.perform(case, "classify", by=world.acting("dispatcher"), at=AT + timedelta(hours=1), data=data)
    tomorrow(monkeypatch)
    lowered = suggesting_words.read("", "5号楼停水两天").level
    assert (lowered.level, lowered.words) == (Level.GENERAL, Level.URGENT)
    held = suggesting_words.read("", "5号楼停水两天，电线漏电").level
    assert held.level is Level.URGENT


def test_the_last_change_taken_back_leaves_what_the_words_say(world: World, monkeypatch: pytest.MonkeyPatch):
    for text in PLAIN:
        hand_in(world, text)
    changed(world, FOUNTAIN, kind="complaint")
    tomorrow(monkeypatch)
    (correction,) = learning.corrections(shelf.KIND)
    learning.unlearn(entry_id=correction.entry_id, purpose=shelf.KIND, by=SYSTEM, at=AT + timedelta(days=1, hours=9))
    tomorrow(monkeypatch, days=2)
    found = suggesting_words.read("", "喷泉水发绿了").kind
    assert found is None or found.taught is None


def test_without_any_correction_nothing_is_learned(world: World, monkeypatch: pytest.MonkeyPatch):
    for text in PLAIN:
        hand_in(world, text, level="urgent", kind="complaint")
    tomorrow(monkeypatch)
    assert shelf.in_use(shelf.LEVEL) is None
    assert shelf.in_use(shelf.KIND) is None
    assert learning.train(shelf.LEVEL, by=SYSTEM, at=AT) is None
    ended = shelf.learning(shelf.LEVEL)
    assert ended is not None
    assert ended.found_nothing


def test_one_entry_that_changed_two_things_is_withdrawn_for_one_of_them(world: World, monkeypatch: pytest.MonkeyPatch):
    for text in PLAIN:
        hand_in(world, text)
    case = changed(world, FOUNTAIN, level="urgent", kind="complaint", category="enquiry")
    entry = TimelineEntry.objects.get(case_id=case, command="classify")
    for purpose in (shelf.LEVEL, shelf.CATEGORY):
        learning.unlearn(entry_id=entry.id, purpose=purpose, by=SYSTEM, at=AT)
    assert {each.purpose for each in Unlearned.objects.all()} == {"level", "category"}
    assert [each.withdrawn for purpose in shelf.PURPOSES for each in learning.corrections(purpose)] == [
        True, False, True,
    ]  # fmt: skip
    learning.relearn(entry_id=entry.id, purpose=shelf.CATEGORY, at=AT)
    tomorrow(monkeypatch)
    assert suggesting_words.read("", "喷泉水发绿了").level.taught is None
    kind = suggesting_words.read("", "喷泉水发绿了").kind
    assert kind is not None
    assert kind.taught is not None


def test_what_would_be_proposed_is_noted_to_be_measured(world: World, monkeypatch: pytest.MonkeyPatch):
    for text in PLAIN:
        hand_in(world, text)
    changed(world, FOUNTAIN, level="urgent")
    learning.train(shelf.LEVEL, by=SYSTEM, at=AT)
    fresh = [hand_in(world, "喷泉的水又发绿"), hand_in(world, "楼道着火了")]
    acting.note_new(at=AT)
    said = dict(Guess.objects.filter(purpose=shelf.LEVEL, case_id__in=fresh).values_list("case_id", "code"))
    assert said == {fresh[0]: "urgent", fresh[1]: "critical"}


def test_learning_tells_how_far_it_is_and_how_it_ended(world: World, monkeypatch: pytest.MonkeyPatch):
    for text in PLAIN:
        hand_in(world, text)
    heard: list[float] = []
    learning.train(by=SYSTEM, at=AT, tell=lambda step, share: heard.append(share))
    assert heard == sorted(heard)
    ended = shelf.learning(shelf.CATEGORY)
    assert ended is not None
    assert (ended.ended, ended.failed, ended.outcome) == (True, False, "made")

    def broken(*_args: object, **_more: object) -> None:
        raise MemoryError

    monkeypatch.setattr("banjie.cases.learning.training.proven", broken)
    with pytest.raises(MemoryError):
        learning.train(by=SYSTEM, at=AT + timedelta(hours=1))
    failed = shelf.learning(shelf.CATEGORY)
    assert failed is not None
    assert failed.failed
    assert failed.ended_at >= AT + timedelta(hours=1)
    kept = shelf.in_use()
    assert kept is not None, "the model in use stays"
