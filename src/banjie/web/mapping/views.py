"""The map. A supervisor asks where matters pile up and which area falls behind, and goes on to the cases."""

from collections.abc import Mapping
from functools import wraps
from math import isfinite
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banjie.cases import cells
from banjie.cases.queries import mapping
from banjie.cases.queries.mapping import Box, Heat, Points
from banjie.organisations.permissions import Permission
from banjie.places import queries as places
from banjie.platform import clock
from banjie.web.mapping import page as parts
from banjie.web.mapping import words
from banjie.web.mapping.shades import shades
from banjie.web.staff import StaffRequest, StaffView, staff_only
from banjie.web.workbench.list_views import filters_of

_OUTLINES_AT_ZOOM = 12.0
_FARTHEST_IN = 22.0
# From here on the parts of the areas are drawn, and their parts.
_PARTS_FROM_ZOOM = (11.0, 13.0)
_MOST_PARTS = 400


def for_who_sees_cases(view: StaffView) -> StaffView:
    """For others there is no map."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = cast("StaffRequest", request).viewer
        if not (viewer.scopes(Permission.CASES_SEE_AREA) or viewer.scopes(Permission.CASES_SEE_UNIT)):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


@for_who_sees_cases
@require_safe
def page(request: StaffRequest) -> HttpResponse:
    """The whole page; its picture and table say the same as the map, for whoever has no script or no WebGL."""
    return render(request, "map/page.html", parts.whole(request, at=clock.now()))


@for_who_sees_cases
@require_safe
def figures(request: StaffRequest) -> HttpResponse:
    """The table and the shades anew, when another stretch of time is looked at."""
    return render(request, "map/figures.html", parts.compared(request, at=clock.now()))


@for_who_sees_cases
@require_safe
def shown(request: StaffRequest) -> HttpResponse:
    """What lies in the part of the world that is looked at: cells with their counts, or single cases."""
    try:
        box, zoom = _looked_at(request.GET.dict())
    except (KeyError, ValueError):
        return JsonResponse({"problem": "box or zoom"}, status=400)
    found = mapping.mapped(request.viewer, filters_of(request), box, zoom=zoom, at=clock.now())
    return JsonResponse(_points(found) if isinstance(found, Points) else _cells(found))


@for_who_sees_cases
@require_safe
def areas(request: StaffRequest) -> HttpResponse:
    """The outlines of the areas that the page compares; with a box, of the smaller ones in it, by which one finds
    one's way where no base map is."""
    at, within = clock.now(), request.GET.get("within", "")
    if "box" not in request.GET:
        return _outlines(places.boundaries_geojson(within, at=at, zoom=_OUTLINES_AT_ZOOM))
    try:
        box, zoom = _looked_at(request.GET.dict())
    except (KeyError, ValueError):
        return JsonResponse({"problem": "box or zoom"}, status=400)
    depth = 1 + sum(zoom >= begins for begins in _PARTS_FROM_ZOOM)
    parts = places.parts_in(within, (box.west, box.south, box.east, box.north), depth=depth, at=at, zoom=zoom)
    return _outlines(places.as_geojson(parts[:_MOST_PARTS]))


def _outlines(geojson: bytes) -> HttpResponse:
    response = HttpResponse(geojson, content_type="application/geo+json")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@for_who_sees_cases
@require_safe
def case(request: StaffRequest, case_id: int) -> HttpResponse:
    """What the map says of one case, with the way to it."""
    line = mapping.one(request.viewer, case_id)
    if line is None:
        raise Http404
    return render(request, "map/case.html", {"line": line})


def _looked_at(query: Mapping[str, str]) -> tuple[Box, float]:
    edges = [float(each) for each in query["box"].split(",")]
    zoom = float(query["zoom"])
    west, south, east, north = edges
    if not all(isfinite(each) for each in (*edges, zoom)) or west > east or south > north:
        raise ValueError
    return Box(west, max(south, -90), east, min(north, 90)), min(max(zoom, 0), _FARTHEST_IN)


def _cells(heat: Heat) -> dict[str, Any]:
    """Each cell is its name, its count and its corners (see cases.cells.outline)."""
    scale = shades(heat.counts)
    return {
        "kind": "cells",
        "across": words.across(heat.resolution),
        "total": heat.total,
        "shades": [list(each) for each in scale.stretches()],
        "cells": [
            [cells.name(cell), count, *cells.outline(cell)] for cell, count in zip(heat.cells, heat.counts, strict=True)
        ],
    }


def _points(found: Points) -> dict[str, Any]:
    tones = {(True, True): "overdue", (True, False): "open"}
    each = [
        [point.id, point.longitude, point.latitude, tones.get((point.is_open, point.overdue), "ended")]
        for point in found.points
    ]
    return {"kind": "points", "total": found.total, "points": each}
