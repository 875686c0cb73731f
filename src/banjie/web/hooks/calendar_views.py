"""Deadlines in one's own calendar: whoever works for a unit takes an address, and takes it back."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.organisations import queries as organisations
from banjie.outbound import calendars
from banjie.outbound.calendars import NotYours
from banjie.platform import clock
from banjie.web.staff import StaffRequest, staff_only


@staff_only
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    return _page(request)


@staff_only
@require_POST
def make(request: StaffRequest) -> HttpResponse:
    """The address is in the answer itself and nowhere else."""
    wanted = request.POST.get("unit", "")
    try:
        unit_id = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 0
        token = calendars.make(unit_id=unit_id, by=request.viewer, at=clock.now())
    except NotYours:
        messages.error(request, _("This unit has as many calendars as it can have, or is not yours."))
        return HttpResponseRedirect(reverse("calendars:overview"))
    response = _page(request, f"{settings.PUBLIC_URL}/calendars/{token}.ics")
    response["Cache-Control"] = "no-store"
    return response


@staff_only
@require_POST
def revoke(request: StaffRequest, calendar_id: int) -> HttpResponse:
    try:
        calendars.revoke(calendar_id=calendar_id, by=request.viewer, at=clock.now())
    except NotYours:
        raise Http404 from None
    messages.success(request, _("The address no longer works."))
    return HttpResponseRedirect(reverse("calendars:overview"))


def _page(request: StaffRequest, address: str = "") -> HttpResponse:
    index = organisations.units_index()
    units = [unit for unit_id in calendars.units_of(request.viewer) if (unit := index.get(unit_id)) is not None]
    if not units:
        raise Http404
    columns = [
        {"label": _("Unit"), "kind": "wide"},
        {"label": _("Address")},
        {"label": _("Made")},
        {"label": _("Last read")},
        {"label": _("Action"), "kind": "narrow", "hidden_label": True},
    ]
    context = {
        "units": units,
        "rows": calendars.calendars(request.viewer),
        "columns": columns,
        "address": address,
        "title": _("Deadlines in your calendar"),
    }
    return render(request, "hooks/calendars.html", context)
