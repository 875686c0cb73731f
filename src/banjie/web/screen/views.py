"""The command screen. Nobody sits before it; whoever stands there asks where it burns and what is late."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banjie.analytics.screen import drawing_of, figures_of
from banjie.organisations.screens.queries import layout_of, screen_with
from banjie.platform import clock
from banjie.web.screen import panels
from banjie.web.screen.access import access_to, areas_of, remember, screen_of
from banjie.web.screen.answers import answer
from banjie.web.screen.presenting import named
from banjie.web.staff import viewer_of


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the widest screen there is for whoever asks."""
    viewer = viewer_of(request)
    areas = areas_of(viewer) if viewer is not None else ()
    if not areas and (known := screen_of(request, at=clock.now())) is not None:
        areas = (known.area,)
    if areas:
        return HttpResponseRedirect(reverse("screen:screen", args=[areas[0].code]))
    return _nothing(request)


@never_cache
@require_safe
def screen(request: HttpRequest, code: str) -> HttpResponse:
    at = clock.now()
    access = access_to(request, code, at=at)
    if access is None:
        return _nothing(request)
    layout, content = layout_of(access.area), figures_of(access.area, at=at)
    sent = answer(access, content, layout)
    drawing = drawing_of(access.area, at=at)
    context = {
        "theme": "dark",
        "area": access.area,
        "trail": [{"name": named(area), "url": reverse("screen:screen", args=[area.code])} for area in access.trail],
        "boards": [panels.board(board, sent.body, drawing) for board in layout.boards],
        "body": sent.body,
        "etag": sent.etag,
        "figures_at": content.at.isoformat(),
        "asked_at": at.isoformat(),
        "zone": get_current_timezone_name(),
        "turn_seconds": layout.turn_seconds,
    }
    return render(request, "screen/screen.html", context)


@require_safe
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """What a refresh brings, or 304 where nothing has changed; that the right to look is over is said in a header."""
    at = clock.now()
    access = access_to(request, code, at=at)
    if access is None:
        return JsonResponse({"ended": True}, status=404, headers={"Screen-Ended": "1", "Cache-Control": "no-store"})
    content = figures_of(access.area, at=at)
    sent = answer(access, content, layout_of(access.area))
    same = request.headers.get("If-None-Match", "") == sent.etag
    response = HttpResponse(b"" if same else sent.written, status=304 if same else 200, content_type="application/json")
    response["ETag"] = sent.etag
    response["Cache-Control"] = "no-store"
    response["Figures-At"] = content.at.isoformat()
    response["Figures-Asked-At"] = at.isoformat()
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def let_in(request: HttpRequest) -> HttpResponse:
    """Makes this browser a wall. The code comes behind the # of the address, which no server ever sees, or is typed."""
    problem = ""
    if request.method == "POST":
        token = request.POST.get("code", "").strip()
        at = clock.now()
        known = screen_with(token, at=at)
        if known is not None:
            response = HttpResponseRedirect(reverse("screen:screen", args=[known.area.code]))
            remember(response, token, known, at=at)
            return response
        problem = gettext("This code opens no screen: it was revoked, or has expired. Ask for a new one.")
    return render(request, "screen/let_in.html", {"problem": problem, "theme": "dark"}, status=422 if problem else 200)


def _nothing(request: HttpRequest) -> HttpResponse:
    """Whoever is signed in, or was let in elsewhere, finds nothing; anybody else may sign in first."""
    if request.user.is_authenticated or screen_of(request, at=clock.now()) is not None:
        raise Http404
    return redirect_to_login(request.get_full_path())
