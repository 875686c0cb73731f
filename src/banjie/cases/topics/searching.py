"""Looks for topics among the cases of the last weeks, and keeps which cases belong together."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models.functions import Left

from banjie.cases.models import Case, Kind
from banjie.cases.publishing import joining
from banjie.cases.topics.models import Topic
from banjie.intelligence.likeness.comparing import Matter
from banjie.intelligence.likeness.grams import Words
from banjie.intelligence.tallies import queries as tallies
from banjie.intelligence.topics.finding import Topic as Found
from banjie.intelligence.topics.finding import topics_of

WINDOW: Final = timedelta(days=30)
# The newest of a window; where more come in, a topic shows among these as well.
MOST_CASES: Final = 60_000
MOST_TOPICS: Final = 200
# What a matter is about is said at once; the rest of a long text only costs.
_READ: Final = 600
_NO_MATTER: Final = ("withdrawn", "declined")


def search(*, at: datetime, window: timedelta = WINDOW) -> int:
    """Takes the place of what the last search found. Returns how many topics there are."""
    found, ids = among(at=at, window=window)
    rows = []
    for topic in found[:MOST_TOPICS]:
        cases = [ids[member] for member in topic.members]
        rows.append(Topic(key=min(cases), cases=cases, repeats=list(topic.repeats), heat=topic.heat.heat, found_at=at))
    with transaction.atomic():
        Topic.objects.all().delete()
        Topic.objects.bulk_create(rows)
    return len(rows)


def among(*, at: datetime, window: timedelta) -> tuple[Sequence[Found], Sequence[int]]:
    """The topics of a window until now, and the ids of the cases that their members count. Nothing is kept.

    Disputes are nobody else's; what was withdrawn or declined is no matter. A case that was merged counts: somebody
    raised it.
    """
    rows = list(_rows(at, window))
    matters = [_matter(row) for row in rows]
    ids = [row[0] for row in rows]
    voices = joining.counts(ids)
    found = topics_of(matters, [voices.get(each, 0) for each in ids], tallies.current().rarity, at=at, window=window)
    return found, ids


def _rows(at: datetime, window: timedelta) -> Any:
    cases = Case.objects.filter(received_at__gt=at - window, received_at__lte=at)
    cases = cases.exclude(state__in=_NO_MATTER).exclude(kind=Kind.DISPUTE)
    columns = ("id", "title", Left("text__body", _READ), "longitude", "latitude", "area_path", "received_at")
    return cases.order_by("-received_at", "-id").values_list(*columns)[:MOST_CASES]


def _matter(row: tuple[Any, ...]) -> Matter:
    _id, title, body, longitude, latitude, area_path, received_at = row
    point = (longitude, latitude) if longitude is not None and latitude is not None else None
    return Matter(Words(title, body or ""), point, area_path, received_at)
