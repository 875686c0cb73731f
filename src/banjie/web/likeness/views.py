"""Cases that may be the same matter: for whoever takes one in, and for whoever has one open."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import queries
from banjie.cases.likeness import finding
from banjie.intelligence.likeness.comparing import Matter
from banjie.intelligence.likeness.grams import Words
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform import clock
from banjie.web.likeness import words
from banjie.web.staff import StaffRequest, staff_only
from banjie.web.workbench.case_views import opened


@staff_only
@require_POST
def typed(request: StaffRequest) -> HttpResponse:
    """What was raised before, while somebody tells it; to be merged into at once where it is still open."""
    if not request.viewer.scopes(Permission.CASES_CREATE):
        return HttpResponse(status=404)
    at = clock.now()
    asked = Matter(Words(request.POST.get("title", ""), request.POST.get("body", "")), point_of(request), "", at)
    about = request.POST.get("about_unit", "")
    about_unit = int(about) if about.isdecimal() and len(about) < 19 else None
    found = words.shown(finding.like(asked, viewer=request.viewer, at=at, about_unit=about_unit))
    chosen = request.POST.get("merge_into", "")
    found = with_chosen(found, chosen, request.viewer)
    context = {
        "found": found,
        # Where nothing is open any more there is nothing to choose between.
        "merges": bool(request.viewer.scopes(Permission.CASES_MERGE)) and any(each["line"].is_open for each in found),
        "chosen": chosen,
    }
    return render(request, "likeness/typed.html", context)


def with_chosen(found: list[dict[str, Any]], chosen: str, viewer: Viewer) -> list[dict[str, Any]]:
    """With the one that was chosen, though what was typed since is less like it: nobody's choice goes unseen."""
    if not (chosen.isdecimal() and len(chosen) < 19) or any(str(each["line"].id) == chosen for each in found):
        return found
    line = queries.lines([int(chosen)], viewer).get(int(chosen))
    return [*found, {"line": line, "words": (), "why": []}] if line is not None and line.is_open else found


@staff_only
@require_safe
def of_case(request: StaffRequest, case_id: int) -> HttpResponse:
    """The same for a case. Without script it is a page of its own."""
    file = opened(request, case_id)
    found = finding.like_case(case_id, viewer=request.viewer, at=clock.now())
    context = {"case": file.case, "found": words.shown(found), "merges": "merge" in file.offer.allowed}
    page = "likeness/alike.html" if request.headers.get("HX-Request") else "likeness/page.html"
    return render(request, page, context)


def point_of(request: HttpRequest) -> tuple[float, float] | None:
    """Where the pin stands; None where there is none, or it is not on this earth."""
    try:
        point = float(request.POST.get("longitude", "")), float(request.POST.get("latitude", ""))
    except ValueError:
        return None
    return point if abs(point[0]) <= 180 and abs(point[1]) <= 90 else None
