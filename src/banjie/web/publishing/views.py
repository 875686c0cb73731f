"""Somebody of the centre reads what a resident wrote, before everybody can."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from pydantic import ValidationError

from banjie.cases import wording, wording_publishing
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.publishing import acts
from banjie.cases.publishing import queue as piles
from banjie.cases.publishing.queue import Pile, Reading
from banjie.cases.publishing.rules import Act, Standing
from banjie.platform import clock
from banjie.web import messages
from banjie.web.personal_words import marked
from banjie.web.publishing.forms import SHOWING, WordsForm
from banjie.web.staff import StaffRequest, acting, staff_only

CONFLICT, UNPROCESSABLE = 409, 422
# In the order of the buttons; the first that is allowed stands out.
_BUTTONS = (Act.RELEASE, Act.PROPOSE, Act.REFUSE, Act.TAKE_BACK)


@staff_only
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    if not piles.may_read(request.viewer):
        raise Http404
    found = {pile: piles.waiting(request.viewer, pile) for pile in Pile}
    chosen = _chosen(request, {pile: count for pile, (_lines, count) in found.items()})
    lines, count = found[chosen]
    context = {
        "tabs": [
            {
                "label": wording_publishing.PILES[pile],
                "count": number,
                "url": f"?pile={pile}",
                "current": pile is chosen,
            }
            for pile, (_lines, number) in found.items()
        ],
        "lines": lines,
        "more": count - len(lines),
        "columns": [
            {"label": _("Matter"), "kind": "wide"},
            {"label": _("Category")},
            {"label": _("State")},
            {"label": _("Received")},
        ],
    }
    return render(request, "publishing/queue.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def read(request: StaffRequest, case_id: int) -> HttpResponse:
    """GET shows the matter with its words; POST does what the pressed button says."""
    found = _found(request, case_id)
    act = next((each for each in _BUTTONS if each == request.POST.get("act") and each in found.may), None)
    form = WordsForm(request.POST or None, reading=found, act=act)
    if request.method == "GET":
        return _page(request, found, form)
    if act is None:
        return _page(request, found, form, refusal=wording.REFUSALS["wrong_state"], status=CONFLICT)
    if not form.is_valid():
        return _page(request, found, form, status=UNPROCESSABLE)
    try:
        _do(request, found, act, form)
    except ValidationError as error:
        form.take_errors(error)
        return _page(request, found, form, status=UNPROCESSABLE)
    except BadData as error:
        form.put_code(error.field, error.code)
        return _page(request, found, form, status=UNPROCESSABLE)
    except CommandRefused as error:
        return _page(request, found, form, refusal=wording.REFUSALS[error.refusal.code], status=CONFLICT)
    except StaleCase:
        refusal = _("Something happened to the matter while you read it. Look at it again; your words are kept below.")
        return _page(request, _found(request, case_id), form, refusal=refusal, status=CONFLICT)
    messages.done(request, _("Done: %(what)s.") % {"what": wording.HAPPENED[act]})
    return HttpResponseRedirect(reverse("publishing:queue"))


def _do(request: StaffRequest, found: Reading, act: Act, form: WordsForm) -> None:
    seen = request.POST.get("seen", "")
    common: dict[str, Any] = {
        "by": acting(request),
        "at": clock.now(),
        "expected": int(seen) if seen.isdecimal() and len(seen) < 10 else None,
    }
    if act in SHOWING:
        (acts.release if act is Act.RELEASE else acts.propose)(found.line.id, words=form.words(), **common)
    else:
        (acts.refuse if act is Act.REFUSE else acts.take_back)(found.line.id, reason=form.why(), **common)


def _chosen(request: StaffRequest, counts: dict[Pile, int]) -> Pile:
    """The pile asked for, else the first that is not empty."""
    asked = request.GET.get("pile", "")
    if asked in set(Pile):
        return Pile(asked)
    return next((pile for pile in (Pile.CONCERNS, Pile.PROPOSED, Pile.NEW, Pile.REPLY) if counts[pile]), Pile.NEW)


def _found(request: StaffRequest, case_id: int) -> Reading:
    try:
        return piles.reading(case_id, by=acting(request), at=clock.now())
    except CaseNotFound:
        raise Http404 from None


def _page(request: StaffRequest, found: Reading, form: WordsForm, *, status: int = 200, **extra: Any) -> HttpResponse:
    buttons = [
        {"act": act, "label": _label(found, act), "reasoned": act not in SHOWING}
        for act in _BUTTONS
        if act in found.may and not (act is Act.PROPOSE and Act.RELEASE in found.may)
    ]
    context = {
        "found": found,
        "form": form,
        "buttons": buttons,
        "standing": wording_publishing.STANDINGS.get(found.standing, ""),
        "hidden": wording.word(wording.REFUSALS, found.hidden) if found.hidden else "",
        "place": wording_publishing.PLACES[found.place],
        "concerns": [(wording_publishing.CONCERNS[each.kind], each.note, each.at) for each in found.concerns],
        "said": marked(found.said),
        "given": marked(found.given),
        "findings": [(wording_publishing.FINDINGS[each.kind], each.text) for each in found.findings],
    }
    return render(request, "publishing/read.html", context | extra, status=status)


def _label(found: Reading, act: Act) -> Any:
    if act is Act.RELEASE and found.concerns:
        return _("Show it in these words")
    changing = act is Act.RELEASE and found.standing == Standing.RELEASED
    return _("Show the changed words") if changing else wording_publishing.ACTS[act]
