"""The visit that a browser holds: a cookie of its own, apart from the sessions of staff."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache

from banjie.mediation.access import PartyGone, PartySession, session_with
from banjie.platform import clock

PATH: Final = "/m/"
ENTRY: Final = "party_entry"
VISIT: Final = "party_visit"


class PartyRequest(HttpRequest):
    """A request of somebody who came in with a code and a number. `party` is the only thing that says as whom."""

    party: PartySession


type PartyView = Callable[..., HttpResponseBase]


def party_only(view: PartyView) -> PartyView:
    """Shows the door to whoever has no visit, or no longer: nothing of what they sent is done."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        session = session_with(request.COOKIES.get(VISIT, ""), at=clock.now())
        if session is None:
            return _closed()
        _speak(request, session)
        party = cast("PartyRequest", request)
        party.party = session
        try:
            return private(view(party, *args, **kwargs))
        except PartyGone:
            return _closed()

    return never_cache(guarded)


def private(response: HttpResponseBase) -> HttpResponseBase:
    """No other site is told where one was, and search engines keep out."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def remember(response: HttpResponse, name: str, token: str) -> None:
    """Until the browser is closed at the latest; never sent along with what another site begins."""
    response.set_cookie(name, token, path=PATH, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict")


def forget(response: HttpResponse, *names: str) -> None:
    for name in names:
        response.delete_cookie(name, path=PATH, samesite="Strict")


def _closed() -> HttpResponse:
    response = HttpResponseRedirect(reverse("party:enter") + "?closed=1")
    forget(response, VISIT)
    private(response)
    return response


def _speak(request: HttpRequest, session: PartySession) -> None:
    """In the language that the party reads, unless the person chose another on this phone."""
    known = {code for code, _name in settings.LANGUAGES}
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and session.reads in known:
        translation.activate(session.reads)
        request.LANGUAGE_CODE = session.reads
