"""Words for spans of time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from banjie.ui import elapsed

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english_in_shanghai() -> Iterator[None]:
    with translation.override("en"), timezone.override("Asia/Shanghai"):
        yield


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(0), "1 min"),
        (timedelta(seconds=59), "1 min"),
        (timedelta(minutes=25, seconds=59), "25 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=2, minutes=10), "2 h 10 min"),
        (timedelta(days=1), "1 d"),
        (timedelta(days=1, hours=4, minutes=59), "1 d 4 h"),
        (timedelta(days=2, hours=23), "2 d"),
        (timedelta(days=-3), "3 d"),
    ],
)
def test_a_span_is_told_in_at_most_two_units(span: timedelta, words: str) -> None:
    assert elapsed.span(span) == words


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=3), "3 min ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(days=1), "11-21 14:30"),
        (timedelta(days=400), "2025-10-18 14:30"),
        (timedelta(minutes=-1), "11-22 14:31"),
    ],
)
def test_within_a_day_it_is_how_long_ago_and_otherwise_the_local_date(before: timedelta, words: str) -> None:
    assert elapsed.ago(NOW - before, now=NOW) == words


def test_the_exact_time_is_local() -> None:
    assert elapsed.exact(NOW) == "2026-11-22 14:30"


def test_the_year_turns_at_local_midnight() -> None:
    new_year_in_shanghai = datetime(2026, 12, 31, 17, tzinfo=UTC)
    assert elapsed.short(new_year_in_shanghai, now=NOW) == "2027-01-01 01:00"
