"""What people changed moves a proposal of level and kind, and never lowers what the words say of danger to people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.intelligence.kinds import propose
from banjie.intelligence.moved import LOWERS, RAISES, TURNS, Taught, moved_kind, moved_level
from banjie.intelligence.urgency import Level, read, signs

DANGEROUS = ("楼道着火了", "井盖不见了", "电线裸露", "电梯突然下坠", "食物中毒，多人呕吐", "老人摔倒，出不了门")


def test_nothing_learned_leaves_the_words_as_they_are() -> None:
    reading = read("", "小区停水三天")
    assert moved_level(reading, None).level is Level.URGENT
    assert moved_level(reading, Taught("stay", 0.99)).taught is None
    assert moved_kind(None, None) is None


def test_what_people_put_higher_is_proposed_higher() -> None:
    found = moved_level(read("", "喷泉的水很凉"), Taught("urgent", RAISES, ("喷泉",)))
    assert (found.level, found.words) == (Level.URGENT, Level.GENERAL)
    assert found.taught is not None
    assert moved_level(read("", "喷泉的水很凉"), Taught("urgent", RAISES - 0.01)).level is Level.GENERAL


def test_what_people_put_lower_is_proposed_lower_where_nobody_is_in_danger() -> None:
    found = moved_level(read("", "停水两天，没有通知"), Taught("general", LOWERS))
    assert (found.level, found.words, found.held) == (Level.GENERAL, Level.URGENT, False)
    assert moved_level(read("", "停水两天"), Taught("general", LOWERS - 0.01)).level is Level.URGENT


@pytest.mark.parametrize("text", DANGEROUS)
def test_danger_to_people_is_never_proposed_lower_than_the_words_say(text: str) -> None:
    reading = read("", text)
    assert any(each.danger for each in reading.seen)
    found = moved_level(reading, Taught("general", 1.0))
    assert found.level is max(each.level for each in reading.seen if each.danger)
    assert found.held


def test_beside_a_danger_only_the_rest_is_lowered() -> None:
    reading = read("停水三天", "老人卧床")
    assert reading.level is Level.URGENT
    found = moved_level(reading, Taught("general", 0.95))
    assert (found.level, found.held) == (Level.ELEVATED, True)
    assert found.taught is not None


@given(st.text(max_size=200), st.sampled_from([each.key for each in Level]), st.floats(0, 1))
def test_whatever_was_learned_the_floor_holds(text: str, code: str, share: float) -> None:
    reading = read(text, "电梯突然下坠")
    least = max((each.level for each in reading.seen if each.danger), default=Level.GENERAL)
    assert moved_level(reading, Taught(code, share)).level >= min(least, reading.level)


def test_signs_of_danger_are_those_by_which_somebody_may_come_to_harm() -> None:
    assert {each.code for each in signs() if each.danger} == {"power", "opening", "lift", "health", "people"}


def test_what_people_made_of_it_goes_before_how_it_was_put() -> None:
    said = propose("咨询公积金提取", "请问需要什么材料？")
    assert said is not None
    found = moved_kind(said, Taught("complaint", TURNS, ("公积金",)))
    assert found is not None
    assert (found.kind, found.evidence, found.taught is not None) == ("complaint", ("公积金",), True)
    kept = moved_kind(said, Taught("complaint", TURNS - 0.01))
    assert kept is not None
    assert kept.kind == "enquiry"
    same = moved_kind(said, Taught("enquiry", 0.9))
    assert same is not None
    assert same.taught is None, "the words said so themselves"
