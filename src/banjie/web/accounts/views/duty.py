"""Who is on duty: one unit, one week."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import get_current_timezone, localdate, localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from banjie.organisations import actions, queries
from banjie.organisations.permissions import Permission, Viewer
from banjie.organisations.refusals import Reason
from banjie.organisations.tree import UnitRef
from banjie.platform import clock

from .. import columns
from ..forms.organisation import ShiftForm, WeekForm
from ..pages import attempt, done, page
from ..rows import unit_link
from ..viewers import actor_of, allowed, or_404, signed_in, viewer_of

_DUTY = Permission.ORGANISATIONS_EDIT_DUTY
_DAY = timedelta(days=1)


@signed_in
@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    asked = WeekForm(request.GET or None)
    asked.is_valid()
    chosen = asked.cleaned_data if asked.is_bound else {}
    unit = chosen.get("unit") or _own_unit(viewer_of(request))
    day = chosen.get("week") or localdate(clock.now())
    return _roster(request, unit, day)


@allowed(_DUTY)
@require_POST
def add_shifts(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = _unit_to_edit(request, unit_id)
    form = ShiftForm(request.POST, people=_people(unit, clock.now()))
    if form.is_valid():
        added = attempt(
            form,
            lambda: actions.add_shifts(
                unit_id=unit.id,
                staff_id=int(form.cleaned_data["staff"]),
                shifts=form.shifts(),
                by=actor_of(request),
                at=clock.now(),
            ),
            {Reason.ENDS_BEFORE_START: "ends", Reason.SHIFT_TOO_LONG: "ends", Reason.NOT_IN_UNIT: "staff"},
        )
        if added is not None:
            messages.success(request, gettext("On the roster."))
            return HttpResponseRedirect(_url(unit, form.cleaned_data["first_day"]))
    first = form.cleaned_data.get("first_day") or localdate(clock.now())
    return _roster(request, unit, first, form=form)


@allowed(_DUTY)
@require_POST
def remove_shift(request: HttpRequest, shift_id: int) -> HttpResponse:
    unit = or_404(queries.unit_of_shift_to_edit(viewer_of(request), shift_id))
    return done(
        request,
        lambda: actions.remove_shift(shift_id=shift_id, by=actor_of(request), at=clock.now()),
        gettext("Taken off the roster."),
        _url(unit, _monday(localdate(clock.now()))),
    )


def _roster(request: HttpRequest, unit: UnitRef | None, day: date, *, form: ShiftForm | None = None) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    monday = _monday(day)
    may_edit = unit is not None and queries.may_edit_duty(viewer, unit)
    people = _people(unit, now) if unit is not None and may_edit else []
    context: dict[str, Any] = {
        "title": gettext("Duty"),
        "unit": unit_link(unit) if unit else None,
        "unit_id": unit.id if unit else None,
        "choice": WeekForm(initial={"unit": unit.code if unit else "", "week": monday}),
        "days": _days(unit, monday, now) if unit else [],
        "columns": columns.DUTY,
        "monday": monday,
        "sunday": monday + 6 * _DAY,
        "previous_url": _url(unit, monday - 7 * _DAY) if unit else "",
        "next_url": _url(unit, monday + 7 * _DAY) if unit else "",
        "on_duty": queries.on_duty(unit.id, at=now) if unit else (),
        "may_edit": may_edit,
        "people": people,
        "form": form or ShiftForm(people=people, initial={"first_day": max(monday, localdate(now))}),
    }
    return page(request, "duty", context, section="duty", status=422 if form else 200)


def _days(unit: UnitRef, monday: date, now: datetime) -> list[dict[str, Any]]:
    """The week day by day; a shift over midnight stands on the day it begins."""
    zone = get_current_timezone()
    since, until = (datetime.combine(day, time(), zone) for day in (monday, monday + 7 * _DAY))
    shifts = queries.shifts_between([unit.id], since=since, until=until)
    days = []
    for number in range(7):
        day = monday + number * _DAY
        begins = [shift for shift in shifts if localdate(shift.starts_at) == day]
        days.append(
            {
                "day": day,
                "today": day == localdate(now),
                "shifts": [
                    {
                        "shift": shift,
                        "starts": localtime(shift.starts_at),
                        "ends": localtime(shift.ends_at),
                        "over_midnight": localdate(shift.ends_at) > day,
                        "now": shift.starts_at <= now < shift.ends_at,
                    }
                    for shift in begins
                ],
            }
        )
    return days


def _own_unit(viewer: Viewer) -> UnitRef | None:
    """The unit the viewer most likely asks about: the first they hold a post in."""
    return queries.unit(viewer.grants[0].unit_id) if viewer.grants else None


def _unit_to_edit(request: HttpRequest, unit_id: int) -> UnitRef:
    unit = or_404(queries.unit(unit_id))
    return or_404(unit if queries.may_edit_duty(viewer_of(request), unit) else None)


def _people(unit: UnitRef, now: datetime) -> list[tuple[int, str]]:
    return [(staff.id, staff.name) for staff in queries.staff_of(unit.id, at=now)]


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _url(unit: UnitRef, day: date) -> str:
    return f"{reverse('accounts:duty')}?{urlencode({'unit': unit.code, 'week': _monday(day).isoformat()})}"
