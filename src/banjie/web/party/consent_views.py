"""What a party says: yes or no to mediation, to a mediator, to what it is asked; and its word taken back."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from banjie.cases import wording as case_words
from banjie.cases.errors import CommandRefused
from banjie.mediation import party_actions, queries, session_wording, wording
from banjie.mediation.access import NotForYou
from banjie.mediation.errors import BadEntry, SessionNotFound, SessionRefused
from banjie.mediation.queries import OwnPage
from banjie.platform import clock
from banjie.web.party import asking, plain_words
from banjie.web.party.matter_views import show
from banjie.web.party.visits import PartyRequest, party_only


@party_only
@require_http_methods(["GET", "POST"])
def agree(request: PartyRequest) -> HttpResponseBase:
    """The rights stand above the button: whoever agrees has had them before their eyes."""
    why = ""
    if request.method == "POST":
        told = "told" in request.POST
        why = attempt(lambda: party_actions.agree_to_mediation(request.party, told_rights=told, at=clock.now()))
        if not why:
            return done("agree")
    context = {"rights": plain_words.RIGHTS, "duties": plain_words.DUTIES, "page": _page(request), "problem": why}
    return render(request, "party/agree.html", context, status=422 if why else 200)


@party_only
@require_http_methods(["GET", "POST"])
def stop(request: PartyRequest) -> HttpResponseBase:
    """Asks twice, and says both times what it does and what other ways there are."""
    page, why = _page(request), ""
    if not asking.can_stop(page):
        return HttpResponseRedirect(reverse("party:matter"))
    if request.POST.get("sure") == "yes":
        why = attempt(lambda: party_actions.leave_mediation(request.party, at=clock.now()))
        if not why:
            return done("stopped")
    context = {
        "page": page,
        "again": request.method == "POST",
        "ways": wording.other_ways().values(),
        "problem": why,
    }
    return render(request, "party/stop.html", context, status=422 if why else 200)


@party_only
@require_POST
def accept_mediator(request: PartyRequest, seat_id: int) -> HttpResponseBase:
    return _button(request, lambda: party_actions.accept_mediator(request.party, seat_id, at=clock.now()), "mediator")


@party_only
@require_http_methods(["GET", "POST"])
def mediator(request: PartyRequest, seat_id: int) -> HttpResponseBase:
    """An objection with its reason."""
    seat = next((each for each in _page(request).seats if each.id == seat_id), None)
    if seat is None:
        raise Http404
    reason, why = request.POST.get("reason", "")[:2000], ""
    if request.method == "POST":
        why = attempt(lambda: party_actions.object_to_mediator(request.party, seat_id, reason=reason, at=clock.now()))
        if not why:
            return done("objection")
    context = {"seat": seat, "reason": reason, "problem": why, "kinds": wording.CHOICES["mediator_kind"]}
    return render(request, "party/object.html", context, status=422 if why else 200)


@party_only
@require_POST
def question(request: PartyRequest, question_id: int) -> HttpResponseBase:
    agrees = request.POST.get("answer") == "yes"
    return _button(
        request,
        lambda: party_actions.answer_question(request.party, question_id, agrees=agrees, at=clock.now()),
        "answer",
    )


@party_only
@require_POST
def reminders(request: PartyRequest) -> HttpResponseBase:
    wanted = request.POST.get("answer") == "yes"
    return _button(
        request,
        lambda: party_actions.set_reminders(request.party, wanted=wanted, at=clock.now()),
        "reminders" if wanted else "no-reminders",
    )


@party_only
@require_POST
def again(request: PartyRequest) -> HttpResponseBase:
    wishes = request.POST.get("answer") == "yes"
    return _button(
        request,
        lambda: party_actions.wish_to_try_again(request.party, wishes=wishes, at=clock.now()),
        "again" if wishes else "answer",
    )


@party_only
@require_POST
def confirmation(request: PartyRequest) -> HttpResponseBase:
    wishes = request.POST.get("answer") == "yes"
    return _button(
        request,
        lambda: party_actions.wish_confirmation(request.party, wishes=wishes, at=clock.now()),
        "answer",
    )


def attempt(act: Callable[[], object]) -> str:
    """Carries out what a party sent. Returns why it was not done, in words; empty if it was."""
    try:
        act()
    except BadEntry as error:
        if error.code.endswith("_unknown"):
            raise Http404 from None
        return str(wording.PROBLEMS.get(error.code) or _("As it stands now, this cannot be done."))
    except SessionNotFound:
        raise Http404 from None
    except SessionRefused as error:
        return str(session_wording.REFUSALS[error.code])
    except CommandRefused as error:
        return str(case_words.REFUSALS[error.refusal.code])
    except NotForYou:
        return _("Only the party itself can decide this, or somebody with a special authority to settle for it.")
    return ""


def done(what: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("party:matter") + f"?done={what}")


def _button(request: PartyRequest, act: Callable[[], object], what: str) -> HttpResponse:
    why = attempt(act)
    return show(request, problem=why, status=422) if why else done(what)


def _page(request: PartyRequest) -> OwnPage:
    return queries.own_page(request.party, at=clock.now())
