"""Who may look at a screen: staff who see every case of the area, or a wall that was let in for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from banjie.organisations.devices import device_label
from banjie.organisations.permissions import Permission, Viewer
from banjie.organisations.screens import actions
from banjie.organisations.screens.queries import KnownScreen, screen_with
from banjie.places import queries as places
from banjie.places.queries import AreaRef
from banjie.platform.let_in import SEEN_EVERY
from banjie.web.staff import viewer_of

COOKIE: Final = "screen"
PATH: Final = "/screen/"

# When this process last noted that a wall was here.
_noted: dict[int, datetime] = {}


@dataclass(frozen=True, slots=True)
class Access:
    """A screen as somebody may look at it. `viewer` is None for a wall: it leads nowhere but to other screens."""

    area: AreaRef
    viewer: Viewer | None
    widest: tuple[AreaRef, ...]

    @property
    def trail(self) -> tuple[AreaRef, ...]:
        """From the widest area they may look at down to this one."""
        line = places.line(self.area.path)
        tops = {area.path for area in self.widest}
        begins = next((place for place, area in enumerate(line) if area.path in tops), len(line) - 1)
        return line[begins:]


def access_to(request: HttpRequest, code: str, *, at: datetime) -> Access | None:
    """None for whoever may not look there: then there is no such screen."""
    area = places.area(code)
    if area is None:
        return None
    viewer = viewer_of(request)
    if viewer is not None and viewer.may(Permission.CASES_SEE_AREA, area_path=area.path):
        return Access(area, viewer, areas_of(viewer))
    screen = screen_of(request, at=at)
    if screen is None or not screen.shows(area):
        return None
    _note(screen, request, at)
    return Access(area, None, (screen.area,))


def areas_of(viewer: Viewer) -> tuple[AreaRef, ...]:
    """The areas whose screens somebody may look at, the widest first."""
    paths = {grant.area_path for grant in viewer.scopes(Permission.CASES_SEE_AREA)}
    found = [area for path in paths if (area := places.by_path(path)) is not None]
    return tuple(sorted(found, key=lambda area: (area.level.rank, area.code)))


def screen_of(request: HttpRequest, *, at: datetime) -> KnownScreen | None:
    """The wall that this browser stands for."""
    token = request.COOKIES.get(COOKIE, "")
    return screen_with(token, at=at) if token else None


def remember(response: HttpResponse, token: str, screen: KnownScreen, *, at: datetime) -> None:
    """From now on the browser shows the screen, and its address needs no secret.

    For a span, not until a moment: the clock of a box behind a wall is seldom right.
    """
    response.set_cookie(
        COOKIE,
        token,
        max_age=screen.expires_at - at,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget() -> None:
    """Notes every wall anew at its next question."""
    _noted.clear()


def _note(screen: KnownScreen, request: HttpRequest, at: datetime) -> None:
    noted = _noted.get(screen.id)
    if noted is None or not noted <= at < noted + SEEN_EVERY:
        _noted[screen.id] = at
        device = device_label(request.headers.get("User-Agent", "")[:400])
        actions.screen_seen(link_id=screen.id, device=device, at=at)
