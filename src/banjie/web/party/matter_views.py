"""What a party reads: what comes next, who mediates, its rights, and what it has said so far."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banjie.mediation import queries, wording
from banjie.mediation.errors import DisputeNotFound
from banjie.platform import clock, files
from banjie.web import serving
from banjie.web.party import asking, keeping_words, plain_words
from banjie.web.party.visits import PartyRequest, party_only


@party_only
@require_safe
def matter(request: PartyRequest) -> HttpResponseBase:
    return show(request)


@party_only
@require_safe
def rights(request: PartyRequest) -> HttpResponseBase:
    return render(request, "party/rights.html", {"rights": plain_words.RIGHTS, "duties": plain_words.DUTIES})


@party_only
@require_safe
def said(request: PartyRequest) -> HttpResponseBase:
    """Every answer of the party's own, and every time that its page was open."""
    page = queries.own_page(request.party, at=clock.now())
    context = {
        "page": page,
        "said": [plain_words.answer(each) for each in page.history],
        "visits": [plain_words.visit(each) for each in queries.own_visits(request.party)],
        "can_stop": asking.can_stop(page),
    }
    return render(request, "party/said.html", context)


@party_only
@require_safe
def document(request: PartyRequest, document_id: int) -> HttpResponseBase:
    """A notice that was made for this party, as a PDF."""
    try:
        found = queries.own_document(request.party, document_id)
    except DisputeNotFound:
        raise Http404 from None
    headers = files.response_headers(files.FileKind.PDF, f"{plain_words.document(found)}.pdf")
    return serving.file_response(files.open(found.pdf), headers)


def show(request: PartyRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The first page. `problem` says why what was just sent was not done."""
    at = clock.now()
    page = queries.own_page(request.party, at=at)
    agreement = queries.own_agreement(request.party, at=at)
    sessions = queries.own_sessions(request.party, at=at)
    obligations = queries.own_obligations(request.party, at=at)
    context: dict[str, Any] = {
        "page": page,
        "standing": plain_words.standing(page),
        "asks": asking.asks(page, agreement, sessions, obligations),
        "agreement": agreement,
        "sessions": sessions,
        "documents": [(each, plain_words.document(each)) for each in queries.own_documents(request.party)],
        "obligations": [keeping_words.line(each) for each in obligations],
        "rungs": plain_words.rungs(page),
        "seats": page.seats,
        "kinds": wording.CHOICES["mediator_kind"],
        "reminded": page.answer_to("reminders") == "given",
        "can_stop": asking.can_stop(page),
        "other_ways": wording.other_ways().values() if page.state in plain_words.ENDED_WITHOUT else (),
        "may_try_again": asking.may_try_again(page) and not page.agreed,
        "done": plain_words.DONE.get(request.GET.get("done", ""), ""),
        "problem": problem,
    }
    return render(request, "party/matter.html", context, status=status)
