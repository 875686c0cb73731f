"""“My matters”: whoever proves an address sees what was raised with it, until they leave or half an hour has passed."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from banjie.cases import own
from banjie.platform import clock, proving
from banjie.platform.origin import address_of
from banjie.platform.proving.addresses import read
from banjie.web.resident import plain_words, proving_pages, public_words

_COOKIE: Final = "my_matters"
# Longer than any search takes where a worker runs.
_SLOW: Final = timedelta(minutes=1)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponseBase:
    """The list for a browser that has proved an address; for others the question for one.

    Every address gets the same answer, whether anything was raised with it or not.
    """
    if request.method == "POST":
        return _ask(request)
    at = clock.now()
    found = own.standing(request.COOKIES.get(_COOKIE, ""), at=at)
    if found is None:
        return _private(render(request, "resident/mine_enter.html", _door()))
    if found.codes is None:
        return _wait(request, found, at)
    matters = [_line(each, at) for each in own.lines(found.codes)]
    return _private(render(request, "resident/mine.html", {"matters": matters, "most": len(found.codes) >= own.MOST}))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest) -> HttpResponseBase:
    proved = proving_pages.proved(request, own.PURPOSE, back=reverse("resident:mine"))
    if not isinstance(proved, proving.Proved):
        return proved
    response = proving_pages.forgotten(HttpResponseRedirect(reverse("resident:mine")), own.PURPOSE)
    response.set_cookie(
        _COOKIE,
        own.begin(proved, at=clock.now()),
        path=reverse("resident:mine"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponseBase:
    """One tap. On a telephone that a family shares nothing stays behind."""
    own.give_back(request.COOKIES.get(_COOKIE, ""))
    response = HttpResponseRedirect(reverse("resident:mine"))
    response.delete_cookie(_COOKIE, path=reverse("resident:mine"), samesite="Strict")
    response["Clear-Site-Data"] = '"cache"'
    return response


def _ask(request: HttpRequest) -> HttpResponseBase:
    given = request.POST.get("address", "")
    known = read(given)
    if known is None or (problem := proving_pages.unusable(known[0])):
        problem = proving_pages.no_address() if known is None else problem
        return _private(render(request, "resident/mine_enter.html", _door(given, problem), status=422))
    asked = proving.ask(
        *known, purpose=own.PURPOSE, origin=address_of(request), language=get_language() or "", at=clock.now()
    )
    if isinstance(asked, proving.Busy):
        context = _door(given, proving_pages.too_many())
        return _private(render(request, "resident/mine_enter.html", context, status=429))
    return proving_pages.remembered(reverse("resident:mine-prove"), own.PURPOSE, asked.token)


def _door(given: str = "", problem: str = "") -> dict[str, Any]:
    return {"address": given[:120], "problem": problem, "can_prove": proving_pages.can_prove()}


def _wait(request: HttpRequest, found: own.Standing, at: datetime) -> HttpResponse:
    """Looks again by itself, without any script; the address of the page stays the same, so nothing is lost by it."""
    slow = at - found.asked_at > _SLOW
    response = render(request, "resident/mine_wait.html", {"slow": slow})
    response["Refresh"] = str(found.again_in(at=at))
    return _private(response)


def _line(each: own.OwnLine, at: datetime) -> dict[str, Any]:
    return {
        "title": each.title,
        "number": each.number,
        "url": reverse("resident:track", args=[each.tracking_code]),
        "stage": plain_words.stage_of(each.state),
        "is_open": each.is_open,
        "promise": public_words.promised(each.is_open, each.due_at, each.closed_at, at=at),
    }


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
