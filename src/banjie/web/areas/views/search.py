"""Finding areas and places by what people type."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banjie.places import queries as places
from banjie.web.areas import presenting
from banjie.web.staff import StaffRequest, staff_only

_MOST_TYPED = 100
_ON_A_PAGE = 50
_IN_A_LIST = 12


@staff_only
@require_safe
def results(request: StaffRequest) -> HttpResponse:
    typed = request.GET.get("q", "").strip()[:_MOST_TYPED]
    found = places.search_places(typed, limit=_ON_A_PAGE)
    rows = [presenting.match_row(match) for match in found]
    return render(request, "areas/search.html", {"typed": typed, "rows": rows, "most": _ON_A_PAGE})


@staff_only
@require_safe
def options(request: StaffRequest) -> HttpResponse:
    """What a combobox asks: ?q=…, &within=<path>. The value of an option is the code of the area."""
    typed = request.GET.get("q", "").strip()[:_MOST_TYPED]
    within = request.GET.get("within") or None
    found = places.search_places(typed, within=within, limit=_IN_A_LIST)
    return JsonResponse(
        {
            "options": [
                {"value": match.area.code, "label": row["name"], "detail": row["area"]}
                | {"longitude": match.lon, "latitude": match.lat}
                for match in found
                for row in [presenting.match_row(match)]
            ]
        }
    )
