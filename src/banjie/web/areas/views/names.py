"""Adding, changing and removing the name of one place."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from banjie.organisations.permissions import Viewer, inside
from banjie.places import actions
from banjie.places import queries as places
from banjie.places.actions import PlaceData
from banjie.places.levels import PlaceKind
from banjie.places.queries import NamedPlace
from banjie.places.refs import AreaRef
from banjie.places.refusals import Refused
from banjie.platform import clock
from banjie.web.areas import presenting
from banjie.web.areas.access import actor_of, area_or_404, editable_or_404
from banjie.web.areas.forms import PlaceForm
from banjie.web.areas.words import refusal_text
from banjie.web.staff import StaffRequest, staff_only


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, code: str) -> HttpResponse:
    at = clock.now()
    area = area_or_404(code)
    editable_or_404(request.viewer, area)
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = _data(form, area)
        try:
            actions.add_place(data, by=actor_of(request), at=at)
        except Refused as refusal:
            form.add_error("name", refusal_text(refusal))
        else:
            messages.success(request, _("“%(name)s” was added.") % {"name": data.name})
            _tell_of_strange_pin(request, data, area, at)
            return redirect(f"{presenting.address(area)}#places")
    return _page(request, form, area, None)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, place_id: int) -> HttpResponse:
    at = clock.now()
    place, area = _editable(request.viewer, place_id)
    form = PlaceForm(request.POST or None, initial=PlaceForm.initial_for(place))
    if request.method == "POST" and form.is_valid():
        data = _data(form, area)
        try:
            actions.change_place(place_id, data, by=actor_of(request), at=at)
        except Refused as refusal:
            form.add_error("name", refusal_text(refusal))
        else:
            messages.success(request, _("“%(name)s” was changed.") % {"name": data.name})
            _tell_of_strange_pin(request, data, area, at)
            return redirect(f"{presenting.address(area)}#places")
    return _page(request, form, area, place)


@staff_only
@require_POST
def remove(request: StaffRequest, place_id: int) -> HttpResponse:
    at = clock.now()
    place, area = _editable(request.viewer, place_id)
    actions.remove_place(place_id, by=actor_of(request), at=at)
    messages.success(request, _("“%(name)s” was removed.") % {"name": place.name})
    return redirect(f"{presenting.address(area)}#places")


def _editable(viewer: Viewer, place_id: int) -> tuple[NamedPlace, AreaRef]:
    place = places.place(place_id)
    area = places.by_id(place.area_id) if place else None
    if place is None or area is None:
        raise Http404
    editable_or_404(viewer, area)
    return place, area


def _data(form: PlaceForm, area: AreaRef) -> PlaceData:
    said = form.cleaned_data
    return PlaceData(
        area.id,
        said["name"],
        PlaceKind(said["kind"]),
        said["longitude"],
        said["latitude"],
        form.alias_names(),
    )


def _tell_of_strange_pin(request: StaffRequest, data: PlaceData, area: AreaRef, at: datetime) -> None:
    """A pin elsewhere is kept, since roads and rivers run on; but it is said."""
    if data.lon is None or data.lat is None:
        return
    found = places.locate([(data.lon, data.lat)], at=at)[0]
    if found is None:
        messages.warning(request, _("The pin lies outside every area."))
    elif not inside(found.path, area.path):
        messages.warning(request, _("The pin lies in %(area)s.") % {"area": presenting.full_name(found)})


def _page(request: StaffRequest, form: PlaceForm, area: AreaRef, place: NamedPlace | None) -> HttpResponse:
    at = clock.now()
    context = {
        "form": form,
        "area": area,
        "place": place,
        "area_name": presenting.full_name(area),
        "crumbs": [*presenting.crumbs(area), {"label": presenting.named(area), "url": presenting.address(area)}],
        "shapes": presenting.map_of(presenting.outlines_at(area, at, None)),
        "lon": form["longitude"].value(),
        "lat": form["latitude"].value(),
    }
    return render(request, "areas/place.html", context, status=422 if form.errors else 200)
