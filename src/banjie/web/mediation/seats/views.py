"""The mediators of a dispute: who sits and who could, and what is asked when one leaves."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.mediation import actions
from banjie.mediation.queries import DisputeFile, SeatLine, own_mediator_id, suggestions
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.web import messages
from banjie.web.mediation.seats import showing
from banjie.web.mediation.seats.forms import DeclareForm, HandOverForm, ObjectForm, RuleForm, TieForm
from banjie.web.mediation.shell import attempt, opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_safe
def seats(request: StaffRequest, case_id: int) -> HttpResponse:
    file = opened(request, case_id)
    beside = request.GET.get("beside", "")
    context = _context(request, file) | showing.offered(
        file,
        request.viewer,
        at=clock.now(),
        beside=int(beside) if beside.isdecimal() and len(beside) < 10 else None,
        why=request.GET.get("why", ""),
    )
    context["declares"] = own_mediator_id(request.viewer) if context["own"] is None else None
    return render(request, "mediation/seats/seats.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def recuse(request: StaffRequest, case_id: int) -> HttpResponse:
    """Whoever sits steps aside. The file closes to them with it, so the list is where they come out."""
    file = opened(request, case_id, needs=Sight.PANEL)
    form = TieForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        actions.recuse(case_id, tie=given["tie"], reason=given["note"], by=acting(request), at=clock.now())

    return _asked(request, file, form, act, title=_("Step aside"), told=_("You stepped aside."))


@staff_only
@require_http_methods(["GET", "POST"])
def tie(request: StaffRequest, case_id: int) -> HttpResponse:
    """Before anybody is seated: this mediator cannot sit here."""
    file = opened(request, case_id)
    own = own_mediator_id(request.viewer)
    choices = [(own, request.viewer.name)] if own is not None else []
    if file.leads:
        found = suggestions(file, at=clock.now())
        choices += [(each.mediator_id, each.name) for each in found.suggested if each.mediator_id != own]
    if not choices:
        raise Http404
    form = DeclareForm(request.POST or None, mediators=choices, initial={"mediator": choices[0][0]})

    def act() -> None:
        given = form.cleaned_data
        actions.declare_tie(
            case_id, given["mediator"], kind=given["tie"], note=given["note"], by=acting(request), at=clock.now()
        )

    return _asked(request, file, form, act, title=_("Declare a tie"), told=_("On record: not to be seated here."))


@staff_only
@require_http_methods(["GET", "POST"])
def object_to(request: StaffRequest, case_id: int, seat_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.FILE)
    seat = _seat(file, seat_id)
    form = ObjectForm(request.POST or None, parties=file.parties)

    def act() -> None:
        given = form.cleaned_data
        actions.object_to(
            case_id, seat_id, party_id=given["party"], reason=given["reason"], by=acting(request), at=clock.now()
        )

    title = _("A party objects to %(name)s") % {"name": seat.name}
    told = _("On record. The head of the committee decides; until then mediation does not begin.")
    return _asked(request, file, form, act, title=title, button=_("Record the objection"), told=told)


@staff_only
@require_http_methods(["GET", "POST"])
def rule(request: StaffRequest, case_id: int, objection_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.FILE)
    waiting = [(seat, each) for seat in file.seats for each in seat.objections if each.id == objection_id]
    if not file.leads or not waiting:
        raise Http404
    seat, objection = waiting[0]
    form = RuleForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        actions.rule_on_objection(
            case_id,
            objection_id,
            upheld=given["upheld"],
            reason=given["reason"],
            by=acting(request),
            at=clock.now(),
        )

    title = _("Decide on the objection to %(name)s") % {"name": seat.name}
    return _asked(request, file, form, act, title=title, told=_("Decided."), quote=objection.reason)


@staff_only
@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest, case_id: int, seat_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.FILE)
    seat = _seat(file, seat_id)
    if not file.leads and seat.staff_id != request.viewer.staff_id:
        raise Http404
    form = HandOverForm(request.POST or None, suggested=suggestions(file, at=clock.now()).suggested)

    def act() -> None:
        given = form.cleaned_data
        actions.hand_over(
            case_id, seat_id, to_mediator_id=given["to"], why=given["why"], by=acting(request), at=clock.now()
        )

    title = _("Hand over from %(name)s") % {"name": seat.name}
    return _asked(request, file, form, act, title=title, button=_("Hand over"), told=_("Handed over."))


def _seat(file: DisputeFile, seat_id: int) -> SeatLine:
    found = next((each for each in file.seats if each.id == seat_id and each.left_at is None), None)
    if found is None:
        raise Http404
    return found


def _asked(
    request: StaffRequest,
    file: DisputeFile,
    form: forms.Form,
    act: Callable[[], None],
    *,
    title: str,
    told: str,
    button: str = "",
    quote: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        why = attempt(act)
        if not why:
            messages.done(request, told)
            return HttpResponseRedirect(reverse("mediation:seats", args=[file.case.id]))
        form.add_error(None, why)
    context = _context(request, file) | {
        "form": form,
        "form_title": title,
        "form_button": button or title,
        "form_quote": quote,
    }
    return render(request, "mediation/seats/act.html", context, status=422 if form.errors else 200)


def _context(request: StaffRequest, file: DisputeFile) -> dict[str, object]:
    return shell(file, "seats") | showing.seats(file, request.viewer) | showing.rung_facts(file)
