"""A clerk reads what was set aside: takes it in by hand, adds it to a case, or dismisses it with a reason."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from banjie.cases import wording as case_wording
from banjie.cases.errors import CaseNotFound, CommandRefused, SubmissionRefused
from banjie.channels import incoming, wording
from banjie.channels.incoming import NotThere, Opened, ReasonMissing
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web import messages
from banjie.web.likeness.merging import merge_at_once
from banjie.web.staff import StaffRequest, acting, staff_only
from banjie.web.workbench.entry_views import EntryForm, entry_page, through_of


@staff_only
@require_safe
def waiting(request: StaffRequest) -> HttpResponse:
    if not incoming.may_see(request.viewer):
        raise Http404
    lines = incoming.waiting(request.viewer)
    context = {
        "rows": [
            {"line": each, "kind": wording.KINDS[each.kind], "reason": wording.REASONS.get(each.reason, each.reason)}
            for each in lines
        ],
        "more": incoming.count(request.viewer) - len(lines),
        "columns": [
            {"label": _("What it says"), "kind": "wide"},
            {"label": _("Why it was set aside")},
            {"label": _("By which way")},
            {"label": _("Received")},
        ],
    }
    return render(request, "channels/waiting.html", context)


@staff_only
@require_safe
def message(request: StaffRequest, inbound_id: int) -> HttpResponse:
    return _page(request, _opened(request, inbound_id))


@staff_only
@require_http_methods(["GET", "POST"])
def take(request: StaffRequest, inbound_id: int) -> HttpResponse:
    """The entry of a matter, filled in with what the message says."""
    found = _opened(request, inbound_id)
    if not request.viewer.scopes(Permission.CASES_CREATE):
        raise Http404
    around: dict[str, Any] = {"draft": f"incoming-{inbound_id}", "incoming": found, "home": found.home}
    if request.method == "GET":
        form = EntryForm(initial=_initial(found), viewer=request.viewer)
        return entry_page(request, form, key="", **around)
    form = EntryForm(request.POST, category=request.POST.get("category", ""), viewer=request.viewer)
    if form.is_valid():
        try:
            made = incoming.take_in(
                inbound_id,
                form.submission(),
                channel=form.cleaned_data["channel"],
                through=through_of(request),
                by=acting(request),
                at=clock.now(),
            )
        except ValidationError as error:
            form.take_errors(error)
        except SubmissionRefused as error:
            form.take_problems(error.problems)
        else:
            messages.done(request, _("Case %(number)s is in.") % {"number": made.number})
            merge_at_once(request, made)
            return HttpResponseRedirect(reverse("workbench:case", args=[made.case_id]))
    return entry_page(request, form, key="", status=422, **around)


@staff_only
@require_POST
def add(request: StaffRequest, inbound_id: int) -> HttpResponse:
    found = _opened(request, inbound_id)
    try:
        case_id = incoming.add_to(inbound_id, request.POST.get("number", ""), by=acting(request), at=clock.now())
    except CaseNotFound:
        problem = _("There is no case with this number, or none that you see.")
        return _page(request, found, add_problem=problem, status=422)
    except CommandRefused as error:
        problem = str(case_wording.REFUSALS[error.refusal.code])
        return _page(request, found, add_problem=problem, status=409)
    messages.done(request, _("Added to the case."))
    return HttpResponseRedirect(reverse("workbench:case", args=[case_id]))


@staff_only
@require_POST
def dismiss(request: StaffRequest, inbound_id: int) -> HttpResponse:
    found = _opened(request, inbound_id)
    try:
        incoming.dismiss(inbound_id, reason=request.POST.get("reason", ""), by=acting(request), at=clock.now())
    except ReasonMissing:
        return _page(request, found, dismiss_problem=_("Say why it is no matter."), status=422)
    messages.done(request, _("Dismissed; what it said is erased."))
    return HttpResponseRedirect(reverse("incoming:waiting"))


def _opened(request: StaffRequest, inbound_id: int) -> Opened:
    try:
        return incoming.opened(inbound_id, request.viewer)
    except NotThere:
        raise Http404 from None


def _initial(found: Opened) -> dict[str, Any]:
    values = {"channel": incoming.channel_of(found.line), "identity": "confidential", "body": found.body}
    values |= {"title": found.title[:200], "contact_name": found.name}
    if found.line.kind == "sms":
        values["contact_phone"] = found.sender
    place = found.matter
    return values | {name: place[name] for name in ("place_text", "category", "kind", "level") if place.get(name)}


def _page(
    request: StaffRequest, found: Opened, *, add_problem: str = "", dismiss_problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "found": found,
        "line": found.line,
        "kind": wording.KINDS[found.line.kind],
        "reason": wording.REASONS.get(found.line.reason, found.line.reason),
        "faults": [_fault(each) for each in found.line.detail.split()],
        "may_take": bool(request.viewer.scopes(Permission.CASES_CREATE)),
        "add_problem": add_problem,
        "dismiss_problem": dismiss_problem,
    }
    response = render(request, "channels/message.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _fault(told: str) -> str:
    """A fault of intake in words; any other as it stands."""
    code = told.rpartition(":")[2]
    return str(case_wording.PROBLEMS[code]) if code in case_wording.PROBLEMS else told
