"""What a signed-in request goes through: its language, a password that must be changed, the session's record."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from banjie.organisations import actions, rules
from banjie.platform import clock

from .viewers import staff_of

type Handler = Callable[[HttpRequest], HttpResponse]

SEEN = "seen_at"
UNATTENDED = "Unattended"


def staff_session(get_response: Handler) -> Handler:
    """Follows AuthenticationMiddleware. Visitors without a session cost nothing."""

    def respond(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        staff = staff_of(request)
        if staff.language:
            translation.activate(staff.language)
            request.LANGUAGE_CODE = translation.get_language()
        # A page that asks by itself is nobody's presence: a session left on a wall ends like any other.
        if UNATTENDED not in request.headers:
            _note_seen(request)
        if staff.must_change_password and request.path not in _open_while_changing():
            return HttpResponseRedirect(reverse("accounts:account-password"))
        return get_response(request)

    return respond


def _note_seen(request: HttpRequest) -> None:
    """Once in a while, so that reading a page does not write."""
    now = clock.now()
    seen = request.session.get(SEEN, 0)
    if now.timestamp() - seen >= rules.SEEN_EVERY.total_seconds():
        request.session[SEEN] = int(now.timestamp())
        actions.session_seen(session_key=request.session.session_key or "", at=now)


def _open_while_changing() -> tuple[str, ...]:
    return reverse("accounts:account-password"), reverse("sign-out")
