"""Conditions on what was done to a case, and on how it stood, at an earlier time; see `period_sql` for the moments."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL

from banjie.cases.filters import Happened
from banjie.cases.models import Answer, Case, Rating, Return, Solved, TimelineEntry
from banjie.cases.queries import period_sql as sql


def happened(what: Happened, *, since: datetime | None, until: datetime | None) -> Q:
    """Done to the case from `since` to `until`, both included; None leaves that side open."""
    match what:
        case Happened.CLOSED:
            return _closed(since, until, Q(), Q())
        case Happened.CLOSED_LATE:
            return _closed(since, until, Q(closed_late=True), Q(data__late=True))
        case Happened.DECLINED:
            return _span("closed_at", since, until) & Q(state="declined")
        case Happened.RETURNED:
            return Q(id__in=Return.objects.filter(_span("returned_at", since, until)).values("case_id"))
        case Happened.RATED:
            return Q(id__in=Rating.objects.filter(_span("rated_at", since, until)).values("case_id"))
        case Happened.CONTRADICTED:
            said = Rating.objects.filter(_span("rated_at", since, until), Exists(_claimed()), solved=False)
            return Q(id__in=said.values("case_id"))
        case Happened.REOPENED | Happened.REMINDED:
            # The first condition is that of the index which holds both, and little else.
            rare = TimelineEntry.objects.filter(_span("at", since, until), command__in=("remind", "reopen"))
            command = "reopen" if what is Happened.REOPENED else "remind"
            return Q(id__in=rare.filter(command=command).values("case_id"))


def _closed(since: datetime | None, until: datetime | None, case: Q, entry: Q) -> Q:
    """`case` and `entry` narrow it further, on the row of a case and on its closing entry.

    Both halves in one subquery: with OR between them every case would be looked at.
    """
    now = Case.objects.filter(_span("closed_at", since, until), case, state__in=sql.settled_states())
    return Q(id__in=now.values("id").union(_closings(since, until).filter(entry).values("case_id"), all=True))


def _claimed() -> Any:
    """The answers by which a unit said, of the round that a verdict is on, that it is solved."""
    given = Answer.objects.filter(case_id=OuterRef("case_id"), round=OuterRef("round"), approved_at__isnull=False)
    return given.filter(solved=Solved.SOLVED)


def _closings(since: datetime | None, until: datetime | None) -> Any:
    """Closings that a later reopening has wiped off the row of the case."""
    later = TimelineEntry.objects.filter(
        case_id=OuterRef("case_id"), command="reopen", sequence__gt=OuterRef("sequence")
    )
    ends = ~Q(source__in=sql.ended_states()) & ~Q(source=F("target")) & Q(target__in=sql.settled_states())
    reopened = _span("case__reopened_at", since, None) & Q(case__reopened_at__isnull=False)
    return TimelineEntry.objects.filter(_span("at", since, until), ends, reopened, Exists(later))


def open_before(moment: datetime) -> Q:
    """Open just before a moment, whatever has become of the case since."""
    statement = f"""SELECT c.id FROM "case" c WHERE c.received_at < %s AND {sql.was_open_at("%s")}
        AND (c.is_open OR c.closed_at >= %s)"""  # noqa: S608 constants
    return Q(id__in=RawSQL(*_filled(statement, moment)))  # noqa: S611 every value is a parameter


def _filled(statement: str, moment: datetime) -> tuple[str, list[object]]:
    """The statement with its parameters by place, as RawSQL wants them."""
    head, _, tail = statement.partition("%(ended)s")
    before, after = ([moment] * part.count("%s") for part in (head, tail))
    return f"{head}%s{tail}", [*before, list(sql.ended_states()), *after]


def _span(field: str, since: datetime | None, until: datetime | None) -> Q:
    span = Q()
    if since is not None:
        span &= Q(**{f"{field}__gte": since})
    if until is not None:
        span &= Q(**{f"{field}__lte": until})
    return span
