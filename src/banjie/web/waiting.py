"""How much waits in somebody's worklists, remembered for some seconds: counting is the dearest part of a page.

What others do shows within that time. Whoever has just done something sees the right numbers at once: a cookie
says when that was, to every process alike, and what was counted before then is not used for them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from banjie.cases import queries
from banjie.cases.filters import Queue
from banjie.cases.publishing import queue as publishing
from banjie.channels import incoming
from banjie.knowledge import editing
from banjie.knowledge.days import local_day
from banjie.organisations.permissions import Viewer
from banjie.platform import clock

KEPT: Final = timedelta(seconds=10)
COOKIE: Final = "acted"
_MOST: Final = 5_000
_SAFE: Final = {"GET", "HEAD", "OPTIONS", "TRACE"}

type Handler = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What awaits somebody: the length of each worklist, how many notices (None for whom none ever come), how many
    matters are to be read for the public, how many articles to be published or confirmed, and how many messages
    were set aside."""

    queues: Mapping[Queue, int]
    notices: int | None
    to_publish: int = 0
    articles: int = 0
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class _Counted:
    at: datetime
    viewer: Viewer
    waiting: Waiting


_counted: dict[int, _Counted] = {}


def waiting_for(request: HttpRequest, viewer: Viewer) -> Waiting:
    """What awaits this viewer, at most `KEPT` old and never from before their own last act."""
    now = clock.now()
    known = _counted.get(viewer.staff_id)
    if known is not None and known.viewer == viewer and _still_good(known.at, now, _acted(request)):
        return known.waiting
    found = Waiting(
        queries.queue_counts(viewer, at=now),
        queries.unread_notices(viewer),
        publishing.count(viewer),
        editing.waiting(viewer, today=local_day(now)),
        incoming.count(viewer),
    )
    if len(_counted) >= _MOST:
        _counted.clear()
    _counted[viewer.staff_id] = _Counted(now, viewer, found)
    return found


def forget() -> None:
    """Counts anew at the next question."""
    _counted.clear()


def note_acts(get_response: Handler) -> Handler:
    """Marks whoever of the staff has sent something, so that their next page counts anew."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in _SAFE and settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.set_cookie(
                COOKIE,
                f"{clock.now().timestamp():.6f}",
                max_age=KEPT,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return respond


def _still_good(counted: datetime, now: datetime, acted: float) -> bool:
    # A clock that was set back makes what was counted "later" than now: count again.
    return counted <= now < counted + KEPT and counted.timestamp() > acted


def _acted(request: HttpRequest) -> float:
    try:
        return float(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return float("-inf")
