"""How soon cases were closed in a stretch of time, by cell as in `period_tallies`."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Min

from banjie.cases.models import Case
from banjie.cases.queries import period_sql as sql
from banjie.cases.queries.period_tallies import CLOSED, CLOSED_AND_REOPENED, Cell, Counts, Scope, added_up, grouped

NAMES = ("closed_in_three_days", "closed_in_week")


def speeds(scope: Scope, *, since: datetime, until: datetime) -> Mapping[Cell, Counts]:
    """By NAMES: of the closings of a period, those within three and seven days of receipt. Two statements."""
    return added_up(_statements(), scope, since=since, until=until)


def first_received() -> datetime | None:
    """When the oldest case came in; None before the first."""
    found: datetime | None = Case.objects.aggregate(first=Min("received_at"))["first"]
    return found


def _statements() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield grouped("c.lead_unit_id", _within("c.closed_at"), f'FROM "case" c WHERE {CLOSED}'), NAMES
    yield grouped(sql.lead_at("e.at"), _within("e.at"), CLOSED_AND_REOPENED), NAMES


def _within(moment: str) -> str:
    return ", ".join(f"count(*) FILTER (WHERE {moment} - c.received_at <= interval '{days} days')" for days in (3, 7))
