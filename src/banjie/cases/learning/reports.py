"""How the model in use does on what comes in: week by week, and category by category. Counted in the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection

from banjie.cases.learning.duels import FINAL
from banjie.intelligence.weighing.confusion import Fares, by_category
from banjie.intelligence.weighing.drift import HALF, Week, shift

WEEKS: Final = 12
_LATELY: Final = 8

type _Pairs = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Report:
    """The newest week first; categories (or units) by how much came of them."""

    weeks: Sequence[Week]
    fares: Sequence[Fares]


def report(purpose: str, *, at: datetime) -> Report:
    """Of matters that came in within the last weeks: what was said of them, and what became of them by now."""
    pairs: dict[date, _Pairs] = {}
    foreign: Counter[date] = Counter()
    texts: Counter[date] = Counter()
    for begins, said, came, times, strange in _counted(purpose, at):
        texts[begins] += times
        foreign[begins] += strange
        if came:
            pairs.setdefault(begins, Counter())[came, said] += times
    weeks = [
        _week(each, texts[each], foreign[each], pairs.get(each, Counter())) for each in sorted(texts, reverse=True)
    ]
    lately = sum((pairs.get(each.begins, Counter()) for each in weeks[:_LATELY]), Counter[tuple[str, str]]())
    return Report(weeks, by_category(lately))


def _counted(purpose: str, at: datetime) -> Sequence[tuple[date, str, str, int, int]]:
    statement = f"""
        SELECT date_trunc('week', g.at AT TIME ZONE %s)::date, g.code, {FINAL[purpose]}, count(*),
            count(*) FILTER (WHERE g.known < %s)
        FROM case_guess g JOIN "case" c ON c.id = g.case_id
        WHERE g.purpose = %s AND NOT g.shadow AND g.model > 0 AND g.at > %s AND g.at <= %s
        GROUP BY 1, 2, 3"""  # noqa: S608 — nothing in it comes from outside
    since = at - timedelta(weeks=WEEKS)
    with connection.cursor() as cursor:
        cursor.execute(statement, [settings.TIME_ZONE, HALF, purpose, since, at])
        return [(row[0], row[1], row[2], row[3], row[4]) for row in cursor.fetchall()]


def _week(begins: date, texts: int, foreign: int, pairs: _Pairs) -> Week:
    said, came = Counter[str](), Counter[str]()
    for (truth, told), times in pairs.items():
        said[told] += times
        came[truth] += times
    right = sum(times for (truth, told), times in pairs.items() if truth == told)
    return Week(begins, texts, foreign, sum(came.values()), right, shift(said, came))
