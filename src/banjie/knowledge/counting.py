"""How often articles are of use: numbers by article and day, nothing about whoever said so."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.db import connection
from django.db.models import Sum

from banjie.knowledge.days import local_day
from banjie.knowledge.errors import ArticleNotFound
from banjie.knowledge.models import Tally
from banjie.knowledge.shelf import shelf
from banjie.platform.proving.asking import knocked

# Within a quarter of an hour; a hall full of people shares one.
MOST_SAID: Final = 30


class What(StrEnum):
    """`YES` and `NO`: whether it answered its reader. `SPARED`: a matter that was being raised needed no case any
    more. `TOLD`: a case was answered with it on the spot.
    """

    YES = "yes"
    NO = "no"
    SPARED = "spared"
    TOLD = "told"


def count(article_id: int, what: What, *, at: datetime) -> None:
    """Counts one more. Raises ArticleNotFound for what nobody can read today."""
    found = shelf().entries.get(article_id)
    if found is None or not found.is_in_force(local_day(at)):
        raise ArticleNotFound(article_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO knowledge_tally (article_id, day, what, count) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (article_id, day, what) DO UPDATE SET count = knowledge_tally.count + 1",
            [article_id, local_day(at), str(what)],
        )


def reader_says(article_id: int, what: What, *, origin: str | None, at: datetime) -> None:
    """A stranger's word. From one network address only so many count: more tell nothing of the article, and whoever
    reads there is thanked all the same. Raises ArticleNotFound.
    """
    found = shelf().entries.get(article_id)
    if found is None or not found.is_in_force(local_day(at)):
        raise ArticleNotFound(article_id)
    if not knocked("article", origin, at=at, most=MOST_SAID):
        count(article_id, what, at=at)


def since(day: date) -> dict[What, int]:
    """How often articles were of use from a day on, all of them together."""
    rows = Tally.objects.filter(day__gte=day).values("what").annotate(times=Sum("count")).order_by("what")
    found = {row["what"]: row["times"] for row in rows}
    return {what: found.get(what, 0) for what in What}
