"""What scanning a plate opens: the place, whom to call, what is open there, and the way to report something.

Nothing of a visit is kept: no count, no line, no cookie of ours.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.cases.queries import OpenHere, open_here
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.places.levels import CodeKind
from banjie.places.queries import CodedPlace
from banjie.places.refs import AreaRef
from banjie.platform import clock
from banjie.web.resident import plain_words


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The code as it was read off a plate whose picture cannot be scanned."""
    typed = request.GET.get("code", "").strip()[:100]
    found = places.place_of(typed, at=clock.now()) if typed else None
    if found is not None:
        return HttpResponseRedirect(reverse("resident:place", args=[found.code]))
    if not typed:
        return _unlisted(render(request, "resident/place_find.html", {"code": "", "problem": ""}))
    context = {"code": typed, "problem": _("This code is not in use. Compare it with the plate.")}
    return _unlisted(render(request, "resident/place_find.html", context, status=404))


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """The same answer to a code that never was, one that is retired and one that is mistyped."""
    at = clock.now()
    found = places.place_of(code, at=at)
    if found is None:
        return _unlisted(render(request, "resident/place_unknown.html", status=404))
    return _unlisted(render(request, "resident/place.html", _context(found, at)))


def initial_of(code: str, *, at: datetime) -> dict[str, Any]:
    """What a report from this place begins with; nothing for a code that is not in use."""
    found = places.place_of(code, at=at) if code else None
    if found is None:
        return {}
    return {"place_text": found.name, "longitude": found.lon, "latitude": found.lat, "area": found.area.code}


def area_name(area: AreaRef) -> str:
    """From the widest to the smallest, in the reader's language."""
    english = (get_language() or "").startswith("en")
    line = [each.name_en if english and each.name_en else each.name for each in places.line(area.path)]
    return (" · " if english else " ").join(line)


def _context(found: CodedPlace, at: datetime) -> dict[str, Any]:
    language = get_language() or ""
    around = places.ancestors(found.area.path)
    shown = around[-1] if around and found.kind is CodeKind.GRID else found.area
    duty = _duty(organisations.duty_shown(found.area.path, at=at), language, at)
    told = {each["phone"] for each in duty}
    return {
        "place": found,
        "area_name": area_name(shown),
        "centres": [
            (unit.named(language), unit.phone)
            for unit in organisations.units_index().centres(found.area.path)
            if unit.phone and unit.phone not in told
        ],
        "duty": duty,
        "open": _open(open_here(found.area.path, point=found.point), language),
        "near": found.point is not None,
    }


def _duty(shifts: Sequence[organisations.ShownDuty], language: str, at: datetime) -> list[dict[str, Any]]:
    """A line for each post of a unit, with all its hours of today."""
    lines: dict[tuple[int, str], dict[str, Any]] = {}
    for each in shifts:
        line = lines.setdefault(
            (each.unit.id, each.post),
            {
                "post": each.post or _("Field worker"),
                "unit": each.unit.named(language),
                "phone": each.unit.phone,
                "hours": [],
                "until": None,
            },
        )
        line["hours"].append(f"{localtime(each.since):%H:%M}–{localtime(each.until):%H:%M}")
        if each.holds(at):
            line["until"] = each.until
    return list(lines.values())


def _open(found: OpenHere, language: str) -> dict[str, Any]:
    english = language.startswith("en")
    return {
        "matters": [
            {
                "title": (english and each.name_en) or each.name,
                "stage": plain_words.stage_of(each.state),
                "at": each.received_at,
            }
            for each in found.matters
        ],
        "more": found.public - len(found.matters),
        "counts": [(each.name_en if english and each.name_en else each.name, each.cases) for each in found.counts],
    }


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Search engines do not list plates, no other site is told where somebody stood, and no log is either.

    Django writes the address of whatever is not found into its log, unless that is marked as done.
    """
    response._has_been_logged = True  # type: ignore[attr-defined]
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
