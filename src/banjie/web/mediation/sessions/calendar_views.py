"""A mediator's own calendar: today, the week, what is new, and what still lacks a time."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from banjie.cases.reference import reference
from banjie.mediation import session_wording
from banjie.mediation.actions import sessions
from banjie.mediation.models import SessionState
from banjie.mediation.queries.session_calendar import OwnSession, own_notices, own_sessions, proposed_of
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web.mediation.sessions import showing
from banjie.web.mediation.sessions.opening import confidential
from banjie.web.staff import StaffRequest


@confidential
@require_safe
def calendar(request: StaffRequest) -> HttpResponse:
    _mediators_only(request)
    at = clock.now()
    zone = reference().calendar.zone
    today = reference().calendar.date_of(at)
    monday = _monday(request.GET.get("week", ""), today)
    midnight = datetime.combine(monday, time(), zone)
    found = own_sessions(request.viewer, since=midnight, until=midnight + timedelta(days=7))
    start = datetime.combine(today, time(), zone)
    todays = own_sessions(request.viewer, since=start, until=start + timedelta(days=1))
    context: dict[str, Any] = {
        "today": today,
        "todays": [_shown(each) for each in todays],
        "week": [_day(monday + timedelta(days=n), found, today) for n in range(7)],
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": f"?week={monday - timedelta(days=7)}",
        "after": f"?week={monday + timedelta(days=7)}",
        "this_week": monday <= today < monday + timedelta(days=7),
        "proposed": [_shown(each) for each in proposed_of(request.viewer)],
        "notices": [
            {"notice": each, "words": session_wording.CHOICES["tells"][each.tells]}
            for each in own_notices(request.viewer)
        ],
    }
    context["unread"] = any(not each["notice"].read for each in context["notices"])
    return render(request, "mediation/sessions/calendar.html", context)


@confidential
@require_POST
def mark_read(request: StaffRequest) -> HttpResponse:
    _mediators_only(request)
    sessions.mark_read(staff_id=request.viewer.staff_id, at=clock.now())
    return HttpResponseRedirect(reverse("mediation:calendar"))


def _mediators_only(request: StaffRequest) -> None:
    if not request.viewer.may(Permission.MEDIATION_MEDIATE):
        raise Http404


def _monday(asked: str, today: date) -> date:
    """The Monday of the week asked for; this week's for what cannot be read or lies out of all reach."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = today
    if abs((day - today).days) > 3660:
        day = today
    return day - timedelta(days=day.weekday())


def _day(day: date, found: list[OwnSession], today: date) -> dict[str, Any]:
    kind = reference().calendar.day(day)
    return {
        "day": day,
        "today": day == today,
        "works": bool(kind.shifts),
        "name": kind.name,
        "sessions": [_shown(each) for each in found if reference().calendar.date_of(each.span.begins) == day],
    }


def _shown(each: OwnSession) -> dict[str, Any]:
    return {
        "session": each,
        "title": showing.title(each.kind, each.side, each.number),
        "state": session_wording.CHOICES["session_state"][each.state],
        "tone": showing.TONES[SessionState(each.state)],
    }
