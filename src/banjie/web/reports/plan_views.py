"""When reports are made by themselves."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from banjie.analytics.report import plans, reading
from banjie.analytics.report.periods import PeriodKind
from banjie.analytics.report.reading import Plan
from banjie.analytics.report.refusals import ReportRefused
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web import messages
from banjie.web.reports import words
from banjie.web.reports.access import readers_only
from banjie.web.reports.forms import PlanForm, scope_codes
from banjie.web.staff import StaffRequest, acting


@readers_only
@require_http_methods(["GET", "POST"])
def plan(request: StaffRequest, plan_id: int | None = None) -> HttpResponse:
    if not request.viewer.scopes(Permission.REPORTS_RELEASE):
        raise Http404
    known = _plan_or_404(request, plan_id) if plan_id is not None else None
    form = PlanForm(request.POST or None, viewer=request.viewer, initial=_initial(known))
    if request.method == "POST" and form.is_valid() and _set(request, form):
        messages.done(request, _("The plan is kept. What is due is made within minutes."))
        return redirect("reports:overview")
    context = {"form": form, "plan": known}
    return render(request, "reports/plan.html", context, status=422 if form.errors else 200)


@readers_only
@require_POST
def drop(request: StaffRequest, plan_id: int) -> HttpResponse:
    plans.drop_plan(plan_id=_plan_or_404(request, plan_id).id)
    messages.done(request, _("No more reports are made by this plan. Those that were made stay."))
    return redirect("reports:overview")


def _plan_or_404(request: StaffRequest, plan_id: int) -> Plan:
    found = reading.plan_to_edit(request.viewer, plan_id)
    if found is None:
        raise Http404
    return found


def _set(request: StaffRequest, form: PlanForm) -> bool:
    given = form.cleaned_data
    kind, path = given["scope"]
    try:
        plans.set_plan(
            kind=kind,
            path=path,
            kinds=[PeriodKind(each) for each in given["kinds"]],
            hour=given["hour"],
            language=given["language"],
            by=acting(request).actor,
            at=clock.now(),
        )
    except ReportRefused as refused:
        form.add_error(None, words.refusal(refused.problem))
        return False
    return True


def _initial(known: Plan | None) -> dict[str, Any]:
    if known is None:
        return {"kinds": [PeriodKind.DAY], "hour": 8, "language": get_language() or "zh-hans"}
    scope = {"area": "", "unit": "", **scope_codes(*known.scope)}
    return {**scope, "kinds": known.kinds, "hour": known.hour, "language": known.language}
