"""Through the door: the code from the paper, a number for one time, and out again."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from banjie.mediation import access
from banjie.platform import clock
from banjie.platform.origin import address_of
from banjie.web.party.visits import ENTRY, VISIT, forget, private, remember

_TOO_MANY = 429


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponseBase:
    """The same answer for every code, whether anybody has it or not."""
    if request.method == "GET":
        return _door(request)
    entered = access.enter(request.POST.get("code", ""), address=address_of(request), at=clock.now())
    if isinstance(entered, access.Busy):
        return _door(request, problem=_too_many(), status=_TOO_MANY)
    response = HttpResponseRedirect(reverse("party:prove"))
    remember(response, ENTRY, entered.token)
    return private(response)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest) -> HttpResponseBase:
    token, at = request.COOKIES.get(ENTRY, ""), clock.now()
    if request.method == "GET":
        return _number(request) if access.waits(token, at=at) else HttpResponseRedirect(reverse("party:enter"))
    proved = access.prove(token, request.POST.get("number", ""), address=address_of(request), at=at)
    if isinstance(proved, access.Busy):
        return _number(request, problem=_too_many(), status=_TOO_MANY)
    if isinstance(proved, access.NotOpened):
        return _refused(request, proved.tries)
    response = HttpResponseRedirect(reverse("party:matter"))
    # Whatever the browser held before it proved itself opens nothing afterwards.
    access.leave(request.COOKIES.get(VISIT, ""), at=at)
    rotate_token(request)
    forget(response, ENTRY)
    remember(response, VISIT, proved.token)
    return private(response)


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponseBase:
    """One tap. On a telephone that a family shares nothing stays behind."""
    access.leave(request.COOKIES.get(VISIT, ""), at=clock.now())
    response = HttpResponseRedirect(reverse("party:enter") + "?left=1")
    forget(response, VISIT, ENTRY)
    response["Clear-Site-Data"] = '"cache"'
    return private(response)


def _door(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponseBase:
    context = {"problem": problem, "left": "left" in request.GET, "closed": "closed" in request.GET}
    return private(render(request, "party/enter.html", context, status=status))


def _number(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponseBase:
    return private(render(request, "party/prove.html", {"problem": problem}, status=status))


def _refused(request: HttpRequest, tries: int) -> HttpResponseBase:
    if tries <= 0:
        problem = _("That did not fit, and too often. Give the code again; then you get a new number.")
        response = _door(request, problem=problem, status=422)
        assert isinstance(response, HttpResponse)  # a page that was drawn
        forget(response, ENTRY)
        return response
    left = ngettext("You can try once more.", "You can try %(count)s times more.", tries) % {"count": tries}
    problem = _("The code and the number do not fit, or the number has run out.") + " " + left
    return _number(request, problem=problem, status=422)


def _too_many() -> str:
    return _("There were too many tries from here. Wait a quarter of an hour, or ask the mediator.")
