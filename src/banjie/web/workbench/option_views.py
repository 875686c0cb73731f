"""What type-ahead fields ask for: categories, places, cases, and the area at a point."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from banjie.cases import queries, wording
from banjie.cases.filters import Filters
from banjie.catalogue import queries as catalogue
from banjie.catalogue.pinyin import every_initials
from banjie.organisations.permissions import Viewer
from banjie.places import queries as places
from banjie.platform import clock
from banjie.web.rail import rail_of
from banjie.web.staff import StaffRequest, staff_only, viewer_of

MOST = 12
_FOUND = 8


@staff_only
@require_safe
def categories(request: StaffRequest) -> HttpResponse:
    """By characters, pinyin initials or English words; leaves first, since a case belongs to a leaf."""
    language = get_language() or "zh-hans"
    found = catalogue.search_categories(_asked(request), language=language, limit=MOST)
    return _options(
        {
            "value": node.code,
            "label": node.name_en if language.startswith("en") else node.name,
            "detail": " › ".join((node.names_en if language.startswith("en") else node.names)[:-1]),
        }
        for node in found
        if node.active
    )


@staff_only
@require_safe
def place_matches(request: StaffRequest) -> HttpResponse:
    found = places.search_places(_asked(request), within=request.GET.get("within") or None, limit=MOST)
    return _options(
        {
            "value": match.name,
            "label": match.name,
            "detail": match.area.name,
            "longitude": match.lon,
            "latitude": match.lat,
            "area": match.area.code,
        }
        for match in found
    )


@staff_only
@require_safe
def cases(request: StaffRequest) -> HttpResponse:
    """Open cases by number or words; for merging."""
    found = queries.listing(request.viewer, Filters(q=_asked(request), open=True, limit=MOST), at=clock.now())
    return _options(
        {"value": line.id, "label": f"{line.number} {line.title}", "detail": str(wording.STATES[line.state])}
        for line in found.lines
    )


@staff_only
@require_safe
def found(request: StaffRequest) -> HttpResponse:
    """Cases of any age by number or words, the newest first; for the command palette."""
    lines = queries.listing(request.viewer, Filters(q=_asked(request), limit=_FOUND), at=clock.now()).lines
    return _options(
        {
            "label": line.title,
            "detail": f"{line.number} · {wording.STATES[line.state]}",
            "url": reverse("workbench:case", args=[line.id]),
        }
        for line in lines
    )


@staff_only
@require_safe
def initials(request: StaffRequest) -> HttpResponse:
    """How the labels of the rail are typed, asked by the palette when it first opens.

    Not part of every page: most people never open it, and the dictionary behind it takes memory.
    """
    labels = [str(item["label"]) for item in rail_of(request) if "url" in item]
    return JsonResponse({label: " ".join(every_initials(label)) for label in labels})


@staff_only
@require_safe
def area_at(request: StaffRequest) -> HttpResponse:
    """The smallest area at a point, so that a clerk sees at once where the pin stands."""
    try:
        point = float(request.GET["longitude"]), float(request.GET["latitude"])
    except (KeyError, ValueError):
        return JsonResponse({"area": None}, status=400)
    area = places.locate([point], at=clock.now())[0]
    return JsonResponse({"area": {"code": area.code, "name": area.name} if area is not None else None})


def _asked(request: StaffRequest) -> str:
    return request.GET.get("q", "").strip()[:60]


def _options(options: Any) -> JsonResponse:
    return JsonResponse({"options": list(options)})


@require_safe
def area_shapes(request: HttpRequest) -> HttpResponse:
    """The outlines of the areas one level below the top, so that a map shows where one is without any tiles."""
    shapes = places.boundaries_geojson(_top(viewer_of(request)), at=clock.now(), zoom=10)
    response = HttpResponse(shapes, content_type="application/geo+json")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _top(viewer: Viewer | None) -> str:
    """The jurisdiction of whoever looks; for a resident, the largest there is."""
    if viewer is not None and viewer.grants:
        return viewer.grants[0].area_path.partition(".")[0]
    tops = places.children()
    return max((top.path for top in tops), key=lambda path: sum(1 for _ in places.subtree(path)), default="")
