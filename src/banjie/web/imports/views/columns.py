"""Saying what the columns of a file are."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from banjie.cases.imports import actions, queries, wording
from banjie.cases.imports.fields import CHOICES, Field
from banjie.cases.imports.looking import choices
from banjie.cases.models import ImportRun, RunState
from banjie.platform import clock
from banjie.platform.files import uploads
from banjie.web import messages
from banjie.web.imports import presenting
from banjie.web.imports.access import importer_or_404, run_or_404
from banjie.web.imports.forms import ColumnsForm
from banjie.web.imports.words import BASES, LEAVES
from banjie.web.staff import StaffRequest, staff_only

_MOST = 20


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: StaffRequest, token: str) -> HttpResponse:
    run = run_or_404(request.viewer, token)
    if run.state in {RunState.EXAMINING, RunState.IMPORTING, RunState.IMPORTED} or not run.file:
        return redirect("imports:run", token=token)
    form = ColumnsForm(
        request.POST or None,
        content=queries.mapping_of(run),
        headers=run.found["headers"],
        urls={field: reverse("imports:options", args=[str(field)]) for field in CHOICES},
    )
    if request.method == "POST" and form.is_valid() and _taken(form, run):
        return redirect("imports:run", token=token)
    return _page(request, run, form)


@staff_only
@require_POST
def sheet(request: StaffRequest, token: str) -> HttpResponse:
    """Turns to another sheet of the workbook."""
    run = run_or_404(request.viewer, token)
    try:
        actions.choose_sheet(run.id, sheet=request.POST.get("sheet", ""), at=clock.now())
    except actions.Refused as refused:
        messages.problem(request, wording.REFUSALS[refused.code])
    except uploads.FileGone:
        messages.problem(request, wording.REFUSALS["file_gone"])
    return redirect("imports:columns", token=token)


@staff_only
@require_safe
def options(request: StaffRequest, field: str) -> HttpResponse:
    """What a word may mean, for fields that are typed into: ours by name or code, or nothing at all."""
    importer_or_404(request.viewer)
    if field not in set(map(str, CHOICES)):
        raise Http404(field)
    asked = request.GET.get("q", "").strip().casefold()[:60]
    found = [
        {"value": choice.code, "label": presenting.choice_words(Field(field), choice), "detail": choice.code}
        for choice in choices().all(Field(field))
    ]
    fitting = [one for one in found if asked in one["label"].casefold() or asked in one["value"].casefold()]
    leaves = [{"value": f"({key})", "label": str(words)} for key, words in LEAVES.items()]
    return JsonResponse({"options": [*fitting[:_MOST], *leaves]})


def _taken(form: ColumnsForm, run: ImportRun) -> bool:
    """Hands the mapping in; what is wrong with it goes to the form."""
    try:
        actions.set_mapping(run.id, content=form.mapping(), at=clock.now())
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


def _page(request: StaffRequest, run: ImportRun, form: ColumnsForm) -> HttpResponse:
    basis = str(run.found.get("basis", "guessed"))
    context = {
        "run": run,
        "form": form,
        "steps": presenting.steps("columns", run),
        "basis": BASES[basis] % {"name": form.content.name},
        "guessed": basis != "remembered",
        "warnings": [wording.WARNINGS[code] for code in run.found.get("warnings", {}) if code in wording.WARNINGS],
        "hidden": _(", ").join(run.found.get("hidden", [])),
        "sheets": run.found.get("sheets", []),
        "rows": presenting.column_rows(form, run),
    }
    return render(request, "imports/columns.html", context, status=422 if form.errors else 200)
