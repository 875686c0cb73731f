"""Judicial confirmation of a dispute's agreement. Who comes asks how many days are left and what is missing."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.mediation.actions import confirming, court_application, handing_over
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.confirming import ConfirmationView, confirmation_of, paper_of
from banjie.mediation.queries.courts import court_asked_last
from banjie.mediation.sight import Sight
from banjie.platform import clock, files
from banjie.platform.files import FileRefused
from banjie.web import file_words, messages, serving
from banjie.web.mediation.confirmation import showing
from banjie.web.mediation.confirmation.forms import (
    BeginForm,
    ConfirmedForm,
    CorrectedForm,
    CorrectionForm,
    PaperForm,
    ReceivedForm,
    RefusedForm,
    ReviewForm,
    SignsAtCourtForm,
)
from banjie.web.mediation.keeping.showing import today
from banjie.web.mediation.keeping_words import attempt
from banjie.web.mediation.shell import opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@staff_only
@require_safe
def confirmation(request: StaffRequest, case_id: int) -> HttpResponse:
    return render(request, "mediation/confirmation/confirmation.html", _context(request, _opened(request, case_id)))


@staff_only
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest, case_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    before = court_asked_last(file)
    form = BeginForm(request.POST or None, initial=asdict(before) if before else {"ground": "organisation"})

    def act() -> None:
        confirming.begin_confirmation(case_id, **form.cleaned_data, by=acting(request), at=clock.now())

    return _asked(
        request, file, form, act, title=_("Prepare the request to the court"), told=_("It is being prepared.")
    )


@staff_only
@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, case_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    found = confirmation_of(file, at=clock.now())
    if found is None or not found.state:
        raise Http404
    form = ReviewForm(request.POST or None, answers=found.answers)

    def act() -> None:
        confirming.review(case_id, answers=form.answers(), by=acting(request), at=clock.now())

    return _asked(request, file, form, act, title=_("Can a court confirm it?"), told=_("Saved."), page="review")


@staff_only
@require_POST
def add_paper(request: StaffRequest, case_id: int) -> HttpResponse:
    """A paper of the set; one that is there already is replaced."""
    file = _opened(request, case_id)
    found = confirmation_of(file, at=clock.now(), viewer=request.viewer)
    if found is None or "add_paper" not in found.commands:
        raise Http404
    form = _paper_form(found, file, request.POST, request.FILES)

    def act() -> None:
        kind, party = form.paper()
        if key := form.cleaned_data.get("kept"):
            court_application.add_from_file(
                case_id, kind=kind, key=key, party_id=party, by=acting(request), at=clock.now()
            )
            return
        upload = form.cleaned_data["file"]
        kept = files.store(upload.read(), name=upload.name)
        confirming.add_paper(
            case_id, kind=kind, party_id=party, digest=kept.digest, name=kept.name, by=acting(request), at=clock.now()
        )

    if form.is_valid():
        try:
            why = attempt(act)
        except FileRefused as error:
            why = str(file_words.why(error))
        if not why:
            messages.done(request, _("The paper is in the set."))
            return redirect(f"{reverse('mediation:confirmation', args=[case_id])}#papers")
        form.add_error("file", why)
    context = _context(request, file) | {"paper_form": form}
    return render(request, "mediation/confirmation/confirmation.html", context, status=422)


@staff_only
@require_POST
def make_application(request: StaffRequest, case_id: int) -> HttpResponse:
    """Fills the application from what is on record, and looks through the file for what goes with it."""
    _opened(request, case_id)
    why = attempt(lambda: court_application.make_application(case_id, by=acting(request), at=clock.now()))
    return _told(request, case_id, why, _("The application is filled in. Let both sides read and sign it."))


@staff_only
@require_POST
def sign_at_court(request: StaffRequest, case_id: int) -> HttpResponse:
    """The application goes unsigned, and why is on record."""
    _opened(request, case_id)
    reason = request.POST.get("reason", "")
    why = attempt(lambda: court_application.sign_at_court(case_id, reason=reason, by=acting(request), at=clock.now()))
    return _told(request, case_id, why, _("On record: both sides sign it at the court."))


@staff_only
@require_safe
def paper(request: StaffRequest, case_id: int, paper_id: int) -> HttpResponseBase:
    try:
        found = paper_of(_opened(request, case_id), paper_id)
    except DisputeNotFound:
        raise Http404 from None
    return serving.stored(found.digest, found.name)


@staff_only
@require_safe
def ruling(request: StaffRequest, case_id: int) -> HttpResponseBase:
    found = confirmation_of(_opened(request, case_id), at=clock.now())
    if found is None or not found.ruling:
        raise Http404
    return serving.stored(found.ruling, found.ruling_name)


@staff_only
@require_POST
def package(request: StaffRequest, case_id: int) -> HttpResponse:
    """The set as one file to take along. That it was taken is on record."""
    file = _opened(request, case_id)
    made: list[bytes] = []

    def act() -> None:
        made.append(handing_over.export_package(case_id, by=acting(request), at=clock.now()).content)

    if why := attempt(act):
        return _told(request, case_id, why, "")
    name = _("confirmation-%(number)s.zip") % {"number": file.case.number}
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        made[0], content_type="application/zip", headers={"Content-Disposition": disposition or "attachment"}
    )


@staff_only
@require_POST
def hand(request: StaffRequest, case_id: int, way: str) -> HttpResponse:
    """Handed over in person, sent through the court's system, the sending called off, or the request taken back."""
    _opened(request, case_id)
    if way not in _WAYS:
        raise Http404
    act, told = _WAYS[way]
    return _told(request, case_id, attempt(lambda: act(request, case_id)), str(told))


@staff_only
@require_http_methods(["GET", "POST"])
def court(request: StaffRequest, case_id: int, step: str) -> HttpResponse:
    """What the court did."""
    file = _opened(request, case_id)
    found = confirmation_of(file, at=clock.now(), viewer=request.viewer)
    if step not in _STEPS or found is None or step not in found.commands:
        raise Http404
    make, act = _STEPS[step]
    form = make(request.POST or None, request.FILES or None, initial={"on": today(clock.now())})

    def take() -> None:
        act(request, case_id, form.cleaned_data, clock.now())

    return _asked(request, file, form, take, title=str(showing.STEPS[step]), told=_("Recorded."))


def _opened(request: StaffRequest, case_id: int) -> DisputeFile:
    return opened(request, case_id, needs=Sight.FILE)


def _context(request: StaffRequest, file: DisputeFile) -> dict[str, Any]:
    found = confirmation_of(file, at=clock.now(), viewer=request.viewer)
    return shell(file, "confirmation") | {
        "confirmation": found,
        "conditions": showing.conditions(found, file) if found else [],
        "findings": showing.findings(found) if found else [],
        "papers": showing.papers(found) if found else [],
        "steps": showing.steps(found) if found else [],
        "court_steps": showing.court_steps(found, file.case.id) if found else [],
        "handovers": showing.handovers(found) if found else [],
        "sign_form": SignsAtCourtForm() if found and found.unsigned and not found.signs_at_court else None,
        "paper_form": _paper_form(found, file) if found and "add_paper" in found.commands else None,
        "form_title": "",
    }


def _paper_form(found: ConfirmationView, file: DisputeFile, *given: Any) -> PaperForm:
    return PaperForm(*given, choices=showing.paper_choices(found), kept=showing.kept_choices(file))


def _asked(
    request: StaffRequest,
    file: DisputeFile,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    told: str,
    page: str = "act",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            why = attempt(act)
        except FileRefused as error:
            why = str(file_words.why(error))
        if not why:
            messages.done(request, told)
            return redirect("mediation:confirmation", file.case.id)
        form.add_error(None, why)
    context = _context(request, file) | {"form": form, "form_title": title}
    return render(request, f"mediation/confirmation/{page}.html", context, status=422 if form.errors else 200)


def _told(request: StaffRequest, case_id: int, why: str, told: str) -> HttpResponse:
    if why:
        messages.problem(request, why)
    else:
        messages.done(request, told)
    return redirect("mediation:confirmation", case_id)


def _in_person(request: StaffRequest, case_id: int) -> None:
    confirming.submit(case_id, by=acting(request), at=clock.now())


def _through_system(request: StaffRequest, case_id: int) -> None:
    handing_over.send_to_court(case_id, by=acting(request), at=clock.now())


def _call_off(request: StaffRequest, case_id: int) -> None:
    handing_over.call_off_sending(case_id, by=acting(request), at=clock.now())


def _withdraw(request: StaffRequest, case_id: int) -> None:
    confirming.withdraw_confirmation(case_id, by=acting(request), at=clock.now())


_WAYS: "MappingProxyType[str, tuple[Callable[[StaffRequest, int], None], StrOrPromise]]" = MappingProxyType(
    {
        "in-person": (_in_person, gettext_lazy("The set is with the court.")),
        "system": (_through_system, gettext_lazy("The set is on its way to the court.")),
        "call-off": (_call_off, gettext_lazy("The sending is called off.")),
        "withdraw": (_withdraw, gettext_lazy("The request is withdrawn.")),
    }
)


def _received(request: StaffRequest, case_id: int, given: dict[str, Any], at: datetime) -> None:
    confirming.court_received(case_id, number=given["number"], on=given["on"], by=acting(request), at=at)


def _correction(request: StaffRequest, case_id: int, given: dict[str, Any], at: datetime) -> None:
    confirming.court_asks_correction(case_id, until=given["until"], why=given["why"], by=acting(request), at=at)


def _corrected(request: StaffRequest, case_id: int, given: dict[str, Any], at: datetime) -> None:
    confirming.corrected(case_id, by=acting(request), at=at)


def _rules(confirmed: bool) -> Callable[[StaffRequest, int, dict[str, Any], datetime], None]:
    def act(request: StaffRequest, case_id: int, given: dict[str, Any], at: datetime) -> None:
        upload = given["ruling"]
        kept = files.store(upload.read(), name=upload.name) if upload else None
        confirming.court_rules(
            case_id,
            confirmed=confirmed,
            on=given["on"],
            number=given["number"],
            why=given.get("why", ""),
            ruling=kept.digest if kept else "",
            ruling_name=kept.name if kept else "",
            by=acting(request),
            at=at,
        )

    return act


_STEPS: MappingProxyType[str, tuple[Any, Callable[[StaffRequest, int, dict[str, Any], datetime], None]]] = (
    MappingProxyType(
        {
            "receive": (ReceivedForm, _received),
            "ask_correction": (CorrectionForm, _correction),
            "correct": (CorrectedForm, _corrected),
            "confirm": (ConfirmedForm, _rules(confirmed=True)),
            "refuse": (RefusedForm, _rules(confirmed=False)),
        }
    )
)
