"""What the fields that are typed into offer: the areas, units and colleagues of one's own jurisdictions."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from banjie.organisations import queries
from banjie.places import queries as places
from banjie.places.levels import PlaceKind
from banjie.places.refs import AreaRef
from banjie.platform import clock

from ..fields import area_name
from ..pages import language, typed
from ..viewers import signed_in, viewer_of

MOST = 12


@signed_in
@require_safe
def areas(request: HttpRequest) -> JsonResponse:
    viewer = viewer_of(request)
    found = {area.id: area for area in _areas(typed(request)) if viewer.around(area.path)}
    options = [
        {"value": area.code, "label": area_name(area), "detail": _above(area)} for area in list(found.values())[:MOST]
    ]
    return JsonResponse({"options": options})


@signed_in
@require_safe
def units(request: HttpRequest) -> JsonResponse:
    words = typed(request).casefold().split()
    options = []
    for unit in queries.units_around(viewer_of(request)):
        names = f"{unit.name} {unit.name_en} {unit.code}".casefold()
        if all(word in names for word in words):
            above = queries.units_index().get(unit.parent_id)
            detail = above.named(language()) if above else ""
            options.append({"value": unit.code, "label": unit.named(language()), "detail": detail})
    return JsonResponse({"options": options[:MOST]})


@signed_in
@require_safe
def staff(request: HttpRequest) -> JsonResponse:
    found = queries.colleagues(typed(request), viewer_of(request), at=clock.now(), limit=MOST)
    options = [{"value": username, "label": who.name, "detail": unit} for who, username, unit in found]
    return JsonResponse({"options": options})


def _areas(text: str) -> list[AreaRef]:
    if not text:
        top = places.children()
        return [*top, *(below for area in top for below in places.children(area.path))]
    exact = [area for area in places.areas_tree() if text.casefold() in (area.code.casefold(), area.name)]
    matches = places.search_places(text, limit=4 * MOST)
    return [*exact, *(match.area for match in matches if match.kind is PlaceKind.AREA)]


def _above(area: AreaRef) -> str:
    above = places.ancestors(area.path)
    return area_name(above[-1]) if above else ""
