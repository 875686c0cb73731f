"""Taking in at the counter what a visitor says or has typed at the kiosk, with the visitor looking on."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from banjie.cases import actions
from banjie.cases.actions import Submitted
from banjie.cases.errors import SubmissionRefused
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.services.hall import queries, tickets
from banjie.services.hall.errors import Refused
from banjie.services.hall.queries import Visitor
from banjie.web import messages
from banjie.web.counter.desk import Desk, at_a_desk
from banjie.web.hall.kiosk_views import slip_of
from banjie.web.staff import StaffRequest, acting
from banjie.web.submission_forms import form_key
from banjie.web.workbench.entry_views import EntryForm, through_of


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
    made = _submitted(request, desk, visitor, form, key) if form.is_valid() else None
    if made is None:
        return _page(request, desk, visitor, form, key=key, status=422)
    _erase(request, desk, visitor.number)
    # The answer itself is the receipt: the code stands in no address. Loaded again, the same key gives the same.
    context = slip_of(request, desk.hall, made.tracking_code) | {"made": made, "desk": desk, "visitor": visitor}
    return render(request, "counter/receipt.html", context)


def _form(request: StaffRequest, initial: Mapping[str, str] | None = None) -> EntryForm:
    given = request.POST if request.method == "POST" else None
    form = EntryForm(given, initial=initial, category=request.POST.get("category", ""), viewer=request.viewer)
    form.fields["contact_name"].label = _("Visitor's name")
    return form


def _submitted(request: StaffRequest, desk: Desk, visitor: Visitor, form: EntryForm, key: str) -> Submitted | None:
    origin = {"hall": desk.hall.name, "begun_at_kiosk": request.POST.get("begun_at_kiosk") == "yes"}
    try:
        return actions.submit(
            form.submission(),
            channel=form.cleaned_data["channel"],
            by=acting(request),
            at=clock.now(),
            key=f"counter:{request.user.pk}:{key}" if key else None,
            through=through_of(request),
            origin=origin,
        )
    except ValidationError as error:
        form.take_errors(error)
    except SubmissionRefused as error:
        form.take_problems(error.problems)
    return None


def _erase(request: StaffRequest, desk: Desk, number: int) -> None:
    try:
        tickets.erase_draft(hall_id=desk.hall.id, number=number, by=acting(request), at=clock.now())
    except Refused:
        # Ended elsewhere meanwhile: then it is erased already.
        return


def _page(
    request: StaffRequest, desk: Desk, visitor: Visitor, form: EntryForm, *, key: str, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "desk": desk,
        "visitor": visitor,
        "form": form,
        "key": key,
        "may_accept": bool(request.viewer.scopes(Permission.CASES_ACCEPT)),
        "may_assign": bool(request.viewer.scopes(Permission.CASES_ASSIGN)),
    }
    return render(request, "counter/take.html", context, status=status)
