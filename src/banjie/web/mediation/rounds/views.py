"""Rounds: planned, held in a meeting before a projector or on a phone, and followed. Who comes asks what is to be
decided next; then who does what by when.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.mediation import wording_keeping
from banjie.mediation.actions import risk_places, rounds
from banjie.mediation.actions.rounds import Task
from banjie.mediation.documents.making import Made
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.queries import rounds as reading
from banjie.mediation.queries.round_lines import RoundFile
from banjie.mediation.queries.round_minutes import minutes_document, minutes_form, seen_minutes
from banjie.mediation.rounds.minutes_text import worded
from banjie.organisations.permissions import Permission
from banjie.platform import clock, files
from banjie.platform.files import FileKind
from banjie.web import messages
from banjie.web.mediation.keeping_words import attempt
from banjie.web.mediation.rounds import showing
from banjie.web.mediation.rounds.forms import AttendingForm, DecideForm, PlaceForm, PlanForm, ReportForm
from banjie.web.staff import StaffRequest, StaffView, acting, staff_only

_SHAPES = {"docx": FileKind.DOCX, "pdf": FileKind.PDF}


def concerned_only(view: StaffView) -> StaffView:
    """For those who hold or oversee rounds, and for units to which one gave a task."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wide = request.viewer.permissions & {Permission.MEDIATION_HOLD_ROUNDS, Permission.MEDIATION_SEE}
        if not wide and not reading.tasks_of(request.viewer, at=clock.now()):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


def holders_only(view: StaffView) -> StaffView:
    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not reading.holds_rounds(request.viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


@concerned_only
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    at = clock.now()
    context = {
        "plans": reading.plans_of(request.viewer, at=at),
        "rounds": reading.rounds_of(request.viewer, at=at),
        "tasks": reading.tasks_of(request.viewer, at=at),
        "at_risk": reading.places_at_risk(request.viewer),
        "holds_rounds": reading.holds_rounds(request.viewer),
        "columns": showing.columns(),
        "choices": wording_keeping.CHOICES,
    }
    return render(request, "mediation/rounds/rounds.html", context)


@holders_only
@require_http_methods(["GET", "POST"])
def plan(request: StaffRequest) -> HttpResponse:
    form = PlanForm(request.POST or None, viewer=request.viewer, initial=showing.planned(request.viewer, clock.now()))

    def act() -> None:
        given = form.cleaned_data
        rounds.plan_rounds(
            area_path=given["area"].path,
            unit_id=given["unit"].id,
            first_on=given["first_on"],
            interval=given["interval"] or None,
            by=acting(request),
            at=clock.now(),
        )

    title, button = _("Plan rounds"), _("Plan them")
    text = _("One plan for an area; a new one takes the place of the old.")
    return _asked(request, form, act, title=title, text=text, button=button, told=_("The rounds are planned."))


@holders_only
@require_POST
def end_plan(request: StaffRequest, plan_id: int) -> HttpResponse:
    why = attempt(lambda: rounds.end_plan(plan_id, by=acting(request), at=clock.now()))
    _tell(request, why, _("No further rounds are planned there. Those that were held stay."))
    return redirect("mediation:rounds")


@staff_only
@require_safe
def meeting(request: StaffRequest, round_id: int) -> HttpResponse:
    return _meeting(request, _opened(request, round_id))


@staff_only
@require_POST
def open_round(request: StaffRequest, round_id: int) -> HttpResponse:
    _opened(request, round_id)
    why = attempt(lambda: rounds.open_round(round_id, by=acting(request), at=clock.now()))
    _tell(request, why, _("The round sits. Its agenda is made."))
    return redirect("mediation:round", round_id)


@staff_only
@require_POST
def decide(request: StaffRequest, round_id: int, item_id: int) -> HttpResponse:
    """One item; then the next that is not decided comes up by itself."""
    file = _opened(request, round_id)
    item = next((each for each in file.items if each.id == item_id), None)
    if item is None:
        raise Http404
    form = DecideForm(request.POST, viewer=request.viewer, kind=item.kind)
    if form.is_valid():
        given = form.cleaned_data
        tasks = [Task(given["unit"].id, given["what"], given["due_on"])] if given.get("unit") else []
        why = attempt(
            lambda: rounds.decide_item(
                round_id, item_id, decision=given["decision"], tasks=tasks, by=acting(request), at=clock.now()
            )
        )
        if not why:
            return HttpResponseRedirect(_next_item(_opened(request, round_id), item.position))
        form.add_error("what" if tasks else None, why)
    return _meeting(request, file, chosen=item_id, form=form, status=422)


@staff_only
@require_POST
def attend(request: StaffRequest, round_id: int) -> HttpResponse:
    """Adds a unit that takes part, or takes one out."""
    file = _opened(request, round_id)
    present = {unit.id for unit in file.attending}
    form = AttendingForm(request.POST, viewer=request.viewer)
    if "out" in request.POST and request.POST["out"].isdecimal():
        present.discard(int(request.POST["out"]))
    elif form.is_valid():
        present.add(form.cleaned_data["unit"].id)
    else:
        messages.problem(request, _("There is no such unit. Type a part of its name and choose one."))
        return redirect("mediation:round", round_id)
    why = attempt(lambda: rounds.set_attending(round_id, unit_ids=present, by=acting(request), at=clock.now()))
    _tell(request, why, _("Saved."))
    return redirect("mediation:round", round_id)


@staff_only
@require_POST
def close(request: StaffRequest, round_id: int) -> HttpResponse:
    _opened(request, round_id)
    why = attempt(lambda: rounds.close_round(round_id, by=acting(request), at=clock.now()))
    _tell(request, why, _("The round is closed. Its minutes are made, and the next round is planned."))
    return redirect("mediation:round" if why else "mediation:round-minutes", round_id)


@staff_only
@require_safe
def minutes(request: StaffRequest, round_id: int) -> HttpResponse:
    file = _opened(request, round_id)
    if file.minutes is None:
        raise Http404
    unaltered = rounds.digest_of(file.minutes) == file.digest
    context = {"file": file, "text": worded(seen_minutes(file)), "unaltered": unaltered}
    return render(request, "mediation/rounds/minutes.html", context)


@staff_only
@require_safe
def minutes_file(request: StaffRequest, round_id: int, shape: str) -> HttpResponse:
    """The minutes as .docx or PDF, by the template of the jurisdiction."""
    file = _opened(request, round_id)
    kind = _SHAPES.get(shape)
    if kind is None or file.minutes is None:
        raise Http404
    made: list[Made] = []
    if why := attempt(lambda: made.append(minutes_document(file))):
        messages.problem(request, why)
        return redirect("mediation:round-minutes", round_id)
    name = f"{minutes_form().zh}-{file.area}-{file.held_on:%Y-%m-%d}{kind.extensions[0]}"
    content = made[0].docx if kind is FileKind.DOCX else made[0].printed.content
    return HttpResponse(content, headers=files.response_headers(kind, name, download=True))


@concerned_only
@require_http_methods(["GET", "POST"])
def report(request: StaffRequest, task_id: int) -> HttpResponse:
    task = next((each for each in reading.tasks_of(request.viewer, at=clock.now()) if each.id == task_id), None)
    if task is None:
        raise Http404
    form = ReportForm(request.POST or None)

    def act() -> None:
        rounds.report_task(task_id, report=form.cleaned_data["report"], by=acting(request), at=clock.now())

    text = _("%(about)s: %(what)s") % {"about": task.about, "what": task.what}
    return _asked(
        request,
        form,
        act,
        title=_("Report a task as done"),
        text=text,
        button=pgettext("round", "Done"),
        told=_("Reported."),
    )


@holders_only
@require_http_methods(["GET", "POST"])
def place(request: StaffRequest, place_id: int | None = None) -> HttpResponse:
    """Enters a place at risk, or changes what is known of one."""
    try:
        known = reading.place_at_risk(place_id, request.viewer) if place_id is not None else None
    except DisputeNotFound:
        raise Http404 from None
    form = PlaceForm(
        request.POST or None,
        viewer=request.viewer,
        changing=known is not None,
        initial=showing.place_initial(request, known),
    )

    def act() -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "area"}
        if known is not None:
            risk_places.change_place(known.id, **given, by=acting(request), at=clock.now())
        else:
            area = form.cleaned_data["area"].path
            risk_places.enter_place(area_path=area, **given, by=acting(request), at=clock.now())

    title = known.place if known else _("Enter a place at risk")
    text = _("It is before every round of its area until one takes it off.")
    return _asked(
        request, form, act, title=title, text=text, button=_("Enter it") if not known else _("Save"), told=_("Saved.")
    )


def _opened(request: StaffRequest, round_id: int) -> RoundFile:
    try:
        return reading.round_file(round_id, request.viewer, at=clock.now())
    except DisputeNotFound:
        raise Http404 from None


def _meeting(
    request: StaffRequest,
    file: RoundFile,
    *,
    chosen: int | None = None,
    form: DecideForm | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = request.GET.get("item", "")
    current = showing.current(file, chosen or (int(asked) if asked.isdecimal() else None))
    context = {
        "file": file,
        "groups": showing.groups(file),
        "current": current,
        "form": form or showing.decide_form(current, request.viewer),
        "attending": AttendingForm(viewer=request.viewer),
        "choices": wording_keeping.CHOICES,
        "following": showing.following(file, current),
    }
    return render(request, "mediation/rounds/round.html", context, status=status)


def _next_item(file: RoundFile, position: int) -> str:
    waiting = [each for each in file.called if each.required and not each.decision]
    later = next((each for each in waiting if each.position > position), waiting[0] if waiting else None)
    address = reverse("mediation:round", args=[file.id])
    return f"{address}?item={later.id}#now" if later else address


def _asked(
    request: StaffRequest,
    form: Any,
    act: Callable[[], object],
    *,
    title: str,
    text: str,
    button: str,
    told: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        why = attempt(act)
        if not why:
            messages.done(request, told)
            return redirect("mediation:rounds")
        form.add_error(None, why)
    context = {"form": form, "form_title": title, "form_text": text, "form_button": button}
    return render(request, "mediation/rounds/act.html", context, status=422 if form.errors else 200)


def _tell(request: StaffRequest, why: str, told: str) -> None:
    if why:
        messages.problem(request, why)
    else:
        messages.done(request, told)
