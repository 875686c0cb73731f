"""Opening a session's pages: who reads, and that no copy of what they read is left lying about."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.sessions import SessionPage, session_page
from banjie.mediation.sessions import reading
from banjie.mediation.sessions.people import Who
from banjie.mediation.sessions.reading import Reader
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.web.mediation.shell import opened
from banjie.web.staff import StaffRequest, StaffView, staff_only


def confidential(view: StaffView) -> StaffView:
    """For staff; no cache on the way or in the browser keeps the page, and none is asked whether it has changed."""

    return never_cache(staff_only(view))


def reader(file: DisputeFile) -> Reader:
    return reading.of_sight(file.case.id, file.sight)


def of_panel(request: StaffRequest, case_id: int, session_id: int) -> tuple[DisputeFile, SessionPage]:
    """The dispute and the session, for a mediator who sits; the same 404 for everything else."""
    file = opened(request, case_id, needs=Sight.PANEL)
    return file, page_or_404(file, session_id)


def page_or_404(file: DisputeFile, session_id: int) -> SessionPage:
    return found_or_404(lambda: session_page(reader(file), session_id, at=clock.now()))


def found_or_404[T](look: Callable[[], T]) -> T:
    try:
        return look()
    except DisputeNotFound:
        raise Http404 from None


def who_or_404(text: str, page: SessionPage) -> Who:
    """Somebody named in an address, if they belong to the session."""
    who = Who.read(text)
    if who is None or who not in {person.who for person in page.people}:
        raise Http404
    return who


def session_url(page: SessionPage, case_id: int, name: str = "session", *more: object) -> str:
    return reverse(f"mediation:{name}", args=[case_id, page.line.id, *more])


def sent(request: StaffRequest) -> tuple[Any, Any]:
    """What a form was sent with, fields and files; None for one that was not sent. An empty one was sent too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
