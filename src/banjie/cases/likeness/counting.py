"""Counting how rare words are here, so that a name weighs more than a greeting."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models.functions import Left

from banjie.cases.models import Case
from banjie.intelligence.likeness.grams import LONGEST_BODY, Words
from banjie.intelligence.likeness.rarity import counted
from banjie.intelligence.tallies import actions, queries

# The newest; more would not tell the rare from the common any better.
SAMPLE: Final = 100_000
_ANEW_AFTER: Final = timedelta(days=1)
# A young installation learns fast: counted again once there is half as much more.
_GROWN: Final = 1.5


def count(*, at: datetime) -> int:
    """Counts the newest cases and keeps the counts. Returns how many were read."""
    rarity = counted(_texts())
    actions.keep(rarity=rarity, among=Case.objects.count(), at=at)
    return rarity.texts


def due(*, at: datetime) -> bool:
    """Whether the counts are old, or of much fewer cases than there are now."""
    kept = queries.current()
    if kept.counted_at is None or at - kept.counted_at >= _ANEW_AFTER:
        return Case.objects.exists()
    return kept.rarity.texts < SAMPLE and Case.objects.count() > kept.among * _GROWN + 20


def _texts() -> Iterator[Words]:
    rows = Case.objects.order_by("-received_at", "-id").values_list("title", Left("text__body", LONGEST_BODY))
    for title, body in rows[:SAMPLE].iterator(chunk_size=5_000):
        yield Words(title, body or "")
