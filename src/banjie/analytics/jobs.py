"""Reports at their hour. Thin: what is due is asked of the plans, and each is made by a job of its own."""

from banjie.analytics.report import plans
from banjie.platform import clock
from banjie.platform.jobs import job, later


@job("analytics.reports_due", every="*/5 * * * *")
def reports_due() -> None:
    for due in plans.due(at=clock.now()):
        kind, first = str(due.period.kind), due.period.first.isoformat()
        once = f"analytics.make_report:{due.plan_id}:{kind}:{first}"
        later(make_report, once=once, plan_id=due.plan_id, kind=kind, first=first)


@job("analytics.make_report", queue="bulk")
def make_report(*, plan_id: int, kind: str, first: str) -> None:
    plans.make_planned(plan_id=plan_id, period=plans.period_from(kind, first), at=clock.now())
