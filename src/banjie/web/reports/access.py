"""Who has the pages of reports; for others they do not exist."""

from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from banjie.analytics.report import reading
from banjie.analytics.report.reading import File
from banjie.web.staff import StaffRequest, StaffView, staff_only


def readers_only(view: StaffView) -> StaffView:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not reading.may_see(cast("StaffRequest", request).viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


def report_or_404(request: StaffRequest, report_id: int) -> File:
    file = reading.report_file(request.viewer, report_id)
    if file is None:
        raise Http404
    return file


def report_to_release(request: StaffRequest, report_id: int) -> File:
    """One that is this person's to edit and release."""
    file = report_or_404(request, report_id)
    if not file.may_release:
        raise Http404
    return file
