"""The oversight desk. A supervisor comes in the morning, asks who falls behind, and sees to it."""

from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.cases import actions, wording
from banjie.cases.errors import CaseNotFound, CommandRefused
from banjie.cases.queries import supervising
from banjie.cases.topics import queries as topics
from banjie.organisations import queries as organisations
from banjie.platform import clock
from banjie.web.staff import StaffRequest, StaffView, acting, staff_only

_NOTE_CHARACTERS = 2000


def supervisors_only(view: StaffView) -> StaffView:
    """For others the desk does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not supervising.may_supervise(cast("StaffRequest", request).viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What a reminder of one case came to; `why_not` is empty where it was given."""

    row: supervising.Remindable
    why_not: str


@supervisors_only
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    at, viewer = clock.now(), request.viewer
    standings = supervising.standings(viewer, at=at)
    context = {
        "topics": topics.how_many(viewer),
        "pressing": [each for each in standings if each.presses],
        "calm": [each for each in standings if not each.presses],
        "columns": _columns(),
        "groups": [
            {
                "title": _("Replies due"),
                "text": _("Cases under an oversight order that nobody has replied to."),
                "lines": supervising.replies_due(viewer, at=at),
                "due": "oversight",
            },
            {
                "title": _("Waiting for nobody"),
                "text": _("The handler has left, or nobody in the unit can take the case on."),
                "lines": supervising.waiting_for_nobody(viewer, at=at),
                "due": "case",
            },
            {
                "title": _("Returned again and again"),
                "text": _("Units have handed these back more than once: perhaps no unit is theirs."),
                "lines": supervising.returned_often(viewer, at=at),
                "due": "case",
            },
        ],
    }
    return render(request, "oversight/desk.html", context)


@supervisors_only
@require_http_methods(["GET", "POST"])
def remind(request: StaffRequest, unit_id: int) -> HttpResponse:
    """GET shows which cases a reminder would go to, POST gives it to the chosen ones and says what came of each."""
    at = clock.now()
    rows = supervising.remindable(request.viewer, unit_id, at=at)
    unit = organisations.unit(unit_id)
    if unit is None:
        raise Http404
    context: dict[str, Any] = {"unit": unit, "rows": rows, "note": "", "problem": ""}
    if request.method == "GET":
        return render(request, "oversight/remind.html", context)
    chosen = set(request.POST.getlist("case"))
    note = request.POST.get("note", "").strip()
    wanted = [row for row in rows if str(row.line.id) in chosen]
    if not wanted or len(note) > _NOTE_CHARACTERS:
        problem = _("The note is too long; shorten it.") if wanted else _("Choose at least one case.")
        context |= {"note": note, "problem": problem}
        return render(request, "oversight/remind.html", context, status=422)
    context["results"] = [Reminded(row, _reminded(request, row.line.id, note, at)) for row in wanted]
    context["given"] = sum(not each.why_not for each in context["results"])
    return render(request, "oversight/reminded.html", context)


def _reminded(request: StaffRequest, case_id: int, note: str, at: datetime) -> str:
    """Each case on its own: one that cannot be reminded keeps no other from it."""
    try:
        actions.perform(case_id, "remind", by=acting(request), at=at, data={"note": note} if note else {})
    except CommandRefused as error:
        return str(wording.REFUSALS[error.refusal.code])
    except CaseNotFound:
        return _("The case is no longer in your charge.")
    return ""


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Unit"), "kind": "wide"},
        {"label": _("On duty now")},
        {"label": _("Open cases"), "kind": "number"},
        {"label": _("Due within a day"), "kind": "number"},
        {"label": _("Overdue"), "kind": "number"},
        {"label": _("Longest overdue")},
        {"label": _("Under oversight"), "kind": "number"},
        {"label": _("Replies late"), "kind": "number"},
        {"label": _("Remind"), "hidden_label": True},
    ]
