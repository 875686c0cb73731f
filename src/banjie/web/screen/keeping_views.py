"""The walls that show command screens: letting one in, seeing which are in use, taking one back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.organisations.permissions import Permission
from banjie.organisations.refusals import Reason
from banjie.organisations.screens import actions, queries
from banjie.places import queries as places
from banjie.places.queries import AreaRef
from banjie.platform import clock
from banjie.web.accounts.pages import attempt
from banjie.web.accounts.viewers import actor_of, allowed, or_404, viewer_of
from banjie.web.screen.forms import AdmitForm

EDIT = Permission.SCREENS_EDIT
COLUMNS = (
    {"label": _("Where it hangs"), "kind": "wide"},
    {"label": _("Area")},
    {"label": _("Code")},
    {"label": _("Until")},
    {"label": _("Last seen")},
    {"label": _("Made by")},
    {"label": _("Action"), "kind": "narrow", "hidden_label": True},
)
_FIELDS = {Reason.NAME_MISSING: "name", Reason.ENDS_BEFORE_START: "last_day", Reason.ENDS_TOO_LATE: "last_day"}


@allowed(EDIT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    at, viewer = clock.now(), viewer_of(request)
    files = queries.screens_seen_by(viewer)
    context = {
        "title": gettext("Command screens"),
        "columns": COLUMNS,
        "in_use": [file for file in files if file.in_use(at)],
        "over": [file for file in files if not file.in_use(at)],
        "areas": _areas(request),
    }
    return render(request, "screens/overview.html", context)


@allowed(EDIT)
@require_http_methods(["GET", "POST"])
def admit(request: HttpRequest) -> HttpResponse:
    initial = {"area": area.code} if (area := next(iter(_tops(request)), None)) is not None else {}
    form = AdmitForm(request.POST or None, viewer=viewer_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        admitted = attempt(
            form,
            lambda: actions.admit_screen(
                name=given["name"],
                area_id=given["area"].id,
                expires_at=form.expires_at,
                by=actor_of(request),
                at=clock.now(),
            ),
            _FIELDS,
        )
        if admitted is not None:
            return _token(request, given["name"], admitted.token)
    context = {
        "title": gettext("Let a wall show a screen"),
        "form": form,
        "button": gettext("Make the link"),
        "back_url": reverse("screens:overview"),
    }
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)


@allowed(EDIT)
@require_POST
def revoke(request: HttpRequest, link_id: int) -> HttpResponse:
    file = or_404(queries.screen_to_edit(viewer_of(request), link_id))
    actions.revoke_screen(link_id=file.id, by=actor_of(request), at=clock.now())
    messages.success(request, gettext("“%(name)s” shows nothing any more.") % {"name": file.name})
    return redirect("screens:overview")


def _token(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """In the answer itself and nowhere else: neither an address nor a session ever holds it."""
    address = request.build_absolute_uri(reverse("screen:let-in"))
    context = {"title": name, "address": f"{address}#{token}", "plain": address, "token": token}
    response = render(request, "screens/token.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _tops(request: HttpRequest) -> list[AreaRef]:
    """The widest areas whose screens this person keeps."""
    paths = {grant.area_path for grant in viewer_of(request).scopes(EDIT)}
    found = [area for path in paths if (area := places.by_path(path)) is not None]
    return sorted(found, key=lambda area: (area.level.rank, area.code))


def _areas(request: HttpRequest) -> list[dict[str, Any]]:
    """Those, and the ones directly below, each with whether it has a layout of its own."""
    own = queries.areas_with_layout()
    shown = {area.id: area for top in _tops(request) for area in (top, *places.children(top.path)) if area.active}
    return [{"area": area, "own": area.id in own, "top": area in _tops(request)} for area in shown.values()]
