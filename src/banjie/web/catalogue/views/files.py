"""The catalogue out as a workbook, and in again as a draft."""

import io
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.catalogue import queries
from banjie.catalogue.content import CatalogueContent
from banjie.catalogue.editing import ReplaceAll
from banjie.catalogue.sheets import BadSheets, SheetProblem, read_workbook, write_workbook
from banjie.platform.tables import TableRefused
from banjie.web import messages
from banjie.web.catalogue.access import edits_catalogue, sees_catalogue
from banjie.web.catalogue.forms import ImportForm
from banjie.web.catalogue.page import desk, edit_with, language, page
from banjie.web.catalogue.views.releases import release_or_404
from banjie.web.catalogue.wording import FILES, SHEETS, problem_text
from banjie.web.staff import StaffRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 200


@sees_catalogue
@require_safe
def export_desk(request: StaffRequest) -> HttpResponse:
    """The draft where there is one, else the release in force."""
    at = desk()
    name = "draft" if at.draft is not None else str(at.catalogue.number)
    return _workbook(at.catalogue.content, name)


@sees_catalogue
@require_safe
def export_release(request: StaffRequest, number: int) -> HttpResponse:
    return _workbook(release_or_404(number).content, str(number))


@edits_catalogue
@require_http_methods(["GET", "POST"])
def bring_in(request: StaffRequest) -> HttpResponse:
    """A file becomes the draft, whole or not at all; what is in force waits for the publication."""
    at = desk()
    form = ImportForm(request.POST or None, request.FILES or None)
    problems: tuple[SheetProblem, ...] = ()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            content = read_workbook(upload, name=upload.name)
        except TableRefused as refused:
            form.add_error("file", str(FILES[refused.code]))
        except BadSheets as bad:
            problems = bad.problems
            form.add_error("file", _("Nothing was taken over. Mend what is listed and send the file again."))
        else:
            if edit_with(request, ReplaceAll(content, queries.current().content), form) is not None:
                messages.done(request, _("The file is now the draft. Look at what it changes before publishing."))
                return HttpResponseRedirect(reverse("catalogue:draft"))
    context = {
        "form": form,
        "problems": list(_rows(problems[:MOST_SHOWN])),
        "more": max(0, len(problems) - MOST_SHOWN),
        "columns": [
            {"label": _("Sheet")},
            {"label": _("Row"), "kind": "number"},
            {"label": _("Column")},
            {"label": _("What is wrong"), "kind": "wide"},
        ],
    }
    return page(request, "import", at, context, status=422 if form.errors else 200)


def _rows(problems: Iterable[SheetProblem]) -> Iterable[dict[str, Any]]:
    for problem in problems:
        yield {
            "sheet": SHEETS[problem.sheet],
            "row": problem.row,
            "column": problem.column,
            "text": problem_text(problem),
        }


def _workbook(content: CatalogueContent, name: str) -> HttpResponse:
    stream = io.BytesIO()
    write_workbook(stream, content, language=language())
    response = HttpResponse(stream.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="catalogue-{name}.xlsx"'
    return response
