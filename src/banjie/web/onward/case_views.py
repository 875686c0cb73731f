"""What is done to a case's link with another server, from the page of the case."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import contacts
from banjie.cases import queries as cases
from banjie.cases.acting import hand
from banjie.cases.errors import CaseNotFound
from banjie.cases.models import Case
from banjie.cases.queries import CaseBrief, CaseFile
from banjie.onward import linking, queries
from banjie.onward.actions import Refused
from banjie.onward.servers import endpoints
from banjie.onward.wording import NOTES, REFUSALS
from banjie.platform import clock
from banjie.web.onward.views import told
from banjie.web.staff import StaffRequest, acting, staff_only


def panel(request: StaffRequest, file: CaseFile) -> dict[str, Any]:
    """What the page of a case tells of it; empty where nothing is ever sent on."""
    known = endpoints()
    if not known:
        return {"onward": None}
    case = file.case
    links = [told(each) for each in queries.links_of(case.id)]
    possible = [each for each in known.values() if each.active and each.unit_id == case.lead_unit_id]
    # What has left cannot be told more: then it is too late to ask.
    sent = any(each["line"].sent_at and each["line"].ended_at is None for each in links)
    asks = queries.any_tells_contact() and file.has_contact and not file.contact_erased and not sent
    return {
        "onward": {
            "links": links,
            "previews": possible or ([*known.values()] if case.state == "accepted" else []),
            "may_mend": bool(hand(acting(request), case, frozenset()).capacities & linking.MENDS),
            "agreement": queries.agreement(case.id) if asks else None,
            "asks_agreement": asks and case.is_open and contacts.may_unmask(request.viewer, case),
        }
    }


@staff_only
@require_safe
def preview(request: StaffRequest, case_id: int, endpoint_id: int) -> HttpResponse:
    """The form as it would be sent, before anything is."""
    endpoint = endpoints().get(endpoint_id)
    if endpoint is None:
        raise Http404
    try:
        found = queries.preview(case_id, endpoint_id, acting(request))
    except CaseNotFound:
        raise Http404 from None
    context = {
        "title": _("What %(name)s would be told") % {"name": endpoint.name},
        "case_id": case_id,
        "preview": found,
        "bars": NOTES.get(found.bars, found.bars),
    }
    return render(request, "onward/preview.html", context)


@staff_only
@require_POST
def contact(request: StaffRequest, case_id: int) -> HttpResponse:
    """That the reporter agreed, or no longer does, is written down by whoever may see the contact."""
    case = Case.objects.filter(id=_brief(request, case_id).id).get()
    if not contacts.may_unmask(request.viewer, case):
        raise Http404
    common: dict[str, Any] = {"case_id": case_id, "by": acting(request).actor, "at": clock.now()}
    try:
        if request.POST.get("what") == "take_back":
            linking.take_back_agreement(**common)
        else:
            linking.agree(**common, how=request.POST.get("how", ""))
        messages.success(request, _("Written down."))
    except Refused as refused:
        messages.error(request, REFUSALS[refused.code])
    return redirect("workbench:case", case_id=case_id)


@staff_only
@require_POST
def act(request: StaffRequest, case_id: int, link_id: int, what: str) -> HttpResponse:
    """Send again, stop following, unlink, or name the number under which it was found there."""
    if not _brief(request, case_id).capacities & linking.MENDS:
        messages.error(request, _("This is for dispatchers, and for the unit that has the case."))
        return redirect("workbench:case", case_id=case_id)
    if queries.link(link_id, case_id) is None:
        raise Http404
    common: dict[str, Any] = {"link_id": link_id, "by": acting(request).actor, "at": clock.now()}
    try:
        match what:
            case "send":
                linking.send_again(**common)
                said = _("It is sent in a moment.")
            case "stop":
                linking.follow_no_more(**common)
                said = _("It is no longer followed there.")
            case "unlink":
                linking.unlink(**common, reason=request.POST.get("reason", ""))
                said = _("Unlinked.")
            case "there":
                linking.is_there(**common, remote_id=request.POST.get("remote_id", ""))
                said = _("Written down; it is followed from now on.")
            case _:
                raise Http404
    except Refused as refused:
        messages.error(request, REFUSALS[refused.code])
    else:
        messages.success(request, said)
    return redirect("workbench:case", case_id=case_id)


def _brief(request: StaffRequest, case_id: int) -> CaseBrief:
    try:
        return cases.brief(case_id, acting(request))
    except CaseNotFound:
        raise Http404 from None
