"""A resident raises a matter: no account, a few questions, a code to follow it by."""

import secrets
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.errors import CaseNotFound, SubmissionRefused
from banjie.cases.publishing import showing, similar
from banjie.cases.queries import tracked
from banjie.cases.reference import reference
from banjie.cases.suggesting import suggested
from banjie.catalogue import queries as catalogue
from banjie.knowledge import queries as articles
from banjie.knowledge.days import local_day
from banjie.places import queries as place_queries
from banjie.platform import clock
from banjie.platform.tables.text import clean_text
from banjie.web import place_offers
from banjie.web.door_words import door_rows
from banjie.web.likeness import words as likeness_words
from banjie.web.resident import article_words, crowded, place_views, public_words
from banjie.web.resident.report_form import KINDS, ReportForm, public_categories
from banjie.web.resident.uploads import keep_files
from banjie.web.submission_forms import asking, form_key

TOO_MANY = 429
_PLACES_OFFERED = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "resident/home.html")


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _take_in(request)
    initial = place_views.initial_of(request.GET.get("place", ""), at=clock.now()) | _begun(request)
    return _page(request, ReportForm(initial=initial), key=secrets.token_urlsafe(16))


def _begun(request: HttpRequest) -> dict[str, str]:
    """What is known of the matter where somebody comes from an article that did not answer them."""
    offered = {code for _top, leaves in public_categories() for code, _name in leaves}
    category, kind = request.GET.get("category", ""), request.GET.get("kind", "")
    begun = {
        "category": category if category in offered else "",
        "kind": kind if kind in KINDS else "",
        "body": clean_text(request.GET.get("text", ""), limit=200).text.strip(),
    }
    return {name: value for name, value in begun.items() if value}


def _take_in(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.POST, request.FILES, category=request.POST.get("category", ""))
    key = form_key(request)
    # Without script nobody was shown anything while typing: so it is a step of its own, once.
    if form.is_valid() and request.POST.get("show_similar"):
        found, answered = _similar(request), _answers(request)
        if found or answered:
            return _page(request, form, key=key, similar=found, answered=answered)
    if form.is_valid():
        at = clock.now()
        if asked := crowded.asked_of(request, crowded.REPORT, at=at):
            return _page(request, form, key=key, status=TOO_MANY, **crowded.words(asked))
        try:
            submission = form.submission()
            made = actions.submit(submission, channel="web", by=AS_REPORTER, at=at, key=f"web:{key}" if key else None)
        except ValidationError as error:
            form.take_errors(error)
        except SubmissionRefused as error:
            form.take_problems(error.problems)
        else:
            keep_files(request, made.case_id)
            sent_to = HttpResponseRedirect(reverse("resident:sent", args=[made.tracking_code]))
            return crowded.counted(request, sent_to)
    return _page(request, form, key=key, status=422)


def _page(request: HttpRequest, form: ReportForm, *, key: str, status: int = 200, **extra: Any) -> HttpResponse:
    asks_area = len(form.fields["area"].choices) > 1 and not form["longitude"].value()  # type: ignore[attr-defined]
    context = {"form": form, "key": key, "asks_area": asks_area, "from_plate": "place_text" in form.initial}
    nothing_known = {"similar": (), "answered": ()} | crowded.NOTHING
    return render(request, "resident/report.html", context | nothing_known | extra, status=status)


@require_POST
def category(request: HttpRequest) -> HttpResponse:
    """What it may be about, where nothing was chosen, or surely something else; sent in the body, as the others."""
    language, chosen = get_language() or "", request.POST.get("category", "")[:40]
    offered = {node.code for node in catalogue.current().offered if not node.sensitive}
    # Somebody may be looking on: what is sensitive is not said of a text by itself.
    found = [each for each in suggested("", request.POST.get("body", "")) if each.category.code in offered]
    if chosen:
        found = [each for each in found[:1] if each.sure and each.category.code != chosen]
    names = [
        (each.category.code, each.category.name_en if language.startswith("en") else each.category.name)
        for each in found
    ]
    return render(request, "resident/category.html", {"found": names, "chosen": chosen})


@require_POST
def similar_ones(request: HttpRequest) -> HttpResponse:
    """Public matters like what was typed so far. Sent in the body, so that no log keeps what somebody only tried."""
    return render(request, "resident/similar.html", {"similar": _similar(request)})


@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """Published articles that may answer what was typed so far; sent in the body for the same reason."""
    return render(request, "resident/answers.html", {"answered": _answers(request)})


def _similar(request: HttpRequest) -> list[dict[str, Any]]:
    at, point = clock.now(), place_offers.pinned(request)
    area = place_queries.locate([point], at=at)[0] if point is not None else None
    draft = similar.Draft(
        text=request.POST.get("body", ""),
        point=point,
        area_path=showing.shown_area(area.path, reference()) if area is not None else "",
        category=request.POST.get("category", "")[:40],
    )
    return [
        public_words.line(each.line, at=at)
        | {"words": each.likeness.words, "why": likeness_words.why_public(each.likeness)}
        for each in similar.similar(draft, at=at)
    ]


def _answers(request: HttpRequest) -> list[dict[str, Any]]:
    at, point = clock.now(), place_offers.pinned(request)
    area = place_queries.locate([point], at=at)[0] if point is not None else None
    typed = articles.Typed(
        text=request.POST.get("body", ""),
        kind=request.POST.get("kind", ""),
        category=request.POST.get("category", "")[:40],
        area=area.path if area is not None else "",
    )
    found = articles.offered(typed, language=get_language() or "", today=local_day(at))
    return [article_words.offered(each) for each in found]


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The questions of the category just chosen."""
    return render(request, "workbench/entry_questions.html", {"form": asking(request)})


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Names of places while the resident types; nothing about cases."""
    found = place_queries.search_places(request.GET.get("q", "").strip()[:60], within=None, limit=8)
    return JsonResponse(
        {
            "options": [
                {
                    "value": match.name,
                    "label": match.name,
                    "detail": match.area.name,
                    "longitude": match.lon,
                    "latitude": match.lat,
                }
                for match in found
            ]
        }
    )


@require_POST
def places_meant(request: HttpRequest) -> HttpResponse:
    """Places with a point that what was typed so far may mean, or what is round the pin; nothing is kept of it."""
    chosen = place_queries.area(request.POST.get("area", "")[:40])
    found = place_offers.asked(request, home=chosen.path if chosen is not None else "", at=clock.now())
    usable = [each for each in found if each["pinned"] or each["longitude"] is not None]
    context = {"offers": usable[:_PLACES_OFFERED], "placed": _has_place(request)}
    return render(request, "resident/place_offers.html", context)


def _has_place(request: HttpRequest) -> bool:
    return any(request.POST.get(name) for name in ("longitude", "place_text", "place_text_text"))


@require_safe
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt: the code, its QR, and what happens next."""
    try:
        case = tracked(code, at=clock.now())
    except CaseNotFound:
        return render(request, "resident/unknown.html", status=404)
    url = request.build_absolute_uri(reverse("resident:track", args=[case.tracking_code]))
    picture = segno.make(url, error="m").svg_data_uri(scale=4, border=4, light="#fff")
    # What may not be mediated is told to whoever quarrels; danger to everybody. The matter is in all the same.
    doors = door_rows(f"{case.title}。{case.body}", sure=True, dangers=case.kind != "dispute")
    return render(request, "resident/sent.html", {"case": case, "qr": picture, "url": url, "doors": doors})
