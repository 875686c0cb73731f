"""The stock of open cases at an earlier moment, and which of them were overdue then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from banjie.cases import clockwork
from banjie.cases.queries import period_sql as sql
from banjie.cases.queries.period_tallies import Cell, Counts, Scope, grouped, parameters, rows
from banjie.core import clocks as c
from banjie.platform.calendar import queries as calendars

# In two halves, so that each finds its own index.
_STOOD: Final = (
    'FROM "case" c WHERE c.is_open AND c.received_at < %(until)s',
    'FROM "case" c WHERE NOT c.is_open AND c.closed_at >= %(until)s AND c.received_at < %(until)s',
)
_WHOLE: Final = "c.clocks->'whole'"
# A deadline that later pauses, extensions or a reopening may have moved is reckoned anew; one that was brought along
# from elsewhere is kept as an extension too, but nothing has moved it.
_EXTENDED: Final = f"""({_WHOLE} ? 'extensions' AND NOT (jsonb_array_length({_WHOLE}->'extensions') = 1
    AND {_WHOLE}->'extensions'->0->>'reason' = '{clockwork.GIVEN}'))"""
_MAY_HAVE_MOVED: Final = f"COALESCE({_WHOLE} ? 'pauses' OR {_EXTENDED} OR c.reopened_at >= %(until)s, false)"
# The deadline in force before a reopening started another, as the closing entry keeps it.
_ENDED_WITH: Final = """
    (SELECT t.data->>'due_at' FROM case_timeline t
      WHERE t.case_id = c.id AND t.at >= %(until)s AND t.data ? 'due_at' AND t.data ? 'late'
      ORDER BY t.sequence LIMIT 1)"""


@dataclass(frozen=True, slots=True)
class Late:
    """A case that was open and past its deadline. A complaint about a unit is counted, but never named."""

    case_id: int
    cell: Cell
    due_at: datetime
    nameable: bool = True


def stock(scope: Scope, *, at: datetime) -> tuple[Mapping[Cell, Counts], Sequence[Late]]:
    """Open and overdue cases just before `at`, and the overdue ones, the longest overdue first. Four statements."""
    late: list[Late] = []
    found = _stock(scope, at, f"(c.due_at < %(until)s OR {_MAY_HAVE_MOVED})", "0", late)
    return found, sorted(late, key=lambda one: (one.due_at, one.case_id))


def stock_counts(scope: Scope, *, at: datetime) -> Mapping[Cell, Counts]:
    """The same counts without the cases: only those whose deadline has to be reckoned anew are fetched."""
    return _stock(
        scope, at, _MAY_HAVE_MOVED, f"count(*) FILTER (WHERE c.due_at < %(until)s AND NOT {_MAY_HAVE_MOVED})", []
    )


def _stock(scope: Scope, at: datetime, fetched: str, counted: str, late: list[Late]) -> Mapping[Cell, Counts]:
    """`fetched` says which rows are looked at one by one, `counted` what counts as overdue without that."""
    given = parameters(scope, at, at)
    lead = sql.lead_at("%(until)s")
    found: dict[Cell, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for stood in _STOOD:
        standing = f"{stood} AND {sql.was_open_at('%(until)s')}"
        for *cell, opened, overdue in rows(grouped(lead, f"count(*), {counted}", standing), given):
            found[Cell(*cell)]["open"] += opened
            if overdue:
                found[Cell(*cell)]["overdue"] += overdue
        late += _late(rows(_pressing(lead, standing, fetched), given), at)
    for each in late:
        found[each.cell]["overdue"] += 1
    return {cell: dict(counts) for cell, counts in found.items()}


def _pressing(lead: str, standing: str, fetched: str) -> str:
    columns = f"c.id, {lead}, {sql.upper_part('c.area_path')}, {sql.top_category()}, c.about_unit_id IS NULL, c.due_at"
    clock = f"CASE WHEN {_MAY_HAVE_MOVED} THEN {_WHOLE} END"
    ended = f"CASE WHEN c.reopened_at >= %(until)s THEN {_ENDED_WITH} END"
    return f"SELECT {columns}, {clock}, {ended} {standing} AND {sql.within(lead)} AND {fetched}"


def _late(found: Iterable[tuple[Any, ...]], at: datetime) -> list[Late]:
    calendar = calendars.calendar()
    late = []
    for case_id, lead, part, category, nameable, due_at, clock, ended_with in found:
        due = due_at if clock is None else _due_then(clock, ended_with, calendar, at)
        if due is not None and due < at:
            late.append(Late(case_id, Cell(lead, part, category), due, nameable))
    return late


def _due_then(
    clock: str | Mapping[str, Any], ended_with: str | None, calendar: c.WorkingCalendar, at: datetime
) -> datetime | None:
    record = c.clock_from_record(orjson.loads(clock) if isinstance(clock, str) else clock)
    then = c.as_of(record, at)
    if then is not None:
        return clockwork.due_of(then, calendar)
    return datetime.fromisoformat(ended_with) if ended_with else None
