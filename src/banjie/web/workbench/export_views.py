"""A list as a file: what it shows, in the words in which it shows it."""

import logging
from collections.abc import Sequence
from datetime import datetime
from tempfile import TemporaryFile
from typing import Final

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.cases import queries, wording
from banjie.cases.queries import CaseLine
from banjie.platform import clock
from banjie.platform.tables import Cell, csv_chunks, write_xlsx
from banjie.web import messages
from banjie.web.staff import StaffRequest, staff_only
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
    rows = map(_RowWriter(), lines)
    name = f"{_('cases')}-{timezone.localtime(at):%Y%m%d-%H%M}.{kind}"
    if kind == "csv":
        return StreamingHttpResponse(
            csv_chunks(_headers(), rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)},
        )
    file = TemporaryFile()  # noqa: SIM115 — the response closes it
    write_xlsx(file, _headers(), rows, sheet=_("Cases"))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)


def _too_many(request: StaffRequest, most: int) -> HttpResponse:
    text = _("More than %(most)s cases match, which is too much for one file. Narrow the list, by date for instance.")
    messages.problem(request, text % {"most": f"{most:,}"})
    values = request.GET.copy()
    values.pop("as")
    return redirect(f"/work/cases/?{values.urlencode()}")


def _headers() -> list[str]:
    return [
        _("Number"), _("Matter"), _("State"), _("Kind"), _("Level"), _("Channel"), _("Category"), _("Area"),
        _("Place"), _("Unit"), _("Received"), _("Deadline"), _("Closed at"), _("Closed late"), _("Returns"),
        _("Reopenings"), _("Reminders"),
    ]  # fmt: skip


class _RowWriter:
    """The row of a case in the language of the page, which is asked once and not for every row."""

    def __init__(self) -> None:
        self._english = (get_language() or "").startswith("en")
        self._words = {
            "state": {key: str(word) for key, word in wording.STATES.items()},
            **{name: {k: str(v) for k, v in wording.CHOICES[name].items()} for name in ("kind", "level", "channel")},
        }
        self._late = {True: _("Yes"), False: _("No"), None: ""}

    def __call__(self, line: CaseLine) -> Sequence[Cell]:
        words = self._words
        return (
            line.number,
            line.title,
            words["state"].get(line.state, line.state),
            words["kind"].get(line.kind, line.kind),
            words["level"].get(line.level, line.level),
            words["channel"].get(line.channel, line.channel),
            line.category_name_en if self._english else line.category_name,
            line.area_name,
            line.place_text,
            line.unit_name_en if self._english else line.unit_name,
            _local(line.received_at),
            _local(line.due_at),
            _local(line.closed_at),
            self._late[line.closed_late],
            line.returns,
            line.reopens,
            line.reminders,
        )


def _local(moment: datetime | None) -> datetime | None:
    """Spreadsheets know no zones: the hour on the wall."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment is not None else None
