"""Values for the pages of rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banjie.cases.reference import reference
from banjie.mediation.queries.round_lines import ItemLine, PlaceLine, RoundFile
from banjie.mediation.queries.rounds import areas_to_hold
from banjie.mediation.rounds.minutes_text import about
from banjie.mediation.wording_keeping import CHOICES
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer
from banjie.places import queries as places
from banjie.web.mediation.rounds.forms import DecideForm
from banjie.web.staff import StaffRequest

_ORDER = ("breach", "dispute", "place", "cluster")
# What makes a reason stand out; the others are told in plain ink.
_GRAVE = frozenset({"breach", "overdue", "pressing", "task_late", "growing"})


@dataclass(frozen=True, slots=True)
class Shown:
    """An item in words: `about` without a word of the case."""

    item: ItemLine
    about: str
    why: Sequence[tuple[str, bool]]
    rung: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    kind: str
    title: str
    items: Sequence[Shown]
    waiting: int


def groups(file: RoundFile) -> Sequence[Group]:
    found = []
    for kind in _ORDER:
        items = [shown(each) for each in file.called if each.kind == kind]
        if items:
            waiting = sum(each.item.required and not each.item.decision for each in items)
            found.append(Group(kind, str(CHOICES["round_kind"][kind]), items, waiting))
    return found


def shown(item: ItemLine) -> Shown:
    if item.hidden:
        return Shown(item, _("A dispute that lies with others now"), ())
    why = [(str(CHOICES["round_why"][each]), each in _GRAVE) for each in item.why]
    return Shown(item, about(item.kind, item.seen), why, _rung(item))


def _rung(item: ItemLine) -> str:
    rungs = item.seen.get("rungs", 1)
    if rungs < 2:
        return ""
    return _("rung %(rung)s of %(rungs)s") % {"rung": item.seen["rung"] + 1, "rungs": rungs}


def current(file: RoundFile, chosen: int | None) -> Shown | None:
    """The item before the meeting: the one that was chosen, else the first that is not decided."""
    if "decide" not in file.commands:
        return None
    found = next((each for each in file.called if each.id == chosen), None)
    waiting = next((each for each in file.called if each.required and not each.decision), None)
    item = found or waiting
    return shown(item) if item is not None else None


def following(file: RoundFile, now: Shown | None) -> int:
    """How many are still to be decided after this one."""
    return max(file.undecided - (1 if now is not None and not now.item.decision else 0), 0)


def decide_form(now: Shown | None, viewer: Viewer) -> DecideForm | None:
    if now is None:
        return None
    task = now.item.tasks[0] if now.item.tasks else None
    unit = organisations.unit(task.unit_id) if task else None
    initial = {
        "decision": now.item.decision,
        "unit": unit.code if unit else "",
        "what": task.what if task else "",
        "due_on": task.due_on if task else None,
    }
    return DecideForm(viewer=viewer, kind=now.item.kind, initial=initial)


def planned(viewer: Viewer, at: datetime) -> dict[str, Any]:
    """The widest area that somebody holds rounds for, by their own unit, from today."""
    areas = areas_to_hold(viewer)
    grants = viewer.scopes(Permission.MEDIATION_HOLD_ROUNDS)
    unit = organisations.unit(grants[0].unit_id) if grants else None
    return {
        "area": areas[0].code if areas else "",
        "unit": unit.code if unit else "",
        "first_on": reference().calendar.date_of(at),
    }


def place_initial(request: StaffRequest, known: PlaceLine | None) -> dict[str, Any]:
    if known is None:
        asked = places.area(request.GET.get("area", ""))
        own = areas_to_hold(request.viewer)
        area = asked.code if asked else (own[0].code if own else "")
        return {"area": area, "urgency": "2"}
    return {"kind": known.kind, "place": known.place, "what": known.what, "urgency": str(known.urgency)}


def columns() -> dict[str, Sequence[dict[str, str]]]:
    return {
        "plans": [
            {"label": _("Area")},
            {"label": _("Unit that holds them")},
            {"label": _("Interval")},
            {"label": _("Next round")},
            {"label": _("Not held"), "kind": "number"},
            {"label": _("Actions"), "hidden_label": "1"},
        ],
        "rounds": [
            {"label": _("Round")},
            {"label": _("Day")},
            {"label": _("State")},
            {"label": _("Called up"), "kind": "number"},
            {"label": _("Tasks open"), "kind": "number"},
        ],
        "tasks": [
            {"label": pgettext("round", "Task")},
            {"label": pgettext("round", "What it is about")},
            {"label": _("Unit")},
            {"label": _("To be done by")},
        ],
        "places": [{"label": _("Place")}, {"label": _("Kind")}, {"label": _("Area")}, {"label": _("How pressing")}],
    }
