"""Taking in at the counter what a visitor says or has typed at the kiosk, with the visitor looking on."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from banjie.cases import actions
from banjie.cases.actions import Submitted
from banjie.cases.errors import CaseNotFound
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.services.hall import queries, tickets
from banjie.services.hall.errors import Refused
from banjie.services.hall.queries import Visitor
from banjie.web import messages
from banjie.web.counter.desk import Desk, at_a_desk
from banjie.web.hall.kiosk_views import slip_of
from banjie.web.likeness.merging import merge_at_once
from banjie.web.staff import StaffRequest, acting
from banjie.web.submission_forms import form_key
from banjie.web.workbench.entry_views import EntryForm, taken_in


@at_a_desk
@require_http_methods(["GET", "POST"])
def take(request: StaffRequest, desk: Desk) -> HttpResponse:
    """The entry of a matter, filled in with what was handed over. The browser keeps no draft of it."""
    if not request.viewer.scopes(Permission.CASES_CREATE):
        raise Http404
    at = clock.now()
    visitor = queries.visitor(request.viewer, desk.hall, desk.number, at=at)
    if visitor is None:
        messages.problem(request, _("Nobody is at this desk: call a number first."))
        return HttpResponseRedirect(reverse("counter:counter"))
    if request.method == "GET":
        draft = queries.draft_at(request.viewer, desk.hall, desk.number, at=at)
        initial = {"channel": "counter", "identity": "confidential"} | draft
        return _page(request, desk, visitor, _form(request, initial), key=secrets.token_urlsafe(16))
    form, key = _form(request), form_key(request)
    made = _taken_in(request, desk, form, key) if form.is_valid() else None
    if made is None:
        return _page(request, desk, visitor, form, key=key, status=422)
    _note(request, desk, visitor.number, made.case_id)
    merge_at_once(request, made)
    # The answer itself is the receipt: the code stands in no address. Loaded again, the same key gives the same.
    return _receipt(request, desk, visitor, made.case_id, made.tracking_code)


@at_a_desk
@require_POST
def slip(request: StaffRequest, desk: Desk, case_id: int) -> HttpResponse:
    """The slip of a matter taken in at this visit once more, also at the desk the visitor was sent on to."""
    at, by = clock.now(), acting(request)
    visitor = queries.visitor(request.viewer, desk.hall, desk.number, at=at)
    if visitor is None or case_id not in queries.made_at(request.viewer, desk.hall, desk.number, at=at):
        raise Http404
    with override(settings.LANGUAGE_CODE):
        purpose = _("The slip was printed once more at the counter.")
    try:
        code = actions.tell_code(case_id, purpose=purpose, by=by, at=at)
    except CaseNotFound:
        messages.problem(request, _("This slip cannot be printed here: the matter lies with your own unit."))
        return HttpResponseRedirect(reverse("counter:counter"))
    return _receipt(request, desk, visitor, case_id, code, again=True)


def _form(request: StaffRequest, initial: Mapping[str, str] | None = None) -> EntryForm:
    given = request.POST if request.method == "POST" else None
    form = EntryForm(given, initial=initial, category=request.POST.get("category", ""), viewer=request.viewer)
    form.fields["contact_name"].label = _("Visitor's name")
    return form


def _taken_in(request: StaffRequest, desk: Desk, form: EntryForm, key: str) -> Submitted | None:
    origin = {"hall": desk.hall.name, "begun_at_kiosk": request.POST.get("begun_at_kiosk") == "yes"}
    return taken_in(request, form, key=f"counter:{request.user.pk}:{key}" if key else None, origin=origin)


def _note(request: StaffRequest, desk: Desk, number: int, case_id: int) -> None:
    try:
        tickets.note_made(hall_id=desk.hall.id, number=number, case_id=case_id, by=acting(request), at=clock.now())
    except Refused:
        # Ended elsewhere meanwhile: then nothing of the visit is kept.
        return


def _receipt(
    request: StaffRequest, desk: Desk, visitor: Visitor, case_id: int, code: str, *, again: bool = False
) -> HttpResponse:
    context = {"desk": desk, "visitor": visitor, "case_id": case_id, "again": again, "visit_number": visitor.number}
    return render(request, "counter/receipt.html", slip_of(request, desk.hall, code) | context)


def _page(
    request: StaffRequest, desk: Desk, visitor: Visitor, form: EntryForm, *, key: str, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "desk": desk,
        "visitor": visitor,
        "form": form,
        "key": key,
        "chosen": request.POST.get("merge_into", ""),
        "may_accept": bool(request.viewer.scopes(Permission.CASES_ACCEPT)),
        "may_assign": bool(request.viewer.scopes(Permission.CASES_ASSIGN)),
    }
    return render(request, "counter/take.html", context, status=status)
