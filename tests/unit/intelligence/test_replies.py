"""Drafts of answers: on the point, complete, explained, in words of their own."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.intelligence.replies import Aspect, Claims, Draft, Earlier, Matter, Reading, RemarkCode, Side, read_reply
from banjie.intelligence.replies.cues import Cue, found
from banjie.intelligence.replies.terms import clauses, folded, terms

LAMP = Matter(
    "西乡主街路灯不亮",
    "西乡主街从邮局到小学的路灯不亮已经三天了，孩子放学看不见路。请问什么时候能修好？另外小学门口的减速带坏了，能不能一起换掉？",
)
GOOD = (
    "您好，您反映的西乡主街路灯问题已收悉。经现场查看，邮局至小学路段的电缆被施工挖断，情况属实。"
    "3月5日已更换电缆，路灯恢复照明。小学门口的减速带将于3月12日前更换。"
)


def codes(reading: Reading) -> list[RemarkCode]:
    return [each.code for each in reading.remarks]


def read(reply: str, matter: Matter = LAMP, earlier: list[Earlier] | None = None, **claims: object) -> Reading:
    return read_reply(matter, Draft(reply, Claims(**claims)), earlier or [])  # type: ignore[arg-type]


def test_a_good_answer_gives_no_cause_to_ask() -> None:
    assert codes(read(GOOD, found_true=True, within_duty=True, solved="partly")) == []


def test_an_answer_to_something_else_is_seen() -> None:
    reply = "您好，您咨询的社保转移可携带身份证到人社局一楼窗口办理，经核实您的缴费记录正常，已为您登记。"
    assert RemarkCode.OFF_THE_POINT in codes(read(reply))


def test_what_is_only_quoted_is_not_answered() -> None:
    reply = "您好，您反映的“西乡主街路灯不亮已经三天了”收悉，经核实已转有关科室，感谢您的关注与支持。"
    assert RemarkCode.OFF_THE_POINT in codes(read(reply))


def test_a_question_left_aside_is_shown_with_its_words() -> None:
    reply = "经现场查看，西乡主街邮局一段电缆被挖断，3月5日已更换电缆，现在路灯都亮了。"
    (remark,) = read(reply, solved="solved").of(Aspect.POINT)
    assert remark.code is RemarkCode.ASK_NOT_TAKEN_UP
    (passage,) = remark.passages
    assert passage.side is Side.MATTER
    assert "减速带" in LAMP.body[passage.start : passage.end]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("请问什么时候可以通车？", "预计12月底完工。"),
        ("为什么一直停工？", "因资金未到位，目前暂缓。"),
        ("这件事应该找哪个部门反映？", "由县水利局负责管理。"),
        ("When will it be opened?", "It opens in March, we expect."),
    ],
)
def test_a_question_is_taken_up_in_whatever_words_answer_it(question: str, answer: str) -> None:
    matter = Matter("东环路", f"东环路修了两年。{question}")
    assert RemarkCode.ASK_NOT_TAKEN_UP not in codes(read(f"经了解，东环路修建工程进展如下。{answer}", matter))


@pytest.mark.parametrize("body", ["难道就没有人管吗？", "这样的部门还有没有良心？", "尊敬的市长，您好！谢谢！"])
def test_what_is_asked_of_nobody_need_not_be_answered(body: str) -> None:
    assert read("经核实，路灯已于3月5日修复。", Matter("路灯", body)).asked == 0


@pytest.mark.parametrize(
    ("reply", "claims", "code"),
    [
        ("西乡主街路灯的事知道了。", {}, RemarkCode.TOO_SHORT),
        (
            "西乡主街的路灯和小学门口的减速带我们都十分重视，您说的时候能修好的愿望我们理解。",
            {},
            RemarkCode.NO_FINDING,
        ),
        (
            "经现场查看，西乡主街路灯确实不亮，小学门口减速带确有破损，情况属实，您反映的是对的，时候会说的。",
            {"solved": "not_solved"},
            RemarkCode.NO_STEP,
        ),
        (
            "经查，西乡主街路灯电缆被挖断。下一步我们将尽快修复路灯，减速带也将尽快更换。",
            {"solved": "partly"},
            RemarkCode.NO_DATE,
        ),
        (
            "经现场查看，西乡主街路灯与小学门口减速带都登记在册，确有此事，我们无能为力，没有办法一起换掉。",
            {"solved": "not_solved"},
            RemarkCode.NO_REASON,
        ),
        (
            "经核实，西乡主街路灯和减速带，根据《城市照明管理规定》，不在我单位养护范围，已登记。",
            {"within_duty": False},
            RemarkCode.NOT_WHOSE,
        ),
        (
            "经现场查看，西乡主街路灯不亮。我们将尽快安排更换路灯与减速带，预计3月底前完成。",
            {"solved": "solved"},
            RemarkCode.CLAIMS_MORE,
        ),
        (
            "经现场查看，西乡主街路灯不亮情况不属实，减速带未发现破损问题，已告知学校。",
            {"found_true": True},
            RemarkCode.FINDING_DIFFERS,
        ),
        (
            "您好，您反映的西乡主街路灯与减速带问题收悉。我们高度重视，感谢您的监督，祝您生活愉快，欢迎继续监督。",
            {},
            RemarkCode.FORMULA,
        ),
        (
            "We will repair the street lamp on the main street and the speed bump as soon as possible.",
            {"solved": "solved"},
            RemarkCode.CLAIMS_MORE,
        ),
    ],
)
def test_what_is_wanting_is_asked_for(reply: str, claims: dict[str, object], code: RemarkCode) -> None:
    assert code in codes(read(reply, **claims))


def test_a_date_beside_a_promise_is_enough() -> None:
    assert RemarkCode.NO_DATE not in codes(read("下一步将尽快修复路灯，3月12日前完成。" + GOOD))


def test_an_enquiry_needs_no_finding() -> None:
    matter = Matter("咨询居住证", "请问居住证到哪里办理，需要哪些材料？", enquiry=True)
    reply = "居住证到居住地派出所窗口办理，需要身份证、房屋租赁合同两份材料，工作日上午九点到下午五点。"
    assert read(reply, matter).of(Aspect.COMPLETE) == ()


OTHERS = [
    Earlier(
        str(n), f"第{n}中学门前积水{n}", f"您好，来信收悉。经查，{'甲乙丙丁戊己庚辛壬癸'[n]}处雨水管网淤塞，已疏通。"
    )
    for n in range(10)
]
NOISE = Earlier(
    "77",
    "花园小区楼下烧烤店油烟扰民",
    "经执法队员到店检查，该店油烟净化设施损坏未及时维修，已当场责令限期整改并处罚款五百元，三日后复查时净化器运行正常。",
)


def test_a_copy_of_another_matters_answer_is_seen_whatever_figures_were_changed() -> None:
    draft = NOISE.reply.replace("三日", "五日").replace("五百", "八百")
    matter = Matter("东门广场夜市烧烤烟大", "东门广场夜市烧烤烟大，熏得开不了窗。")
    (remark,) = read(draft, matter, [*OTHERS, NOISE]).of(Aspect.OWN_WORDS)
    assert (remark.code, remark.earlier) == (RemarkCode.COPIED, "77")
    assert remark.percent >= 60
    (passage,) = remark.passages
    assert draft[passage.start : passage.end] in NOISE.reply


def test_the_same_matter_again_may_be_answered_alike() -> None:
    matter = Matter("花园小区楼下烧烤店油烟扰民", "又开始了。")
    assert read(NOISE.reply, matter, [*OTHERS, NOISE]).of(Aspect.OWN_WORDS) == ()


def test_what_all_answers_share_is_nobodys_copy() -> None:
    greeting = (
        "您好，您反映的问题已收悉，现将有关情况回复如下，感谢您对我们工作的理解支持与监督，祝您生活愉快万事如意。"
    )
    earlier = [Earlier(str(n), f"事项{n}", greeting) for n in range(6)]
    assert RemarkCode.COPIED not in codes(read(greeting + GOOD, earlier=earlier))


def test_what_tells_of_a_person_is_shown() -> None:
    draft = GOOD + "施工人员李某，身份证11010519491231002X，手机13800138000，办公电话0571-88886666。"
    (remark,) = read(draft).of(Aspect.PRIVATE)
    assert [draft[each.start : each.end] for each in remark.passages] == ["11010519491231002X", "13800138000"]
    assert read(GOOD + "王先生，如有疑问请致电城管局0571-88886666。").of(Aspect.PRIVATE) == ()


@pytest.mark.parametrize("reply", ["", "   \n", "。。。", "\ud800", "a", "１２３"])
def test_nothing_is_said_of_nothing(reply: str) -> None:
    assert RemarkCode.COPIED not in codes(read(reply))
    assert read("", Matter("", "")).remarks == ()


def test_traditional_and_wide_letters_are_the_same_words() -> None:
    assert folded("經現場查看，ＡＢ１") == "经现场查看,ab0"
    assert found(Cue.FINDING, folded("經現場查看")) is not None


def test_long_texts_take_no_longer() -> None:
    matter = Matter("路灯" * 100, "路灯不亮，" * 200_000)
    begun = time.perf_counter()
    read("经" * 1_000_000, matter)
    read("已，" * 300_000, matter, OTHERS)
    read("将" + "在" * 100_000, matter)
    assert time.perf_counter() - begun < 3


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=60))
def test_passages_lie_in_their_texts(reply: str, body: str, title: str) -> None:
    for remark in read_reply(Matter(title, body), Draft(reply)).remarks:
        for each in remark.passages:
            text = body if each.side is Side.MATTER else reply
            assert 0 <= each.start < each.end <= len(text)


def test_long_sentences_are_cut_at_commas_and_keep_their_place() -> None:
    text = "路灯不亮，" * 12 + "请修。"
    for each in clauses(text):
        assert folded(text)[each.start : each.end] == each.folded
    assert len(clauses(text)) == 13
    assert terms("路灯不亮") >= {"路灯"}
