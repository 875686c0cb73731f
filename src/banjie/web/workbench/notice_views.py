"""Notices: what was brought before whoever is signed in, and the way from each to its case."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import actions, queries
from banjie.cases.queries import NoticeLine
from banjie.platform import clock
from banjie.web import messages, notice_words
from banjie.web.staff import StaffRequest, staff_only
from banjie.web.workbench import case_words
from banjie.web.workbench.case_words import ToldEntry


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """A notice ready to be drawn."""

    line: NoticeLine
    entry: ToldEntry
    who: str
    title: str
    tone: str
    why: str


@staff_only
@require_safe
def notices(request: StaffRequest) -> HttpResponse:
    """The newest first; those not read yet stand out, and can be looked at alone."""
    unread_only = request.GET.get("show") == "unread"
    page = _number(request.GET.get("page", ""))
    lines, more = queries.notices(request.viewer, unread_only=unread_only, page=page)
    context = {
        "notices": [_told(line) for line in lines],
        "unread_only": unread_only,
        "unread": any(not line.read for line in lines),
        "tabs": [
            {"label": _("All"), "url": "?", "current": not unread_only},
            {"label": _("Unread"), "url": "?show=unread", "current": unread_only},
        ],
        "previous_url": _page(page - 1, unread_only=unread_only) if page > 1 else "",
        "next_url": _page(page + 1, unread_only=unread_only) if more else "",
    }
    return render(request, "workbench/notices.html", context)


@staff_only
@require_safe
def notice(request: StaffRequest, notice_id: int) -> HttpResponse:
    """On to the case, or to where one does something about it: all that was said of the case until now is read then."""
    found = queries.notice_of(request.viewer, notice_id)
    if found is None:
        raise Http404
    case_id, command = found
    actions.mark_read(staff_id=request.viewer.staff_id, case_id=case_id, at=clock.now())
    response = redirect(notice_words.page(command, case_id))
    response["Cache-Control"] = "no-store"
    return response


@staff_only
@require_POST
def mark_all_read(request: StaffRequest) -> HttpResponse:
    actions.mark_read(staff_id=request.viewer.staff_id, at=clock.now())
    messages.done(request, _("All notices are marked as read."))
    return redirect("workbench:notices")


def _told(line: NoticeLine) -> ToldNotice:
    entry = case_words.entry(line.told)
    return ToldNotice(
        line=line,
        entry=entry,
        # That the clock rang by itself needs no saying.
        who="" if line.told.command == "alarm" else entry.who,
        title=notice_words.title(line.told),
        tone=notice_words.tone(line.told, is_open=line.is_open, state=line.state),
        why=notice_words.why(line.asked, stands_in=line.stands_in),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 1


def _page(number: int, *, unread_only: bool) -> str:
    return f"?show=unread&page={number}" if unread_only else f"?page={number}"
