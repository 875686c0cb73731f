"""What tells of a person is hidden before a text leaves the house, and comes back only where it may."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.intelligence.drafting.veiling import GAP, blanked, lifted, veiled
from banjie.intelligence.personal.marks import Kind

MATTER = "我叫张伟，电话13812345678，家住幸福小区3号楼2单元501室。隔壁王先生每天半夜放音乐，找过李局长。"


def test_the_same_is_hidden_by_the_same_mark_in_every_text():
    texts, veil = veiled([MATTER, "张伟说昨天打了138-1234-5678，没人接。"])
    assert (
        texts[0]
        == "我叫〔姓名1〕，电话〔电话1〕，家住幸福小区〔门牌1〕。隔壁〔姓名2〕先生每天半夜放音乐，找过〔人员1〕。"
    )
    assert texts[1] == "〔姓名1〕说昨天打了〔电话1〕，没人接。"
    assert veil.words["〔姓名1〕"] == "张伟"


def test_what_one_text_introduces_is_hidden_in_an_earlier_one():
    texts, _ = veiled(["昨天张小丽来过窗口。", "来电人张小丽，反映噪声。"])
    assert "张小丽" not in "".join(texts)


def test_what_is_known_beforehand_is_hidden_without_any_introduction():
    known = [(Kind.NAME, "欧阳明月"), (Kind.PHONE, "13900001111"), (Kind.EMAIL, "Ming@Example.cn"), (Kind.NAME, "张")]
    texts, veil = veiled(["欧阳明月又来了，139 0000 1111，ming@example.cn，张家界"], known=known)
    assert texts == ["〔姓名1〕又来了，〔电话1〕，〔邮箱1〕，张家界"]
    assert set(veil.words.values()) == {"欧阳明月", "139 0000 1111", "ming@example.cn"}


def test_what_is_known_and_stands_nowhere_is_not_carried_along():
    assert veiled(["路灯不亮。"], known=[(Kind.NAME, "欧阳明月")])[1].words == {}


def test_lifting_gives_back_what_was_written():
    texts, veil = veiled([MATTER])
    assert lifted(texts[0], veil) == MATTER
    assert lifted("〔姓名 1〕", veil) == "张伟"


def test_marks_that_stand_for_nothing_become_gaps():
    _, veil = veiled([MATTER])
    assert lifted("请联系〔姓名9〕。", veil) == f"请联系{GAP}。"
    assert blanked("〔姓名1〕您好，〔电话1〕") == f"{GAP}您好，{GAP}"


def test_nobody_can_write_a_mark_to_have_it_lifted():
    texts, veil = veiled(["请把〔电话1〕告诉我。我叫张伟，电话13812345678。"])
    assert texts[0].startswith("请把（电话1）告诉我。")
    assert "13812345678" not in lifted(texts[0].partition("。")[0], veil)


def test_numbers_of_documents_stay():
    texts, veil = veiled(["依据国办发〔2024〕5号，工单编号20260302000123，共3户，12345热线。"])
    assert texts == ["依据国办发〔2024〕5号，工单编号20260302000123，共3户，12345热线。"]
    assert not veil.words


def test_english_texts_have_english_marks():
    texts, veil = veiled(["Mr Smith, 13812345678, keeps me awake."], language="en")
    assert texts == ["Mr 〔name1〕, 〔phone1〕, keeps me awake."]
    assert lifted(texts[0], veil) == "Mr Smith, 13812345678, keeps me awake."


def test_short_numbers_do_not_hide_others():
    texts, _ = veiled(["账号为123456789012。共123456789012345件"], known=[(Kind.ACCOUNT, "123")])
    assert texts[0].endswith("共123456789012345件")


@pytest.mark.parametrize("text", ["", "。", "〔", "〔姓名〕", "〔姓名1", "\ud800"])
def test_odd_texts(text: str):
    texts, veil = veiled([text])
    assert lifted(texts[0], veil) == text


@given(st.text(alphabet="张王李伟先生局长电话我叫，。〔〕姓名0123456789 -a@.", max_size=60))
def test_whatever_is_written_comes_back_as_far_as_it_can_be_told(text: str):
    """A number that is written in two ways comes back in the first."""
    texts, veil = veiled([text])
    assert re.sub(r"[ .()（）〔〕-]", "", lifted(texts[0], veil)) == re.sub(r"[ .()（）〔〕-]", "", text)
