"""Making, handing out and taking back what opens a party's own page."""

from collections.abc import Mapping
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.mediation import access, queries
from banjie.mediation.access import Paper
from banjie.mediation.queries import DisputeFile, WayIn, WaysIn
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.web.mediation.access.forms import AskForm, PaperForm
from banjie.web.mediation.shell import attempt, carried_out, opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_safe
def ways(request: StaffRequest, case_id: int) -> HttpResponse:
    return _page(request, case_id)


@staff_only
@never_cache
@require_POST
def paper(request: StaffRequest, case_id: int) -> HttpResponse:
    """The paper itself, to be printed: its code is in this answer and nowhere else."""
    _opened(request, case_id)
    form = PaperForm(request.POST)
    if not form.is_valid():
        raise Http404
    party_id, companion_id = form.cleaned_data["party"], form.cleaned_data["companion"]
    made: list[Paper] = []
    by, at = acting(request), clock.now()
    why = attempt(lambda: made.append(access.issue(case_id, party_id, companion_id=companion_id, by=by, at=at)))
    if why:
        return _page(request, case_id, problem=why)
    found = queries.ways_in(case_id, request.viewer, at=at)
    way = next(each for each in found.ways if each.access_id == made[0].access_id)
    return _paper(request, case_id, found, way, made[0].code)


@staff_only
@never_cache
@require_POST
def number(request: StaffRequest, case_id: int, access_id: int) -> HttpResponse:
    """Six digits for whoever stands in the room."""
    _opened(request, case_id)
    told: list[str] = []
    why = attempt(lambda: told.append(access.read_out(case_id, access_id, by=acting(request), at=clock.now())))
    return _page(request, case_id, problem=why, number=told[0] if told else "", number_for=access_id)


@staff_only
@require_POST
def withdraw(request: StaffRequest, case_id: int, access_id: int) -> HttpResponse:
    _opened(request, case_id)
    return carried_out(
        request,
        lambda: access.withdraw(case_id, access_id, by=acting(request), at=clock.now()),
        told=_("The code opens nothing any more."),
        back=reverse("mediation:party-pages", args=[case_id]),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, case_id: int) -> HttpResponse:
    _opened(request, case_id)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return carried_out(
            request,
            lambda: access.ask(case_id, to=given["to"], until=given["until"], by=acting(request), at=clock.now()),
            told=_("The parties are asked on their pages."),
            back=reverse("mediation:party-pages", args=[case_id]),
        )
    return _page(request, case_id, form=form, status=422 if form.errors else 200)


@staff_only
@require_POST
def end_question(request: StaffRequest, case_id: int, to: str) -> HttpResponse:
    _opened(request, case_id)
    return carried_out(
        request,
        lambda: access.take_back_question(case_id, to=to, by=acting(request), at=clock.now()),
        told=_("The parties are not asked this any more."),
        back=reverse("mediation:party-pages", args=[case_id]),
    )


def _opened(request: StaffRequest, case_id: int) -> DisputeFile:
    return opened(request, case_id, needs=Sight.FILE)


def _page(
    request: StaffRequest, case_id: int, *, status: int = 200, problem: str = "", number: str = "", **more: Any
) -> HttpResponse:
    context: dict[str, Any] = shell(_opened(request, case_id), "pages") | {
        "ways": queries.ways_in(case_id, request.viewer, at=clock.now()),
        "problem": problem,
        "number": f"{number[:3]} {number[3:]}" if number else "",
        "number_for": 0,
        "form": None,
    }
    response = render(request, "mediation/access/pages.html", context | more, status=422 if problem else status)
    if number:
        response["Cache-Control"] = "no-store"
    return response


def _paper(request: StaffRequest, case_id: int, found: WaysIn, way: WayIn, code: str) -> HttpResponse:
    """In the language that the party reads. The picture carries the code behind the #, where no server sees it."""
    address = settings.PUBLIC_URL + reverse("party:enter")
    picture = segno.make(f"{address}#{code}", error="m").svg_data_uri(scale=4, border=3, light="#fff")
    context: Mapping[str, Any] = {
        "case_id": case_id,
        "number": found.number,
        "way": way,
        "code": code,
        "address": address,
        "qr": picture,
    }
    known = {language for language, _name in settings.LANGUAGES}
    with translation.override(way.reads if way.reads in known else settings.LANGUAGE_CODE):
        body = render(request, "mediation/access/paper.html", dict(context))
    body["Referrer-Policy"] = "same-origin"
    return body
