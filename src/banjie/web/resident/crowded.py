"""A door that is crowded: what a form asks for before it is sent, and what is said where that was not done.

`data-task` on the form has the browser do a task by itself (web/task.js). Without script one waits and sends once more.
"""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banjie.platform import clock, crowding
from banjie.platform.crowding import Needed
from banjie.platform.crowding.ladder import WINDOW
from banjie.platform.origin import address_of

REPORT: Final = "report"
OBJECTION: Final = "objection"
_DOORS: Final = frozenset({REPORT, OBJECTION})
# How many this browser sent lately, signed by us and kept by it: we need not know which browser it is.
_COOKIE: Final = "sent"
_SALT: Final = "banjie sent"


@never_cache
@require_safe
def task(request: HttpRequest, door: str) -> HttpResponse:
    """What the next try will be asked: nothing, a task, or to come back later. Counts nothing."""
    if door not in _DOORS:
        raise Http404
    asked = crowding.needed(door, address_of(request), at=clock.now(), device=_sent(request))
    if isinstance(asked, Needed) and asked.task is not None:
        return JsonResponse({"text": asked.task.text, "bits": asked.task.bits})
    return JsonResponse({})


def asked_of(request: HttpRequest, door: str, *, at: datetime) -> Needed | None:
    """Counts a try. What is needed first, or None for whoever may go on."""
    asked = crowding.admit(
        door,
        address_of(request),
        text=request.POST.get("task_text", "")[:100],
        answer=request.POST.get("task_answer", "")[:20],
        at=at,
        device=_sent(request),
    )
    return asked if isinstance(asked, Needed) else None


def counted[R: HttpResponse](request: HttpRequest, response: R) -> R:
    """The answer to what was let in, which this browser counts."""
    value = signing.dumps(_sent(request) + 1, salt=_SALT)
    response.set_cookie(
        _COOKIE,
        value,
        max_age=int(WINDOW.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


NOTHING: Final = {"crowded": "", "task_text": ""}


def words(asked: Needed) -> dict[str, Any]:
    """What a page says and carries where a try was not let in."""
    if asked.task is None:
        minutes = max(1, round(asked.later.total_seconds() / 60))
        text = ngettext(
            "Very many matters came from your network just now. Nothing is lost: try again in %(n)d minute, or call.",
            "Very many matters came from your network just now. Nothing is lost: try again in %(n)d minutes, or call.",
            minutes,
        ) % {"n": minutes}
        return {"crowded": text, "task_text": ""}
    seconds = int(asked.later.total_seconds())
    text = ngettext(
        "Many matters are coming in just now. Wait %(n)d second and press the button once more; choose photos again.",
        "Many matters are coming in just now. Wait %(n)d seconds and press the button once more; choose photos again.",
        seconds,
    ) % {"n": seconds}
    return {"crowded": text, "task_text": asked.task.text}


def _sent(request: HttpRequest) -> int:
    try:
        found = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=WINDOW)
    except signing.BadSignature:
        return 0
    return found if isinstance(found, int) else 0
