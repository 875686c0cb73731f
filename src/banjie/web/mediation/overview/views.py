"""Where a dispute stands, and its course: begun, prolonged, taken up, given back, moved, ended."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.cases import queries as cases
from banjie.cases import wording as case_words
from banjie.cases.filters import Filters
from banjie.mediation import actions, queries
from banjie.mediation.kinds import kind, propose
from banjie.mediation.ladders.setting import in_force
from banjie.mediation.queries import DisputeFile
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.web import messages
from banjie.web.door_words import door_rows
from banjie.web.mediation.overview import next_words, showing
from banjie.web.mediation.overview.forms import DescribeForm, EndForm, MoveForm, ProlongForm, ReasonForm
from banjie.web.mediation.shell import attempt, carried_out, opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Course = Callable[[StaffRequest, int, dict[str, Any], datetime], None]


@staff_only
@require_safe
def disputes(request: StaffRequest) -> HttpResponse:
    """Those that are open, the most urgent first; what is over is found by the lists of cases."""
    filters = Filters(kind="dispute", open=request.GET.get("ended") is None, cursor=request.GET.get("cursor", ""))
    page = cases.listing(request.viewer, filters, at=clock.now())
    known = queries.disputes_of([line.id for line in page.lines])
    rows = showing.rows(page.lines, known, in_force(), get_language() or "")
    context = {"rows": rows, "page": page, "ended": not filters.open, "columns": showing.columns()}
    return render(request, "mediation/overview/disputes.html", context)


@staff_only
@require_safe
def dispute(request: StaffRequest, case_id: int) -> HttpResponse:
    file = opened(request, case_id)
    asks = file.sight >= Sight.FILE and file.ended_at is None
    doors = door_rows(_reported(request, file)) if asks else []
    step = next_words.shown(queries.next_step_of(file, request.viewer, at=clock.now()), file)
    return render(request, "mediation/overview/dispute.html", _context(file) | {"doors": doors, "next": step})


@staff_only
@require_http_methods(["GET", "POST"])
def describe(request: StaffRequest, case_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.FILE)
    initial = {
        "kind": file.kind or _proposed_kind(request, file),
        "brought_by": file.brought_by,
        "people": file.people,
        "claimed": file.claimed,
        "ladder": file.ladder.key,
    }
    form = DescribeForm(
        request.POST or None,
        initial=initial,
        language=get_language() or "",
        begun=file.begun_at is not None,
        own=file.ladder.key,
    )
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
        why = attempt(lambda: actions.describe(case_id, **given, by=acting(request), at=clock.now()))
        if not why:
            messages.done(request, _("Saved."))
            return HttpResponseRedirect(reverse("mediation:dispute", args=[case_id]))
        form.add_error(None, why)
    return _asked(request, file, form, title=_("About the dispute"), button=_("Save"))


def _proposed_kind(request: StaffRequest, file: DisputeFile) -> str:
    """What the reporter's own words point to, for whoever chooses; "" where they point to none."""
    return propose(_reported(request, file)).code or ""


def _reported(request: StaffRequest, file: DisputeFile) -> str:
    return f"{file.case.title}。{cases.body_of(file.case.id, acting(request))}"


@staff_only
@require_POST
def begin(request: StaffRequest, case_id: int) -> HttpResponse:
    return _at_once(request, case_id, actions.begin, told=_("Mediation has begun."))


@staff_only
@require_POST
def close(request: StaffRequest, case_id: int) -> HttpResponse:
    return _at_once(request, case_id, actions.close_file, told=_("The file is closed."))


@staff_only
@require_POST
def try_again(request: StaffRequest, case_id: int) -> HttpResponse:
    return _at_once(request, case_id, actions.try_again, told=_("Mediation can begin anew."))


@staff_only
@require_http_methods(["GET", "POST"])
def course(request: StaffRequest, case_id: int, command: str) -> HttpResponse:
    """One of the commands that need a form; whether it may be given, its decision says."""
    file = opened(request, case_id, needs=Sight.FILE if command != "move" else Sight.PROCEDURE)
    if command not in _COURSES:
        raise Http404
    make, act = _COURSES[command]
    form = make(request, file)
    if request.method == "POST" and form.is_valid():
        why = attempt(lambda: act(request, case_id, form.cleaned_data, clock.now()))
        if not why:
            messages.done(request, case_words.HAPPENED[command])
            return HttpResponseRedirect(_after(request, case_id))
        form.add_error(None, why)
    words = case_words.COMMANDS[command]
    return _asked(request, file, form, title=words, button=words, danger=command == "end_without")


def _at_once(request: StaffRequest, case_id: int, act: Callable[..., object], *, told: str) -> HttpResponse:
    """A step of the course that needs no form."""
    opened(request, case_id, needs=Sight.FILE)
    back = reverse("mediation:dispute", args=[case_id])
    return carried_out(request, lambda: act(case_id, by=acting(request), at=clock.now()), told=told, back=back)


def _asked(
    request: StaffRequest,
    file: DisputeFile,
    form: forms.Form,
    *,
    title: "StrOrPromise",
    button: "StrOrPromise",
    danger: bool = False,
) -> HttpResponse:
    context = _context(file) | {"form": form, "form_title": title, "form_button": button, "danger": danger}
    return render(request, "mediation/overview/act.html", context, status=422 if form.errors else 200)


def _after(request: StaffRequest, case_id: int) -> str:
    """The dispute, or the list for somebody from whose hands it has just gone."""
    try:
        queries.dispute_file(case_id, request.viewer, at=clock.now())
    except LookupError:
        return reverse("mediation:disputes")
    return reverse("mediation:dispute", args=[case_id])


def _context(file: DisputeFile) -> dict[str, Any]:
    return shell(file, "overview") | {
        "kind": kind(file.kind).named(get_language() or "") if file.kind else "",
        "sitting": [each for each in file.seats if each.left_at is None],
        "rungs": showing.rungs(file, get_language() or ""),
        "commands": showing.commands(file),
        "acts": showing.acts(file),
        "offered": showing.offered(file),
        "steps": showing.steps(file),
        "closes": any(key in showing.offered(file) for key in ("file", "file_unsettled")),
        "withheld": showing.withheld(file),
        "stays": file.stays,
    }


def _go_up(request: StaffRequest, case_id: int, given: dict[str, Any], at: datetime) -> None:
    actions.go_up(case_id, reason=given["reason"], by=acting(request), at=at)


def _come_back(request: StaffRequest, case_id: int, given: dict[str, Any], at: datetime) -> None:
    actions.come_back(case_id, reason=given["reason"], by=acting(request), at=at)


def _move(request: StaffRequest, case_id: int, given: dict[str, Any], at: datetime) -> None:
    actions.move(
        case_id,
        unit_id=given["unit"].id,
        ladder_key=given["ladder_key"],
        court_stage=given["court_stage"],
        reason=given["reason"],
        by=acting(request),
        at=at,
    )


def _prolong(request: StaffRequest, case_id: int, given: dict[str, Any], at: datetime) -> None:
    actions.prolong(case_id, until=given["until"], by=acting(request), at=at)


def _end(request: StaffRequest, case_id: int, given: dict[str, Any], at: datetime) -> None:
    actions.end_without(
        case_id, ending=given["ending"], ways=given["ways"], reason=given["reason"], by=acting(request), at=at
    )


_COURSES: dict[str, tuple[Callable[[StaffRequest, DisputeFile], forms.Form], Course]] = {
    "go_up": (lambda request, _file: ReasonForm(request.POST or None), _go_up),
    "come_back": (lambda request, _file: ReasonForm(request.POST or None), _come_back),
    "move": (
        lambda request, file: MoveForm(
            request.POST or None,
            viewer=request.viewer,
            language=get_language() or "",
            own=file.ladder.key,
            initial={"ladder_key": file.ladder.key},
        ),
        _move,
    ),
    "prolong": (lambda request, _file: ProlongForm(request.POST or None), _prolong),
    "end_without": (lambda request, _file: EndForm(request.POST or None), _end),
}
