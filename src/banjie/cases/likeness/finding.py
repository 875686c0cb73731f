"""Cases that may be about the same matter as a text, within what the viewer may see.

The candidates come from the search index, by the rare terms of the text: nothing about texts is kept for this, and what
came in a moment ago is found. The texts themselves are then compared (`intelligence.likeness`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from banjie.cases.likeness.around import around
from banjie.cases.models import Case, Kind
from banjie.cases.queries.listing import COLUMNS, CaseLine, line
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.intelligence.likeness.asking import Asked, forms_of, terms_of
from banjie.intelligence.likeness.comparing import Likeness, Matter, alike
from banjie.intelligence.likeness.grams import LONGEST_BODY, Words
from banjie.intelligence.tallies import queries as tallies
from banjie.organisations.permissions import Viewer

MOST: Final = 5
# What is over for longer than this is history; what is open is looked at however old.
RECENT: Final = timedelta(days=180)
# A few characters are like everything.
SHORTEST: Final = 6
# So many are compared; of more, the newest.
_COMPARED: Final = 100
_FOUND: Final = 600
_SETTLED_ELSEWHERE: Final = ("merged", "withdrawn", "declined")


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that may be the same matter, and why."""

    line: CaseLine
    likeness: Likeness


def like(
    asked: Matter,
    *,
    viewer: Viewer,
    at: datetime,
    leaving_out: Collection[int] = (),
    about_unit: int | None = None,
    most: int = MOST,
) -> Sequence[Alike]:
    """The visible cases that may be the same matter, the likest first. At most three statements.

    What complains of a unit is like what complains of the same one alone: merged into anything else it might come into
    that unit's hands.
    """
    if len(asked.text.title.strip()) + len(asked.text.body.strip()) < SHORTEST:
        return ()
    kept = tallies.current()
    known = _candidates(asked, kept) - set(leaving_out)
    if not known:
        return ()
    complains = {"about_unit_id": about_unit} if about_unit is not None else {"about_unit__isnull": True}
    rows = list(_compared(visible_to(viewer, Case.objects.filter(id__in=known, **complains)), at))
    look_up = reference()
    lines = [line(row[:-1], look_up) for row in rows]
    matters = [matter_of(each, body or "") for each, (*_row, body) in zip(lines, rows, strict=True)]
    found = alike(asked, matters, kept.rarity, most=most)
    return [Alike(lines[each.number], each) for each in found]


def like_case(case_id: int, *, viewer: Viewer, at: datetime, most: int = MOST) -> Sequence[Alike]:
    """The same for a case; none for one that this viewer may not see."""
    found = visible_to(viewer, Case.objects.filter(id=case_id))
    row = found.values_list(*COLUMNS, "about_unit_id", Left("text__body", LONGEST_BODY)).first()
    if row is None:
        return ()
    *columns, about_unit, body = row
    asked = matter_of(line(tuple(columns), reference()), body or "")
    return like(asked, viewer=viewer, at=at, leaving_out=(case_id,), about_unit=about_unit, most=most)


def matter_of(case: CaseLine, body: str) -> Matter:
    """What of a case is compared: what was said, where and when."""
    point = (case.longitude, case.latitude) if case.longitude is not None and case.latitude is not None else None
    return Matter(Words(case.title, body), point, case.area_path, case.received_at)


def matching(asked: Asked) -> str:
    """The text form of a tsquery: one of the terms of either half, however the characters were written."""
    halves = [
        " | ".join(f"'{form}'" for term in half for form in forms_of(term)) for half in (asked.one, asked.other) if half
    ]
    return " & ".join(f"({each})" for each in halves)


def _candidates(asked: Matter, kept: tallies.Kept) -> set[int]:
    query = matching(terms_of(asked.text, kept.rarity, among=kept.among))
    found = set(around(asked.point)) if asked.point is not None else set()
    if query:
        with connection.cursor() as cursor:
            # Found first and put in order then: to walk from the newest on would look at every case.
            cursor.execute(
                "WITH found AS MATERIALIZED (SELECT case_id FROM case_text WHERE search @@ %s::tsquery) "
                "SELECT case_id FROM found ORDER BY case_id DESC LIMIT %s",
                [query, _FOUND],
            )
            found.update(row[0] for row in cursor.fetchall())
    return found


def _compared(cases: QuerySet[Case], at: datetime) -> QuerySet[Case, tuple[Any, ...]]:
    lately = Q(is_open=True) | Q(received_at__gte=at - RECENT)
    cases = cases.filter(lately).exclude(state__in=_SETTLED_ELSEWHERE).exclude(kind=Kind.DISPUTE)
    return cases.order_by("-is_open", "-id").values_list(*COLUMNS, Left("text__body", LONGEST_BODY))[:_COMPARED]
