"""The kiosk. Somebody stands before it, perhaps old, perhaps for the first time, with others waiting behind them.

All of a visit happens within one page: nothing is in an address, in the history or in the browser's stores, and what
was typed is gone with the part of the page that held it (static/web/hall/kiosk.js).
"""

import re
from typing import Any, Final

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.errors import CaseNotFound, SubmissionRefused
from banjie.cases.queries import tracked
from banjie.knowledge import queries as articles
from banjie.knowledge.days import local_day
from banjie.places import queries as places
from banjie.platform import clock
from banjie.services.hall import tickets, wording
from banjie.services.hall.errors import Refused
from banjie.services.hall.halls import HallRef, KnownDevice
from banjie.services.hall.models import DeviceKind
from banjie.services.hall.rules import Purpose
from banjie.web.hall.devices import asked_by_kiosk, language_of, page_of
from banjie.web.hall.forms import IDENTITIES, KioskForm, kinds
from banjie.web.resident import article_words, plain_words

_KEY: Final = re.compile(r"[a-z0-9]{16,40}")
_INVALID: Final = 422


@page_of(DeviceKind.KIOSK)
@require_safe
def kiosk(request: HttpRequest, device: KnownDevice, language: str = "") -> HttpResponse:
    """`language` stands in the address and nowhere else; the kiosk goes back to its own by itself."""
    at = clock.now()
    chosen = language_of(language)
    with translation.override(chosen):
        context = {
            "hall": device.hall,
            "unit": device.hall.unit,
            "is_open": device.hall.is_open(at),
            "purposes": wording.PURPOSES.items(),
            "kinds": kinds(),
            "identities": IDENTITIES,
            "chosen": chosen,
            "languages": _languages(chosen),
            "pad": "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
            "csrf_token": "",
        }
        return render(request, "hall/kiosk.html", context)


@asked_by_kiosk
def send(request: HttpRequest, device: KnownDevice) -> HttpResponse:
    """Takes the matter in and answers with the receipt; sent again with the same key, with the same one."""
    form, at = KioskForm(request.POST), clock.now()
    if form.is_valid():
        try:
            made = actions.submit(
                form.submission().model_copy(update={"area": _area_of(device.hall)}),
                channel="counter",
                by=AS_REPORTER,
                at=at,
                key=_key(request),
                origin={"kiosk": device.hall.name},
            )
        except ValidationError as error:
            form.take_errors(error)
        except SubmissionRefused as error:
            form.take_problems(error.problems)
        else:
            return render(request, "hall/kiosk_receipt.html", slip_of(request, device.hall, made.tracking_code))
    screen, problem = form.first_fault()
    return JsonResponse({"screen": screen, "problem": problem}, status=_INVALID)


@asked_by_kiosk
def number(request: HttpRequest, device: KnownDevice) -> HttpResponse:
    """Gives a number out; what was typed so far goes with it to the counter."""
    try:
        purpose = Purpose(request.POST.get("purpose", ""))
        taken = tickets.take_number(
            hall_id=device.hall.id,
            purpose=purpose,
            priority=request.POST.get("priority") == "yes",
            draft=request.POST.dict() if request.POST.get("hand_over") else None,
            key=_key(request),
            at=clock.now(),
        )
    except ValueError:
        return JsonResponse({"screen": "purpose", "problem": gettext("Choose what you come for.")}, status=_INVALID)
    except Refused as refused:
        return JsonResponse({"problem": str(wording.REFUSALS[refused.code])}, status=_INVALID)
    context = {
        "hall": device.hall,
        "unit": device.hall.unit,
        "taken": taken,
        "purpose": wording.PURPOSES[purpose],
        "handed_over": bool(request.POST.get("hand_over")),
        "qr": _picture(request.build_absolute_uri(reverse("hall:public", args=[device.hall.code]))),
    }
    return render(request, "hall/kiosk_number.html", context)


@asked_by_kiosk
def follow(request: HttpRequest, device: KnownDevice) -> HttpResponse:
    """How a matter stands. Its text is not shown: others may stand near."""
    at = clock.now()
    try:
        case = tracked(request.POST.get("code", ""), at=at)
    except CaseNotFound:
        problem = gettext("No matter has this code. Compare it with your receipt.")
        return JsonResponse({"screen": "follow", "problem": problem}, status=_INVALID)
    context = {
        "case": case,
        "standing": plain_words.standing(case, at=at),
        "stages": plain_words.stages(case),
        "entries": [plain_words.entry(each) for each in reversed(case.entries)][:3],
    }
    return render(request, "hall/kiosk_matter.html", context)


@asked_by_kiosk
def ask(request: HttpRequest, device: KnownDevice) -> HttpResponse:
    """Published articles that may answer what was asked."""
    typed = articles.Typed(text=request.POST.get("body", ""), kind="enquiry", area=device.hall.unit.area_path)
    found = articles.offered(typed, language=get_language() or "", today=local_day(clock.now()))
    return render(request, "hall/kiosk_answers.html", {"answered": [article_words.offered(each) for each in found]})


def slip_of(request: HttpRequest, hall: HallRef, code: str) -> dict[str, Any]:
    """What a receipt shows and prints: nothing of what was said, and nobody's name."""
    case = tracked(code, at=clock.now())
    url = request.build_absolute_uri(reverse("resident:track", args=[case.tracking_code]))
    return {"hall": hall, "unit": hall.unit, "case": case, "qr": _picture(url)}


def _picture(url: str) -> str:
    return str(segno.make(url, error="m").svg_data_uri(scale=4, border=4, light="#fff"))


def _key(request: HttpRequest) -> str | None:
    """Made by the page for each thing it sends, so that a try on a bad line makes nothing twice."""
    key = request.POST.get("key", "")
    return f"kiosk:{key}" if _KEY.fullmatch(key) else None


def _area_of(hall: HallRef) -> str | None:
    area = places.by_id(hall.unit.area_id)
    return area.code if area is not None else None


def _languages(chosen: str) -> list[dict[str, str]]:
    return [
        {"code": code, "name": name, "url": reverse("hall:kiosk-in", args=[code])}
        for code, name in settings.LANGUAGES
        if code != chosen
    ]
