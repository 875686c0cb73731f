"""The types of dispute: whole as data, found by the names that registers use, proposed from texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.kinds import columns, kind, kinds, named, propose, quarrels


def test_every_kind_is_whole() -> None:
    codes = {column.code for column in columns()}
    assert len(kinds()) >= 20
    for each in kinds().values():
        assert each.column in codes, each.code
        assert each.name, each.code
        assert each.name_en, each.code
        assert each.tracks, each.code
        assert set(each.tracks) <= {"people", "administrative", "judicial"}, each.code
        assert each.ask, each.code
        assert all(question.text and question.text_en for question in each.ask), each.code
        assert all(-5 <= weight <= 8 for weight in each.words.values()), each.code


def test_no_name_means_two_kinds() -> None:
    for each in kinds().values():
        for word in (each.code, each.name, each.name_en, *each.synonyms):
            assert named(word) == each.code, word


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("婚姻家庭", "family"),
        ("婚姻家庭类纠纷", "family"),
        ("  邻里 纠纷 ", "neighbours"),
        ("物业管理矛盾纠纷", "property"),
        ("物业服务争议", "property"),
        ("医患纠纷案件", "medical"),
        ("道路交通事故", "traffic"),
        ("农民工讨薪事件", "wages"),
        ("劳动争议", "labour"),
        ("房屋、宅基地", "housing"),
        ("房屋宅基地纠纷", "housing"),
        ("其它", "other"),
        ("草山纠纷", "grazing"),
        ("纠纷", None),
        ("", None),
        ("量子纠纷", None),
    ],
)
def test_names_of_registers(word: str, code: str | None) -> None:
    assert named(word) == code


def test_a_kind_that_is_gone_counts_as_other() -> None:
    assert kind("no_such").code == "other"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我和丈夫分居多年，想离婚，孩子的抚养费怎么算", "family"),
        ("楼上邻居家水管坏了，水漏到我家，天花板都泡坏了，他不肯赔", "neighbours"),
        ("村里修路征地，补偿款一直没有发到手", "expropriation"),
        ("包工头欠我们八个农民工的工钱，工地都完工半年了", "wages"),
        ("公司把我辞退了，不给经济补偿金，也没有交社保", "labour"),
        ("对方的羊群越界到我家草场放牧，围栏也被推倒了", "grazing"),
        ("小区停电三天，物业公司说业主没有交物业费", "property"),
        ("孩子在幼儿园被同学推倒，老师没有管", "campus"),
        ("导游强迫购物，旅行社不肯退团费", "tourism"),
        ("他借了我三万块钱，打了借条，到期不还", "lending"),
        ("手术以后感染，医院不给复印病历", "medical"),
        ("在路口被电动车撞伤，交警认定对方全责", "traffic"),
        ("劳动合同到期公司不续签", "labour"),
        ("今天天气很好", None),
        ("", None),
    ],
)
def test_proposals(text: str, code: str | None) -> None:
    assert propose(text).code == code


def test_a_proposal_names_the_words_that_spoke_for_it() -> None:
    proposal = propose("物业公司停了业主的电")
    assert next(spoken.word for spoken in proposal.spoke) in {"物业公司", "业主"}
    assert all(spoken.word in "物业公司停了业主的电" for spoken in proposal.spoke)
    assert proposal.score == sum(spoken.weight for spoken in proposal.spoke)


def test_two_kinds_alike_are_left_to_the_person() -> None:
    proposal = propose("物业公司的医生")
    assert proposal.code in {None, "property"}
    even = propose("楼上的村委会：邻居")
    assert even.code is None or even.score > even.others[0][1]


def test_a_word_within_another_does_not_count() -> None:
    assert propose("法院的被执行人").code is None


def test_a_quarrel_is_told_from_a_question() -> None:
    assert "拖欠" in quarrels("老板拖欠工钱")
    assert quarrels("请问借条的格式是什么") == ()


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    proposal = propose(text)
    assert proposal.code is None or proposal.code in kinds()
    assert named(text) is None or named(text) in kinds()
    quarrels(text)
