"""Who has the pages of committees and mediators; for others they do not exist."""

from datetime import date
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate

from banjie.mediation import queries
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.queries import MediatorPage
from banjie.platform import clock
from banjie.web.staff import StaffRequest, StaffView, staff_only


def readers_only(view: StaffView) -> StaffView:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not queries.may_read(cast("StaffRequest", request).viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


def today() -> date:
    return localdate(clock.now())


def page_or_404(request: StaffRequest, mediator_id: int) -> MediatorPage:
    try:
        return queries.mediator_page(mediator_id, request.viewer, on=today())
    except DisputeNotFound:
        raise Http404 from None
