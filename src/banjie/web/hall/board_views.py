"""What hangs on the wall of a hall, what somebody at home looks up, and the door by which devices are let in."""

import hashlib
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banjie.platform import clock
from banjie.services.hall import halls, queries
from banjie.services.hall.halls import HallRef, KnownDevice
from banjie.services.hall.models import DeviceKind
from banjie.web.hall.devices import device_of, page_of, remember

_PAGES = {DeviceKind.KIOSK.value: "hall:kiosk", DeviceKind.BOARD.value: "hall:board"}


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A device to its page; anybody else to the halls there are."""
    device = device_of(request, at=clock.now())
    if device is not None:
        return HttpResponseRedirect(reverse(_PAGES[device.kind]))
    at = clock.now()
    found = [{"hall": hall, "standing": queries.standing(hall, at=at)} for hall in halls.every() if hall.active]
    return render(request, "hall/halls.html", {"halls": found})


@never_cache
@require_http_methods(["GET", "POST"])
def let_in(request: HttpRequest) -> HttpResponse:
    """Makes this browser a kiosk or a board. The code comes behind the # of the address, or is typed."""
    problem, at = "", clock.now()
    if request.method == "POST":
        token = request.POST.get("code", "").strip()
        known = halls.device_with(token, at=at)
        if known is not None:
            response = HttpResponseRedirect(reverse(_PAGES[known.kind]))
            remember(response, token, known, at=at)
            return response
        problem = gettext("This code lets nothing in: it was revoked, or has expired. Ask for a new one.")
    elif (device := device_of(request, at=at)) is not None and "again" not in request.GET:
        return HttpResponseRedirect(reverse(_PAGES[device.kind]))
    return render(request, "hall/let_in.html", {"problem": problem}, status=422 if problem else 200)


@page_of(DeviceKind.BOARD)
@require_safe
def board(request: HttpRequest, device: KnownDevice) -> HttpResponse:
    written = _written(device.hall)
    context = {
        "theme": "dark",
        "hall": device.hall,
        "state": orjson.loads(written),
        "etag": _mark(written),
        "csrf_token": "",
        "public_url": request.build_absolute_uri(reverse("hall:public", args=[device.hall.code])),
    }
    return render(request, "hall/board.html", context)


@never_cache
@require_safe
def board_state(request: HttpRequest) -> HttpResponse:
    """What a refresh brings, or 304 where nothing has changed."""
    device = device_of(request, at=clock.now())
    if device is None or device.kind != DeviceKind.BOARD:
        return JsonResponse({}, status=404, headers={"Board-Ended": "1"})
    written = _written(device.hall)
    same = request.headers.get("If-None-Match", "") == _mark(written)
    response = HttpResponse(b"" if same else written, status=304 if same else 200, content_type="application/json")
    response["ETag"] = _mark(written)
    return response


@never_cache
@require_safe
def public(request: HttpRequest, code: str) -> HttpResponse:
    """How many wait, for somebody still at home: numbers only."""
    hall = halls.by_code(code)
    if hall is None:
        return render(request, "hall/unknown.html", status=404)
    context = {"hall": hall, "unit": hall.unit, "standing": queries.standing(hall, at=clock.now())}
    return render(request, "hall/public.html", context)


def _written(hall: HallRef) -> bytes:
    standing = queries.standing(hall, at=clock.now())
    calls: list[dict[str, Any]] = [
        {"number": f"{call.number:03d}", "desk": call.desk, "times": call.times, "says": _says(call)}
        for call in standing.calls
    ]
    return orjson.dumps({"waiting": standing.waiting, "open": standing.is_open, "calls": calls})


def _says(call: queries.Call) -> str:
    return gettext("Number %(number)d, please come to desk %(desk)d.") % {"number": call.number, "desk": call.desk}


def _mark(written: bytes) -> str:
    return f'"{hashlib.sha256(written + (get_language() or "").encode()).hexdigest()[:16]}"'
