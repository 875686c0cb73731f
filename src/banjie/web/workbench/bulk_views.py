"""Acting on several cases: first what would become of each, then what did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from banjie.cases import actions, queries, wording
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.queries import Chosen, Proposal
from banjie.organisations import queries as organisations
from banjie.platform import clock
from banjie.web import routing_words
from banjie.web.payload_forms import CommandForm, Options
from banjie.web.staff import StaffRequest, acting, staff_only
from banjie.web.workbench import bulk


@dataclass(frozen=True, slots=True)
class Line:
    """A chosen case: where it would go, and why not where it cannot be."""

    chosen: Chosen
    proposed: str = ""
    why: str = ""
    lead: int | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case; `why_not` is empty where it was done."""

    line: Line
    why_not: str


@staff_only
@require_POST
def act(request: StaffRequest, command: str) -> HttpResponse:
    """Without `confirm` shows what would become of each case; with it, acts on each by itself."""
    needed = bulk.COMMANDS.get(command)
    if needed is None or not request.viewer.scopes(needed):
        raise Http404
    lines = _lines(request, command)
    confirmed = request.POST.get("confirm") == "yes"
    form = _form(request, command, confirmed=confirmed)
    if not confirmed or not form.is_valid():
        return _page(request, command, lines, form, status=422 if confirmed else 200)
    try:
        outcomes = [_outcome(request, command, line, form.data_of()) for line in lines if not line.why_not]
    except ValidationError as error:
        form.take_errors(error)
        return _page(request, command, lines, form, status=422)
    return render(
        request,
        "workbench/bulk_done.html",
        {
            "label": bulk.label(command),
            "outcomes": sorted(outcomes, key=lambda each: not each.why_not),
            "done": sum(not each.why_not for each in outcomes),
            "back": _back(request),
        },
    )


def _lines(request: StaffRequest, command: str) -> Sequence[Line]:
    ids = [int(value) for value in request.POST.getlist("case") if value.isdecimal()]
    found = queries.several(ids, by=acting(request), at=clock.now())
    proposed = queries.proposals([each.line.id for each in found]) if command == bulk.AS_PROPOSED else {}
    return [_line(each, command, proposed) for each in found]


def _line(chosen: Chosen, command: str, proposed: Mapping[int, Proposal]) -> Line:
    real = _real(command)
    if real not in chosen.offer.allowed:
        refusal = next((each for each in chosen.offer.withheld if each.command == real), None)
        return Line(chosen, why_not=str(wording.REFUSALS[refusal.code if refusal else "wrong_state"]))
    if command != bulk.AS_PROPOSED:
        return Line(chosen)
    proposal = proposed[chosen.line.id]
    why = routing_words.why(proposal.routing) if proposal.routing else _("Not classified yet.")
    if proposal.unit is None:
        return Line(chosen, why_not=why)
    return Line(chosen, proposal.unit.name, why, proposal.unit.id)


def _real(command: str) -> str:
    return "assign" if command == bulk.AS_PROPOSED else command


def _form(request: StaffRequest, command: str, *, confirmed: bool) -> CommandForm:
    options = Options(units=organisations.units_around(request.viewer), at=clock.now())
    form = CommandForm(request.POST if confirmed else None, command=_real(command), options=options, present={})
    if command == bulk.AS_PROPOSED:
        for name in ("lead", "assisting"):
            del form.fields[name]
    for name in bulk.LEFT_OUT.get(command, ()):
        del form.fields[name]
    return form


def _outcome(request: StaffRequest, command: str, line: Line, data: Mapping[str, Any]) -> Outcome:
    """Each case in its own transaction: one that cannot be acted on keeps no other from it."""
    case = line.chosen.line
    seen = request.POST.get(f"seen-{case.id}", "")
    try:
        actions.perform(
            case.id,
            _real(command),
            by=acting(request),
            at=clock.now(),
            data={**data, "lead": line.lead} if line.lead is not None else dict(data),
            expected=int(seen) if seen.isdecimal() else None,
        )
    except CommandRefused as error:
        return Outcome(line, str(wording.REFUSALS[error.refusal.code]))
    except StaleCase:
        return Outcome(line, _("Somebody acted on it meanwhile; nothing was done."))
    except BadData as error:
        return Outcome(line, str(wording.PROBLEMS[error.code]))
    except CaseNotFound:
        return Outcome(line, _("It has left your sight meanwhile."))
    return Outcome(line, "")


def _page(
    request: StaffRequest, command: str, lines: Sequence[Line], form: CommandForm, *, status: int
) -> HttpResponse:
    context = {
        "command": command,
        "label": bulk.label(command),
        "form": form,
        "ready": [line for line in lines if not line.why_not],
        "refused": [line for line in lines if line.why_not],
        "proposes": command == bulk.AS_PROPOSED,
        "at_once": queries.AT_ONCE,
        "cut": len(set(request.POST.getlist("case"))) > queries.AT_ONCE,
        "back": _back(request),
    }
    return render(request, "workbench/bulk.html", context, status=status)


def _back(request: StaffRequest) -> str:
    """Only ever a query string: it is put behind the address of the list."""
    return request.POST.get("back", "")
