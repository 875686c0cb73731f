"""Whether two texts tell of the same matter."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.intelligence.likeness.asking import MOST_FOUND_BY_ALL, forms_of, terms_of
from banjie.intelligence.likeness.comparing import Matter, Place, alike
from banjie.intelligence.likeness.grams import LONGEST_BODY, Words, grams_of, shown_of
from banjie.intelligence.likeness.rarity import BadTable, Rarity, counted
from banjie.intelligence.likeness.reasons import Reader
from banjie.intelligence.likeness.vectors import cosines, some, titles_told, vectors_of

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
MIXER = Words(
    "河西新城旁搅拌站噪音扰民", "河西新城小区旁边建了一个混凝土搅拌站，白天黑夜都在响，灰尘很大，孩子睡不着。"
)
OTHERS = Words("搅拌站粉尘大", "我住在河西新城，楼下不到百米就是搅拌站，机器轰鸣，粉尘满天，请环保部门管一管。")
ROAD = Words("河西新城道路坑洼", "河西新城门口的道路坑坑洼洼，下雨天积水很深，电动车经常摔跤。")
LAMP = Words("路灯不亮", "学府街路口的路灯坏了一个星期，晚上接孩子看不见路。")
TEXTS = [
    MIXER,
    OTHERS,
    ROAD,
    LAMP,
    *(Words(f"第{n}件事", f"这里说的是另外第{n}件事情，与别的都不一样。") for n in range(60)),
]


@pytest.fixture(scope="module")
def rarity() -> Rarity:
    return counted(TEXTS)


def of(text: Words, *, point: tuple[float, float] | None = None, area: str = "", days: int = 0) -> Matter:
    return Matter(text, point, area, AT - timedelta(days=days))


def test_another_persons_words_for_the_same_matter_are_found_with_reasons(rarity: Rarity) -> None:
    found = alike(of(MIXER), [of(LAMP), of(OTHERS, days=3), of(ROAD)], rarity)
    assert [each.number for each in found] == [1]
    assert found[0].days == 3
    assert any("搅拌站" in word for word in found[0].words)
    assert any("河西新城" in word for word in found[0].words)


def test_another_matter_at_the_same_place_is_not_the_same(rarity: Rarity) -> None:
    assert alike(of(ROAD), [of(MIXER), of(OTHERS)], rarity) == ()


def test_beside_one_that_is_very_like_it_counts_what_a_title_says_has_happened() -> None:
    """Two that share as much with the text: of the one the title tells the same trouble, of the other another."""
    fillers = [
        Words(f"噪音扰民{n}", "道路坑洼，路灯不亮，垃圾成堆。") if n % 15 == 0 else Words("", f"别的第{n}件")
        for n in range(300)
    ]
    rarity = counted([*TEXTS, *fillers])
    asked = Words("", f"{MIXER.title}。{MIXER.body}灰尘落得到处都是，运渣车日夜不停地进进出出。")
    same = Words("噪音扰民", "河西新城小区这边白天黑夜都在响，住户苦不堪言，打过许多次电话，没有哪一位来看过。")
    another = Words("路灯不亮", "河西新城小区这边白天黑夜都在响，住户苦不堪言，打过许多次电话，没有哪一位来看过。")
    told = titles_told(vectors_of([asked], rarity), vectors_of([same, another], rarity), rarity)
    assert told.tolist() == [1.0, 0.0]
    found = alike(of(asked), [of(asked), of(same), of(another)], rarity)
    assert [each.number for each in found] == [0, 1]


def test_a_title_without_anything_that_happened_is_held_against_nobody(rarity: Rarity) -> None:
    others = vectors_of([Words("", MIXER.body), Words("。。。", ""), Words("", "")], rarity)
    assert titles_told(vectors_of([MIXER], rarity), others, rarity).tolist() == [1.0, 1.0, 1.0]
    assert titles_told(vectors_of([Words("", "")], rarity), others, rarity).tolist() == [1.0, 1.0, 1.0]


def test_what_is_said_in_the_title_and_in_the_body_is_weighed_together() -> None:
    rarity = counted([])
    twice, once = (vectors_of([text], rarity) for text in (Words("路灯", "路灯路灯水管"), Words("", "路灯水管")))
    assert twice.titled.tolist().count(True) == 1
    lamp = int(np.flatnonzero(twice.titled)[0])
    assert twice.weight[lamp] > once.weight[once.hash == twice.hash[lamp]][0]
    assert np.array_equal(
        some(vectors_of([LAMP, MIXER, ROAD], rarity), [2, 0]).hash, vectors_of([ROAD, LAMP], rarity).hash
    )


@pytest.mark.parametrize(
    "edited",
    [
        Words("", MIXER.body),
        Words(MIXER.title, MIXER.body[:24]),
        Words("", f"尊敬的领导您好。{MIXER.title}。{MIXER.body}望尽快处理，谢谢！"),
        Words("", "孩子睡不着，灰尘很大，白天黑夜都在响，河西新城小区旁边建了一个混凝土搅拌站。"),
        Words("河西新城旁攪拌站噪音擾民", "河西新城小區旁邊建了一個混凝土攪拌站，白天黑夜都在響，灰塵很大。"),
        Words("", MIXER.body.replace("，", "，，，！！").replace("。", "．")),
    ],
)
def test_an_edited_text_is_found_again(rarity: Rarity, edited: Words) -> None:
    found = alike(of(edited), [of(each) for each in TEXTS], rarity)
    assert found[0].number == 0


def test_the_same_words_far_away_are_another_matter_and_beside_each_other_the_same(rarity: Rarity) -> None:
    here, near, far = (116.0, 30.0), (116.001, 30.001), (116.1, 30.1)
    said = Words("路灯不亮", "路口的路灯不亮了。")
    found = alike(of(LAMP, point=here), [of(said, point=near), of(said, point=far)], rarity)
    assert [(each.number, each.place) for each in found] == [(0, Place.NEAR)]
    assert found[0].metres is not None
    assert 100 < found[0].metres < 300


def test_areas_tell_places_apart_where_there_is_no_point(rarity: Rarity) -> None:
    asked = of(MIXER, area="county.east.one")
    found = alike(asked, [of(OTHERS, area="county.west.two"), of(OTHERS, area="county.east")], rarity)
    assert [(each.number, each.place) for each in found] == [(1, Place.SAME_AREA)]


def test_digits_tell_matters_apart() -> None:
    rarity = counted([])
    one, other = (vectors_of([Words("", line)], rarity) for line in ("12", "805"))
    assert cosines(one, other).tolist() == [0.0]


def test_who_wrote_it_cannot_be_compared() -> None:
    assert set(Matter.__slots__) == {"text", "point", "area_path", "received_at"}


@pytest.mark.parametrize(
    "text", ["", "水", "。。。！？", "\ud800", "\x00", "漏水" * 100_000, "a" * 1_000_000, "　", "☂" * 50]
)
def test_odd_texts_are_borne(rarity: Rarity, text: str) -> None:
    matter = of(Words("", text))
    found = alike(matter, [of(MIXER), matter], rarity)
    assert all(0 <= each.text <= 1.01 for each in found)
    terms_of(matter.text, rarity, among=1_000_000)
    Reader(matter.text, rarity).shared(MIXER)


def test_a_megabyte_is_read_no_further_than_a_few_pages() -> None:
    assert len(shown_of(Words("题" * 5_000, "字" * 1_000_000))) <= LONGEST_BODY + 201


@given(st.text(max_size=200), st.text(max_size=50))
def test_a_text_is_wholly_like_itself_and_grams_stand_within_it(body: str, title: str) -> None:
    text = Words(title, body)
    grams = grams_of([text])
    assert (grams.start + grams.length <= len(shown_of(text)) + 1).all()
    vectors = vectors_of([text], counted([]))
    if len(grams.hash):
        assert cosines(vectors, vectors)[0] == pytest.approx(1, abs=1e-3)


def test_terms_are_rare_ones_in_halves_of_neighbours(rarity: Rarity) -> None:
    asked = terms_of(MIXER, rarity, among=64)
    terms = {*asked.one, *asked.other}
    assert {"搅拌", "拌站", "河西"} <= terms
    assert ("搅拌" in asked.one) != ("拌站" in asked.one)


def test_common_words_are_not_asked_for() -> None:
    rarity = counted([Words("", "希望尽快处理路灯") for _ in range(300)])
    asked = terms_of(Words("", "希望尽快处理路灯"), rarity, among=MOST_FOUND_BY_ALL * 2)
    assert asked == ((), ())


def test_a_term_is_asked_for_in_traditional_characters_too() -> None:
    assert "路燈" in forms_of("路灯")
    assert forms_of("bus") == ("bus",)


def test_counts_are_read_back_and_what_is_none_is_refused(rarity: Rarity) -> None:
    content = rarity.written()
    again = Rarity.read(content)
    assert again.texts == rarity.texts
    assert np.array_equal(again.counts, rarity.counts)
    for spoiled in (b"", b"BJR0" + content[4:], content[:40], content[:12] + b"x" * 20):
        with pytest.raises(BadTable):
            Rarity.read(spoiled)


def test_a_young_installation_knows_filling_words() -> None:
    rarity = counted([])
    filling = vectors_of([Words("", "希望有关部门尽快解决，凤凰岭路")], rarity)
    name = vectors_of([Words("", "凤凰岭路")], rarity)
    assert cosines(name, filling)[0] > 0.6
