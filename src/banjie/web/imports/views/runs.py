"""One import from its check to its end: progress, what was found, the words to be given a meaning, the result."""

from functools import partial
from typing import IO

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases.imports import actions, queries, wording
from banjie.cases.imports.creating import CannotCreate
from banjie.cases.imports.fields import Field
from banjie.cases.imports.looking import choices
from banjie.cases.imports.mapping import EMPTY, LEAVE_OUT, OnFault
from banjie.cases.imports.report import write_report
from banjie.cases.models import ImportRun, RunState
from banjie.platform import clock
from banjie.platform.files import uploads
from banjie.platform.tables import open_sheet
from banjie.web import messages
from banjie.web.imports import presenting
from banjie.web.imports.access import may_set_up, run_or_404
from banjie.web.long_runs import progress_shown, rows_to_correct
from banjie.web.staff import StaffRequest, acting, staff_only

_AT_WORK = {RunState.EXAMINING, RunState.IMPORTING}


@staff_only
@require_safe
def run(request: StaffRequest, token: str) -> HttpResponse:
    """The page of one import, whatever it is at; it can be left and come back to."""
    found = run_or_404(request.viewer, token)
    if found.state == RunState.UPLOADED:
        return redirect("imports:columns", token=token)
    context = presenting.run_page(found, may_set_up=may_set_up(request.viewer))
    return render(request, "imports/run.html", context)


@staff_only
@require_safe
def progress(request: StaffRequest, token: str) -> HttpResponse:
    """The bar alone, asked for every second; once the work is over the page is loaded anew."""
    found = run_or_404(request.viewer, token)
    context = {"run": found, **presenting.progress(found)}
    return progress_shown(request, "imports/progress.html", context, at_work=found.state in _AT_WORK)


@staff_only
@require_POST
def meanings(request: StaffRequest, token: str) -> HttpResponse:
    """Takes what the words mean, and has the file checked anew."""
    found = run_or_404(request.viewer, token)
    said: dict[Field, dict[str, str]] = {}
    known = choices()
    for group in presenting.word_groups(found, known):
        for row in group["words"]:
            # Without script a name can be typed and not chosen; it counts if it means one thing.
            typed = request.POST.get(f"{row['name']}_text", "").strip()
            value = request.POST.get(row["name"], "") or known.find(group["field"], typed) or ""
            if value:
                meaning = {"(empty)": EMPTY, "(leave_out)": LEAVE_OUT}.get(value, value)
                said.setdefault(group["field"], {})[row["word"]] = meaning
    if not said:
        messages.problem(request, _("Choose a meaning for at least one word."))
        return redirect("imports:run", token=token)
    return _step(request, token, lambda: actions.set_meanings(found.id, meanings=said, at=clock.now()))


@staff_only
@require_POST
def set_up(request: StaffRequest, token: str) -> HttpResponse:
    """Makes the categories, units and area that the file speaks of and that are missing here."""
    found = run_or_404(request.viewer, token)
    if not may_set_up(request.viewer):
        raise Http404(token)

    def make() -> None:
        made = actions.create_missing(found.id, by=acting(request), at=clock.now())
        counts = {"categories": made.categories, "units": made.units}
        messages.done(request, _("Set up: %(categories)s categories, %(units)s units.") % counts)

    return _step(request, token, make)


@staff_only
@require_POST
def start(request: StaffRequest, token: str) -> HttpResponse:
    found = run_or_404(request.viewer, token)
    terms = OnFault.SKIP_ROWS if request.POST.get("skip") else OnFault.REFUSE_FILE
    return _step(request, token, lambda: actions.start(found.id, on_fault=terms, by=acting(request), at=clock.now()))


@staff_only
@require_POST
def cancel(request: StaffRequest, token: str) -> HttpResponse:
    found = run_or_404(request.viewer, token)
    return _step(request, token, lambda: actions.cancel(found.id, at=clock.now()))


@staff_only
@require_POST
def forget(request: StaffRequest, token: str) -> HttpResponse:
    """Erases the file and what was wrong with its rows; the line in the list stays."""
    found = run_or_404(request.viewer, token)
    return _step(request, token, lambda: actions.forget(found.id))


@staff_only
@require_safe
def report(request: StaffRequest, token: str) -> HttpResponse:
    """The rows that were refused, as they came, each with what is wrong with it."""
    found = run_or_404(request.viewer, token)
    return rows_to_correct(found.name, partial(_write, found))


def _write(found: ImportRun, stream: IO[bytes]) -> None:
    with uploads.opened(found.file) as path:
        sheet = open_sheet(path, found.name, sheet=found.sheet).sheet
        write_report(stream, sheet, found.id, time_zone=queries.mapping_of(found).time_zone)


def _step(request: StaffRequest, token: str, step: presenting.Step) -> HttpResponse:
    """Takes a step of the import and shows where it stands; what stands in the way is told there."""
    try:
        step()
    except actions.Refused as refused:
        messages.problem(request, wording.REFUSALS[refused.code])
    except uploads.FileGone:
        messages.problem(request, wording.REFUSALS["file_gone"])
    except CannotCreate as error:
        messages.problem(request, _("This could not be set up (%(what)s).") % {"what": error.reason})
    return redirect("imports:run", token=token)
