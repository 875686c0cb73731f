"""The times of a party's sessions: which suit, or that it cannot come."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.cases.reference import reference
from banjie.mediation import party_sessions, queries
from banjie.mediation.queries import OwnSession
from banjie.mediation.sessions.invitations import as_ics
from banjie.platform import clock
from banjie.web.mediation.sessions.letters import invitation_of
from banjie.web.party.consent_views import attempt, done
from banjie.web.party.visits import PartyRequest, party_only


@party_only
@require_http_methods(["GET", "POST"])
def times(request: PartyRequest, session_id: int) -> HttpResponseBase:
    session, why = _session(request, session_id), ""
    if request.method == "POST":
        said = {each.id: request.POST.get(f"time-{each.id}") for each in session.times}
        suits = {time_id: answer == "yes" for time_id, answer in said.items() if answer in {"yes", "no"}}
        why = attempt(lambda: party_sessions.answer_times(request.party, session_id, suits=suits, at=clock.now()))
        if not why:
            return done("times")
    context = {"session": session, "problem": why}
    return render(request, "party/times.html", context, status=422 if why else 200)


@party_only
@require_http_methods(["GET", "POST"])
def other_time(request: PartyRequest, session_id: int) -> HttpResponseBase:
    session, why = _session(request, session_id), ""
    reason = request.POST.get("reason", "")[:400]
    if request.method == "POST":
        why = attempt(lambda: party_sessions.ask_other_time(request.party, session_id, reason=reason, at=clock.now()))
        if not why:
            return done("other-time")
    context = {"session": session, "problem": why, "reason": reason}
    return render(request, "party/other_time.html", context, status=422 if why else 200)


@party_only
@require_safe
def calendar_file(request: PartyRequest, session_id: int) -> HttpResponseBase:
    """A session that has its time, for the party's own calendar: when, where, and who mediates; nobody else."""
    session = _session(request, session_id)
    if not session.settled:
        raise Http404
    at = clock.now()
    page = queries.own_page(request.party, at=at)
    names = str(_(", ")).join(each.name for each in page.seats)
    described = _("Mediator: %(names)s") % {"names": names} if names else ""
    made = invitation_of(session, page.number, cancelled=False, guest="", at=at, description=described)
    answer = HttpResponse(as_ics(made, reference().calendar.zone), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{page.number}-{session.uid[:8]}.ics"'
    return answer


def _session(request: PartyRequest, session_id: int) -> OwnSession:
    """One of this party's own that is still ahead, or there is none."""
    found = queries.own_sessions(request.party, at=clock.now())
    session = next((each for each in found if each.id == session_id and each.ahead), None)
    if session is None:
        raise Http404
    return session
