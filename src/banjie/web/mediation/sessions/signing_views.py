"""Signing minutes: on the screen, on paper, or noting that somebody would not."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.mediation.actions import sessions
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.minutes import MinutesRead, minutes_of, papers_of, scan_of
from banjie.mediation.queries.sessions import SessionPage
from banjie.mediation.sessions.headings import headings
from banjie.mediation.sessions.people import Who
from banjie.mediation.sessions.strokes import HEIGHT, WIDTH
from banjie.mediation.sight import Sight
from banjie.platform import clock, files
from banjie.platform.files import FileRefused
from banjie.ui import elapsed
from banjie.web import file_words
from banjie.web.mediation.sessions import showing
from banjie.web.mediation.sessions.arranging_views import asked
from banjie.web.mediation.sessions.forms import NeededReasonForm, ScanForm
from banjie.web.mediation.sessions.minutes_views import reading_context
from banjie.web.mediation.sessions.opening import (
    confidential,
    found_or_404,
    of_panel,
    page_or_404,
    reader,
    sent,
    session_url,
    who_or_404,
)
from banjie.web.mediation.shell import attempt, carried_out, opened
from banjie.web.staff import StaffRequest, acting


@confidential
@require_http_methods(["GET", "POST"])
def sign(request: StaffRequest, case_id: int, session_id: int, who: str) -> HttpResponse:
    """The text once more, and below it the place to sign with a finger or a mouse."""
    file, page, minutes, signer = _to_sign(request, case_id, session_id, who)
    if request.method != "POST":
        return render(request, "mediation/sessions/sign.html", _sign_context(file, page, minutes, signer))
    strokes, seen = request.POST.get("strokes", ""), request.POST.get("digest", "")
    by, at = acting(request), clock.now()
    why = attempt(lambda: sessions.sign(case_id, session_id, who=signer, seen=seen, strokes=strokes, by=by, at=at))
    if why:
        context = _sign_context(file, page, minutes, signer) | {"problem": why}
        return render(request, "mediation/sessions/sign.html", context, status=422)
    told, back = _("Signed."), session_url(page, case_id, "minutes-reading")
    return carried_out(request, lambda: None, told=told, back=back + "#signatures")


@confidential
@require_http_methods(["GET", "POST"])
def on_paper(request: StaffRequest, case_id: int, session_id: int, who: str) -> HttpResponse:
    file, page, minutes, signer = _to_sign(request, case_id, session_id, who)
    papers = [(paper_id, elapsed.exact(at)) for paper_id, at in papers_of(reader(file), session_id)]
    form = ScanForm(*sent(request), papers=papers)
    name = page.names.get(signer, "")

    def act() -> None:
        by, at = acting(request), clock.now()
        paper_id = form.cleaned_data.get("paper")
        if scan := form.cleaned_data["scan"]:
            prepared = files.prepare(scan.read(), name=scan.name)
            paper_id = sessions.add_paper(case_id, session_id, scan=prepared, by=by, at=at)
        sessions.sign_on_paper(
            case_id, session_id, who=signer, seen=minutes.digest, paper_id=paper_id or 0, by=by, at=at
        )

    title = _("%(name)s signed on paper") % {"name": name}
    words = {"title": title, "button": _("Add the signed paper"), "told": _("Signed.")}
    onward = session_url(page, case_id, "minutes-reading")
    try:
        return asked(request, file, page, form, act, **words, onward=onward)
    except FileRefused as error:
        form.add_error("scan", file_words.why(error))
        return asked(request, file, page, form, act, **words)


@confidential
@require_http_methods(["GET", "POST"])
def refused(request: StaffRequest, case_id: int, session_id: int, who: str) -> HttpResponse:
    file, page, minutes, signer = _to_sign(request, case_id, session_id, who)
    form = NeededReasonForm(sent(request)[0])
    return asked(
        request,
        file,
        page,
        form,
        lambda: sessions.note_refusal(
            case_id,
            session_id,
            who=signer,
            seen=minutes.digest,
            reason=form.cleaned_data["reason"],
            by=acting(request),
            at=clock.now(),
        ),
        title=_("%(name)s would not sign") % {"name": page.names.get(signer, "")},
        button=_("Note it"),
        told=_("Noted."),
        onward=session_url(page, case_id, "minutes-reading"),
    )


@confidential
@require_safe
def paper(request: StaffRequest, case_id: int, session_id: int, paper_id: int) -> HttpResponse:
    """The scan, for whoever may read the minutes. The file's name tells nothing."""
    file = opened(request, case_id, needs=Sight.FILE)
    found = found_or_404(lambda: scan_of(reader(file), session_id, paper_id))
    answer = HttpResponse(found.content, content_type=found.kind)
    answer["Content-Disposition"] = 'inline; filename="signed"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@confidential
@require_POST
def lock(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    _file, page = of_panel(request, case_id, session_id)
    return carried_out(
        request,
        lambda: sessions.lock(case_id, session_id, by=acting(request), at=clock.now()),
        told=_("The minutes are locked."),
        back=session_url(page, case_id, "minutes-reading"),
    )


def _to_sign(
    request: StaffRequest, case_id: int, session_id: int, who: str
) -> tuple[DisputeFile, SessionPage, MinutesRead, Who]:
    file = opened(request, case_id, needs=Sight.PANEL)
    page = page_or_404(file, session_id)
    minutes = found_or_404(lambda: minutes_of(reader(file), session_id))
    if minutes is None or minutes.read_back_at is None:
        raise Http404
    return file, page, minutes, who_or_404(who, page)


def _sign_context(file: DisputeFile, page: SessionPage, minutes: MinutesRead, signer: Who) -> dict[str, Any]:
    return reading_context(file, page, minutes) | {
        "signer": str(signer),
        "signer_name": page.names.get(signer, ""),
        "sections": showing.by_heading(minutes.lines, headings().values(), get_language() or ""),
        "width": WIDTH,
        "height": HEIGHT,
        "problem": "",
        "back": session_url(page, file.case.id, "minutes-reading"),
    }
