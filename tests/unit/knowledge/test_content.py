"""What an article may hold: whole in a language, and nothing that does harm on being pressed."""

from datetime import date

import pytest
from pydantic import ValidationError

from banjie.knowledge.content import ArticleWords, Source

WHOLE = {"question": "怎么报修路灯？", "answer": "直接反映。", "unit": 1}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"answer": ""}, "half_a_language"),
        ({"answer": "  \n "}, "half_a_language"),
        ({"question_en": "How?"}, "half_a_language"),
        ({"question": "", "answer": ""}, "no_language"),
        ({"valid_from": date(2026, 3, 2), "valid_until": date(2026, 3, 1)}, "ends_before_it_begins"),
    ],
)
def test_what_is_not_whole_is_refused_with_its_code(changes: dict[str, object], code: str) -> None:
    with pytest.raises(ValidationError) as error:
        ArticleWords.model_validate(WHOLE | changes)
    assert str(error.value.errors()[0]["ctx"]["error"]) == code


@pytest.mark.parametrize(
    "changes",
    [
        {"question": "问" * 201},
        {"answer": "答" * 8_001},
        {"confirm_every": 6},
        {"confirm_every": 731},
        {"asked_as": ["怎么"] * 13},
        {"asked_as": [""]},
        {"unit": 0},
        {"unit": None},
        {"surprise": 1},
    ],
)
def test_too_much_too_little_and_what_is_unknown_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ArticleWords.model_validate(WHOLE | changes)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a b", "ftp://x"])
def test_only_web_addresses_are_sources(url: str) -> None:
    with pytest.raises(ValidationError):
        Source(title="依据", url=url)
    assert Source(title="依据", url="https://example.cn/a?b=c").url


def test_either_language_is_enough_and_text_is_cleaned() -> None:
    assert ArticleWords(question_en="How?", answer_en="So.", unit=1).question == ""
    assert ArticleWords.model_validate(WHOLE | {"answer": "一\r\n二\x00\u202e"}).answer == "一\n二"
