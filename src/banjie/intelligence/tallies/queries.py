"""Reading counts; kept in memory until others take their place."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from banjie.intelligence.likeness.rarity import BadTable, Rarity, counted
from banjie.intelligence.tallies.models import GramCounts
from banjie.platform.stamps import Cached

STAMP = "gram_counts"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """The counts in use. `counted_at` is None before the first were made."""

    rarity: Rarity
    among: int
    counted_at: datetime | None


def current() -> Kept:
    """What was counted last; before that, common words alone."""
    return _current.get()


@cache
def _nothing_counted() -> Rarity:
    return counted(())


def _load() -> Kept:
    row = GramCounts.objects.order_by("-id").first()
    if row is None:
        return Kept(_nothing_counted(), 0, None)
    try:
        rarity = Rarity.read(bytes(row.content))
    except BadTable as error:
        logger.warning("The counts of words are refused: %s", error)
        return Kept(_nothing_counted(), row.among, None)
    # Made now, and not within somebody's request.
    _ = rarity.table
    return Kept(rarity, row.among, row.counted_at)


_current: Cached[Kept] = Cached(STAMP, load=_load)
