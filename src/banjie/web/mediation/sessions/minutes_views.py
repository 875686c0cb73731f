"""Minutes: written live, read back, added to."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from banjie.mediation.actions import sessions
from banjie.mediation.actions.sessions.writing import LONGEST_LINE, MOST_AT_ONCE, MOST_LINES
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.minutes import MinutesRead, lines_since, minutes_of, papers_of
from banjie.mediation.queries.sessions import SessionPage
from banjie.mediation.sessions.headings import headings
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.ui import elapsed
from banjie.web import messages
from banjie.web.mediation.sessions import showing
from banjie.web.mediation.sessions.opening import (
    confidential,
    found_or_404,
    of_panel,
    page_or_404,
    reader,
    session_url,
)
from banjie.web.mediation.sessions.session_views import session_context
from banjie.web.mediation.shell import attempt, carried_out, opened
from banjie.web.staff import StaffRequest, acting

INVALID = 422


class _Line(BaseModel):
    """A line as the page sends it."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    key: UUID
    base: Annotated[int, Field(ge=0, le=2**31 - 1)]
    position: Annotated[int, Field(ge=0, le=2**31 - 1)]
    heading: Annotated[str, Field(max_length=20)]
    speaker: Annotated[str, Field(max_length=40)]
    text: Annotated[str, Field(max_length=LONGEST_LINE)]
    struck: bool = False


class _Sent(BaseModel):
    """What the page has to say, and which lines it knows in which version."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    lines: Annotated[list[_Line], Field(max_length=MOST_AT_ONCE)] = []
    known: Annotated[dict[Annotated[str, Field(max_length=36)], int], Field(max_length=MOST_LINES)] = {}


@confidential
@require_safe
def live(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    """The page on which minutes are written while people speak."""
    file, page = of_panel(request, case_id, session_id)
    minutes = _minutes(file, session_id)
    if page.line.began_at is None or (minutes is not None and minutes.read_back_at is not None):
        return HttpResponseRedirect(session_url(page, case_id, "minutes-reading"))
    lines = minutes.lines if minutes is not None else []
    context = session_context(file, page) | {
        "sections": showing.by_heading(lines, headings().values(), get_language() or ""),
        "longest": LONGEST_LINE,
        "typed": {},
    }
    return render(request, "mediation/sessions/minutes.html", context)


@confidential
@require_POST
def lines(request: StaffRequest, case_id: int, session_id: int) -> JsonResponse:
    """Takes lines as they are typed, and answers with what became of them and what others wrote meanwhile."""
    file, _page = of_panel(request, case_id, session_id)
    try:
        sent = _Sent.model_validate_json(request.body)
    except ValidationError:
        return JsonResponse({"problem": _("The page sent something that cannot be read. Reload it.")}, status=400)
    at = clock.now()
    written: list[sessions.Written] = []
    drafts = [sessions.Draft(**each.model_dump()) for each in sent.lines]
    if drafts:
        why = attempt(
            lambda: written.extend(sessions.write_lines(case_id, session_id, drafts=drafts, by=acting(request), at=at))
        )
        if why:
            return JsonResponse({"problem": why}, status=INVALID)
    known = sent.known | {str(each.key): each.version for each in written}
    fresh = found_or_404(lambda: lines_since(reader(file), session_id, known))
    return JsonResponse({"written": [_told(each) for each in written], "fresh": fresh, "at": elapsed.short(at)[-5:]})


@confidential
@require_POST
def line(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    """The same for a browser without scripts: one line, and the page comes again."""
    file, page = of_panel(request, case_id, session_id)
    minutes = _minutes(file, session_id)
    heading = request.POST.get("heading", "")
    draft = sessions.Draft(
        key=uuid4(),
        base=0,
        position=max((each.position for each in minutes.lines), default=0) + 1 if minutes is not None else 1,
        heading=heading,
        speaker=request.POST.get("speaker", ""),
        text=request.POST.get("text", ""),
    )
    back = session_url(page, case_id, "minutes") + f"#h-{heading}"
    return carried_out(
        request,
        lambda: sessions.write_lines(case_id, session_id, drafts=[draft], by=acting(request), at=clock.now()),
        told=_("Written."),
        back=back,
    )


@confidential
@require_safe
def reading_view(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    """The minutes as a paper: for reading back, for signing, and afterwards for whoever may read them."""
    file = opened(request, case_id, needs=Sight.FILE)
    page = page_or_404(file, session_id)
    minutes = _minutes(file, session_id)
    if minutes is None and file.sight < Sight.PANEL:
        raise Http404
    return render(request, "mediation/sessions/reading.html", reading_context(file, page, minutes))


@confidential
@require_POST
def read_back(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    _file, page = of_panel(request, case_id, session_id)
    return carried_out(
        request,
        lambda: sessions.read_back(case_id, session_id, by=acting(request), at=clock.now()),
        told=_("The text stands. Now everybody who came can sign."),
        back=session_url(page, case_id, "minutes-reading"),
    )


@confidential
@require_POST
def add(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    """A correction below a line, as it was asked for at the reading back."""
    file, page = of_panel(request, case_id, session_id)
    text = request.POST.get("text", "").strip()
    after = _uuid(request.POST.get("after", ""))
    why = _("Write what is to be added.") if not text else ""
    if not why:
        why = attempt(
            lambda: sessions.add_line(
                case_id,
                session_id,
                after=after,
                speaker=request.POST.get("speaker", ""),
                text=text,
                key=_uuid(request.POST.get("key", "")),
                by=acting(request),
                at=clock.now(),
            )
        )
    if not why:
        messages.done(request, _("Added. Whoever had signed signs again: the text is another now."))
        return HttpResponseRedirect(session_url(page, case_id, "minutes-reading") + f"#line-{after}")
    typed = {"after": str(after), "text": request.POST.get("text", ""), "problem": why}
    context = reading_context(file, page, _minutes(file, session_id)) | {"typed": typed}
    return render(request, "mediation/sessions/reading.html", context, status=INVALID)


def reading_context(file: DisputeFile, page: SessionPage, minutes: MinutesRead | None) -> dict[str, Any]:
    language = get_language() or ""
    head = minutes.head if minutes is not None else {}
    return session_context(file, page) | {
        "minutes": minutes,
        "sections": showing.by_heading(minutes.lines if minutes else [], headings().values(), language),
        "attended": showing.attended(head, page),
        "papers": papers_of(reader(file), page.line.id) if file.sight >= Sight.PANEL else [],
        "new_key": uuid4(),
        "typed": {"after": "", "text": "", "problem": ""},
    }


def _minutes(file: DisputeFile, session_id: int) -> MinutesRead | None:
    return found_or_404(lambda: minutes_of(reader(file), session_id))


def _told(each: sessions.Written) -> dict[str, Any]:
    return {
        "key": str(each.key),
        "outcome": each.outcome,
        "version": each.version,
        "heading": each.heading,
        "speaker": each.speaker,
        "text": each.text,
        "struck": each.struck,
    }


def _uuid(text: str) -> UUID:
    """Raises Http404 for what is none: only a page of ours makes them."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
