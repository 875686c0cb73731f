"""Asking a language model, beside a case and beside an answer. Without script every press is a page."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from banjie.cases import machine_texts
from banjie.cases.errors import CaseNotFound
from banjie.cases.machine_texts import ANSWERING, Account, Purpose, TextRefused, wording
from banjie.cases.queries import CaseFile
from banjie.cases.reading_replies import claims_of
from banjie.platform import clock
from banjie.web import messages
from banjie.web.staff import StaffRequest, acting, staff_only
from banjie.web.workbench import acting_views, machine_panels, machine_words
from banjie.web.workbench.case_views import opened


@staff_only
@require_http_methods(["GET", "POST"])
def summary(request: StaffRequest, case_id: int) -> HttpResponse:
    """POST has the case summed up; GET shows how that stands."""
    file = opened(request, case_id)
    refused = ""
    if request.method == "POST":
        try:
            _ask(request, file, Purpose.SUMMARY, language=get_language() or settings.LANGUAGE_CODE)
        except TextRefused as error:
            refused = wording.refusal(error.why)
    if not request.headers.get("HX-Request"):
        if refused:
            messages.problem(request, refused)
        return redirect("workbench:case", case_id=case_id)
    context = {"case": file.case, "refused": refused} | machine_panels.beside_case(file)
    if not context["may_summarise"]:
        raise Http404
    return render(request, "workbench/machine_summary.html", context)


@staff_only
@require_POST
def draft(request: StaffRequest, case_id: int, command: str) -> HttpResponse:
    """Has a reply drafted from what the form holds, or looks how that stands. The form stays as it is."""
    file = opened(request, case_id)
    if command not in ANSWERING or command not in file.offer.allowed:
        raise Http404
    panel = _panel(request, file)
    if request.headers.get("HX-Request"):
        return render(request, "workbench/machine_draft.html", {"case": file.case, "command": command} | panel)
    return _whole_form(request, file, command, panel)


def _panel(request: StaffRequest, file: CaseFile) -> dict[str, Any]:
    known = request.POST.get("machine_text", "")
    try:
        if known.isascii() and known.isdigit() and len(known) < 19 and "anew" not in request.POST:
            text_id = int(known)
        else:
            # Residents read it, so it is in the language of the installation.
            text_id = _ask(request, file, Purpose.REPLY, language=settings.LANGUAGE_CODE)
        found = machine_texts.shown_text(file, text_id, at=clock.now())
    except TextRefused as error:
        return {"draft": None, "refused": wording.refusal(error.why)}
    except CaseNotFound:
        raise Http404 from None
    return {"draft": machine_words.told(found), "refused": ""}


def _whole_form(request: StaffRequest, file: CaseFile, command: str, panel: dict[str, Any]) -> HttpResponse:
    """The page with everything that was typed, for browsers without script; `insert` puts the draft into it."""
    typed = {name: request.POST.getlist(name)[-1] for name in request.POST}
    written = panel["draft"]["each"].text if panel["draft"] is not None else ""
    if "insert" in request.POST and written:
        before = typed.get("public_reply", "").rstrip()
        typed["public_reply"] = f"{before}\n{written}" if before else written
    form = acting_views.form_with(request, file, command, typed)
    return acting_views.shown(request, file, command, form, **{"may_draft": True} | panel)


def _ask(request: StaffRequest, file: CaseFile, purpose: Purpose, *, language: str) -> int:
    claims = claims_of(request.POST)
    account = Account(
        text=request.POST.get("internal_account", "")[:20_000],
        found_true=claims.found_true,
        within_duty=claims.within_duty,
        solved=claims.solved,
        unsolved_reason=request.POST.get("unsolved_reason", "")[:2_000],
    )
    return machine_texts.ask_for_text(
        file.case.id, purpose=purpose, by=acting(request), at=clock.now(), language=language, account=account
    )
