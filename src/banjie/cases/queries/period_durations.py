"""In how many working days cases were closed in a stretch of time, by cell as in `period_tallies`.

A day counts if the working calendar has it worked, from the day after receipt to the day of closing, as a time limit in
working days counts; 0 is the same day. What the office waited for belongs to it: so long it took for the reporter.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache

from banjie.cases.queries import period_sql as sql
from banjie.cases.queries.period_tallies import CLOSED, CLOSED_AND_REOPENED, Cell, Scope, grouped, parameters, rows
from banjie.core.clocks import WorkingCalendar
from banjie.platform.calendar import queries as calendars

type Durations = Mapping[int, int]


def durations(scope: Scope, *, since: datetime, until: datetime) -> Mapping[Cell, Durations]:
    """Of the closings of a period: working days → how many took so many. Two statements."""
    found: dict[Cell, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    calendar = calendars.calendar()
    counted = _counting(calendar)
    given = parameters(scope, since, until) | {"zone": calendar.time_zone}
    for statement in _statements():
        for lead, part, category, received, closed, count in rows(statement, given):
            found[Cell(lead, part, category)][counted(received, closed)] += count
    return {cell: dict(counts) for cell, counts in found.items()}


def _statements() -> Iterator[str]:
    """A row for each day of receipt and of closing, so that a year of a large city comes as some thousand rows."""
    yield f"{grouped('c.lead_unit_id', _days('c.closed_at'), f'FROM "case" c WHERE {CLOSED}')}, 4, 5"
    yield f"{grouped(sql.lead_at_closing(), _days('e.at'), CLOSED_AND_REOPENED)}, 4, 5"


def _days(closed: str) -> str:
    received, ended = (f"({moment} AT TIME ZONE %(zone)s)::date" for moment in ("c.received_at", closed))
    return f"{received}, {ended}, count(*)"


def _counting(calendar: WorkingCalendar) -> Callable[[date, date], int]:
    def end_of(day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time(), calendar.zone)

    @cache
    def counted(received: date, closed: date) -> int:
        return calendar.working_days(end_of(received), end_of(closed))

    return counted
