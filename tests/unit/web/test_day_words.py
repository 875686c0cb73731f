"""A day in a sentence is the day where people are, not the one at Greenwich."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from banjie.web.party.plain_words import when
from banjie.web.resident.plain_words import day_words

SOON_AFTER_MIDNIGHT = datetime(2026, 12, 9, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "12月10日"), ("en", "10 December")])
def test_a_day_is_said_as_people_say_it(language: str, words: str) -> None:
    with translation.override(language):
        assert day_words(SOON_AFTER_MIDNIGHT) == words


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "12月10日 星期四 00:30–02:00"), ("en", "Thursday 10 December 00:30–02:00")]
)
def test_a_meeting_is_told_in_the_order_of_the_language(language: str, words: str) -> None:
    with translation.override(language):
        assert when(SOON_AFTER_MIDNIGHT, SOON_AFTER_MIDNIGHT + timedelta(minutes=90)) == words
