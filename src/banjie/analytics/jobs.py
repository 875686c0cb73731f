"""Reports at their hour, figures for everybody at night. Thin: the plans say what is due, a job each makes it."""

from banjie.analytics.public import keeping
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


@job("analytics.public_figures", every="40 3 * * *", queue="bulk")
def public_figures() -> None:
    keeping.reckon_due(at=clock.now())
