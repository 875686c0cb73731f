"""A day in a sentence is the day where people are, not the one at Greenwich."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from banjie.web.resident.plain_words import day_words

SOON_AFTER_MIDNIGHT = datetime(2026, 12, 9, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "12月10日"), ("en", "10 December")])
def test_a_day_is_said_as_people_say_it(language: str, words: str) -> None:
    with translation.override(language):
        assert day_words(SOON_AFTER_MIDNIGHT) == words
