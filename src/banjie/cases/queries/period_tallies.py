"""Counts of the cases of an area or of units in a stretch of time, the same whenever they are asked for.

Nobody's view: whoever shows them sees to it that their readers may see them. Flows are counted by the moment at
which something happened, `since <= at < until`; stocks are those just before `until`. What was done to a case
later (closed, opened again, given to another unit, given more time) changes no earlier figure.

What may still change one: a record that comes in late with an earlier date (an import, a device that was offline)
counts where it belongs; category, area, level and time limit are those the case has now, so that a correction
counts for the past too. A report that must not change keeps its figures (`analytics.report.keeping`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection

from banjie.cases.queries import period_sql as sql
from banjie.organisations import queries as organisations
from banjie.places import queries as places


@dataclass(frozen=True, slots=True)
class Scope:
    """An area with all below it, or a unit with all below it: the cases it leads. One of the paths is empty."""

    area_path: str = ""
    unit_path: str = ""

    @property
    def parts_depth(self) -> int:
        """How deep the areas lie in which the scope is divided, less one."""
        return self.base_path.count(".") + 1 if self.base_path else 0

    @property
    def base_path(self) -> str:
        if self.area_path:
            return self.area_path
        unit = next((each for each in organisations.units_index() if each.path == self.unit_path), None)
        return unit.area_path if unit is not None else ""


class Cell(NamedTuple):
    """What counts are kept apart by: the unit, the area directly below the scope's, the top category."""

    unit_id: int | None
    part: str
    category: str


type Counts = Mapping[str, int]

_DIMENSIONS: Final = "{lead}, {part}, {category}"
CLOSED: Final = "c.state = ANY(%(settled)s) AND c.closed_at >= %(since)s AND c.closed_at < %(until)s"
# Closings that a reopening has since wiped off the row: rare, and still on the timeline. `(was, is)` are states.
CLOSED_AND_REOPENED: Final = """
    FROM "case" c JOIN case_timeline e ON e.case_id = c.id
    WHERE c.reopened_at >= %(since)s AND e.at >= %(since)s AND e.at < %(until)s
      AND e.target = ANY(%(settled)s) AND e.source <> ALL(%(ended)s) AND e.source <> e.target
      AND EXISTS (SELECT 1 FROM case_timeline r
                   WHERE r.case_id = c.id AND r.sequence > e.sequence AND r.command = 'reopen')
"""


def parameters(scope: Scope, since: datetime, until: datetime) -> dict[str, Any]:
    units = [each.id for each in organisations.units_index().subtree(scope.unit_path)] if scope.unit_path else None
    return {
        "since": since,
        "until": until,
        "area": scope.area_path,
        "whole": bool(scope.area_path) and "." not in scope.area_path,
        "units": units,
        "depth": scope.parts_depth,
        "settled": list(sql.settled_states()),
        "ended": list(sql.ended_states()),
    }


def flows(scope: Scope, *, since: datetime, until: datetime) -> Mapping[Cell, Counts]:
    """What happened in the period, by the names of `analytics.indicators.Tally`. Seven statements."""
    return added_up(_statements(), scope, since=since, until=until)


def added_up(
    statements: Iterable[tuple[str, tuple[str, ...]]], scope: Scope, *, since: datetime, until: datetime
) -> Mapping[Cell, Counts]:
    """What `grouped` statements count, each with the names of its counts; a name may come from several."""
    found: dict[Cell, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    given = parameters(scope, since, until)
    for statement, names in statements:
        for lead, part, category, *counts in rows(statement, given):
            for name, count in zip(names, counts, strict=True):
                if count:
                    found[Cell(lead, part, category)][name] += count
    return {cell: dict(counts) for cell, counts in found.items()}


def parts_of(scope: Scope) -> tuple[str, ...]:
    """The paths of the areas directly below the scope's own, whether or not anything happened there."""
    return tuple(each.path for each in places.children(scope.base_path))


def rows(statement: str, given: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        yield from cursor.fetchall()


def grouped(lead: str, counts: str, rest: str) -> str:
    """A statement that counts by cell; `rest` is FROM and WHERE, to which the scope is added."""
    dimensions = _DIMENSIONS.format(lead=lead, part=sql.upper_part("c.area_path"), category=sql.top_category())
    return f"SELECT {dimensions}, {counts} {rest} AND {sql.within(lead)} GROUP BY 1, 2, 3"


def _statements() -> Iterator[tuple[str, tuple[str, ...]]]:
    at_end, of_entry, of_rating = (sql.lead_at(moment) for moment in ("%(until)s", "e.at", "r.rated_at"))
    received = 'FROM "case" c WHERE c.received_at >= %(since)s AND c.received_at < %(until)s'
    yield grouped(at_end, "count(*)", received), ("received",)
    declined = "FROM \"case\" c WHERE c.state = 'declined' AND c.closed_at >= %(since)s AND c.closed_at < %(until)s"
    yield grouped(sql.lead_at("c.closed_at"), "count(*)", declined), ("declined",)
    closed = ("closed", "closed_with_deadline", "closed_late")
    counts = "count(*), count(c.due_at), count(*) FILTER (WHERE c.closed_late)"
    yield grouped("c.lead_unit_id", counts, f'FROM "case" c WHERE {CLOSED}'), closed
    counts = "count(*), count(e.data->>'due_at'), count(*) FILTER (WHERE (e.data->>'late')::boolean)"
    yield grouped(sql.lead_at_closing(), counts, CLOSED_AND_REOPENED), closed
    returned = 'FROM case_return e JOIN "case" c ON c.id = e.case_id WHERE e.returned_at >= %(since)s'
    yield grouped("e.unit_id", "count(*)", f"{returned} AND e.returned_at < %(until)s"), ("returned",)
    counts = ", ".join(f"count(*) FILTER (WHERE e.command = '{command}')" for command in ("reopen", "remind"))
    rare = """FROM case_timeline e JOIN "case" c ON c.id = e.case_id
        WHERE e.command IN ('remind', 'reopen') AND e.at >= %(since)s AND e.at < %(until)s"""
    lead = f"(CASE e.command WHEN 'reopen' THEN (e.data->>'lead_before')::bigint ELSE {of_entry} END)"
    yield grouped(lead, counts, rare), ("reopened", "reminded")
    counts = """count(*), count(*) FILTER (WHERE r.solved), count(r.satisfaction),
        count(*) FILTER (WHERE r.satisfaction >= 4)"""
    rated = 'FROM case_rating r JOIN "case" c ON c.id = r.case_id WHERE r.rated_at >= %(since)s'
    names = ("rated", "rated_solved", "graded", "satisfied")
    yield grouped(of_rating, counts, f"{rated} AND r.rated_at < %(until)s"), names


def daily(scope: Scope, *, since: datetime, until: datetime, zone: str) -> Mapping[str, Mapping[str, int]]:
    """Received and closed by local day ("2026-11-28"); days on which nothing happened are left out."""
    given = parameters(scope, since, until) | {"zone": zone}
    found: dict[str, dict[str, int]] = defaultdict(dict)
    received = 'FROM "case" c WHERE c.received_at >= %(since)s AND c.received_at < %(until)s'
    series = (
        ("received", "c.received_at", received, sql.lead_at("%(until)s")),
        ("closed", "c.closed_at", f'FROM "case" c WHERE {CLOSED}', "c.lead_unit_id"),
        ("closed", "e.at", CLOSED_AND_REOPENED, sql.lead_at_closing()),
    )
    for name, moment, rest, lead in series:
        day = f"to_char({moment} AT TIME ZONE %(zone)s, 'YYYY-MM-DD')"
        for label, count in rows(f"SELECT {day}, count(*) {rest} AND {sql.within(lead)} GROUP BY 1", given):
            found[label][name] = found[label].get(name, 0) + count
    return found
