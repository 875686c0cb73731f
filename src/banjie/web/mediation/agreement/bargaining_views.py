"""Points and offers: written down as they come."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from banjie.mediation import actions, queries
from banjie.mediation.actions import Proposal
from banjie.mediation.place_words import side_letter
from banjie.mediation.queries import DisputeFile, OfferLine, PointLine
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.web.mediation.agreement.forms import LeaveForm, OfferForm, PointForm
from banjie.web.mediation.agreement.views import asked, done, home
from banjie.web.mediation.shell import attempt, carried_out, opened
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_http_methods(["GET", "POST"])
def raise_point(request: StaffRequest, case_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.PANEL)
    form = PointForm(request.POST or None, sides=_letters(file), initial={"standing": "disputed"})

    def act() -> None:
        given = form.cleaned_data
        actions.raise_point(
            case_id,
            text=given["text"],
            says=form.says(),
            standing=given["standing"],
            by=acting(request),
            at=clock.now(),
        )

    text = _("Points are said in front of everybody. What one side said apart belongs to its session.")
    return _filled(request, file, form, act, _("A point between the sides"), _("Write it down"), text)


@staff_only
@require_http_methods(["GET", "POST"])
def change_point(request: StaffRequest, case_id: int, point_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.PANEL)
    point = _point(request, case_id, point_id)
    known = {"text": point.text, "standing": point.standing} | {
        f"says_{letter}": said for letter, said in point.says.items()
    }
    form = PointForm(request.POST or None, sides=_letters(file), initial=known)

    def act() -> None:
        given = form.cleaned_data
        actions.change_point(
            case_id,
            point_id,
            text=given["text"],
            says=form.says(),
            standing=given["standing"],
            by=acting(request),
            at=clock.now(),
        )

    return _filled(request, file, form, act, _("Point %(number)s") % {"number": point.number}, _("Save"))


@staff_only
@require_POST
def settle_point(request: StaffRequest, case_id: int, point_id: int, standing: str) -> HttpResponse:
    opened(request, case_id, needs=Sight.PANEL)
    return carried_out(
        request,
        lambda: actions.change_point(case_id, point_id, standing=standing, by=acting(request), at=clock.now()),
        told=_("Point moved."),
        back=home(case_id),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def make_offer(request: StaffRequest, case_id: int, counter_to: int | None = None) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.PANEL)
    answered = _offer(request, case_id, counter_to) if counter_to is not None else None
    sides = [(letter, _("Side %(letter)s") % {"letter": side_letter(letter)}) for letter in _letters(file)]
    sides = [each for each in sides if answered is None or each[0] != answered.side]
    if answered is None:
        sides.append(("", _("The mediators propose it")))
    form = OfferForm(request.POST or None, sides=sides, initial={"side": sides[0][0]})
    form.fields["side"].required = False

    def act() -> None:
        given = form.cleaned_data
        actions.make_offer(
            case_id,
            side=given["side"],
            proposal=Proposal(given["text"], given["amount"], file.currency),
            confided=given["confided"],
            counter_to=counter_to,
            by=acting(request),
            at=clock.now(),
        )

    title = _("Answer to offer %(number)s") % {"number": answered.number} if answered else _("An offer")
    return _filled(request, file, form, act, title, _("Put it down"))


@staff_only
@require_POST
def reply(request: StaffRequest, case_id: int, offer_id: int, side: str, answer: str) -> HttpResponse:
    opened(request, case_id, needs=Sight.PANEL)
    return carried_out(
        request,
        lambda: actions.reply_to_offer(
            case_id, offer_id, side=side, accepts=answer == "yes", by=acting(request), at=clock.now()
        ),
        told=_("Answer recorded. What was accepted still has to be written down and signed."),
        back=home(case_id),
    )


@staff_only
@require_POST
def withdraw_offer(request: StaffRequest, case_id: int, offer_id: int) -> HttpResponse:
    opened(request, case_id, needs=Sight.PANEL)
    return carried_out(
        request,
        lambda: actions.withdraw_offer(case_id, offer_id, by=acting(request), at=clock.now()),
        told=_("Offer taken back."),
        back=home(case_id),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def show_offer(request: StaffRequest, case_id: int, offer_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.PANEL)
    _offer(request, case_id, offer_id)
    form = LeaveForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        leave = form.cleaned_data["leave"]
        actions.show_offer(case_id, offer_id, leave=leave, by=acting(request), at=clock.now())

    text = _("Every side will see it from now on. This cannot be undone.")
    return _filled(request, file, form, act, _("Put the offer on the table?"), _("Put it on the table"), text)


def _filled(
    request: StaffRequest,
    file: DisputeFile,
    form: forms.Form,
    act: Callable[[], object],
    title: str,
    button: str,
    text: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        why = attempt(act)
        if not why:
            return done(request, file.case.id, _("Written down."))
        form.add_error(None, why)
    return asked(request, file, form, title=title, button=button, text=text)


def _letters(file: DisputeFile) -> list[str]:
    return [side.letter for side in file.sides]


def _point(request: StaffRequest, case_id: int, point_id: int) -> PointLine:
    points = queries.bargaining_of(case_id, request.viewer, at=clock.now()).points
    point = next((each for each in points if each.id == point_id), None)
    if point is None:
        raise Http404
    return point


def _offer(request: StaffRequest, case_id: int, offer_id: int) -> OfferLine:
    offers = queries.bargaining_of(case_id, request.viewer, at=clock.now()).offers
    offer = next((each for each in offers if each.id == offer_id), None)
    if offer is None:
        raise Http404
    return offer
