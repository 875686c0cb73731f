"""Whom to call: China's come along, another place has its own, and no sentence names a number that is not there."""

from pathlib import Path

import pytest

from banjie.core.numbers import BadNumbers, read, shipped

ELSEWHERE = Path(__file__).with_name("elsewhere.toml").read_text("utf-8")
SENTENCES = ("Call {police|ambulance} now.", "If somebody is hurt, also {ambulance}.", "Or {mind}.", "Stay there.")


def test_chinas_come_along() -> None:
    assert [(each.call, each.worded("zh-hans"), each.worded("en")) for each in shipped().emergency] == [
        ("110", "报警", "police"),
        ("119", "火警", "fire"),
        ("120", "急救", "ambulance"),
    ]
    assert all(each.source and each.name and each.name_en for each in shipped().by_code.values())


def test_a_sentence_names_numbers_by_what_they_are_for() -> None:
    # The ambulance was named already; it is not named again.
    assert shipped().told(SENTENCES, "en") == "Call 110 or 120 now. Or 12356. Stay there."
    assert shipped().told(("请拨打{police|ambulance}。", "别走开。"), "zh-hans") == "请拨打110或120。别走开。"


def test_where_one_number_is_for_all_it_is_said_once_and_what_is_missing_is_not_said() -> None:
    here = read(ELSEWHERE)
    assert here.told(SENTENCES, "en") == "Call 112 now. Stay there."
    (only,) = here.emergency
    assert (only.call, only.worded("en"), only.worded("zh-hans")) == (
        "112",
        "police, fire, ambulance",
        "报警、火警、急救",
    )
    assert here.call("legal_aid") == ""
    assert [each.code for each in here.chosen(["police", "mind", "ambulance"])] == ["police"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('call = "112"', "call = 112", "in quotes"),
        ('call = "112"', 'call = "dial <b>"', "what one dials"),
        ('code = "fire"', 'code = "fyre"', "fyre"),
        ('code = "fire"', 'code = "police"', "twice"),
        ('word_en = "fire"\n', "", "fire has to be there"),
        ('name_en = "Emergency call"\n', "", "name_en"),
        ('word = "火警"', 'colour = "red"', "colour"),
        ("[[number]]", "[[numbers]]", "[[number]]"),
        ("[[number]]", "[[number", "Expected"),
    ],
)
def test_a_file_that_cannot_be_told_to_somebody_in_need_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(BadNumbers, match=said.replace("[", r"\[")):
        read(ELSEWHERE.replace(old, new))
