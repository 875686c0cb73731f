"""Who is signed in, as the capabilities want to know it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from banjie.cases.acting import Acting
from banjie.organisations.models import Staff
from banjie.organisations.permissions import Viewer
from banjie.organisations.queries import viewer_for
from banjie.platform import clock


class StaffRequest(HttpRequest):
    """A request of somebody signed in; `viewer` is what they may do at this moment."""

    user: Staff
    viewer: Viewer


type StaffView = Callable[..., HttpResponseBase]


def viewer_of(request: HttpRequest) -> Viewer | None:
    """The rights of whoever is signed in, worked out once a request; None for anybody else."""
    if not request.user.is_authenticated:
        return None
    known = getattr(request, "viewer", None)
    if known is None:
        known = viewer_for(request.user, clock.now())
        request.viewer = known  # type: ignore[attr-defined]
    return cast("Viewer", known)


def staff_only(view: StaffView) -> StaffView:
    """Asks to sign in, and gives the view a request that knows its viewer."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer_of(request)
        return view(request, *args, **kwargs)

    return cast("StaffView", login_required(guarded))


def acting(request: StaffRequest) -> Acting:
    return Acting.staff(request.viewer)
