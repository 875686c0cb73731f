"""Saying what the columns of a register are."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from banjie.mediation.models import RegisterRun, RegisterState
from banjie.mediation.register import actions, queries, wording
from banjie.platform.files import uploads
from banjie.platform.tables import open_sheet
from banjie.web import messages
from banjie.web.staff import StaffRequest, staff_only

from . import presenting
from .access import run_or_404
from .forms import ColumnsForm


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: StaffRequest, token: str) -> HttpResponse:
    run = run_or_404(request.viewer, token)
    if run.state in {*presenting.AT_WORK, RegisterState.IMPORTED} or not run.file:
        return redirect("mediation:register", token=token)
    form = ColumnsForm(request.POST or None, content=queries.mapping_of(run), headers=run.found["headers"])
    if request.method == "POST" and form.is_valid() and _taken(form, run):
        return redirect("mediation:register", token=token)
    return _page(request, run, form)


@staff_only
@require_POST
def sheet(request: StaffRequest, token: str) -> HttpResponse:
    """Turns to another sheet of the workbook."""
    run = run_or_404(request.viewer, token)
    try:
        actions.choose_sheet(run.id, sheet=request.POST.get("sheet", ""))
    except actions.Refused as refused:
        messages.problem(request, wording.REFUSALS[refused.code])
    except uploads.FileGone:
        messages.problem(request, wording.REFUSALS["file_gone"])
    return redirect("mediation:register-columns", token=token)


def _taken(form: ColumnsForm, run: RegisterRun) -> bool:
    """Hands the mapping in; what is wrong with it goes to the form."""
    try:
        actions.set_mapping(run.id, content=form.mapping())
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            form.add_error(None, f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}")
    except actions.Refused as refused:
        for problem in refused.problems:
            about = " ".join(part for part in (wording.field_words(problem.field), problem.detail) if part)
            form.add_error(None, f"{about}: {wording.MAPPING_FAULTS[problem.code]}")
        if not refused.problems:
            form.add_error(None, str(wording.REFUSALS[refused.code]))
    return form.is_valid()


def _page(request: StaffRequest, run: RegisterRun, form: ColumnsForm) -> HttpResponse:
    try:
        with uploads.opened(run.file) as path:
            samples = queries.samples(open_sheet(path, run.name, sheet=run.sheet).sheet)
    except uploads.FileGone:
        samples = []
    context = {
        "run": run,
        "form": form,
        "steps": presenting.steps("columns", run),
        "guessed": run.found.get("basis") != "remembered",
        "warnings": [wording.WARNINGS[code] for code in run.found.get("warnings", {}) if code in wording.WARNINGS],
        "hidden": _(", ").join(run.found.get("hidden", [])),
        "sheets": run.found.get("sheets", []),
        "rows": presenting.column_rows(form, samples),
    }
    return render(request, "mediation/register/columns.html", context, status=422 if form.errors else 200)
