import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.places.levels import PlaceKind
from banjie.places.pinyin import full, initials, plain, tidy
from banjie.places.search import Entry, PlaceIndex


def entry(name: str, path: str = "C.A", *, place: int = 0, canonical: str = "", where: str = "") -> Entry:
    return Entry(
        name=name,
        plain=plain(name),
        canonical=canonical or name,
        kind=PlaceKind.OTHER,
        path=path,
        place_id=place,
        lon=None,
        lat=None,
        initials=initials(name),
        pinyin=full(name),
        where=where,
        is_alias=bool(canonical),
    )


NAMES = ["青禾路", "青禾路小学", "新青禾路", "文昌花园", "长安街", "绿地公园", "Orchard Hill Road", "3号楼"]
INDEX = PlaceIndex([entry(name, place=number) for number, name in enumerate(NAMES)])


def found(text: str, **more: object) -> list[str]:
    return [hit.name for hit, _ in INDEX.search(text, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "letters", "spelt"),
    [
        ("青禾路", "qhl", "qinghelu"),
        ("绿地公园", "ldgy", "lvdigongyuan"),
        ("3号楼A座", "3hlaz", "3haolouazuo"),
        ("Mill Lane", "ml", ""),
        ("Depot", "", ""),
    ],
)
def test_names_are_spelt_as_they_are_typed(name: str, letters: str, spelt: str) -> None:
    assert initials(name) == letters
    assert full(name) == spelt


def test_a_character_read_in_two_ways_is_found_by_both() -> None:
    assert initials("长安街").split() == ["caj", "zaj"]
    assert full("重庆路").split()[0] == "chongqinglu"


def test_full_width_and_capitals_make_no_difference() -> None:
    assert plain("ＡＢ Ｃ １号") == "abc1号"
    assert found("３号楼") == ["3号楼"]
    assert found("orchard HILL") == ["Orchard Hill Road"]


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "a\u200bb", "\ud800"])
def test_what_no_name_holds_is_not_tidied_away_silently(text: str) -> None:
    assert tidy(text) is None


def test_the_exact_name_comes_first_then_what_begins_so_then_what_holds_it() -> None:
    assert found("青禾路") == ["青禾路", "青禾路小学", "新青禾路"]


@pytest.mark.parametrize(
    ("text", "first", "by"),
    [
        ("wchy", "文昌花园", "initials"),
        ("wch", "文昌花园", "initials"),
        ("wenchang", "文昌花园", "pinyin"),
        ("WenChangHuaYuan", "文昌花园", "pinyin"),
        ("huayuan", "文昌花园", "pinyin"),
        ("ohr", "Orchard Hill Road", "initials"),
        ("zaj", "长安街", "initials"),
        ("昌花", "文昌花园", "name"),
    ],
)
def test_a_place_is_found_by_what_people_type(text: str, first: str, by: str) -> None:
    hit, matched_by = INDEX.search(text)[0]
    assert (hit.name, matched_by) == (first, by)


@pytest.mark.parametrize("text", ["", "   ", "没有这样的地方", "zzzz", "\n", "\x00"])
def test_nothing_is_found_where_nothing_fits(text: str) -> None:
    assert found(text) == []


def test_an_alias_leads_to_its_place_once() -> None:
    index = PlaceIndex([entry("文昌花园", place=1), entry("文昌家园", place=1, canonical="文昌花园")])
    assert [(hit.canonical, by) for hit, by in index.search("文昌家")] == [("文昌花园", "alias")]
    assert len(index.search("文昌")) == 1


def test_the_limit_is_kept() -> None:
    assert len(found("青禾", limit=2)) == 2
    assert found("青禾", limit=0) == []


@pytest.mark.parametrize("copies", [1, 600])
def test_within_an_area_only_its_places_are_found(copies: int) -> None:
    paths = ["C.A", "C.A.B", "C.AB", "C.A0", "D"]
    index = PlaceIndex([entry("青禾路", path, place=n * 10 + i) for n in range(copies) for i, path in enumerate(paths)])
    hits = index.search("青禾", within="C.A", limit=9999)
    assert {hit.path for hit, _ in hits} == {"C.A", "C.A.B"}
    assert len(hits) == 2 * copies
    assert {hit.path for hit, _ in index.search("qhl", within="C.A.B")} == {"C.A.B"}
    assert index.search("青禾", within="X") == []


def test_further_words_narrow_by_the_names_of_the_areas_round() -> None:
    index = PlaceIndex(
        [
            entry("农贸市场", place=1, where="青禾县\n柳林镇\nliulintown"),
            entry("农贸市场", place=2, where="青禾县\n白沙镇"),
        ]
    )
    assert [hit.place_id for hit, _ in index.search("柳林 市场")] == [1]
    assert [hit.place_id for hit, _ in index.search("市场 白沙")] == [2]


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=8), st.text("青禾路小文昌花园abcq3", min_size=1, max_size=4)
)
def test_by_characters_exactly_the_names_that_hold_them_are_found(names: list[str], text: str) -> None:
    index = PlaceIndex([entry(name, place=number) for number, name in enumerate(names)])
    by_name = {hit.place_id for hit, by in index.search(text, limit=100) if by == "name"}
    latin = {hit.place_id for hit, by in index.search(text, limit=100) if by != "name"}
    assert by_name | latin >= {number for number, name in enumerate(names) if plain(text) in plain(name)}
    assert all(plain(text) in plain(names[number]) for number in by_name if number is not None)
