"""Finding: by residents' own words, the rare before the common, and not at all where nothing fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.knowledge.searching import Index, Vocabulary, terms, terms_of

ARTICLES = {
    1: (["身份证丢了怎么补办？", "补办身份证要带什么"], "到派出所户籍窗口办理，带户口簿。"),
    2: (["居住证怎么办，住满多久可以申请？"], "住满半年，到派出所办理，带身份证。"),
    3: (["家里暖气不热怎么办？", "供暖温度低"], "打热力公司电话报修。"),
    4: (["今年什么时候开始供暖？", "哪天来暖气"], "11月15日。"),
    5: (["公积金怎么提取，租房可以提吗？"], "在手机上申请，三个工作日到账。"),
    6: (["When are the bins collected?", "missed garbage pickup"], "On Tuesdays."),
}


def index(articles: dict[int, tuple[list[str], str]] = ARTICLES) -> Index:
    vocabulary = Vocabulary()
    return Index([terms_of(key, ways, answer, vocabulary) for key, (ways, answer) in articles.items()], vocabulary)


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("身份证不见了，怎么补", 1),
        ("我是外地人，想办居住证", 2),
        ("暖气一点都不热", 3),
        ("请问哪天来暖气呀", 4),
        ("租房子能不能取公积金", 5),
        ("my garbage was missed", 6),
        ("ＢＩＮＳ", 6),
    ],
)
def test_the_best_comes_first_for_what_people_type(typed: str, best: int) -> None:
    assert index().find(typed, limit=3)[0].id == best


@pytest.mark.parametrize("typed", ["", "   ", "？！。", "请问一下怎么办", "火星移民", "what is it", "\ud83d"])
def test_nothing_is_found_where_nothing_fits(typed: str) -> None:
    assert index().find(typed, limit=3) == []
    assert index({}).find(typed, limit=3) == []


def test_likeness_says_how_much_of_a_question_was_typed() -> None:
    whole, part = index().find("家里暖气不热怎么办？", limit=1)[0], index().find("身份证", limit=1)[0]
    assert whole.likeness == 1
    assert 0 < part.likeness < 0.6


def test_a_search_is_narrowed_to_what_was_asked_for() -> None:
    assert [find.id for find in index().find("派出所办理", limit=9, among={2})] == [2]
    assert index().find("派出所办理", limit=9, among=set()) == []


def test_fillers_are_no_terms_and_no_pair_reaches_across_them() -> None:
    assert terms("请问公积金怎么提取呢") == {"公积", "积金", "提取"}
    assert terms("How do I get the bins emptied?") == {"bins", "emptied"}
    assert terms("证") == set()


@given(
    st.lists(st.text(alphabet="水电暖气停修报路灯坏 abc1", max_size=12), min_size=1, max_size=8), st.text(max_size=60)
)
def test_whatever_is_typed_finds_are_ordered_few_and_of_the_index(questions: list[str], typed: str) -> None:
    made = index({key: ([question], "") for key, question in enumerate(questions, 1)})
    found = made.find(typed, limit=3)
    assert len(found) <= 3
    assert [find.score for find in found] == sorted((find.score for find in found), reverse=True)
    assert {find.id for find in found} <= set(range(1, len(questions) + 1))
    assert all(find.score > 0 and 0 <= find.likeness <= 1 for find in found)


@given(st.text(alphabet="身份证居住公积金暖气供热停水 ", min_size=2, max_size=12))
def test_whoever_types_a_question_whole_finds_it(question: str) -> None:
    made = index(ARTICLES | {99: ([question], "")})
    if terms(question):
        assert any(find.id == 99 and find.likeness == 1 for find in made.find(question, limit=7))
