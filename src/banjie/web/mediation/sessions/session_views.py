"""The sessions of a dispute, and one of them."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banjie.cases.reference import reference
from banjie.mediation.place_words import place_words
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.sessions import SessionPage, sessions_of
from banjie.mediation.sessions.invitations import as_ics
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.ui import elapsed
from banjie.web.mediation.sessions import showing
from banjie.web.mediation.sessions.forms import AnswerForm
from banjie.web.mediation.sessions.letters import invitation_of
from banjie.web.mediation.sessions.opening import confidential, page_or_404, reader
from banjie.web.mediation.shell import opened, shell
from banjie.web.staff import StaffRequest


@confidential
@require_safe
def sessions(request: StaffRequest, case_id: int) -> HttpResponse:
    """Whoever is not of the panel sees the days on which sessions took place, and no more of those held apart."""
    file = opened(request, case_id)
    seen = sessions_of(reader(file))
    context = shell(file, "sessions") | {
        "to_come": showing.to_come(seen.lines),
        "past": showing.past(seen.lines),
        "days": seen.days,
        "is_panel": file.sight >= Sight.PANEL,
        "arranges": file.sight >= Sight.PANEL and file.case.state in ("consulting", "mediating"),
    }
    return render(request, "mediation/sessions/sessions.html", context)


@confidential
@require_safe
def session(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.FILE)
    page = page_or_404(file, session_id)
    return render(request, "mediation/sessions/session.html", session_context(file, page))


@confidential
@require_safe
def invitation(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    """For the mediator's own calendar. The file's name tells nothing but the number of the case."""
    file = opened(request, case_id, needs=Sight.PANEL)
    page = page_or_404(file, session_id)
    line = page.line
    if line.starts_at is None or line.ends_at is None:
        raise Http404
    made = invitation_of(line, file.case.number, cancelled=line.state == "cancelled", guest="", at=clock.now())
    name = f"{file.case.number}-{line.uid[:8]}.ics"
    answer = HttpResponse(as_ics(made, reference().calendar.zone), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def session_context(file: DisputeFile, page: SessionPage) -> dict[str, Any]:
    """What the page of one session shows, whatever is being asked on it."""
    is_panel = file.sight >= Sight.PANEL
    people = showing.people(page)
    times = showing.times(page) if is_panel else []
    return shell(file, "sessions") | {
        "page": page,
        "line": page.line,
        "shown": showing.line(page.line),
        "people": people,
        "times": times,
        "wishes": [
            {"wish": each, "name": page.names.get(each.who, "")} for each in page.wishes if each.granted is None
        ],
        "is_panel": is_panel,
        "video": settings.BANJIE_VIDEO_SERVICE,
        "answers": AnswerForm(people=choices(page), times=time_choices(times)) if times else None,
        "answered": _answered(page, times),
        "came_choices": shell(file, "sessions")["choices"]["came_how"],
    }


def choices(page: SessionPage) -> list[tuple[str, str]]:
    return [
        (
            str(each.who),
            f"{place_words(each.label)} {each.name}".strip() if each.label != each.name else place_words(each.name),
        )
        for each in page.people
    ]


def time_choices(times: list[dict[str, Any]]) -> list[tuple[int, str]]:
    ordered = sorted(times, key=lambda each: each["span"])
    return [(each["id"], elapsed.exact(each["span"].begins)) for each in ordered]


def _answered(page: SessionPage, times: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who said what to the times, a row a person."""
    ordered = sorted(times, key=lambda each: each["span"])
    return [
        {
            "person": person,
            "cells": [(each["span"].begins, page.answers.get((each["id"], person.who))) for each in ordered],
        }
        for person in page.people
        if any((each["id"], person.who) in page.answers for each in ordered)
    ]
