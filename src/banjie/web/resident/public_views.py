"""Public matters: somebody who passes a broken lamp asks whether it is known, and what becomes of it."""

from collections.abc import Iterator
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.cases.errors import CaseNotFound
from banjie.cases.publishing import joining, showing
from banjie.cases.publishing.showing import MOST_PAGES, Wanted
from banjie.catalogue import queries as catalogue
from banjie.places import queries as places
from banjie.places.levels import Level
from banjie.platform import clock, files
from banjie.web.resident import place_views, plain_words, proving_pages, public_words

_OPEN = {"open": True, "closed": False}
_PHOTO_SIZES = {"small": 480, "large": 1280}
_OUTLINES_AT_ZOOM = 10


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The list, or with `view=map` the map. Both say the same things of the same matters."""
    wanted = _wanted(request)
    as_map = request.GET.get("view") == "map"
    context = {
        "wanted": wanted,
        "as_map": as_map,
        "categories": _categories(),
        "areas": _areas(),
        "states": [("open", _("Open")), ("closed", _("Closed"))],
        "state": request.GET.get("state", ""),
        "narrowed": any((wanted.category, wanted.area, wanted.q, wanted.is_open is not None)),
        "tabs": [
            {"label": _("As a list"), "url": _address(request, view="", page=""), "current": not as_map},
            {"label": _("On the map"), "url": _address(request, view="map", page=""), "current": as_map},
        ],
        **(_map(wanted) if as_map else _list(request, wanted)),
    }
    return unlisted(render(request, "resident/public_list.html", context))


@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    try:
        found = showing.public_case(number)
    except CaseNotFound:
        return unlisted(render(request, "resident/public_unknown.html", status=404))
    return unlisted(render(request, "resident/public_case.html", page_of(found)))


@require_safe
def photo(request: HttpRequest, number: str, photo_id: int, size: str) -> HttpResponseBase:
    """A copy of a released photo, made anew, so that nothing of the file leaves but the picture."""
    try:
        found = showing.public_photo(number, photo_id)
        content = files.thumbnail(found.digest, _PHOTO_SIZES[size])
    except (CaseNotFound, KeyError, files.FileMissing, files.FileRefused):
        raise Http404 from None
    response = HttpResponse(content, headers=files.response_headers(files.FileKind.JPEG, f"{number}.jpg"))
    # What is taken back today is not to be shown out of somebody's cache tomorrow.
    response["Cache-Control"] = "no-store"
    return unlisted(response)


def page_of(found: showing.PublicCase) -> dict[str, Any]:
    """What the page of a public case shows."""
    at = clock.now()
    return {
        "found": found,
        "matter": public_words.line(found.line, at=at),
        "stages": plain_words.stages_of(found.line.state),
        "story": public_words.steps(found),
        "replied_by": public_words.unit_name(found.replied_by) if found.reply else "",
        "unit": public_words.unit_name(found.line.lead_unit_id) if found.line.lead_unit_id else "",
        "joined": joining.counts([found.line.id]).get(found.line.id, 0),
        "can_follow": found.line.is_open and proving_pages.can_prove(),
        "address": "",
        "problem": "",
        "features": _features([found.line], found.line.area_path) if found.line.point else None,
    }


def _wanted(request: HttpRequest) -> Wanted:
    page = request.GET.get("page", "")
    return Wanted(
        category=request.GET.get("category", "")[:40],
        area=request.GET.get("area", "")[:400],
        is_open=_OPEN.get(request.GET.get("state", "")),
        q=request.GET.get("q", "").replace("\0", "").strip()[:100],
        page=min(int(page), MOST_PAGES) if page.isdecimal() and len(page) < 6 and int(page) > 0 else 1,
    )


def _list(request: HttpRequest, wanted: Wanted) -> dict[str, Any]:
    found, more = showing.public_list(wanted)
    at = clock.now()
    return {
        "matters": [public_words.line(each, at=at) for each in found],
        "previous_url": _address(request, page=str(wanted.page - 1)) if wanted.page > 1 else "",
        "next_url": _address(request, page=str(wanted.page + 1)) if more else "",
    }


def _map(wanted: Wanted) -> dict[str, Any]:
    found, without = showing.public_map(wanted)
    at = clock.now()
    return {
        "matters": [public_words.line(each, at=at) for each in found],
        "without_point": without,
        "features": _features(found, wanted.area),
    }


def _features(lines: Any, area: str) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [*_ground(area), *public_words.features(lines)]}


def _ground(area: str) -> Iterator[dict[str, Any]]:
    """The outlines by which one finds one's way: the parts of the area, or of the widest there is."""
    at = clock.now()
    tops = [top.path for top in places.children()]
    parent = area or max(tops, key=lambda path: len(places.children(path)), default="")
    parts = places.outlines(parent, at=at, zoom=_OUTLINES_AT_ZOOM) or places.outlines(
        parent.rpartition(".")[0], at=at, zoom=_OUTLINES_AT_ZOOM
    )
    for outline in parts:
        yield {
            "type": "Feature",
            "geometry": orjson.loads(outline.geometry),
            "properties": {"title": outline.area.name, "kind": "area"},
        }


def _categories() -> list[tuple[str, str]]:
    """The top of the catalogue, as far as anything below may be shown."""
    english = (get_language() or "").startswith("en")
    current = catalogue.current()
    shown = {node.path.partition(".")[0] for node in current.nodes.values() if node.public and not node.sensitive}
    return [(node.code, node.name_en if english else node.name) for node in current.top if node.code in shown]


def _areas() -> list[tuple[str, str]]:
    """The areas below the top ones, by what is above them; finer ones are not asked for in a list."""
    found = []
    for top in places.children():
        for part in places.children(top.path):
            if part.level.rank <= Level.VILLAGE.rank:
                found.append((part.path, place_views.area_name(part)))
    return found


def _address(request: HttpRequest, **changes: str) -> str:
    values = {key: value for key, value in request.GET.dict().items() if key not in changes and value}
    values |= {key: value for key, value in changes.items() if value}
    return f"?{urlencode(values)}" if values else request.path


def unlisted[R: HttpResponse](response: R) -> R:
    """What may be taken back is not left with search engines."""
    response["X-Robots-Tag"] = "noindex"
    return response
