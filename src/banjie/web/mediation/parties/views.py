"""The parties of a dispute: entered, mended, asked what they wish."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.mediation import actions
from banjie.mediation.place_words import side_letter
from banjie.mediation.queries import DisputeFile, PartyLine
from banjie.mediation.sight import Sight
from banjie.platform import clock, files
from banjie.platform.files import FileRefused
from banjie.web import file_words, messages
from banjie.web.mediation.parties.forms import CompanionForm, ConsentForm, NothingForm, PartyForm
from banjie.web.mediation.shell import attempt, opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only

# As many sides as are there, and one more; two from the beginning.
_LETTERS = "ABCDEFGH"


@staff_only
@require_safe
def parties(request: StaffRequest, case_id: int) -> HttpResponse:
    return render(request, "mediation/parties/parties.html", _context(_opened(request, case_id)))


@staff_only
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, case_id: int, side: str) -> HttpResponse:
    file = _opened(request, case_id)
    form = PartyForm(request.POST or None, initial={"kind": "person", "reads": "zh-hans"})

    def act() -> None:
        actions.add_party(
            case_id,
            side=side,
            details=form.details(),
            **form.columns(),
            by=acting(request),
            at=clock.now(),
        )

    title = _("Party on side %(letter)s") % {"letter": side_letter(side)}
    return _asked(request, file, form, act, title=title, button=_("Enter the party"), told=_("Party entered."))


@staff_only
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, case_id: int, party_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    party = _party(file, party_id)
    form = PartyForm.of(party, request.POST or None)

    def act() -> None:
        actions.change_party(
            case_id,
            party_id,
            details=form.details(party.details),
            **form.columns(),
            by=acting(request),
            at=clock.now(),
        )

    return _asked(request, file, form, act, title=party.name, button=_("Save"), told=_("Saved."))


@staff_only
@require_http_methods(["GET", "POST"])
def remove(request: StaffRequest, case_id: int, party_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    party = _party(file, party_id)
    form = NothingForm(request.POST if request.method == "POST" else None)
    return _asked(
        request,
        file,
        form,
        lambda: actions.remove_party(case_id, party_id, by=acting(request), at=clock.now()),
        title=_("Take %(name)s off the list?") % {"name": party.name},
        button=_("Take off the list"),
        told=_("Taken off the list."),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def consent(request: StaffRequest, case_id: int, party_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    party = _party(file, party_id)
    seats = [(each.id, each.name) for each in file.seats if each.left_at is None]
    asked = request.GET.get("seat", "")
    initial = {"to": "mediator", "seat": asked} if asked else {"to": "mediation"}
    form = ConsentForm(request.POST or None, seats=seats, initial={"how": "orally", **initial})

    def act() -> None:
        given = form.cleaned_data
        actions.record_consent(
            case_id,
            party_id,
            to=given["to"],
            answer=given["answer"],
            how=given["how"],
            told_rights=given["told_rights"],
            said_at=given["said_at"],
            about=form.about(),
            by=acting(request),
            at=clock.now(),
        )

    title = _("What does %(name)s say?") % {"name": party.name}
    text = _("Withdrawing consent to mediation, or refusing it, ends the mediation at once.")
    return _asked(request, file, form, act, title=title, text=text, button=_("Record it"), told=_("Recorded."))


@staff_only
@require_http_methods(["GET", "POST"])
def companion(request: StaffRequest, case_id: int, party_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    party = _party(file, party_id)
    form = CompanionForm(request.POST or None, request.FILES or None)

    def act() -> None:
        given, paper = form.cleaned_data, form.cleaned_data["paper"]
        kept = files.store(paper.read(), name=paper.name) if paper else None
        actions.add_companion(
            case_id,
            party_id,
            role=given["role"],
            details=form.details(),
            authority=given["authority"],
            paper=kept.digest if kept else "",
            paper_name=kept.name if kept else "",
            agreed_by=given["agreed_by"],
            valid_until=given["valid_until"],
            by=acting(request),
            at=clock.now(),
        )

    title = _("Beside %(name)s") % {"name": party.name}
    return _asked(request, file, form, act, title=title, button=_("Enter"), told=_("Entered."))


@staff_only
@require_http_methods(["GET", "POST"])
def end_companion(request: StaffRequest, case_id: int, companion_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    found = [each for party in file.parties for each in party.companions if each.id == companion_id]
    if not found:
        raise Http404
    name = found[0].details.name if found[0].details is not None else ""
    form = NothingForm(request.POST if request.method == "POST" else None)
    return _asked(
        request,
        file,
        form,
        lambda: actions.end_companion(case_id, companion_id, by=acting(request), at=clock.now()),
        title=_("Does %(name)s no longer stand beside the party?") % {"name": name},
        button=_("End it"),
        told=_("Ended."),
    )


def _asked(
    request: StaffRequest,
    file: DisputeFile,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    told: str,
    text: str = "",
) -> HttpResponse:
    """A form above the parties; done, it leads back to them, and refused, it says why and keeps what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            why = attempt(act)
        except FileRefused as error:
            why = str(file_words.why(error))
        if not why:
            messages.done(request, told)
            return HttpResponseRedirect(reverse("mediation:parties", args=[file.case.id]))
        form.add_error(None, why)
    context = _context(file) | {"form": form, "form_title": title, "form_button": button, "form_text": text}
    return render(request, "mediation/parties/act.html", context, status=422 if form.errors else 200)


def _opened(request: StaffRequest, case_id: int) -> DisputeFile:
    return opened(request, case_id, needs=Sight.FILE)


def _context(file: DisputeFile) -> dict[str, Any]:
    present = [side.letter for side in file.sides]
    return shell(file, "parties") | {"letters": _LETTERS[: min(max(2, len(present) + 1), len(_LETTERS))]}


def _party(file: DisputeFile, party_id: int) -> PartyLine:
    found = next((party for party in file.parties if party.id == party_id), None)
    if found is None:
        raise Http404
    return found
