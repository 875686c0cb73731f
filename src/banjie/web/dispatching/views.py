"""The dispatch desk. A dispatcher sits at it all day: what came in, what it is about, and who should have it."""

from collections.abc import Sequence
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.cases import actions, queries, suggesting_units, wording
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.filters import Filters, Queue
from banjie.cases.queries import CaseLine
from banjie.cases.queries.worklists import queues_of
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web import messages, waiting
from banjie.web.dispatching.weighing import everybody, weigh
from banjie.web.payload_forms import CommandForm, Options
from banjie.web.staff import StaffRequest, StaffView, acting, staff_only
from banjie.web.texts import beside
from banjie.web.workbench import bulk, case_words
from banjie.web.workbench.case_views import may_be_alike, opened

# The piles of the desk; a dispatcher who also accepts has both.
PILES = (Queue.TO_DISPATCH, Queue.TO_ACCEPT)


def dispatchers_only(view: StaffView) -> StaffView:
    """For whoever dispatches; to everybody else the desk does not exist."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.viewer.scopes(Permission.CASES_ASSIGN):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


@dispatchers_only
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    pile = _pile(request)
    lines = _incoming(request, pile)
    chosen = _chosen(request, lines)
    proposed = queries.proposals([line.id for line in lines])
    untold = suggesting_units.untold([line.id for line in lines])
    counts = waiting.waiting_for(request, request.viewer).queues
    context = {
        "pile": pile,
        "piles": [
            {
                "label": wording.QUEUES[each],
                "url": f"?pile={each}",
                "count": counts.get(each, 0),
                "current": each is pile,
            }
            for each in PILES
            if each in queues_of(request.viewer)
        ],
        "rows": [
            {"line": line, "unit": "" if line.id in untold else _unit_name(proposed[line.id].unit)} for line in lines
        ],
        "bulk": [each for each in bulk.offered(request.viewer, pile) if each["command"] != "note"],
        "back": f"queue={pile}",
        "chosen_only": bool(request.GET.get("case")),
        "case": None,
    }
    if chosen is not None:
        context |= _beside(request, chosen, pile, lines)
    return render(request, "dispatching/desk.html", context)


@dispatchers_only
@require_safe
def panes(request: StaffRequest, case_id: int) -> HttpResponse:
    """The case and where it would go, for the row that has the focus."""
    pile = _pile(request)
    context = _beside(request, case_id, pile, _incoming(request, pile))
    return render(request, "dispatching/panes.html", context)


@dispatchers_only
@require_safe
def units(request: StaffRequest, case_id: int) -> HttpResponse:
    """The load of every unit, fetched when it is asked for: a county has a hundred of them."""
    file = opened(request, case_id)
    pile = _pile(request)
    context = {
        "case": file.case,
        "pile": pile,
        "next": request.GET.get("next", ""),
        "units": everybody(file, request.viewer, at=clock.now()),
    }
    return render(request, "dispatching/units.html", context)


@dispatchers_only
@require_POST
def send(request: StaffRequest, case_id: int) -> HttpResponse:
    """Dispatches to the unit of the button that was pressed, accepting first where that is still to be done."""
    pile, at = _pile(request), clock.now()
    onward = f"{reverse('dispatching:desk')}?pile={pile}"
    following = request.POST.get("next", "")
    seen = request.POST.get("seen", "")
    data = {key: value for key in ("lead", "note") if (value := request.POST.get(key, "").strip())}
    try:
        file = opened(request, case_id)
        expected = int(seen) if seen.isdecimal() else None
        if "accept" in file.offer.allowed:
            actions.perform(case_id, "accept", by=acting(request), at=at, data={}, expected=expected)
            expected = None
        actions.perform(case_id, "assign", by=acting(request), at=at, data=data, expected=expected)
    except CommandRefused as error:
        messages.problem(request, str(wording.REFUSALS[error.refusal.code]))
    except StaleCase:
        messages.problem(request, _("Somebody acted on the case meanwhile: look at it again."))
    except BadData as error:
        messages.problem(request, str(wording.PROBLEMS[error.code]))
    except ValueError:
        messages.problem(request, _("Choose a unit first."))
    except CaseNotFound:
        raise Http404 from None
    else:
        unit = organisations.unit(int(data["lead"]))
        messages.done(request, _("Dispatched to %(unit)s.") % {"unit": _unit_name(unit)})
        return redirect(f"{onward}&case={following}" if following.isdecimal() else onward)
    return redirect(f"{onward}&case={case_id}")


def _pile(request: StaffRequest) -> Queue:
    asked = request.GET.get("pile") or request.POST.get("pile", "")
    return Queue.TO_ACCEPT if asked == Queue.TO_ACCEPT else Queue.TO_DISPATCH


def _incoming(request: StaffRequest, pile: Queue) -> Sequence[CaseLine]:
    return queries.listing(request.viewer, Filters(queue=pile), at=clock.now()).lines


def _chosen(request: StaffRequest, lines: Sequence[CaseLine]) -> int | None:
    asked = request.GET.get("case", "")
    if asked.isdecimal() and any(line.id == int(asked) for line in lines):
        return int(asked)
    return lines[0].id if lines else None


def _beside(request: StaffRequest, case_id: int, pile: Queue, lines: Sequence[CaseLine]) -> dict[str, Any]:
    file = opened(request, case_id)
    at = clock.now()
    form = CommandForm(
        None,
        command="assign",
        options=Options(
            units=organisations.units_around(request.viewer), about_unit_path=file.case.about_unit_path, at=at
        ),
        present={},
    )
    place = next((number for number, line in enumerate(lines) if line.id == case_id), None)
    return {
        "pile": pile,
        "file": file,
        "case": file.case,
        "state": wording.word(wording.STATES, file.case.state),
        "tone": case_words.tone(file.case),
        "last": [case_words.entry(each) for each in reversed(file.timeline) if each.command != "alarm"][:4],
        "alike": may_be_alike(file),
        "weighed": weigh(file, request.viewer, at=at),
        "accepts": "accept" in file.offer.allowed,
        "assigns": bool({"accept", "assign"} & set(file.offer.allowed)) and bool(file.category_names),
        "rules": "rule_on_return" in file.offer.allowed,
        "others": [
            {"command": each, "label": wording.COMMANDS[each]}
            for each in ("classify", "decline", "ask_reporter", "merge")
            if each in file.offer.allowed
        ],
        "form": form,
        **beside.said_of(file, request.viewer, at=at),
        "next": lines[place + 1].id if place is not None and place + 1 < len(lines) else "",
    }


def _unit_name(unit: Any) -> str:
    return unit.named(get_language() or "") if unit is not None else ""
