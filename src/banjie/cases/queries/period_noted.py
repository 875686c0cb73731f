"""Cases that a report on a period names: by stated rules about the case, never by who raised it.

What is named can be read by whoever may read the report, so a complaint about a unit is never named, and of a
confidential or anonymous matter or a dispute only number and category are given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from banjie.cases.models import Case, Identity, Kind
from banjie.cases.queries import period_sql as sql
from banjie.cases.queries.period_standing import Late
from banjie.cases.queries.period_tallies import Scope, parameters, rows
from banjie.cases.reference import reference

REMINDED_OFTEN: Final = 2


class Why(StrEnum):
    """What makes a case one of note, the weightiest first."""

    CRITICAL = "critical"
    ORDERED = "ordered"
    REOPENED_AGAIN = "reopened_again"
    URGENT = "urgent"
    REMINDED_OFTEN = "reminded_often"


@dataclass(frozen=True, slots=True)
class Named:
    """A case as a report names it, in the words of that moment. `title` is empty where it may not be read."""

    case_id: int
    number: str
    title: str
    category: str
    category_en: str
    area: str
    unit: str
    unit_en: str
    received_at: datetime
    due_at: datetime | None = None
    why: tuple[Why, ...] = ()


_LEVELS: Final = """SELECT c.id, c.level FROM "case" c WHERE c.level IN ('urgent', 'critical')
    AND c.received_at >= %(since)s AND c.received_at < %(until)s"""
_ORDERED: Final = """SELECT DISTINCT c.id, 'ordered'
    FROM case_oversight_order o JOIN "case" c ON c.id = o.case_id
    WHERE o.ordered_at >= %(since)s AND o.ordered_at < %(until)s"""
_REOPENED_AGAIN: Final = """SELECT DISTINCT c.id, 'reopened_again'
    FROM case_timeline e JOIN "case" c ON c.id = e.case_id
    WHERE e.command IN ('remind', 'reopen') AND e.command = 'reopen' AND e.at >= %(since)s AND e.at < %(until)s
      AND EXISTS (SELECT 1 FROM case_timeline b
                   WHERE b.case_id = c.id AND b.command = 'reopen' AND b.sequence < e.sequence)"""
_REMINDED: Final = """SELECT c.id, 'reminded_often' FROM "case" c WHERE c.id IN (
    SELECT e.case_id FROM case_timeline e
     WHERE e.command IN ('remind', 'reopen') AND e.command = 'remind' AND e.at >= %(since)s AND e.at < %(until)s
     GROUP BY e.case_id HAVING count(*) >= %(often)s)"""


def noted(scope: Scope, *, since: datetime, until: datetime) -> Sequence[Named]:
    """The cases of note of a period, the weightiest first. Five statements."""
    given = parameters(scope, since, until) | {"often": REMINDED_OFTEN}
    reasons: dict[int, set[Why]] = {}
    for statement in (_LEVELS, _ORDERED, _REOPENED_AGAIN, _REMINDED):
        apart = f"{statement} AND c.about_unit_id IS NULL AND {sql.within(sql.lead_at('%(until)s'))}"
        for case_id, why in rows(apart, given):
            reasons.setdefault(case_id, set()).add(Why(why))
    order = list(Why)
    ranked = sorted(reasons, key=lambda case_id: (min(map(order.index, reasons[case_id])), case_id))
    whys = {case_id: tuple(sorted(reasons[case_id], key=order.index)) for case_id in ranked}
    return _named(ranked, at=until, whys=whys)


def late_named(late: Sequence[Late]) -> Sequence[Named]:
    """The overdue as a report names them, in the order given, complaints about units left out."""
    nameable = [each for each in late if each.nameable]
    dues = {each.case_id: each.due_at for each in nameable}
    leads = {each.case_id: each.cell.unit_id for each in nameable}
    return _named(list(dues), dues=dues, leads=leads)


def _named(
    ids: Sequence[int],
    *,
    at: datetime | None = None,
    dues: Mapping[int, datetime] | None = None,
    leads: Mapping[int, int | None] | None = None,
    whys: Mapping[int, tuple[Why, ...]] | None = None,
) -> Sequence[Named]:
    if leads is None:
        leads = _leads(ids, at)
    columns = ("id", "number", "title", "identity", "kind", "category_path", "area_path", "received_at")
    found = Case.objects.filter(id__in=ids, about_unit_id__isnull=True).values(*columns)
    named = {row["id"]: _one(row, leads.get(row["id"]), (dues or {}).get(row["id"]), whys or {}) for row in found}
    return [named[case_id] for case_id in ids if case_id in named]


def _leads(ids: Iterable[int], at: datetime | None) -> dict[int, int | None]:
    statement = f'SELECT c.id, {sql.lead_at("%(at)s")} FROM "case" c WHERE c.id = ANY(%(ids)s)'
    return dict(rows(statement, {"ids": list(ids), "at": at}))


def _one(
    row: Mapping[str, Any], lead: int | None, due_at: datetime | None, whys: Mapping[int, tuple[Why, ...]]
) -> Named:
    look_up = reference()
    category, area = look_up.category_at(row["category_path"]), look_up.area_at(row["area_path"])
    unit = look_up.unit_named(lead)
    readable = row["identity"] == Identity.OPEN and row["kind"] != Kind.DISPUTE
    return Named(
        case_id=row["id"],
        number=row["number"],
        title=row["title"] if readable else "",
        category=category.name if category else "",
        category_en=category.name_en if category else "",
        area=area.name if area else "",
        unit=unit.name if unit else "",
        unit_en=(unit.name_en or unit.name) if unit else "",
        received_at=row["received_at"],
        due_at=due_at,
        why=whys.get(row["id"], ()),
    )
