"""A clerk with somebody on the telephone: articles that may answer them, read out, and taken as the answer."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from banjie.cases import suggesting_words
from banjie.cases import wording as case_wording
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.queries import body_of, brief
from banjie.catalogue.vocabulary import Kind, Level
from banjie.knowledge import answering, queries, wording
from banjie.knowledge.days import local_day
from banjie.knowledge.errors import ArticleNotFound, ArticleRefused
from banjie.knowledge.queries import Typed
from banjie.organisations.permissions import Permission
from banjie.places import queries as places
from banjie.platform import clock
from banjie.web import messages
from banjie.web.resident import article_words
from banjie.web.staff import StaffRequest, acting, staff_only

_FEWEST_CHARACTERS = 2
# Words may be of help to whoever is in danger, but do not end the matter.
_PRESSING = frozenset({Level.URGENT, Level.CRITICAL})


@staff_only
@require_POST
def offered(request: StaffRequest) -> HttpResponse:
    """What may answer the words typed so far. Sent in the body, so that no log keeps them."""
    if not request.viewer.scopes(Permission.CASES_CREATE):
        raise Http404
    text = f"{request.POST.get('title', '')}\n{request.POST.get('body', '')}".strip()
    said = suggesting_words.read(request.POST.get("title", ""), request.POST.get("body", ""))
    kind = request.POST.get("kind", "") or (said.kind.kind if said.kind is not None else "")
    typed = Typed(text, kind=kind, category=request.POST.get("category", "")[:40], area=_area_path(request))
    pressing = request.POST.get("level", "") in _PRESSING or said.level.words.key in _PRESSING
    context = {
        "articles": _found(typed, limit=3) if len(text) >= _FEWEST_CHARACTERS else [],
        "pressing": pressing,
        "may_answer": bool(request.viewer.scopes(Permission.CASES_ACCEPT)) and not pressing,
        "in_person": "counter" in request.GET,
    }
    return render(request, "knowledge/entry_offered.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def for_case(request: StaffRequest, case_id: int) -> HttpResponse:
    """Articles that may answer an enquiry which came in by itself; POST answers it with one of them."""
    by, at = acting(request), clock.now()
    try:
        case, body = brief(case_id, by), body_of(case_id, by)
    except CaseNotFound:
        raise Http404 from None
    refusal: Any = ""
    if request.method == "POST":
        try:
            _answered(request, case_id)
        except CommandRefused as error:
            refusal = case_wording.REFUSALS[error.refusal.code]
        except StaleCase:
            refusal = case_wording.REFUSALS["wrong_state"]
        except ArticleNotFound:
            refusal = _("This article is not published any more.")
        except ArticleRefused as error:
            refusal = wording.REFUSALS[error.code]
        else:
            messages.done(request, _("Done: %(what)s.") % {"what": case_wording.HAPPENED[answering.COMMAND]})
            return HttpResponseRedirect(reverse("workbench:case", args=[case_id]))
    category = case.category_path.rpartition(".")[2]
    # Whoever opens this page takes it for an enquiry, whatever it came in as.
    found = _found(Typed(f"{case.title}\n{body}", Kind.ENQUIRY, category, case.area_path))
    context = {
        "case": case,
        "body": body,
        "articles": found,
        "may_answer": answering.may_answer(by, case_id, at=at),
        "refusal": refusal,
    }
    return render(request, "knowledge/for_case.html", context, status=409 if refusal else 200)


def _answered(request: StaffRequest, case_id: int) -> None:
    asked, seen = request.POST.get("article", ""), request.POST.get("seen", "")
    if not (asked.isdecimal() and len(asked) < 12):
        raise ArticleNotFound(asked)
    answering.answer_case(
        case_id,
        article_id=int(asked),
        by=acting(request),
        at=clock.now(),
        language=get_language() or "",
        expected=int(seen) if seen.isdecimal() and len(seen) < 10 else None,
    )


def _found(typed: Typed, *, limit: int = 5) -> list[dict[str, Any]]:
    today = local_day(clock.now())
    found = queries.for_a_caller(typed, language=get_language() or "", today=today, limit=limit)
    return [article_words.offered(each) for each in found]


def _area_path(request: StaffRequest) -> str:
    """Where the pin stands, as far as there is one."""
    try:
        point = float(request.POST.get("longitude", "")), float(request.POST.get("latitude", ""))
    except ValueError:
        return ""
    if not (abs(point[0]) <= 180 and abs(point[1]) <= 90):
        return ""
    area = places.locate([point], at=clock.now())[0]
    return area.path if area is not None else ""
