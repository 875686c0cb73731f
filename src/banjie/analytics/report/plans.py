"""When reports are made by themselves: plans, and what is due by them. A missed hour is made up for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from banjie.analytics.models import Report, ReportPlan
from banjie.analytics.report import gathering, keeping
from banjie.analytics.report.figures import ScopeKind
from banjie.analytics.report.periods import Period, PeriodKind, containing, latest_over, previous
from banjie.analytics.report.refusals import Problem, ReportRefused
from banjie.platform.actors import SYSTEM, Actor

# After a longer standstill only this many days are made up for; anybody may still make an older one by hand.
MADE_UP_FOR: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Due:
    """A report that a plan asks for and that is not there yet."""

    plan_id: int
    period: Period


@transaction.atomic
def set_plan(
    *, kind: ScopeKind, path: str, kinds: Iterable[PeriodKind], hour: int, language: str, by: Actor, at: datetime
) -> int:
    """Sets what is made for an area or a unit; another plan for it is replaced. Raises ReportRefused, UnknownScope."""
    wanted = [each for each in PeriodKind if each in set(kinds)]
    if not wanted:
        raise ReportRefused(Problem.NO_KIND)
    if not 0 <= hour <= 23:
        raise ReportRefused(Problem.BAD_HOUR)
    about = keeping.about(gathering.subject_of(kind, path))
    values: dict[str, Any] = {"kinds": wanted, "hour": hour, "language": language, "set_at": at, "set_by": by.id}
    plan, _ = ReportPlan.objects.update_or_create(
        **about, defaults=values, create_defaults={**values, "since": at - timedelta(days=1)}
    )
    return plan.pk


def drop_plan(*, plan_id: int) -> None:
    """Nothing more is made; what was made stays."""
    ReportPlan.objects.filter(id=plan_id).delete()


def due(*, at: datetime) -> Iterator[Due]:
    """Everything that the plans ask for by now and that is not there, the oldest first."""
    for plan in ReportPlan.objects.order_by("id"):
        for kind in plan.kinds:
            periods = due_periods(PeriodKind(kind), since=plan.since, hour=plan.hour, at=at, zone=keeping.zone())
            there = set(_made(plan, kind, periods))
            yield from (Due(plan.pk, period) for period in periods if period.first not in there)


def due_periods(kind: PeriodKind, *, since: datetime, hour: int, at: datetime, zone: ZoneInfo) -> list[Period]:
    """The periods that ended after `since` and whose hour has come, not older than what is made up for. Pure."""
    period = latest_over(kind, at, zone)
    if period.over_at(zone) + timedelta(hours=hour) > at:
        period = previous(period)
    earliest = max(since, at - MADE_UP_FOR)
    found = []
    while period.over_at(zone) > earliest:
        found.append(period)
        period = previous(period)
    return found[::-1]


def make_planned(*, plan_id: int, period: Period, at: datetime) -> int | None:
    """The report's id; None if the plan, its area or its unit is gone."""
    plan = ReportPlan.objects.filter(id=plan_id).first()
    if plan is None:
        return None
    kind, path = keeping.path_of(area_id=plan.area_id, unit_id=plan.unit_id)
    if not path:
        return None
    return keeping.make(kind=kind, path=path, period=period, language=plan.language, by=SYSTEM, at=at)


def _made(plan: ReportPlan, kind: str, periods: list[Period]) -> Iterator[Any]:
    firsts = [each.first for each in periods]
    about = {"area_id": plan.area_id, "unit_id": plan.unit_id}
    yield from Report.objects.filter(**about, kind=kind, first__in=firsts).values_list("first", flat=True)


def period_from(kind: str, first: str) -> Period:
    """From the arguments of a job."""
    return containing(PeriodKind(kind), datetime.fromisoformat(first).date())
