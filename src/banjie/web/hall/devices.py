"""Which kiosk or board a browser stands for. The pairing is the proof; there is no other cookie on these pages."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from banjie.organisations.devices import device_label
from banjie.platform import clock
from banjie.platform.let_in import SEEN_EVERY
from banjie.services.hall import halls, keeping
from banjie.services.hall.halls import KnownDevice
from banjie.services.hall.models import DeviceKind

COOKIE: Final = "hall"
PATH: Final = "/hall/"
HEADER: Final = "Kiosk"

# When this process last noted that a device was here.
_noted: dict[int, datetime] = {}

type DeviceView[**P] = Callable[Concatenate[HttpRequest, KnownDevice, P], HttpResponse]


def device_of(request: HttpRequest, *, at: datetime) -> KnownDevice | None:
    token = request.COOKIES.get(COOKIE, "")
    known = halls.device_with(token, at=at) if token else None
    if known is not None:
        _note(known, request, at)
    return known


def remember(response: HttpResponse, token: str, device: KnownDevice, *, at: datetime) -> None:
    """From now on the browser is this device. No other cookie stays, not even the one of the form that paired it.

    `Strict`: no other site can have the device send anything, which is what a form's own token would be for.
    """
    response.set_cookie(
        COOKIE,
        token,
        max_age=device.expires_at - at,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    response.delete_cookie(settings.CSRF_COOKIE_NAME)


def page_of[**P](kind: DeviceKind) -> Callable[[DeviceView[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """For a page that only such a device shows; any other browser is asked for the code of a link."""

    def decorate(view: DeviceView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            device = device_of(request, at=clock.now())
            if device is None or device.kind != kind:
                return HttpResponseRedirect(reverse("hall:open"))
            return view(request, device, *args, **kwargs)

        return never_cache(guarded)

    return decorate


def asked_by_kiosk(view: DeviceView[[]]) -> Callable[[HttpRequest], HttpResponse]:
    """For what a kiosk's page sends. The pairing cookie leaves no other site, and the header no form of theirs."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        device = device_of(request, at=clock.now())
        if request.method != "POST" or HEADER not in request.headers:
            return JsonResponse({}, status=400)
        if device is None or device.kind != DeviceKind.KIOSK:
            return JsonResponse({"ended": True}, status=403)
        with translation.override(language_of(request.headers[HEADER])):
            return view(request, device)

    return csrf_exempt(never_cache(guarded))


def language_of(wanted: str) -> str:
    """A language of the installation; its first one for anything else. Nothing remembers it but the page itself."""
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def forget() -> None:
    """Notes every device anew at its next question."""
    _noted.clear()


def _note(device: KnownDevice, request: HttpRequest, at: datetime) -> None:
    noted = _noted.get(device.id)
    if noted is None or not noted <= at < noted + SEEN_EVERY:
        _noted[device.id] = at
        keeping.seen(device_id=device.id, label=device_label(request.headers.get("User-Agent", "")[:400]), at=at)
