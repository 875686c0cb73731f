"""Who is asking: the request as the values that queries and actions take."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from banjie.organisations.devices import device_label
from banjie.organisations.models import Staff
from banjie.organisations.permissions import Permission, Viewer
from banjie.organisations.sign_in import Visit
from banjie.platform.actors import Actor, ActorKind
from banjie.platform.origin import address_of
from banjie.web import staff

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def staff_of(request: HttpRequest) -> Staff:
    """The account that is signed in; only behind `signed_in` or `allowed`."""
    return cast(Staff, request.user)


def viewer_of(request: HttpRequest) -> Viewer:
    """What the one signed in may do; only behind `signed_in` or `allowed`."""
    return cast(Viewer, staff.viewer_of(request))


def actor_of(request: HttpRequest) -> Actor:
    """The one signed in, as actions record them."""
    account = staff_of(request)
    units = {grant.unit_id for grant in viewer_of(request).grants}
    return Actor(ActorKind.STAFF, account.pk, account.name, units.pop() if len(units) == 1 else None)


def visit_of(request: HttpRequest, *, known: bool = False) -> Visit:
    """Where the request comes from, as the door notes it."""
    return Visit(address_of(request), device_label(request.headers.get("User-Agent", "")[:400]), known)


def signed_in[**P](view: View[P]) -> View[P]:
    """For everybody who is signed in; others are asked to."""
    return login_required(view)


def allowed[**P](*permissions: Permission) -> Callable[[View[P]], View[P]]:
    """For those who may do one of these anywhere; for others there is no such page."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            viewer = viewer_of(request)
            if not any(viewer.may(permission) for permission in permissions):
                raise Http404
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return decorate


def or_404[T](found: T | None) -> T:
    """What is not there, or not for this viewer, is a page that does not exist."""
    if found is None:
        raise Http404
    return found
