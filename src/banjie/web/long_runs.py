"""What the pages of a long run over a file share: its progress, asked for again and again, and the rows to correct."""

import tempfile
from collections.abc import Callable, Mapping
from typing import IO, Any, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from banjie.platform.files import uploads

_REPORT_IN_MEMORY = 4 << 20


def progress_shown(request: HttpRequest, template: str, context: Mapping[str, Any], *, at_work: bool) -> HttpResponse:
    """The bar alone; once the work is over the page that asks is loaded anew."""
    response = render(request, template, context)
    if not at_work:
        response["HX-Refresh"] = "true"
    return response


def rows_to_correct(name: str, write: Callable[[IO[bytes]], None]) -> HttpResponse:
    """A workbook that `write` fills, named after the file that was sent. 404 if that file is gone."""
    stream = tempfile.SpooledTemporaryFile(_REPORT_IN_MEMORY)  # noqa: SIM115 — the response closes it
    try:
        write(cast("IO[bytes]", stream))
    except uploads.FileGone:
        stream.close()
        raise Http404(name) from None
    stream.seek(0)
    told = _("%(name)s, rows to correct.xlsx") % {"name": name.rpartition(".")[0] or name}
    return cast("HttpResponse", FileResponse(stream, as_attachment=True, filename=told))
