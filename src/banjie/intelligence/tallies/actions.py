"""Keeping counts."""

from datetime import datetime

from django.db import transaction

from banjie.intelligence.likeness.rarity import Rarity
from banjie.intelligence.tallies.models import GramCounts
from banjie.intelligence.tallies.queries import STAMP
from banjie.platform import stamps


def keep(*, rarity: Rarity, among: int, at: datetime) -> None:
    """Takes the place of what was counted before."""
    with transaction.atomic():
        stamps.bump(STAMP)
        GramCounts.objects.all().delete()
        GramCounts.objects.create(content=rarity.written(), texts=rarity.texts, among=among, counted_at=at)
