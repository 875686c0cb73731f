"""“Me too”, and following a public matter with an address that one has proved. No account."""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from banjie.cases.errors import CaseNotFound
from banjie.cases.publishing import joining, showing
from banjie.platform import clock, proving
from banjie.platform.origin import address_of
from banjie.platform.proving.addresses import read
from banjie.platform.proving.asking import knocked
from banjie.web import messages
from banjie.web.resident import proving_pages, public_views

PURPOSE = "follow"
DEVICE = "joined_with"
_A_YEAR = 365 * 24 * 3600
# A whole village may press within a quarter of an hour; a script shall not.
_MOST_JOINED = 60


@require_POST
def join(request: HttpRequest, number: str) -> HttpResponseBase:
    """Counts this browser once. The cookie says nothing but that it is the same one."""
    device = request.COOKIES.get(DEVICE, "")[:60] or secrets.token_urlsafe(24)
    at = clock.now()
    if knocked("me too", address_of(request), at=at, most=_MOST_JOINED):
        messages.problem(request, proving_pages.too_many())
    else:
        try:
            counted = joining.join(number, device=device, at=at)
        except CaseNotFound:
            raise Http404 from None
        messages.done(request, _("Counted. Thank you.") if counted else _("You were counted already."))
    response = HttpResponseRedirect(reverse("public:case", args=[number]) + "#joined")
    response.set_cookie(
        DEVICE,
        device,
        max_age=_A_YEAR,
        path=reverse("public:list"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@never_cache
@sensitive_post_parameters()
@require_POST
def follow(request: HttpRequest, number: str) -> HttpResponseBase:
    """The address. Whoever gives it is told that a number is on its way, whatever is known of it."""
    try:
        found = showing.public_case(number)
    except CaseNotFound:
        raise Http404 from None
    given = request.POST.get("address", "")
    known = read(given)
    problem = proving_pages.no_address() if known is None else proving_pages.unusable(known[0])
    if known is None or problem:
        context = public_views.page_of(found) | {"address": given[:120], "problem": problem}
        return public_views.unlisted(render(request, "resident/public_case.html", context, status=422))
    channel, address = known
    asked = proving.ask(
        channel,
        address,
        purpose=PURPOSE,
        origin=address_of(request),
        language=get_language() or "",
        at=clock.now(),
        about={"number": number},
    )
    if isinstance(asked, proving.Busy):
        context = public_views.page_of(found) | {"address": given[:120], "problem": proving_pages.too_many()}
        return public_views.unlisted(render(request, "resident/public_case.html", context, status=429))
    return proving_pages.remembered(reverse("public:prove"), PURPOSE, asked.token)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest) -> HttpResponseBase:
    """The six digits; then the matter is followed."""
    proved = proving_pages.proved(request, PURPOSE, back=reverse("public:list"))
    if not isinstance(proved, proving.Proved):
        return proved
    number = proved.about.get("number", "")
    try:
        code = joining.follow(number, who=proved, at=clock.now())
    except CaseNotFound:
        return proving_pages.forgotten(HttpResponseRedirect(reverse("public:case", args=[number])), PURPOSE)
    return proving_pages.forgotten(HttpResponseRedirect(reverse("public:following", args=[code])), PURPOSE)


@never_cache
@require_http_methods(["GET", "POST"])
def following(request: HttpRequest, code: str) -> HttpResponseBase:
    """What one follows, and the way out of it; the same page for a code that is nobody's and one that has ended."""
    if request.method == "POST":
        joining.leave(code)
    found = joining.following(code)
    context = {"found": found, "code": code, "left": request.method == "POST"}
    status = 200 if found is not None or request.method == "POST" else 404
    response = public_views.unlisted(render(request, "resident/following.html", context, status=status))
    response["Referrer-Policy"] = "same-origin"
    return response
