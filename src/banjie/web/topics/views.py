"""Hot topics. A supervisor asks what many people raise at once, looks at the cases, and has it dealt with as one."""

from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import wording
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CaseNotFound
from banjie.cases.topics import actions, queries
from banjie.cases.topics.actions import Outcome
from banjie.cases.topics.queries import TopicLine
from banjie.cases.topics.searching import WINDOW
from banjie.knowledge import editing as articles
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web.staff import StaffRequest, StaffView, acting, staff_only

_UNPROCESSABLE = 422


def those_in_charge(view: StaffView) -> StaffView:
    """For others there are no topics."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not queries.may_see(cast("StaffRequest", request).viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


@those_in_charge
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    found = queries.topics(request.viewer, at=clock.now())
    context = {
        "tables": [
            {"id": "topics", "caption": _("Hot topics, the hottest first"), "rows": [t for t in found if not t.asked]},
            {"id": "asked", "caption": _("Asked again and again"), "rows": [t for t in found if t.asked]},
        ],
        "topics": found,
        "found_at": queries.last_search(),
        "window": WINDOW.days,
        "columns": _columns(),
    }
    return render(request, "topics/overview.html", context)


@those_in_charge
@require_safe
def topic(request: StaffRequest, key: int) -> HttpResponse:
    return _page(request, _found(request, key))


@those_in_charge
@require_POST
def join(request: StaffRequest, key: int) -> HttpResponse:
    """Merges the ticked cases into the one that leads, and says what came of each."""
    found = _found(request, key)
    if not request.viewer.scopes(Permission.CASES_MERGE):
        raise Http404
    lead = request.POST.get("lead", "")
    chosen = {int(each) for each in request.POST.getlist("case") if each.isdecimal() and len(each) < 19}
    if not lead.isdecimal() or len(lead) > 18 or not chosen - {int(lead)}:
        return _page(request, found, problem=_("Choose the case that leads, and at least one other."), status=422)
    try:
        outcomes = actions.join(found, lead=int(lead), chosen=chosen, by=acting(request), at=clock.now())
    except CaseNotFound:
        return _page(request, found, problem=_("The case that leads is not open any more; choose another."), status=422)
    into = next(line for line in found.lines if line.id == int(lead))
    context = {"topic": found, "outcomes": _worded(outcomes), "into": into, "title": _("One joint case")}
    return render(request, "topics/done.html", context | _counted(outcomes))


@those_in_charge
@require_POST
def alert(request: StaffRequest, key: int) -> HttpResponse:
    """Tells the units that have cases of the topic, and their supervisors."""
    found = _found(request, key)
    note = request.POST.get("note", "").strip()
    try:
        outcomes = actions.alert(found, note=note, by=acting(request), at=clock.now())
    except actions.NotAllowed:
        raise Http404 from None
    except BadData:
        problem = _("The note is too long; shorten it.")
        return _page(request, found, problem=problem, note=note, status=_UNPROCESSABLE)
    context = {"topic": found, "outcomes": _worded(outcomes), "into": None, "title": _("Those in charge are told")}
    return render(request, "topics/done.html", context | _counted(outcomes))


def _found(request: StaffRequest, key: int) -> TopicLine:
    found = queries.topic(key, request.viewer, at=clock.now()) if key < 2**63 else None
    if found is None:
        raise Http404
    return found


def _page(request: StaffRequest, found: TopicLine, *, status: int = 200, **extra: Any) -> HttpResponse:
    opened = [line for line in found.lines if line.is_open]
    # The one that was raised first has waited longest.
    lead = min(opened, key=lambda line: (line.received_at, line.id), default=None)
    context = {
        "topic": found,
        "words": queries.words(found),
        "rows": [{"line": line, "again": again} for line, again in zip(found.lines, found.repeats, strict=True)],
        "lead": lead,
        "merges": bool(request.viewer.scopes(Permission.CASES_MERGE)) and len(opened) > 1,
        "alerts": bool(request.viewer.scopes(Permission.CASES_OVERSEE)) and bool(opened),
        "writes": found.asked and articles.may_edit(request.viewer),
        "window": WINDOW.days,
        "problem": "",
        "note": "",
    } | extra
    return render(request, "topics/topic.html", context, status=status)


def _worded(outcomes: Any) -> list[dict[str, Any]]:
    return [{"line": each.line, "why_not": _why(each)} for each in outcomes]


def _why(outcome: Outcome) -> str:
    if not outcome.why_not:
        return ""
    if outcome.why_not == "told_lately":
        return _("They were told within the last day.")
    if outcome.why_not == "about_another":
        return _("It complains of another unit, and stays by itself.")
    return str(wording.REFUSALS.get(outcome.why_not) or wording.PROBLEMS.get(outcome.why_not, outcome.why_not))


def _counted(outcomes: Any) -> dict[str, int]:
    return {"done": sum(not each.why_not for each in outcomes), "all": len(outcomes)}


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Topic"), "kind": "wide"},
        {"label": _("Heat"), "kind": "number"},
        {"label": _("Distinct"), "kind": "number"},
        {"label": _("Messages"), "kind": "number"},
        {"label": _("Me too"), "kind": "number"},
        {"label": _("Open cases"), "kind": "number"},
        {"label": _("Last week"), "kind": "number"},
        {"label": _("From to")},
    ]
