"""A list as a file: what it shows, in the words in which it shows it."""

import logging
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import Final

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.cases import queries
from banjie.organisations import queries as organisations
from banjie.organisations.models import PreferenceName
from banjie.platform import clock
from banjie.platform.tables import csv_chunks, write_xlsx
from banjie.web import messages
from banjie.web.staff import StaffRequest, staff_only
from banjie.web.workbench import export_columns, list_columns
from banjie.web.workbench.list_views import filters_of

logger = logging.getLogger(__name__)

# A workbook is made before it is sent and takes about a second for ten thousand rows; a text file streams.
MOST: Final = {"xlsx": 50_000, "csv": 200_000}
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_only
@require_safe
def export(request: StaffRequest) -> HttpResponseBase:
    kind = request.GET.get("as", "")
    if kind not in MOST or not queries.may_export(request.viewer):
        raise Http404
    filters, at = filters_of(request), clock.now()
    try:
        lines = queries.exported(request.viewer, filters, at=at, most=MOST[kind])
    except queries.TooMany as error:
        return _too_many(request, error.most)
    logger.info("staff %s takes a list away as %s: %s", request.viewer.staff_id, kind, filters.model_dump_json())
    keys = _columns(request)
    headers, rows = export_columns.headers(keys), export_columns.rows(lines, keys)
    name = f"{_('cases')}-{timezone.localtime(at):%Y%m%d-%H%M}.{kind}"
    if kind == "csv":
        return StreamingHttpResponse(
            csv_chunks(headers, rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)},
        )
    file = TemporaryFile()  # noqa: SIM115 — the response closes it
    write_xlsx(file, headers, rows, sheet=_("Cases"))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)


def _columns(request: StaffRequest) -> Sequence[str]:
    """Those of the list as this person has it, or all there are."""
    if request.GET.get("columns") == "all":
        return export_columns.ALL
    liking = organisations.preferences_of(request.viewer.staff_id)
    return export_columns.of_list(list_columns.chosen(liking.get(PreferenceName.LIST_COLUMNS)))


def _too_many(request: StaffRequest, most: int) -> HttpResponse:
    text = _("More than %(most)s cases match, which is too much for one file. Narrow the list, by date for instance.")
    messages.problem(request, text % {"most": f"{most:,}"})
    values = request.GET.copy()
    for ours in ("as", "columns"):
        values.pop(ours, None)
    return redirect(f"/work/cases/?{values.urlencode()}")
