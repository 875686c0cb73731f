"""At which desk of which hall somebody sits today: kept in their session, and checked each time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from banjie.services.hall import halls
from banjie.services.hall.halls import HallRef
from banjie.web.staff import StaffRequest, staff_only

_SESSION: Final = "counter"


@dataclass(frozen=True, slots=True)
class Desk:
    hall: HallRef
    number: int


type DeskView[**P] = Callable[Concatenate[StaffRequest, Desk, P], HttpResponse]


def desk_of(request: StaffRequest) -> Desk | None:
    kept: Any = request.session.get(_SESSION)
    if not isinstance(kept, dict):
        return None
    hall = halls.by_id(kept.get("hall", 0))
    if hall is None or not halls.may_serve(request.viewer, hall):
        return None
    return Desk(hall, kept["desk"])


def sit_down(request: StaffRequest, hall: HallRef, number: int) -> None:
    request.session[_SESSION] = {"hall": hall.id, "desk": number}


def stand_up(request: StaffRequest) -> None:
    request.session.pop(_SESSION, None)


def clerks_only(view: Callable[..., HttpResponse]) -> Callable[..., Any]:
    """For whoever calls numbers in some hall; for others there is no such page. Nothing of it is kept by a browser."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not halls.served_by(request.viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return cast("Callable[..., Any]", never_cache(staff_only(guarded)))


def at_a_desk[**P](view: DeskView[P]) -> Callable[..., Any]:
    """The same, with the desk; whoever sits at none is asked where they sit."""

    @wraps(view)
    def seated(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        asking = cast("StaffRequest", request)
        desk = desk_of(asking)
        if desk is None:
            return HttpResponseRedirect(reverse("counter:counter"))
        return view(asking, desk, *args, **kwargs)

    return clerks_only(seated)
