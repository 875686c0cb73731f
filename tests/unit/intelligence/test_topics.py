"""What many texts of a period are about."""

from datetime import UTC, datetime, timedelta

import pytest

from banjie.intelligence.likeness.comparing import Matter
from banjie.intelligence.likeness.grams import Words
from banjie.intelligence.likeness.rarity import counted
from banjie.intelligence.topics.finding import Topic, topics_of
from banjie.intelligence.topics.headlines import headline
from banjie.intelligence.topics.heat import Submission, heat_of

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
WINDOW = timedelta(days=30)
MIXER = [
    ("河西新城旁搅拌站噪音扰民", "河西新城小区旁边建了一个混凝土搅拌站，白天黑夜都在响，灰尘很大。"),
    ("投诉河西新城搅拌站", "我住在河西新城，楼下不到百米就是混凝土搅拌站，机器轰鸣，灰尘满天。"),
    ("河西新城搅拌站灰尘太大", "河西新城的业主求助：混凝土搅拌站的灰尘让人不敢开窗，噪音也大。"),
    ("请管管河西新城边上的搅拌站", "搅拌站就在河西新城围墙外，运渣车不停，噪音和灰尘受不了。"),
]
BUS = [
    ("805路改道走木兰路", "希望805路公交车改道走木兰路，木兰公寓住了几千人，没有一趟公交。"),
    ("建议805路经过木兰公寓", "木兰公寓的住户出行难，请让805路公交车改走木兰路。"),
    ("木兰路不通公交", "木兰路一带没有公交，能否让805路公交车绕一下木兰公寓？"),
]
NOISE = [
    (f"第{n}件", f"{chr(0x5000 + 7 * n)}{chr(0x6000 + 11 * n)}{chr(0x7000 + 13 * n)}处有一件小事。") for n in range(40)
]


def found(told: list[tuple[str, str]], *, area: str = "a.b.c", voices: int = 0) -> list[Topic]:
    matters = [
        Matter(Words(*each), area_path=area, received_at=AT - timedelta(days=place % 9))
        for place, each in enumerate(told)
    ]
    rarity = counted([each.text for each in matters])
    return list(topics_of(matters, [voices] * len(matters), rarity, at=AT, window=WINDOW))


def test_texts_of_many_about_one_matter_are_a_topic_and_the_rest_is_none() -> None:
    topics = found([*MIXER, *NOISE, *BUS])
    groups = {frozenset(each.members) for each in topics}
    assert frozenset(range(4)) in groups
    assert frozenset(range(44, 47)) in groups
    assert len(groups) == 2


def test_a_topic_has_a_headline_and_words_from_its_texts() -> None:
    topic = found([*MIXER, *NOISE])[0]
    assert "搅拌站" in topic.headline
    assert any("河西新城" in each for each in topic.words)


def test_the_same_text_from_the_same_place_counts_once_whoever_sent_it() -> None:
    topic = found([*MIXER, MIXER[0], MIXER[0], *NOISE])[0]
    assert (topic.heat.messages, topic.heat.distinct) == (6, 4)
    assert topic.heat.heat == pytest.approx(found([*MIXER, *NOISE])[0].heat.heat, rel=0.2)


def test_one_text_sent_again_and_again_is_no_topic() -> None:
    assert found([MIXER[0]] * 8 + NOISE) == []


def test_the_same_kind_of_thing_at_different_places_is_no_topic() -> None:
    bikes = ("路口共享单车乱停", "共享单车堆在人行道上", "门口共享单车堵路")
    areas = ("a.b.c", "a.d.e", "a.f.g")
    told = [
        Matter(Words(title, f"{title}，行人过不去。"), area_path=area, received_at=AT)
        for title, area in zip(bikes, areas, strict=True)
    ]
    noise = [Matter(Words(*each), area_path="a.b.c", received_at=AT) for each in NOISE]
    matters = [*told, *noise]
    rarity = counted([each.text for each in matters])
    assert topics_of(matters, [0] * len(matters), rarity, at=AT, window=WINDOW) == []
    together = [Matter(each.text, area_path="a.b.c", received_at=AT) for each in told] + noise
    assert len(topics_of(together, [0] * len(together), rarity, at=AT, window=WINDOW)) == 1


def test_two_are_no_topic() -> None:
    assert found([*MIXER[:2], *NOISE]) == []


@pytest.mark.parametrize("told", [[], [("", "")], [("", "")] * 5, [("。。", "！！！")] * 4, [("a", "b")]])
def test_odd_texts_are_borne(told: list[tuple[str, str]]) -> None:
    assert found(told) == []


def test_voices_age_and_span_make_the_heat_as_published() -> None:
    fresh = [Submission(AT)] * 4
    assert heat_of(fresh, at=AT, window=WINDOW).heat == pytest.approx(4 * 1 * 2)
    half_life_ago = [Submission(AT - timedelta(days=15))] * 4
    assert heat_of(half_life_ago, at=AT, window=WINDOW).heat == pytest.approx(2 * 2)
    heard = [Submission(AT, voices=99), *fresh[1:]]
    assert heat_of(heard, at=AT, window=WINDOW).heat == pytest.approx(4 * 2 * 2)
    spread = [Submission(AT), Submission(AT - WINDOW)]
    assert heat_of(spread, at=AT, window=WINDOW).heat == pytest.approx(1.25)


def test_growth_compares_the_last_quarter_with_the_one_before() -> None:
    days = (0, 1, 2, 9, 20)
    heat = heat_of([Submission(AT - timedelta(days=each)) for each in days], at=AT, window=WINDOW)
    assert (heat.lately, heat.before, heat.days) == (3, 1, 21)


def test_no_submissions_have_no_heat() -> None:
    with pytest.raises(ValueError, match="no_submissions"):
        heat_of([], at=AT, window=WINDOW)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("关于河西新城搅拌站噪音的投诉", "河西新城搅拌站噪音"),
        ("投诉河西新城搅拌站问题", "河西新城搅拌站问题"),
        ("请问805路何时改道？", "805路何时改道"),
        ("投诉", "投诉"),
        ("", ""),
        ("字" * 90, "字" * 39 + "…"),
    ],
)
def test_a_headline_leaves_out_how_it_asks(title: str, bare: str) -> None:
    assert headline(title) == bare


def test_what_most_only_ask_is_told_apart_from_what_is_to_be_settled() -> None:
    asked = [
        ("咨询公积金贷款额度", "请问公积金贷款额度怎么计算，夫妻双方最多可以贷多少？"),
        ("咨询公积金贷款额度计算", "想咨询一下公积金贷款额度的计算，单人最多能贷多少？"),
        ("请问公积金贷款额度", "请问公积金贷款额度和缴存年限有什么关系，怎么计算？"),
    ]
    topics = {each.headline: each for each in found([*MIXER, *asked, *NOISE])}
    assert [each.asked for headline, each in topics.items() if "公积金" in headline] == [True]
    assert [each.asked for headline, each in topics.items() if "搅拌站" in headline] == [False]


def test_what_has_only_a_place_in_common_is_no_topic() -> None:
    apart = [
        ("龙泉井村口建议装路灯", "龙泉井村口晚上一片漆黑，建议安装照明。"),
        ("龙泉井水压小", "龙泉井这里二楼自来水上不去，请供水公司看看。"),
        ("龙泉井老房后墙塌了半边", "龙泉井一户土坯房垮塌，申请危房鉴定。"),
    ]
    assert not [each for each in found([*MIXER, *apart, *NOISE]) if "龙泉井" in each.headline]
