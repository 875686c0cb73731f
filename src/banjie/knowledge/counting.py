"""How often articles are of use: numbers by article and day, nothing about whoever said so."""

from datetime import datetime
from enum import StrEnum

from django.db import connection

from banjie.knowledge.days import local_day
from banjie.knowledge.errors import ArticleNotFound
from banjie.knowledge.shelf import shelf


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
