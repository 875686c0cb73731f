"""How pressing, and what is wanted: read from words, with these words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.catalogue.vocabulary import Kind
from banjie.intelligence.kinds import propose
from banjie.intelligence.kinds.reading import _cues
from banjie.intelligence.urgency import Level, read, signs


@pytest.mark.parametrize(
    ("text", "level", "evidence"),
    [
        ("家里闻到煤气味，怎么办", Level.CRITICAL, "闻到煤气"),
        ("楼道着火了", Level.CRITICAL, "着火"),
        ("我们小区已经停水三天，老人没水做饭", Level.URGENT, "停水三天"),
        ("门口的井盖不见了，晚上看不见", Level.URGENT, "井盖不见"),
        ("污水倒灌到一楼住户家里", Level.URGENT, "污水倒灌"),
        ("幼儿园门口的信号灯不亮，学生过马路危险", Level.URGENT, "信号灯不亮"),
        ("电梯坏了，物业还没来修", Level.ELEVATED, "电梯坏"),
        ("母亲卧床，想申请上门办理", Level.ELEVATED, "卧床"),
        ("材料明天截止，窗口说系统坏了", Level.ELEVATED, "明天截止"),
        ("There is a smell of gas in the stairwell", Level.CRITICAL, "smell of gas"),
        ("The manhole cover missing on Mill Lane", Level.URGENT, "manhole cover missing"),
    ],
)
def test_what_is_pressing_is_told_with_its_words(text: str, level: Level, evidence: str) -> None:
    found = read("", text)
    assert found.level is level
    assert evidence in " ".join(found.seen[0].evidence)


@pytest.mark.parametrize(
    "text",
    [
        "咨询社保缴费标准",
        "感谢社区工作人员的帮助",
        "没有发生停电，只是想问电费怎么交",
        "What are the opening hours of the library?",
        "小区绿化带杂草多",
        "跳楼价促销的喇叭声音大",
        "",
        "。。。",
        "\ud800",
    ],
)
def test_what_is_not_stays_general(text: str) -> None:
    found = read("", text)
    assert found.level is Level.GENERAL
    assert found.seen == ()


def test_what_is_past_or_feared_asks_only() -> None:
    assert read("", "三年前这里着火了，现在想问赔偿").level is Level.ELEVATED
    assert read("", "电线老化，一旦着火不堪设想").level < Level.CRITICAL


def test_danger_deep_in_a_letter_is_urgent_and_no_more() -> None:
    story = "我们是一家老企业的职工。" * 40
    assert read("", f"{story}当时有人跳楼。").level <= Level.URGENT
    assert read("", f"楼道着火了。{story}").level is Level.CRITICAL


def test_the_gravest_comes_first_and_sets_the_level() -> None:
    found = read("停水三天", "老人卧床，电梯坏了")
    assert [each.level for each in found.seen] == sorted((each.level for each in found.seen), reverse=True)
    assert found.level is found.seen[0].level


@given(st.text(max_size=400), st.text(max_size=400))
def test_whatever_is_written_gets_a_level_and_maybe_a_kind(title: str, body: str) -> None:
    found = read(title, body)
    assert found.level in set(Level)
    assert (found.level is Level.GENERAL) == (found.seen == ())
    kind = propose(title, body)
    assert kind is None or (kind.kind in set(Kind) and kind.evidence)


def test_signs_are_of_matters_and_never_of_people() -> None:
    """No sign looks for petitioning, opinion, belief, or what somebody did before (DESIGN section 2)."""
    forbidden = ("上访", "信访", "维权", "聚集", "闹事", "举报人", "信仰", "政府不", "前科", "重复反映")
    shipped = (signs.__wrapped__.__globals__["_FILE"]).read_text(encoding="utf-8")
    assert [word for word in forbidden if word in shipped] == []


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("咨询公积金提取", "请问离职后公积金怎么提取，需要什么材料？", "enquiry"),
        ("建议增设红绿灯", "希望在学校门口增设一处红绿灯。", "suggestion"),
        ("投诉物业乱收费", "物业违规收取装修押金，态度恶劣。", "complaint"),
        ("请求解决用水问题", "恳请领导帮助协调，尽快恢复供水。", "request"),
        ("和楼上邻居的纠纷", "楼上邻居装修漏水，协商不成，想请人调解。", "dispute"),
        ("", "路灯坏了，有一处井盖破损。", "report"),
        ("", "Could you tell me how do I apply for a permit?", "enquiry"),
        ("", "Street light is broken, graffiti on the wall", "report"),
    ],
)
def test_what_somebody_wants_is_read_from_how_they_put_it(title: str, body: str, kind: str) -> None:
    found = propose(title, body)
    assert found is not None
    assert found.kind == kind
    folded = unicodedata.normalize("NFKC", f"{title}。{body}").lower()
    assert all(word in folded for word in found.evidence)


@pytest.mark.parametrize("text", ["", "路", "今天天气好", "建议投诉咨询请求"])
def test_where_the_words_do_not_say_nothing_is_proposed(text: str) -> None:
    assert propose("", text) is None


def test_every_kind_with_cues_is_one() -> None:
    assert set(_cues()) == {str(kind) for kind in Kind}
