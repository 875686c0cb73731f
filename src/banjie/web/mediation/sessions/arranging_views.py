"""Arranging a session: proposed, answered, settled, moved, called off."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from banjie.cases.reference import reference
from banjie.mediation.actions import sessions
from banjie.mediation.actions.sessions.engaged import engaged_of
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.sessions import SessionPage
from banjie.mediation.sessions.people import Who
from banjie.mediation.sessions.times import Span
from banjie.mediation.sessions.times import propose as suggest
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.web import messages
from banjie.web.mediation.sessions import showing
from banjie.web.mediation.sessions.forms import (
    AnswerForm,
    OneTimeForm,
    OtherTimeForm,
    ReasonForm,
    SessionForm,
    TimesForm,
)
from banjie.web.mediation.sessions.opening import confidential, of_panel, sent, session_url
from banjie.web.mediation.sessions.session_views import choices, session_context, time_choices
from banjie.web.mediation.shell import attempt, carried_out, opened, shell
from banjie.web.staff import StaffRequest, acting

INVALID = 422


@confidential
@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest, case_id: int) -> HttpResponse:
    """Proposes times at which every mediator is free, to be taken or changed."""
    file = opened(request, case_id, needs=Sight.PANEL)
    initial = {"with_whom": "joint", **TimesForm.suggested(_free_times(case_id))}
    form = SessionForm(sent(request)[0], sides=[side.letter for side in file.sides], initial=initial)
    if request.method == "POST" and form.is_valid():
        made: list[int] = []
        by, at = acting(request), clock.now()
        why = attempt(lambda: made.append(sessions.propose(case_id, **form.values(), by=by, at=at)))
        if not why:
            messages.done(request, _("The session is arranged."))
            return HttpResponseRedirect(reverse("mediation:session", args=[case_id, made[0]]))
        form.add_error(None, why)
    context = shell(file, "sessions") | {"form": form, "back": reverse("mediation:sessions", args=[case_id])}
    return render(request, "mediation/sessions/new.html", context, status=INVALID if form.errors else 200)


@confidential
@require_POST
def answer(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    """What somebody said to the times, written down by the mediator."""
    file, page = of_panel(request, case_id, session_id)
    times = showing.times(page)
    form = AnswerForm(request.POST, people=choices(page), times=time_choices(times))
    if form.is_valid():
        who = Who.read(form.cleaned_data["who"])
        assert who is not None
        suits = form.answers()
        return carried_out(
            request,
            lambda: sessions.answer_times(
                case_id, session_id, who=who, suits=suits, by=acting(request), at=clock.now()
            ),
            told=_("Noted."),
            back=session_url(page, case_id),
        )
    context = session_context(file, page) | {"answers": form}
    return render(request, "mediation/sessions/session.html", context, status=INVALID)


@confidential
@require_POST
def settle(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    _file, page = of_panel(request, case_id, session_id)
    asked = request.POST.get("time", "")
    time_id = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    return carried_out(
        request,
        lambda: sessions.settle_time(case_id, session_id, time_id=time_id, by=acting(request), at=clock.now()),
        told=_("The time is settled. Those who agreed to it are written to."),
        back=session_url(page, case_id),
    )


@confidential
@require_POST
def refuse(request: StaffRequest, case_id: int, session_id: int, wish_id: int) -> HttpResponse:
    _file, page = of_panel(request, case_id, session_id)
    return carried_out(
        request,
        lambda: sessions.refuse_other_time(case_id, session_id, wish_id=wish_id, by=acting(request), at=clock.now()),
        told=_("The session stays when it is."),
        back=session_url(page, case_id),
    )


@confidential
@require_http_methods(["GET", "POST"])
def offer(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    return _times_asked(
        request, case_id, session_id, sessions.offer_times, title=_("Further times"), button=_("Offer these times")
    )


@confidential
@require_http_methods(["GET", "POST"])
def propose_again(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    return _times_asked(
        request,
        case_id,
        session_id,
        sessions.propose_again,
        title=_("Look for another time"),
        button=_("Call this time off and offer these"),
    )


@confidential
@require_http_methods(["GET", "POST"])
def put_off(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    file, page = of_panel(request, case_id, session_id)
    form = OneTimeForm(sent(request)[0])
    return asked(
        request,
        file,
        page,
        form,
        lambda: sessions.put_off(case_id, session_id, to=form.span(), by=acting(request), at=clock.now()),
        title=_("Move the session"),
        button=_("Move it, and tell everybody"),
        told=_("The session has another time."),
    )


@confidential
@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    file, page = of_panel(request, case_id, session_id)
    form = ReasonForm(sent(request)[0])
    return asked(
        request,
        file,
        page,
        form,
        lambda: sessions.cancel(
            case_id, session_id, reason=form.cleaned_data["reason"], by=acting(request), at=clock.now()
        ),
        title=_("Call the session off"),
        button=_("Call the session off"),
        told=_("The session is called off."),
    )


@confidential
@require_http_methods(["GET", "POST"])
def ask_other_time(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    file, page = of_panel(request, case_id, session_id)
    form = OtherTimeForm(sent(request)[0], people=choices(page))

    def act() -> None:
        who = Who.read(form.cleaned_data["who"])
        assert who is not None
        reason = form.cleaned_data["reason"]
        sessions.ask_other_time(case_id, session_id, who=who, reason=reason, by=acting(request), at=clock.now())

    title = _("Somebody cannot come")
    return asked(request, file, page, form, act, title=title, button=_("Note it"), told=_("Noted."))


def asked(
    request: StaffRequest,
    file: DisputeFile,
    page: SessionPage,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    told: str,
    text: str = "",
    onward: str = "",
) -> HttpResponse:
    """A form on the session's page: asked, checked, carried out, or shown again with what is wrong."""
    back = session_url(page, file.case.id)
    if request.method == "POST" and form.is_valid():
        why = attempt(act)
        if not why:
            messages.done(request, told)
            return HttpResponseRedirect(onward or back)
        form.add_error(None, why)
    context: dict[str, Any] = session_context(file, page) | {
        "form": form,
        "form_title": title,
        "form_button": button,
        "form_text": text,
        "back": back,
    }
    return render(request, "mediation/sessions/act.html", context, status=INVALID if form.errors else 200)


def _times_asked(
    request: StaffRequest,
    case_id: int,
    session_id: int,
    action: Callable[..., None],
    *,
    title: str,
    button: str,
) -> HttpResponse:
    file, page = of_panel(request, case_id, session_id)
    form = TimesForm(sent(request)[0], initial=TimesForm.suggested(_free_times(case_id)))
    by, at = acting(request), clock.now()
    told = _("The times are on offer.")
    return asked(
        request,
        file,
        page,
        form,
        lambda: action(case_id, session_id, times=form.times(), by=by, at=at),
        title=title,
        button=button,
        told=told,
    )


def _free_times(case_id: int) -> list[Span]:
    engaged = engaged_of(case_id)
    return suggest(
        list(engaged.sessions), engaged, reference().calendar, at=clock.now(), lasting=timedelta(minutes=120)
    )
