"""The tree of areas, and the page of each."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST, require_safe

from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer
from banjie.places import actions
from banjie.places import queries as places
from banjie.places.refs import AreaRef
from banjie.places.refusals import Refused
from banjie.places.words import KINDS, LEVELS
from banjie.platform import clock
from banjie.web.areas import presenting
from banjie.web.areas.access import actor_of, area_or_404, editable_or_404
from banjie.web.areas.forms import AreaNameForm
from banjie.web.areas.words import refusal_text
from banjie.web.staff import StaffRequest, staff_only

_MOST_ZOOM = 22.0


@staff_only
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    roots = places.children()
    context = {
        "branches": [_branch(root, open_to=1) for root in roots],
        "count": len(places.areas_tree()),
        "may_edit": request.viewer.may(Permission.PLACES_EDIT),
        "map_code": _ground(request.viewer, roots),
    }
    return render(request, "areas/overview.html", context)


def _ground(viewer: Viewer, roots: Sequence[AreaRef]) -> str:
    """The code of the top area to show first: where the viewer works, else the one with the most below it."""
    grounds = {grant.area_path.partition(".")[0] for grant in viewer.grants}
    own = [root for root in roots if root.code in grounds] or roots
    return max(own, key=lambda root: sum(1 for _area in places.subtree(root.path))).code if own else ""


def _branch(area: AreaRef, open_to: int) -> dict[str, object]:
    below = [_branch(child, open_to - 1) for child in places.children(area.path)] if open_to > 0 else []
    return presenting.row(area) | {"children": below, "open": open_to > 0}


@staff_only
@require_safe
def branch(request: StaffRequest, code: str) -> HttpResponse:
    """What lies directly below an area, for the tree to unfold."""
    below = [_branch(child, open_to=0) for child in places.children(area_or_404(code).path)]
    return render(request, "areas/branches.html", {"branches": below})


def _version(request: StaffRequest, code: str) -> str:
    return f'"{places.version()}-{get_language()}"'


@staff_only
@require_safe
@condition(etag_func=_version)
def boundaries(request: StaffRequest, code: str) -> HttpResponse:
    """GeoJSON for the map of an area ("": of everything)."""
    shown = area_or_404(code) if code else None
    response = JsonResponse(
        presenting.map_of(presenting.outlines_at(shown, clock.now(), _zoom(request))),
        content_type="application/geo+json",
    )
    response["Cache-Control"] = "private, no-cache"
    return response


def _zoom(request: StaffRequest) -> float | None:
    try:
        zoom = float(request.GET.get("zoom", ""))
    except ValueError:
        return None
    return zoom if 0 <= zoom <= _MOST_ZOOM else None


@staff_only
@require_safe
def area(request: StaffRequest, code: str) -> HttpResponse:
    shown = area_or_404(code)
    history = places.boundary_history(shown.id)
    context = {
        "area": shown,
        "name": presenting.named(shown),
        "level": LEVELS[shown.level],
        "crumbs": presenting.crumbs(shown),
        "below": [presenting.row(child) for child in places.children(shown.path)],
        "names": [(place, KINDS[place.kind]) for place in places.places_of(shown.id)],
        "units": [unit for unit in organisations.units_index() if unit.area_id == shown.id and unit.active],
        "history": [(version, presenting.size(version.square_metres)) for version in history],
        "changes": [presenting.change_row(change) for change in places.changes(shown.id)],
        "may_edit": request.viewer.may(Permission.PLACES_EDIT, area_path=shown.path),
        "name_form": AreaNameForm(initial={"name": shown.name, "name_en": shown.name_en}),
    }
    return render(request, "areas/area.html", context)


@staff_only
@require_POST
def rename(request: StaffRequest, code: str) -> HttpResponse:
    at = clock.now()
    shown = area_or_404(code)
    editable_or_404(request.viewer, shown)
    form = AreaNameForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.rename_area(shown.id, name=said["name"], name_en=said["name_en"], by=actor_of(request), at=at)
        except Refused as refusal:
            form.add_error("name", refusal_text(refusal))
    if form.errors:
        context = {"area": shown, "name": presenting.named(shown), "form": form}
        return render(request, "areas/rename.html", context, status=422)
    messages.success(request, _("The name was changed."))
    return redirect("areas:area", code=code)
