"""The demo's articles: sound, and found by what residents would type."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from bench.search_articles import ASKED, RAISED

from banjie.knowledge.content import ArticleWords
from banjie.knowledge.searching import Index, Vocabulary, terms_of

DEMO = Path(__file__).parents[3] / "demo"
GIVEN: list[dict[str, Any]] = [
    each
    for district in ("qinghe", "milbrook")
    for each in tomllib.loads((DEMO / district / "articles.toml").read_text("utf-8"))["article"]
]
WORDS = ("question", "answer", "question_en", "answer_en", "asked_as", "categories", "areas")


def _index() -> Index:
    vocabulary = Vocabulary()
    return Index(
        [
            terms_of(
                place,
                [each.get("question", ""), each.get("question_en", ""), *each["asked_as"]],
                f"{each.get('answer', '')}\n{each.get('answer_en', '')}",
                vocabulary,
            )
            for place, each in enumerate(GIVEN)
        ],
        vocabulary,
    )


INDEX = _index()


def question(place: int) -> str:
    return str(GIVEN[place].get("question") or GIVEN[place]["question_en"])


@pytest.mark.parametrize("given", GIVEN, ids=lambda given: given.get("question") or given["question_en"])
def test_every_article_is_sound(given: dict[str, Any]) -> None:
    made = ArticleWords(unit=1, **{name: given[name] for name in WORDS if name in given})
    assert made.question or made.question_en
    assert 0 <= given["confirmed"] < 730


def test_nineteen_of_twenty_questions_find_their_article_first_and_all_find_it_among_three() -> None:
    missed = []
    for asked, right in ASKED:
        found = [question(find.id) for find in INDEX.find(asked, limit=3)]
        assert any(each.startswith(right) for each in found), (asked, found)
        if not found[0].startswith(right):
            missed.append(asked)
    assert len(missed) <= len(ASKED) / 20, missed


def test_nothing_is_strongly_like_what_no_article_answers() -> None:
    strong = {raised: INDEX.find(raised, limit=1) for raised in RAISED}
    assert [raised for raised, found in strong.items() if found and found[0].likeness >= 0.6] == []
