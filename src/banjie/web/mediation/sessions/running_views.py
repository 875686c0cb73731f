"""Holding a session: begun, who came, adjourned, ended."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from banjie.mediation.actions import sessions
from banjie.mediation.sessions.people import Who
from banjie.platform import clock
from banjie.web.mediation.sessions.arranging_views import asked
from banjie.web.mediation.sessions.forms import AdjournForm
from banjie.web.mediation.sessions.opening import confidential, of_panel, sent, session_url
from banjie.web.mediation.shell import carried_out
from banjie.web.staff import StaffRequest, acting


@confidential
@require_POST
def start(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    _file, page = of_panel(request, case_id, session_id)
    return carried_out(
        request,
        lambda: sessions.start(case_id, session_id, by=acting(request), at=clock.now()),
        told=_("The session has begun."),
        back=session_url(page, case_id),
    )


@confidential
@require_POST
def attendance(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    """A row a person: how they came, and who stands for them if they are represented. Rows left open are left."""
    _file, page = of_panel(request, case_id, session_id)
    came: dict[Who, str] = {}
    represented_by: dict[Who, int] = {}
    for person in page.people:
        how = request.POST.get(f"how-{person.who}", "")
        by = request.POST.get(f"by-{person.who}", "")
        if how:
            came[person.who] = how
        if how == "represented" and by.isdecimal() and len(by) < 19:
            represented_by[person.who] = int(by)
    return carried_out(
        request,
        lambda: sessions.note_attendance(
            case_id, session_id, came=came, represented_by=represented_by, by=acting(request), at=clock.now()
        ),
        told=_("It is noted who came."),
        back=session_url(page, case_id),
    )


@confidential
@require_POST
def end(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    _file, page = of_panel(request, case_id, session_id)
    return carried_out(
        request,
        lambda: sessions.end(case_id, session_id, by=acting(request), at=clock.now()),
        told=_("The session is over. Read the minutes back and have them signed."),
        back=session_url(page, case_id),
    )


@confidential
@require_http_methods(["GET", "POST"])
def adjourn(request: StaffRequest, case_id: int, session_id: int) -> HttpResponse:
    file, page = of_panel(request, case_id, session_id)
    form = AdjournForm(sent(request)[0], initial={"place": page.line.place})

    def act() -> None:
        given = form.cleaned_data
        sessions.adjourn(
            case_id,
            session_id,
            reason=given["reason"],
            to=form.span(),
            place=given["place"],
            by=acting(request),
            at=clock.now(),
        )

    return asked(
        request,
        file,
        page,
        form,
        act,
        title=_("Adjourn the session"),
        button=_("Adjourn it to this time"),
        told=_("The session goes on another day."),
        text=_("The minutes so far stay as they are, and can be read back and signed."),
    )
