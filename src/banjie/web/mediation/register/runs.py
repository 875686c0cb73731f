"""Where registers come in, and one of them from its check to its end."""

from collections.abc import Callable
from functools import partial
from typing import IO

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.mediation.models import RegisterRun, RegisterState
from banjie.mediation.register import actions, queries, wording
from banjie.mediation.register.fields import Field
from banjie.mediation.register.mapping import EMPTY, LEAVE_OUT
from banjie.mediation.register.reading import known_now, read_all
from banjie.organisations.permissions import Viewer
from banjie.platform import clock
from banjie.platform.files import uploads
from banjie.platform.tables import TableRefused, open_sheet
from banjie.web import messages
from banjie.web.long_runs import progress_shown, rows_to_correct
from banjie.web.staff import StaffRequest, acting, staff_only

from . import presenting
from .access import importer_or_404, run_or_404
from .forms import RegisterForm


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def registers(request: StaffRequest) -> HttpResponse:
    """The upload, and below it this person's registers. A file that is no table is told at its field."""
    importer_or_404(request.viewer)
    form = RegisterForm(request.POST, request.FILES) if request.method == "POST" else RegisterForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.upload(file, name=file.name, by=acting(request), at=clock.now())
        except TableRefused as refused:
            form.add_error("file", str(wording.TABLES[refused.code]))
        except actions.Refused as refused:
            form.add_error("file", str(wording.REFUSALS[refused.code]))
        else:
            return redirect("mediation:register-columns", token=made.token)
    context = {
        "form": form,
        "runs": [presenting.run_row(each) for each in queries.runs(request.viewer)],
        "columns": presenting.run_columns(),
    }
    return render(request, "mediation/register/overview.html", context, status=422 if form.errors else 200)


@staff_only
@require_safe
def run(request: StaffRequest, token: str) -> HttpResponse:
    """The page of one register, whatever it is at; it can be left and come back to."""
    found = run_or_404(request.viewer, token)
    if found.state == RegisterState.UPLOADED:
        return redirect("mediation:register-columns", token=token)
    return render(request, "mediation/register/run.html", presenting.run_page(found, known_now(request.viewer)))


@staff_only
@require_safe
def progress(request: StaffRequest, token: str) -> HttpResponse:
    """The bar alone, asked for every second; once the work is over the page is loaded anew."""
    found = run_or_404(request.viewer, token)
    context = {"run": found, **presenting.progress(found)}
    return progress_shown(
        request, "mediation/register/progress.html", context, at_work=found.state in presenting.AT_WORK
    )


@staff_only
@require_POST
def meanings(request: StaffRequest, token: str) -> HttpResponse:
    """Takes what the words mean, and has the register checked anew."""
    found = run_or_404(request.viewer, token)
    said: dict[Field, dict[str, str]] = {}
    for group in presenting.word_groups(found, known_now(request.viewer)):
        for row in group["words"]:
            if value := request.POST.get(row["name"], ""):
                meaning = {"(empty)": EMPTY, "(leave_out)": LEAVE_OUT}.get(value, value)
                said.setdefault(group["field"], {})[row["word"]] = meaning
    if not said:
        messages.problem(request, _("Choose a meaning for at least one word."))
        return redirect("mediation:register", token=token)
    return _step(request, token, lambda: actions.set_meanings(found.id, meanings=said))


@staff_only
@require_POST
def start(request: StaffRequest, token: str) -> HttpResponse:
    found = run_or_404(request.viewer, token)
    return _step(request, token, lambda: actions.start(found.id))


@staff_only
@require_POST
def forget(request: StaffRequest, token: str) -> HttpResponse:
    """Erases the file; the line in the list stays."""
    found = run_or_404(request.viewer, token)
    return _step(request, token, lambda: actions.forget(found.id))


@staff_only
@require_safe
def report(request: StaffRequest, token: str) -> HttpResponse:
    """The rows at fault, as they came, each with what is wrong with it: found anew from the file."""
    found = run_or_404(request.viewer, token)
    return rows_to_correct(found.name, partial(_write, found, request.viewer))


def _write(found: RegisterRun, viewer: Viewer, stream: IO[bytes]) -> None:
    with uploads.opened(found.file) as path:
        sheet = open_sheet(path, found.name, sheet=found.sheet).sheet
        content = queries.mapping_of(found)
        reading = read_all(sheet, content, viewer=viewer, at=clock.now())
        queries.write_report(stream, sheet, reading, time_zone=content.time_zone)


def _step(request: StaffRequest, token: str, step: Callable[[], object]) -> HttpResponse:
    """Takes a step and shows where it stands; what stands in the way is told there."""
    try:
        step()
    except actions.Refused as refused:
        messages.problem(request, wording.REFUSALS[refused.code])
    except uploads.FileGone:
        messages.problem(request, wording.REFUSALS["file_gone"])
    return redirect("mediation:register", token=token)
