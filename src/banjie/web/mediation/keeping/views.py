"""Performance: what is due in a dispute and across the disputes of a mediator. Who comes asks what is late."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.cases import queries as cases
from banjie.cases.filters import Filters
from banjie.mediation.actions import following_up, keeping
from banjie.mediation.actions.keeping import Proof, Told
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.due import due_for
from banjie.mediation.queries.keeping import ObligationLine, Performance, may_step, performance_of
from banjie.mediation.sight import Sight
from banjie.mediation.wording_keeping import CHOICES
from banjie.organisations.permissions import Permission
from banjie.platform import clock, files
from banjie.platform.files import FileRefused
from banjie.web import file_words, messages, serving
from banjie.web.mediation.keeping import showing
from banjie.web.mediation.keeping.forms import RelapseForm, StepForm, VisitForm
from banjie.web.mediation.keeping_words import attempt
from banjie.web.mediation.shell import opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_safe
def due(request: StaffRequest) -> HttpResponse:
    """What is broken, late, due and near across the disputes of a mediator, and visits to be made."""
    if not request.viewer.permissions & {Permission.MEDIATION_MEDIATE, Permission.MEDIATION_LEAD}:
        raise Http404
    lines = due_for(request.viewer, at=clock.now())
    context = {"groups": showing.groups(lines, request.GET.get("whole", "")), "columns": showing.columns()}
    return render(request, "mediation/keeping/due.html", context)


@staff_only
@require_safe
def performance(request: StaffRequest, case_id: int) -> HttpResponse:
    return render(request, "mediation/keeping/performance.html", _context(request, _opened(request, case_id)))


@staff_only
@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, case_id: int, obligation_id: int, command: str) -> HttpResponse:
    file = _opened(request, case_id)
    line = _line(file, obligation_id)
    if command not in may_step(file, line, request.viewer):
        raise Http404
    form = StepForm(
        request.POST or None,
        request.FILES or None,
        command=command,
        line=line,
        file=file,
        initial={"on": showing.today(clock.now())},
    )

    def act() -> None:
        _take(request, case_id, line, command, form.cleaned_data, clock.now())

    title = str(showing.STEPS[command])
    return _asked(request, file, form, act, title=title, about=line, told=str(CHOICES["obligation_done"][command]))


@staff_only
@require_http_methods(["GET", "POST"])
def visit(request: StaffRequest, case_id: int, occasion: str) -> HttpResponse:
    file = _opened(request, case_id)
    found = performance_of(file, at=clock.now())
    if found is None or occasion not in {each.occasion for each in found.visits}:
        raise Http404
    form = VisitForm(request.POST or None, initial={"made_on": showing.today(clock.now())})

    def act() -> None:
        following_up.record_visit(case_id, occasion=occasion, **form.cleaned_data, by=acting(request), at=clock.now())

    return _asked(request, file, form, act, title=showing.occasion(occasion), told=_("Recorded."))


@staff_only
@require_http_methods(["GET", "POST"])
def relapse(request: StaffRequest, case_id: int) -> HttpResponse:
    """Names this file in a new dispute that the same quarrel has become."""
    file = _opened(request, case_id)
    form = RelapseForm(request.POST or None)

    def act() -> None:
        found = cases.listing(request.viewer, Filters(q=form.cleaned_data["number"], limit=1), at=clock.now()).lines
        new = found[0].id if found else 0
        following_up.link_relapse(new, earlier=case_id, by=acting(request), at=clock.now())

    title = _("The quarrel has begun again")
    return _asked(request, file, form, act, title=title, told=_("The new dispute names this file."))


@staff_only
@require_POST
def mediate_again(request: StaffRequest, case_id: int) -> HttpResponse:
    _opened(request, case_id)
    why = attempt(lambda: keeping.mediate_again(case_id, by=acting(request), at=clock.now()))
    if why:
        messages.problem(request, why)
        return redirect("mediation:performance", case_id)
    messages.done(request, _("The dispute is before the mediators again."))
    return redirect("mediation:dispute", case_id)


@staff_only
@require_safe
def proof(request: StaffRequest, case_id: int, digest: str) -> HttpResponseBase:
    found = performance_of(_opened(request, case_id), at=clock.now())
    entries = [entry for line in found.lines for entry in line.entries] if found else []
    entry = next((each for each in entries if each.proof == digest), None)
    if entry is None:
        raise Http404
    return serving.stored(digest, entry.proof_name)


def _opened(request: StaffRequest, case_id: int) -> DisputeFile:
    return opened(request, case_id, needs=Sight.FILE)


def _context(request: StaffRequest, file: DisputeFile) -> dict[str, Any]:
    found = performance_of(file, at=clock.now())
    return shell(file, "performance") | {
        "performance": found,
        "rows": showing.rows(file, found, request.viewer) if found else [],
        "visits": showing.visits(found) if found else [],
        "made": showing.made(found) if found else [],
        "sum": showing.summed(found) if found else None,
        "again": "mediate_again" in file.offer.allowed,
    }


def _line(file: DisputeFile, obligation_id: int) -> ObligationLine:
    found: Performance | None = performance_of(file, at=clock.now())
    line = next((each for each in found.lines if each.owed.id == obligation_id), None) if found else None
    if line is None:
        raise Http404
    return line


def _take(
    request: StaffRequest, case_id: int, line: ObligationLine, command: str, given: dict[str, Any], at: datetime
) -> None:
    upload = given.get("proof")
    kept = files.store(upload.read(), name=upload.name) if upload else None
    told = Told(
        on=given.get("on"),
        said_by=given.get("said_by"),
        how=given.get("how", ""),
        proof=Proof(kept.digest, kept.name) if kept else Proof(),
        amount=given.get("amount"),
        note=given.get("note", ""),
    )
    by, obligation = acting(request), line.owed.id
    match command:
        case "perform":
            keeping.perform(case_id, obligation, told=told, whole=given.get("whole") == "whole", by=by, at=at)
        case "correct":
            keeping.correct(case_id, obligation, amount=given.get("amount"), by=by, at=at)
        case "meet_condition":
            keeping.meet_condition(case_id, obligation, told=told, due_on=given["due_on"], by=by, at=at)
        case _:
            keeping.settle(case_id, obligation, command, told=told, by=by, at=at)


def _asked(
    request: StaffRequest,
    file: DisputeFile,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    told: str,
    about: ObligationLine | None = None,
) -> HttpResponse:
    """A form above what is due; refused, it says why and keeps what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            why = attempt(act)
        except FileRefused as error:
            why = str(file_words.why(error))
        if not why:
            messages.done(request, told)
            return redirect("mediation:performance", file.case.id)
        form.add_error(None, why)
    context = _context(request, file) | {"form": form, "form_title": title, "about": about}
    return render(request, "mediation/keeping/act.html", context, status=422 if form.errors else 200)
