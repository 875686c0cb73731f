"""A report to take away."""

from typing import Final

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from banjie.analytics.report import forms
from banjie.web.reports import addresses, words
from banjie.web.reports.access import readers_only, report_or_404
from banjie.web.staff import StaffRequest

_FORMS: Final = {
    "docx": (forms.docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (forms.pdf, "application/pdf"),
}


@readers_only
@require_safe
def download(request: StaffRequest, report_id: int, form: str) -> HttpResponse:
    if form not in _FORMS:
        raise Http404
    file = report_or_404(request, report_id)
    made, content_type = _FORMS[form]
    name = words.file_name(file, form)
    return HttpResponse(
        made(file.worded, address=addresses.outside),
        content_type=content_type,
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"},
    )
