"""Signing: on the screen in the room, on paper, or by saying yes."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.mediation import actions
from banjie.mediation.place_words import place_words
from banjie.mediation.queries import AgreementView, SlotLine
from banjie.mediation.sessions.strokes import HEIGHT, WIDTH
from banjie.mediation.sight import Sight
from banjie.mediation.terms import may_sign
from banjie.platform import clock, files
from banjie.platform.calendar.queries import calendar
from banjie.platform.files import FileRefused
from banjie.web import file_words
from banjie.web.mediation.agreement.forms import OralForm, PaperForm, PenForm
from banjie.web.mediation.agreement.views import asked, done, found, home
from banjie.web.mediation.shell import attempt, carried_out, opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_http_methods(["GET", "POST"])
def sign(request: StaffRequest, case_id: int, agreement_id: int, slot: str) -> HttpResponse:
    """One place under the agreement, on the screen that is handed over: the text first, then the field."""
    file = opened(request, case_id, needs=Sight.PANEL)
    view, line = _place(request, case_id, agreement_id, slot)
    is_party = line.slot.signed_as == "party"
    form = PenForm(request.POST or None, signers=_signers(line), is_party=is_party, initial={"digest": view.digest})
    problem = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        problem = attempt(
            lambda: actions.sign(
                case_id,
                agreement_id,
                slot=line.slot,
                digest=given["digest"],
                drawn=given["strokes"],
                identity=given["identity"] if is_party else "",
                companion_id=form.companion_id if is_party else None,
                by=acting(request),
                at=clock.now(),
            )
        )
        if not problem:
            return HttpResponseRedirect(reverse("mediation:signed", args=[case_id, agreement_id, slot]))
    context = shell(file, "agreement") | {
        "view": view,
        "line": line,
        "form": form,
        "problem": problem,
        "is_party": is_party,
        "width": WIDTH,
        "height": HEIGHT,
        "home_url": home(case_id),
        "back_url": home(case_id),
    }
    return render(request, "mediation/agreement/sign.html", context, status=422 if problem or form.errors else 200)


@staff_only
@require_safe
def signed(request: StaffRequest, case_id: int, agreement_id: int, slot: str) -> HttpResponse:
    """What whoever signed sees last, before they hand the screen back."""
    file = opened(request, case_id, needs=Sight.PANEL)
    view = found(request, case_id, agreement_id)
    line = next((each for each in view.slots if each.slot.key == slot and each.signature is not None), None)
    if line is None:
        raise Http404
    context = shell(file, "agreement") | {"view": view, "line": line, "home_url": home(case_id)}
    return render(request, "mediation/agreement/signed.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def on_paper(request: StaffRequest, case_id: int, agreement_id: int) -> HttpResponse:
    """A printed copy came back signed: who is on it, and its scan."""
    file = opened(request, case_id, needs=Sight.PANEL)
    view = _to_sign(request, case_id, agreement_id)
    by_key = {
        f"{line.slot.key}|{signer}": (line.slot, signer) for line in view.missing for signer, _n in _choices(line)
    }
    labels = [(f"{line.slot.key}|{signer}", name) for line in view.missing for signer, name in _choices(line)]
    form = PaperForm(request.POST or None, request.FILES or None, places=labels, initial={"digest": view.digest})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        places = [by_key[each] for each in given["places"]]
        try:
            scan = files.store(given["scan"].read(), name=given["scan"].name)
            why = attempt(
                lambda: actions.sign_on_paper(
                    case_id,
                    agreement_id,
                    places=[(slot, int(signer) if signer else None) for slot, signer in places],
                    scan=scan,
                    digest=given["digest"],
                    identity=given["identity"],
                    signed_at=given["signed_at"] or clock.now(),
                    by=acting(request),
                    at=clock.now(),
                )
            )
        except FileRefused as error:
            why = str(file_words.why(error))
        if not why:
            return done(request, case_id, _("Recorded."))
        form.add_error(None, why)
    return asked(request, file, form, title=_("Signed on paper"), button=_("Record who signed"))


@staff_only
@require_http_methods(["GET", "POST"])
def say_yes(request: StaffRequest, case_id: int, agreement_id: int, slot: str) -> HttpResponse:
    """A party says yes to an oral agreement that was read back to it."""
    file = opened(request, case_id, needs=Sight.PANEL)
    view, line = _place(request, case_id, agreement_id, slot)
    form = OralForm(request.POST or None, signers=_signers(line), initial={"digest": view.digest})
    if request.method == "POST" and form.is_valid() and line.slot.party_id is not None:
        given, party_id = form.cleaned_data, line.slot.party_id
        why = attempt(
            lambda: actions.confirm_orally(
                case_id,
                agreement_id,
                party_id=party_id,
                companion_id=line.slot.companion_id or form.companion_id,
                digest=given["digest"],
                identity=given["identity"],
                said_at=given["said_at"],
                by=acting(request),
                at=clock.now(),
            )
        )
        if not why:
            return done(request, case_id, _("Recorded."))
        form.add_error(None, why)
    title = _("Does %(name)s say yes?") % {"name": line.name}
    return asked(request, file, form, title=title, button=_("It said yes"), text=_("Read the agreement back first."))


@staff_only
@require_POST
def check_identity(request: StaffRequest, case_id: int, signature_id: int) -> HttpResponse:
    identity = request.POST.get("identity", "")
    return carried_out(
        request,
        lambda: actions.check_identity(case_id, signature_id, identity=identity, by=acting(request), at=clock.now()),
        told=_("The signature counts now."),
        back=home(case_id),
    )


def _place(request: StaffRequest, case_id: int, agreement_id: int, slot: str) -> tuple[AgreementView, SlotLine]:
    view = _to_sign(request, case_id, agreement_id)
    line = next((each for each in view.missing if each.slot.key == slot and each.slot.signed_as != "committee"), None)
    if line is None:
        raise Http404
    return view, line


def _to_sign(request: StaffRequest, case_id: int, agreement_id: int) -> AgreementView:
    view = found(request, case_id, agreement_id)
    if view.state != "signing":
        raise Http404
    return view


def _signers(line: SlotLine) -> list[tuple[str, str]]:
    """Who may hold the pen for this place: the party itself, and whoever may settle for it."""
    person = line.person
    if person is None or line.slot.companion_id is not None:
        return [("", line.name)]
    today = calendar().date_of(clock.now())
    own = [("", person.name or place_words(person.label))] if may_sign(person, None, today) is None else []
    beside = [
        (str(each.id), _("%(name)s, for %(party)s") % {"name": each.name, "party": person.name})
        for each in person.beside
        if may_sign(person, each.id, today) is None
    ]
    return own + beside


def _choices(line: SlotLine) -> list[tuple[str, str]]:
    if line.slot.signed_as == "committee":
        return [("", _("Seal of the committee"))]
    return _signers(line)
