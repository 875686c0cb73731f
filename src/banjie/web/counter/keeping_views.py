"""Halls as their keepers see them: what they are, which devices stand there, and how long people waited."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.services.hall import halls, keeping, queries
from banjie.services.hall.errors import Refused
from banjie.services.hall.halls import HallRef
from banjie.services.hall.models import DeviceKind
from banjie.web.accounts.viewers import actor_of, allowed, or_404, viewer_of
from banjie.web.counter.forms import DEVICES, DeviceForm, HallForm

EDIT: Final = Permission.HALLS_EDIT
_DAYS: Final = 28
DEVICE_COLUMNS: Final = (
    {"label": _("Place of the device"), "kind": "wide"},
    {"label": _("Kind of device")},
    {"label": _("Code")},
    {"label": _("Until")},
    {"label": _("Last seen")},
    {"label": _("Action"), "kind": "narrow", "hidden_label": True},
)
HOUR_COLUMNS: Final = (
    {"label": _("Hour")},
    {"label": _("Numbers taken"), "kind": "number"},
    {"label": _("Waited, middle (min)"), "kind": "number"},
    {"label": _("Waited, nine in ten (min)"), "kind": "number"},
    {"label": _("Not there when called"), "kind": "number"},
    {"label": _("Never called"), "kind": "number"},
)


@allowed(EDIT, Permission.REPORTS_SEE)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    viewer, at = viewer_of(request), clock.now()
    found = [hall for hall in halls.every() if halls.may_see_figures(viewer, hall)]
    rows = [{"hall": hall, "standing": queries.standing(hall, at=at)} for hall in found]
    context = {
        "title": gettext("Service halls"),
        "rows": rows,
        "may_edit": viewer.may(EDIT),
        "columns": ({"label": _("Name"), "kind": "wide"}, {"label": _("Unit")}, {"label": _("Now")}),
    }
    return render(request, "halls/overview.html", context)


@allowed(EDIT, Permission.REPORTS_SEE)
@require_safe
def hall(request: HttpRequest, hall_id: int) -> HttpResponse:
    viewer, at = viewer_of(request), clock.now()
    found = or_404(halls.by_id(hall_id))
    if not halls.may_see_figures(viewer, found):
        return or_404(None)
    may_edit = halls.may_keep(viewer, found.unit)
    since, until = queries.lately(at, _DAYS)
    devices = halls.devices_of(found.id) if may_edit else []
    context = {
        "title": found.name,
        "hall": found,
        "may_edit": may_edit,
        "words": dict(DEVICES),
        "in_use": [file for file in devices if file.in_use(at)],
        "over": [file for file in devices if not file.in_use(at)],
        "device_columns": DEVICE_COLUMNS,
        "hours": queries.figures(found, since=since, until=until),
        "hour_columns": HOUR_COLUMNS,
        "days": _DAYS,
        "public_url": request.build_absolute_uri(reverse("hall:public", args=[found.code])),
    }
    return render(request, "halls/hall.html", context)


@allowed(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = HallForm(request.POST or None, viewer=viewer_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            hall_id = keeping.open_hall(wanted=form.wanted(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.take(refused)
        else:
            return redirect("halls:hall", hall_id)
    return _form(request, form, gettext("Set up a service hall"), gettext("Set it up"), reverse("halls:overview"))


@allowed(EDIT)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, hall_id: int) -> HttpResponse:
    found = _kept(request, hall_id)
    names = ("code", "name", "working_days_only", "most_priority", "prints_at_once", "speaks", "active")
    initial = {name: getattr(found, name) for name in names} | {"hours": found.hours_text, "unit": found.unit.code}
    form = HallForm(request.POST or None, viewer=viewer_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.change_hall(hall_id=found.id, wanted=form.wanted(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.take(refused)
        else:
            messages.success(request, gettext("Saved."))
            return redirect("halls:hall", found.id)
    return _form(request, form, found.name, gettext("Save"), reverse("halls:hall", args=[found.id]))


@allowed(EDIT)
@require_http_methods(["GET", "POST"])
def admit(request: HttpRequest, hall_id: int) -> HttpResponse:
    found = _kept(request, hall_id)
    form = DeviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            admitted = keeping.admit(
                hall_id=found.id,
                kind=DeviceKind(given["kind"]),
                name=given["name"],
                expires_at=form.expires_at,
                by=actor_of(request),
                at=clock.now(),
            )
        except Refused as refused:
            form.take(refused)
        else:
            return _token(request, found, given["name"], admitted.token)
    title = gettext("Let a kiosk or board in")
    return _form(request, form, title, gettext("Make the link"), reverse("halls:hall", args=[found.id]))


@allowed(EDIT)
@require_POST
def revoke(request: HttpRequest, device_id: int) -> HttpResponse:
    kept = (hall for hall in halls.kept_by(viewer_of(request)))
    files = ((hall, file) for hall in kept for file in halls.devices_of(hall.id))
    found, file = or_404(next(((hall, file) for hall, file in files if file.id == device_id), None))
    keeping.revoke(device_id=file.id, by=actor_of(request), at=clock.now())
    messages.success(request, gettext("“%(name)s” is no longer let in.") % {"name": file.name})
    return redirect("halls:hall", found.id)


def _kept(request: HttpRequest, hall_id: int) -> HallRef:
    found = or_404(halls.by_id(hall_id))
    return found if halls.may_keep(viewer_of(request), found.unit) else or_404(None)


def _token(request: HttpRequest, found: HallRef, name: str, token: str) -> HttpResponse:
    """In the answer itself and nowhere else: neither an address nor a session ever holds it."""
    address = request.build_absolute_uri(reverse("hall:open"))
    context = {"title": name, "hall": found, "address": f"{address}#{token}", "plain": address, "token": token}
    response = render(request, "halls/token.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _form(request: HttpRequest, form: Any, title: str, button: str, back_url: str) -> HttpResponse:
    context = {"title": title, "form": form, "button": button, "back_url": back_url}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)
