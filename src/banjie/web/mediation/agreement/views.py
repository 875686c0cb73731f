"""The agreement of a dispute: what leads up to it, how it stands, what is next."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.mediation import actions, queries
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.models import AgreementState
from banjie.mediation.queries import AgreementLine, AgreementView, DisputeFile
from banjie.mediation.sight import Sight
from banjie.platform import clock
from banjie.web import messages
from banjie.web.mediation.agreement.forms import BeginForm
from banjie.web.mediation.shell import attempt, carried_out, opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only

TAB = "agreement"
# Which one the page shows: the one in the making before the one that binds.
_SHOWN_FIRST = (AgreementState.SIGNING, AgreementState.READ, AgreementState.DRAFT, AgreementState.BINDING)


@staff_only
@require_safe
def agreement(request: StaffRequest, case_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.FILE)
    lines = queries.agreements_of(case_id, request.viewer, at=clock.now())
    view = _shown(request, case_id, lines)
    binding = next((each for each in lines if each.state == AgreementState.BINDING), None)
    context: dict[str, Any] = {
        "view": view,
        "others": [each for each in lines if view is None or each.id != view.id],
        "binding": binding,
        "can_begin": file.sees_words
        and file.case.state in {"mediating", "performing"}
        and (view is None or not view.in_the_making),
    }
    if file.sees_words:
        context["talking"] = file.case.state in {"consulting", "mediating"}
        context["bargaining"] = queries.bargaining_of(case_id, request.viewer, at=clock.now())
    return render(request, "mediation/agreement/agreement.html", shell(file, TAB) | context)


@staff_only
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest, case_id: int) -> HttpResponse:
    """A new agreement. One that replaces another begins with its words."""
    file = opened(request, case_id, needs=Sight.PANEL)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        why = attempt(
            lambda: actions.draft_agreement(
                case_id, form=given["form"], language=given["language"], by=acting(request), at=clock.now()
            )
        )
        if not why:
            return HttpResponseRedirect(reverse("mediation:write-agreement", args=[case_id, newest(request, case_id)]))
        form.add_error(None, why)
    return asked(request, file, form, title=_("Write down what is agreed"), button=_("Begin the agreement"))


@staff_only
@require_safe
def reading(request: StaffRequest, case_id: int, agreement_id: int) -> HttpResponse:
    """The whole text in large type, as it is read out and printed."""
    file = opened(request, case_id, needs=Sight.FILE)
    view = found(request, case_id, agreement_id)
    return render(request, "mediation/agreement/reading.html", shell(file, TAB) | {"view": view})


@staff_only
@require_POST
def course(request: StaffRequest, case_id: int, agreement_id: int, command: str) -> HttpResponse:
    """Read out, opened for signing, abandoned: a button each."""
    steps = {
        "read_out": (actions.read_out, _("Read out. From here on this is the text.")),
        "open_signing": (actions.open_signing, _("Everybody can sign now.")),
        "abandon": (actions.abandon_agreement, _("The draft is left.")),
    }
    if command not in steps:
        raise Http404
    act, told = steps[command]
    return carried_out(
        request,
        lambda: act(case_id, agreement_id, by=acting(request), at=clock.now()),
        told=told,
        back=home(case_id),
    )


@staff_only
@require_POST
def copies(request: StaffRequest, case_id: int, agreement_id: int) -> HttpResponse:
    """Everybody who was ticked has been handed a copy."""

    def act() -> None:
        for chosen in request.POST.getlist("copy"):
            kind, _sep, party = chosen.partition("-")
            actions.hand_copy(
                case_id,
                agreement_id,
                copy_for=kind,
                party_id=int(party) if party.isdecimal() else None,
                by=acting(request),
                at=clock.now(),
            )

    return carried_out(request, act, told=_("Copies recorded."), back=home(case_id))


def found(request: StaffRequest, case_id: int, agreement_id: int) -> AgreementView:
    try:
        return queries.agreement(case_id, agreement_id, request.viewer, at=clock.now())
    except DisputeNotFound:
        raise Http404 from None


def newest(request: StaffRequest, case_id: int) -> int:
    return queries.agreements_of(case_id, request.viewer, at=clock.now())[0].id


def home(case_id: int) -> str:
    return reverse("mediation:agreement", args=[case_id])


def asked(
    request: StaffRequest, file: DisputeFile, form: Any, *, title: str, button: str, text: str = ""
) -> HttpResponse:
    """A form on a page of its own under the tab; refused, it says why and keeps what was typed."""
    context = shell(file, TAB) | {
        "form": form,
        "form_title": title,
        "form_button": button,
        "form_text": text,
        "back": home(file.case.id),
    }
    return render(request, "mediation/agreement/act.html", context, status=422 if form.errors else 200)


def done(request: StaffRequest, case_id: int, told: str) -> HttpResponse:
    messages.done(request, told)
    return HttpResponseRedirect(home(case_id))


def _shown(request: StaffRequest, case_id: int, lines: Any) -> AgreementView | None:
    ordered: list[AgreementLine] = sorted(
        (each for each in lines if each.state in _SHOWN_FIRST), key=lambda each: _SHOWN_FIRST.index(each.state)
    )
    return found(request, case_id, ordered[0].id) if ordered else None
