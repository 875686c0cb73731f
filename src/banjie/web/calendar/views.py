"""The working calendar: which days are worked, at what hours, and who changed what."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.core.clocks import OverrideKind, format_week
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.platform.calendar import actions, queries
from banjie.web.calendar.forms import KINDS, DayForm, WeekForm
from banjie.web.staff import StaffRequest, acting, staff_only


def _keeper(request: StaffRequest) -> None:
    if not request.viewer.may(Permission.CALENDAR_EDIT):
        raise Http404


@staff_only
@require_safe
def year(request: StaffRequest) -> HttpResponse:
    _keeper(request)
    return _page(request, DayForm(), None)


@staff_only
@require_POST
def set_day(request: StaffRequest) -> HttpResponse:
    _keeper(request)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, form, None, status=422)
    given = form.cleaned_data
    actions.set_day(
        day=given["day"],
        kind=OverrideKind(given["kind"]),
        name=given["name"],
        hours=given["hours"] if given["kind"] == OverrideKind.CUSTOM else None,
        by=acting(request).actor,
        at=clock.now(),
    )
    messages.success(request, _("Set. The deadlines of open cases are being reckoned anew."))
    return redirect(f"/work/calendar/?year={given['day'].year}")


@staff_only
@require_POST
def clear_day(request: StaffRequest) -> HttpResponse:
    _keeper(request)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise Http404 from None
    actions.clear_day(day=day, by=acting(request).actor, at=clock.now())
    messages.success(request, _("The day follows the week again."))
    return redirect(f"/work/calendar/?year={day.year}")


@staff_only
@require_POST
def set_hours(request: StaffRequest) -> HttpResponse:
    _keeper(request)
    form = WeekForm(request.POST)
    if not form.is_valid():
        return _page(request, DayForm(), form, status=422)
    actions.set_weekly_hours(
        hours=form.hours(),
        effective_from=form.cleaned_data["effective_from"],
        by=acting(request).actor,
        at=clock.now(),
    )
    messages.success(request, _("The hours are set. The deadlines of open cases are being reckoned anew."))
    return redirect("calendar:overview")


@staff_only
@require_POST
def seed(request: StaffRequest) -> HttpResponse:
    """The published holidays of a year; what was set by hand stays."""
    from django.conf import settings

    _keeper(request)
    chosen = _year(request.POST.get("year", ""))
    actions.seed_from_holidays(
        country=settings.BANJIE_COUNTRY, years=[chosen], by=acting(request).actor, at=clock.now()
    )
    messages.success(request, _("The holidays of %(year)s are in the calendar.") % {"year": chosen})
    return redirect(f"/work/calendar/?year={chosen}")


def _year(text: str) -> int:
    present = clock.now().year
    return int(text) if text.isdigit() and present - 10 <= int(text) <= present + 10 else present


def _page(request: StaffRequest, day_form: DayForm, week_form: WeekForm | None, status: int = 200) -> HttpResponse:
    shown = _year(request.GET.get("year", ""))
    today = clock.now().date()
    week = format_week(queries.calendar().week_on(today))
    kinds = dict(KINDS)
    days: list[dict[str, Any]] = [
        {"override": entry.override, "kind": kinds[entry.override.kind.value], "source": entry.source}
        for entry in queries.days(year=shown)
    ]
    context = {
        "year": shown,
        "years": [{"label": str(each), "url": f"?year={each}", "current": each == shown} for each in _around(shown)],
        "days": days,
        "missing": queries.missing_years(today=today),
        "day_form": day_form,
        "week_form": week_form or WeekForm(week=week),
        "changes": queries.changes(limit=20),
    }
    return render(request, "calendar/overview.html", context, status=status)


def _around(shown: int) -> range:
    return range(shown - 1, shown + 3)
