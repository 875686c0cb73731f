"""Places in texts: which are found, which is meant where several go by one name, and how long the worst texts take."""

from dataclasses import dataclass
from time import process_time

import pytest

from banjie.intelligence.placing.candidates import Candidate, Why, candidates, certain
from banjie.intelligence.placing.gazetteer import LONGEST, Gazetteer
from banjie.places.levels import PlaceKind


@dataclass(frozen=True)
class Name:
    name: str
    path: str
    kind: PlaceKind = PlaceKind.ESTATE
    canonical: str = ""
    place_id: int | None = None
    lon: float | None = None
    lat: float | None = None


def named(name: str, path: str, kind: PlaceKind = PlaceKind.ESTATE, canonical: str = "") -> Name:
    return Name(name, path, kind, canonical or name, place_id=hash((name, path)))


ROAD, AREA = PlaceKind.ROAD, PlaceKind.AREA
NAMES = [
    named("青禾县", "Q", AREA),
    named("城关街道", "Q.C", AREA),
    named("柳林镇", "Q.L", AREA),
    named("人民路", "Q.C.C1", ROAD),
    named("人民路小学", "Q.C.C1", PlaceKind.SCHOOL),
    named("建设路", "Q.C.C1", ROAD),
    named("建设路", "Q.L.L2", ROAD),
    named("河堤路", "Q.L.L9", ROAD),
    named("和平小区", "Q.C.C3"),
    named("和平小区", "Q.L.L2"),
    named("百货大楼", "Q.C.C3", PlaceKind.LANDMARK),
    named("老百货", "Q.C.C3", PlaceKind.LANDMARK, "百货大楼"),
    named("柳湾", "Q.L.L2", PlaceKind.HAMLET),
    named("3号院", "Q.C.C2"),
    named("公园", "Q.C.C2", PlaceKind.PARK),
    named("A3区广场", "Q.C.C2", PlaceKind.SQUARE),
    named("Main Street", "M.A", ROAD),
    named("Bridge Street", "M.A", ROAD),
    named("Tanner's Lane", "M.B", ROAD),
]
GAZETTEER = Gazetteer(NAMES)


def meant(text: str, home: str = "") -> list[Candidate[Name]]:
    return list(candidates(GAZETTEER, [text], homes=[home])[0])


def labels(text: str, home: str = "") -> list[tuple[str, str]]:
    return [(each.label, each.entry.path) for each in meant(text, home)]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("人民路的灯不亮", "人民路", "人民路"),
        ("人民路12号门口积水", "人民路12号", "人民路"),
        ("人民路１２號門口積水", "人民路12号", "人民路"),
        ("人民路十二号门口积水", "人民路十二号", "人民路"),
        ("人民路12-3号", "人民路12-3号", "人民路"),
        ("人民路3号楼漏水", "人民路", "人民路"),
        ("人 民 路路口", "人民路", "人 民 路"),
        ("人民\u3000路", "人民路", "人民\u3000路"),
        ("柳林鎮建設路", "建设路", "建設路"),
        ("人民路小学对面", "人民路小学", "人民路小学"),
        ("老百货旁边有人摆摊", "百货大楼", "老百货"),
        ("Ａ３區廣場太吵", "A3区广场", "Ａ３區廣場"),
        ("Noise at 12 Main St near the library", "12 Main Street", "Main St"),
        ("noise in MAIN  STREET", "Main Street", "MAIN  STREET"),
        ("a hole in Tanner’s Lane", "Tanner's Lane", "Tanner’s Lane"),
        ("人民路与建设路交叉口积水", "人民路与建设路路口", "人民路与建设路"),
        ("人民路建设路路口", "人民路与建设路路口", "人民路建设路"),
        ("corner of Main Street and Bridge Street", "Main Street & Bridge Street", "Main Street and Bridge Street"),
        ("在柳湾的河边", "柳湾", "柳湾"),
    ],
)
def test_a_place_is_found_in_the_words_of_whoever_writes(text: str, label: str, words: str) -> None:
    first = meant(text)[0]
    assert (first.label, text[first.start : first.end]) == (label, words)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "人",
            "。，！？",
            "\n \t",
            "\ud800",
            "路灯坏了",
            "公园里的灯",
            "人民路派出所不作为",
            "人民路桥梁集团",
            "柳湾好",
        ),
        *("13号院", "Domain Street", "Main Streets", "10A3区广场", "𠀀𠀁"),
    ],
)
def test_no_place_is_found_where_none_is_named(text: str) -> None:
    assert meant(text) == []


def test_a_name_of_several_places_is_told_apart_by_the_area_named() -> None:
    assert labels("柳林镇和平小区停水") == [("和平小区", "Q.L.L2")]
    assert certain(meant("柳林镇和平小区停水")) is NAMES[9]
    assert Why.WITHIN in {each.what for each in meant("城关街道和平小区停水")[0].reasons}


def test_an_area_without_its_level_tells_apart_and_is_not_sure() -> None:
    assert labels("柳林那边的和平小区停水") == [("和平小区", "Q.L.L2")]
    assert certain(meant("柳林那边的和平小区停水")) is None


def test_a_name_of_several_places_is_told_apart_by_the_places_beside_it() -> None:
    found = labels("和平小区门口，就是老百货那里")
    assert sorted(found) == [("和平小区", "Q.C.C3"), ("百货大楼", "Q.C.C3")]


def test_a_name_of_several_places_is_told_apart_by_where_the_writer_is_at_home() -> None:
    assert labels("和平小区停水", home="Q.L") == [("和平小区", "Q.L.L2")]
    # What is said weighs more than where it comes from.
    assert labels("城关街道和平小区停水", home="Q.L") == [("和平小区", "Q.C.C3")]


def test_where_nothing_tells_them_apart_all_are_offered_and_none_is_sure() -> None:
    found = meant("和平小区停水")
    assert {each.entry.path for each in found} == {"Q.C.C3", "Q.L.L2"}
    assert not any(each.sure for each in found)
    assert all(each.reasons[-1].what is Why.SEVERAL for each in found)


def test_the_crossing_of_two_roads_lies_where_both_run() -> None:
    (found,) = meant("建设路和人民路交叉口")
    assert (found.entry.path, found.rough) == ("Q.C.C1", True)
    # Two roads that never meet in an area are no place to be sure of.
    assert not meant("人民路与河堤路交叉口")[0].sure


def test_where_somebody_only_lives_comes_after_where_it_happened() -> None:
    assert labels("我家住百货大楼，人民路12号对面路灯坏了")[0] == ("人民路12号", "Q.C.C1")


def test_a_place_outside_the_area_that_is_named_is_not_sure() -> None:
    assert not meant("柳林镇百货大楼")[0].sure


def test_an_area_stands_alone_only_where_no_place_in_it_is_named() -> None:
    assert labels("柳林镇很久没人扫地") == [("柳林镇", "Q.L")]
    assert labels("城关街道人民路很久没人扫地") == [("人民路", "Q.C.C1")]


def test_places_that_lie_apart_are_never_certain() -> None:
    assert certain(meant("在柳湾和人民路小学都停水")) is None
    assert certain(meant("人民路小学停水")) is NAMES[4]
    assert certain([]) is None


def test_many_texts_give_what_each_gives_alone() -> None:
    texts = ["人民路12号", "", "和平小区", "x" * 70_000, "城关街道和平小区"] * 40
    together = candidates(GAZETTEER, texts)
    assert together == [candidates(GAZETTEER, [text])[0] for text in texts]


def test_a_gazetteer_without_names_finds_nothing() -> None:
    assert candidates(Gazetteer[Name]([]), ["人民路", ""]) == [(), ()]


def test_names_of_one_character_or_endless_ones_are_left_out() -> None:
    odd = Gazetteer([named("路", "Q"), named("长" * 80, "Q"), named("长路", "Q", ROAD)])
    assert [each.label for each in candidates(odd, ["在长路边。路。" + "长" * 80])[0]] == ["长路"]


@pytest.mark.parametrize(
    "text",
    [
        *("人民路" * 400_000, "和" * 1_000_000, "人民路与" * 300_000, "人民路12" * 200_000, "，。" * 500_000),
        *(" " * 1_000_000, "人 " * 500_000, "main st " * 120_000, "\n" * 1_000_000, "一二三四五号" * 100_000),
    ],
    ids=lambda text: text[:6],
)
def test_a_megabyte_takes_no_longer_than_what_is_read_of_it(text: str) -> None:
    begun = process_time()
    candidates(GAZETTEER, [text])
    assert process_time() - begun < 1.0
    assert len(GAZETTEER.find([text])[0][0]) <= LONGEST
