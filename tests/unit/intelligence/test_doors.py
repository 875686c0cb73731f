"""What belongs behind another door, told from what only sounds like it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.core.numbers import read, shipped
from banjie.intelligence.doors import Grade, Sort, door, doors, doors_for
from banjie.intelligence.doors.recognising import _phrases
from banjie.intelligence.phrases import clauses_of
from banjie.intelligence.urgency.signs import signs

NOW = [
    ("老公喝醉了又打我，我不敢回家", "home_violence"),
    ("他有家庭暴力，我带着孩子躲在娘家", "home_violence"),
    ("儿子不给钱就打老人", "home_violence"),
    ("继母虐待孩子，身上都是伤", "child"),
    ("邻居拿着菜刀站在我家门口", "violence"),
    ("他扬言要杀我全家", "violence"),
    ("楼下两家人正在打架，已经打起来了", "violence"),
    ("老板把我关起来不让我走", "violence"),
    ("再不给钱我就跳楼", "suicide"),
    ("我真的不想活了", "suicide"),
    ("她留下遗书离开了家", "suicide"),
    ("要是再不解决，我就喝农药", "suicide"),
    ("家里闻到煤气味，物业不管", "gas"),
    ("天然气漏了两天没人修", "gas"),
    ("楼道着火了，消防通道堵着", "fire"),
    ("他往我家门上泼汽油，说要放火", "fire"),
    ("墙快塌了，里面还住着人", "collapse"),
    ("两个人困在电梯里", "collapse"),
    ("老人被打后昏迷不醒", "ambulance"),
    ("孩子今天放学后不见了", "child"),
    ("老师猥亵学生", "child"),
    ("前夫抢走孩子，不让我见", "child"),
    ("不停地打老婆", "home_violence"),
    ("我在网上被骗了五千元", "crime"),
    ("包工头伪造我的签名领走工资", "crime"),
    ("法院已经判决离婚，他不执行", "judged"),
    ("对一审结果不服，想上诉", "judged"),
    ("三年前法院判了，现在申请执行", "judged"),
    ("想问我们的婚姻是否有效", "status"),
    ("没有办收养手续，孩子能上学吗", "status"),
    ("我想改年龄，出生时登记错了", "person"),
    ("父亲失踪多年，要宣告死亡才能分遗产", "person"),
    ("不服城管的行政处罚", "administrative"),
    ("房子被强拆了", "administrative"),
    ("单位不给申请工伤认定", "special"),
    ("my husband beats me every day", "home_violence"),
    ("there is a smell of gas in the stairway", "gas"),
    ("he has a knife and stands at the door", "violence"),
    ("I want to die", "suicide"),
    ("the house is on fire", "fire"),
]

NOT_NOW = [
    ("我没有打人", "violence"),
    ("他并没有打我，只是说话大声", "violence"),
    ("我从未打过老婆", "home_violence"),
    ("不是家暴，是吵架", "home_violence"),
    ("我没有被骗，就是想退货", "crime"),
    ("三年前他动过手，现在只谈财产", "violence"),
    ("小时候父亲打我，现在他要我赡养", "home_violence"),
    ("2015年家里失火烧了房，宅基地一直没有确权", "fire"),
    ("商场跳楼价买的手机坏了", "suicide"),
    ("车间里热得累死人", "suicide"),
    ("煤气费多收了两百元", "gas"),
    ("物业不让天然气入户，要收开口费", "gas"),
    ("小区消防通道被占，一旦发生火灾后果不堪设想", "fire"),
    ("邻居家的烟囱冒烟呛人", "fire"),
    ("打我老板的电话他不接", "violence"),
    ("他把钱打我账户上了", "home_violence"),
    ("路边救命稻草一样的补贴也没有了", "violence"),
    ("医生动手术以后感染", "violence"),
    ("打人判几年", "violence"),
    ("公司欠我工资，想起诉要怎么写状子", "judged"),
    ("离婚的话法院会怎么判", "judged"),
    ("法院委托调解的案子", "judged"),
    ("收养流浪狗咬了邻居", "status"),
    ("货款一直没收到", "administrative"),
    ("厂里规定不加班就罚款", "administrative"),
    ("他杀价太狠，最后没买成", "violence"),
    ("he did not hit me", "violence"),
    ("there was never a fire", "fire"),
]

ASKS = [
    ("三年前老公打过我一次，现在想离婚分财产", "home_violence"),
    ("以前他威胁过我", "violence"),
    ("小区有火灾隐患", "fire"),
    ("他把我打成轻伤", "crime"),
    ("孩子有抑郁症", "suicide"),
    ("打人算不算犯法", "violence"),
    ("房子是危房，墙体开裂", "collapse"),
]

NOTHING = [
    "楼上漏水，天花板泡坏了，要求赔偿三千元",
    "我和张三合伙开店，现在他要退股",
    "老板拖欠工资三个月",
    "宅基地界址不清，两家争了半年",
    "以前报过警，现在没事了",
    "买的空调质量有问题，商家不肯退",
    "",
    "。。。？？",
]


@pytest.mark.parametrize(("text", "code"), NOW)
def test_it_is_recognised(text: str, code: str) -> None:
    seen = {each.door.code: each for each in doors_for(text)}
    assert code in seen, seen
    assert seen[code].grade is Grade.NOW, seen[code]
    assert all(any(part in text for part in (word, word.lower())) for word in seen[code].evidence)


@pytest.mark.parametrize(("text", "code"), NOT_NOW)
def test_what_only_sounds_like_it_rings_no_alarm(text: str, code: str) -> None:
    assert code not in {each.door.code for each in doors_for(text) if each.grade is Grade.NOW}


@pytest.mark.parametrize(("text", "code"), ASKS)
def test_what_is_told_in_passing_is_asked_about(text: str, code: str) -> None:
    assert {each.door.code: each.grade for each in doors_for(text)}.get(code) is Grade.MENTIONED


@pytest.mark.parametrize("text", NOTHING)
def test_an_everyday_quarrel_goes_through(text: str) -> None:
    assert doors_for(text) == ()


def test_denial_of_one_thing_does_not_deny_the_next() -> None:
    found = {each.door.code: each.grade for each in doors_for("他没有打我，但是扬言要杀我全家")}
    assert found["violence"] is Grade.NOW


@pytest.mark.parametrize("text", ["没事就打我", "不停地打人", "没有一天不打我", "他不是打就是骂", "不光打人还砸东西"])
def test_some_denials_are_none(text: str) -> None:
    assert {each.door.code for each in doors_for(text)} & {"violence", "home_violence"}


def test_danger_comes_first_and_what_is_sure_before_what_is_asked() -> None:
    seen = doors_for("法院判决以后他又打我，拿着刀，孩子有抑郁症")
    assert [each.door.sort for each in seen][:2] == [Sort.DANGER, Sort.DANGER]
    assert seen[0].grade is Grade.NOW
    assert seen[-1].door.code == "judged"


def test_every_door_has_a_notice_a_number_and_its_source() -> None:
    assert {each.sort for each in doors().values()} == {Sort.DANGER, Sort.NOT_MEDIATED}
    for each in doors().values():
        assert each.title, each.code
        assert each.title_en, each.code
        assert each.notice, each.code
        assert each.notice_en, each.code
        assert each.numbers, each.code
        called = each.to_call(shipped())
        assert [number.code for number in called] == list(each.numbers), each.code
        assert all(number.source for number in called), each.code
        assert each.law or each.sort is Sort.DANGER, each.code
        # The notice names a number that stands beside it.
        for language in ("zh-hans", "en"):
            told = each.told(language, shipped())
            assert "{" not in told, each.code
            assert each.sort is Sort.NOT_MEDIATED or any(number.call in told for number in called), each.code
    assert door("no_such") is None


def test_elsewhere_no_door_names_a_number_of_china() -> None:
    abroad = read((Path(__file__).parents[1] / "core" / "elsewhere.toml").read_text("utf-8"))
    for each in doors().values():
        for language in ("zh-hans", "en"):
            told = each.told(language, abroad)
            assert told, each.code
            assert not re.search(r"(?<!\d)1(?!12)\d{2,4}(?!\d)", told), (each.code, told)
        assert {number.call for number in each.to_call(abroad)} <= {"112"}, each.code


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    for seen in doors_for(text):
        assert seen.evidence


@given(st.lists(st.sampled_from([text for text, _ in NOW + NOT_NOW + ASKS]), max_size=6))
def test_a_danger_is_not_hidden_by_what_stands_around_it(texts: list[str]) -> None:
    found = {each.door.code: each.grade for each in doors_for("。".join([*texts, "他拿着刀要砍我", *texts]))}
    assert found.get("violence") is Grade.NOW


def test_every_phrase_is_found_by_itself():
    """What texts are looked through for before they are read is a part of every phrase."""
    lists = [(code, _phrases(code), each.chinese, each.english) for code, each in doors().items()]
    missed = [
        (code, phrase)
        for code, phrases, *words in lists
        for phrase in (phrase for each in words for phrase in (*each.now, *each.mentions))
        if phrases.look(clauses_of(phrase.replace("*", "x").upper())) is None
    ]
    assert len(lists) > 10
    assert missed == []


def test_parts_of_phrases_leave_out_those_that_hold_another():
    marks = {mark for sign in signs() for mark in sign.phrases._marks}
    assert marks
    for sign in signs():
        own = sign.phrases._marks
        assert not [(one, other) for one in own for other in own if one != other and one in other]
