"""Seating by one button: nothing else is asked."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from banjie.mediation import actions
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.web.mediation.shell import carried_out, opened
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_POST
def take(request: StaffRequest, case_id: int) -> HttpResponse:
    return _done(
        request,
        case_id,
        lambda: actions.seat(
            case_id,
            _number(request, "mediator"),
            chosen_by_parties=bool(request.POST.get("chosen")),
            by=acting(request),
            at=clock.now(),
            expected=_seen(request),
        ),
        _("Seated. The mediator now declares to have no tie with a party."),
    )


@staff_only
@require_POST
def take_panel(request: StaffRequest, case_id: int) -> HttpResponse:
    members = [int(each) for each in request.POST.getlist("member") if each.isdecimal()]
    return _done(
        request,
        case_id,
        lambda: actions.seat_panel(
            case_id,
            members,
            chair=_number(request, "chair"),
            by=acting(request),
            at=clock.now(),
            expected=_seen(request),
        ),
        _("The panel is seated. Each of them now declares to have no tie with a party."),
    )


@staff_only
@require_POST
def join(request: StaffRequest, case_id: int) -> HttpResponse:
    return _done(
        request,
        case_id,
        lambda: actions.seat_from_another(
            case_id,
            _number(request, "mediator"),
            why=request.POST.get("why", ""),
            task=_("Please sit on the joint panel of this dispute."),
            by=acting(request),
            at=clock.now(),
            expected=_seen(request),
        ),
        _("Seated, and the other committee is called in."),
    )


@staff_only
@require_POST
def no_tie(request: StaffRequest, case_id: int) -> HttpResponse:
    return _done(
        request,
        case_id,
        lambda: actions.declare_no_tie(case_id, by=acting(request), at=clock.now()),
        _("Declared."),
    )


@staff_only
@require_POST
def chair(request: StaffRequest, case_id: int, seat_id: int) -> HttpResponse:
    return _done(
        request,
        case_id,
        lambda: actions.take_chair(case_id, seat_id, by=acting(request), at=clock.now()),
        _("In the chair."),
    )


def _done(request: StaffRequest, case_id: int, act: Callable[[], object], told: str) -> HttpResponse:
    opened(request, case_id, needs=Sight.FILE)
    return carried_out(request, act, told=told, back=reverse("mediation:seats", args=[case_id]))


def _number(request: StaffRequest, name: str) -> int:
    """0, which nobody has, for what is not a number."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _seen(request: StaffRequest) -> int | None:
    return _number(request, "seen") if request.POST.get("seen") else None
