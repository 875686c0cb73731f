"""A resident follows their matter by its code: what happened, what is asked of them, and their verdict."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from banjie.cases import actions, queries, wording
from banjie.cases.acting import AS_REPORTER
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.publishing import acts
from banjie.platform import clock, files
from banjie.web import messages, serving
from banjie.web.payload_forms import CommandForm, Options
from banjie.web.resident import phone_views, plain_words
from banjie.web.resident.uploads import keep_files

# What a reporter may do here, in the order in which the page offers it.
OFFERED = ("provide_information", "rate", "reopen", "add_information", "remind", "withdraw")


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The code as it was read off a slip, with spaces and mistaken letters forgiven."""
    if request.method == "GET":
        return render(request, "resident/find.html", {"code": "", "problem": ""})
    code = request.POST.get("code", "")
    try:
        found = queries.tracked(code, at=clock.now())
    except CaseNotFound:
        return _unknown(request, code)
    return HttpResponseRedirect(reverse("resident:track", args=[found.tracking_code]))


@require_safe
def track(request: HttpRequest, code: str) -> HttpResponse:
    try:
        case = queries.tracked(code, at=clock.now())
    except CaseNotFound:
        # A link that lost a letter on its way, as in a message that was typed off: the code can be mended here.
        return _unknown(request, code)
    return _page(request, case)


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, code: str, command: str) -> HttpResponse:
    case = _found(code)
    if command not in OFFERED:
        raise Http404
    form = CommandForm(request.POST or None, command=command, options=Options())
    if request.method == "GET":
        return _page(request, case, command=command, form=form)
    if not form.is_valid():
        return _page(request, case, command=command, form=form, status=422)
    try:
        actions.perform(case.case_id, command, by=AS_REPORTER, at=clock.now(), data=form.data_of())
    except ValidationError as error:
        form.take_errors(error)
        return _page(request, case, command=command, form=form, status=422)
    except (CommandRefused, StaleCase) as error:
        code_of = error.refusal.code if isinstance(error, CommandRefused) else "wrong_state"
        return _page(request, _found(code), refusal=wording.REFUSALS[code_of], status=409)
    messages.done(request, plain_words.THANKS[command])
    return HttpResponseRedirect(reverse("resident:track", args=[case.tracking_code]))


@require_POST
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """Whether others may read it: the reporter's own word, which counts at once."""
    case = _found(code)
    try:
        acts.consent(case.case_id, public=request.POST.get("public") == "yes", by=AS_REPORTER, at=clock.now())
    except CommandRefused as error:
        return _page(request, _found(code), refusal=wording.REFUSALS[error.refusal.code], status=409)
    messages.done(request, _("Noted."))
    return HttpResponseRedirect(reverse("resident:track", args=[case.tracking_code]))


@require_POST
def attach(request: HttpRequest, code: str) -> HttpResponse:
    case = _found(code)
    keep_files(request, case.case_id)
    return HttpResponseRedirect(reverse("resident:track", args=[case.tracking_code]))


@require_safe
def attachment(request: HttpRequest, code: str, attachment_id: int) -> HttpResponseBase:
    """A file that the reporter sent or may see."""
    case = _found(code)
    found = next((each for each in case.attachments if each.id == attachment_id), None)
    if found is None:
        raise Http404
    headers = files.response_headers(files.FileKind(found.kind), found.name)
    return serving.file_response(files.open(found.digest), headers)


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    context = {"code": code[:40], "problem": _("No matter has this code. Compare it with your receipt.")}
    return render(request, "resident/find.html", context, status=404)


def _found(code: str) -> queries.Tracked:
    try:
        return queries.tracked(code, at=clock.now())
    except CaseNotFound:
        raise Http404 from None


def _page(request: HttpRequest, case: queries.Tracked, *, status: int = 200, **extra: Any) -> HttpResponse:
    offered = [(command, plain_words.OFFERS[command]) for command in OFFERED if command in case.allowed]
    context = {
        "case": case,
        "standing": plain_words.standing(case, at=clock.now()),
        "entries": [plain_words.entry(each) for each in reversed(case.entries)],
        "offered": offered,
        "phone": phone_views.offered(case),
        "stages": plain_words.stages(case),
    }
    response = render(request, "resident/track.html", context | extra, status=status)
    # The address is a key: no other site is told it, and search engines keep out. "no-referrer" would go too
    # far: the browser then hides the origin of the page's own forms as well, and they are refused as forged.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
