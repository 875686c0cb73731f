"""What a dispatcher weighs: where each case would go and why, where its like went, and how loaded units are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q

from banjie.cases.models import Case
from banjie.cases.models.case import CaseText
from banjie.cases.reference import Reference, reference
from banjie.core.conditions import Answers
from banjie.core.routing import Routing, Subject
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer
from banjie.organisations.tree import UnitRef

# Like cases are looked for among this many of the newest of the same category.
_LIKE: Final = 300
ELSEWHERE: Final = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where the rules send a case; `unit` is None where they leave it to the dispatcher, or nothing is known yet."""

    unit: UnitRef | None
    routing: Routing | None


@dataclass(frozen=True, slots=True)
class Load:
    """What a unit has on its desk, and who is on duty there."""

    open: int = 0
    overdue: int = 0
    on_duty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Precedent:
    """A unit that took cases of the same category before: how many, and how many of the closed ones late."""

    unit: UnitRef
    cases: int
    closed: int
    closed_late: int


def proposals(case_ids: Collection[int]) -> Mapping[int, Proposal]:
    """For cases that the caller has already found visible. One statement for all."""
    look_up = reference()
    rows = Case.objects.filter(id__in=case_ids).only("category_path", "area_path", "kind", "level", "about_unit_id")
    answers = dict(CaseText.objects.filter(case_id__in=case_ids).values_list("case_id", "answers"))
    return {case.id: _proposal(case, answers.get(case.id, {}), look_up) for case in rows}


def _proposal(case: Case, answers: Answers, look_up: Reference) -> Proposal:
    if not case.category_path:
        return Proposal(None, None)
    about = look_up.about(case.about_unit_id)
    routing = look_up.route(Subject(case.category_path, case.area_path, case.kind, case.level, answers, about))
    return Proposal(look_up.unit(routing.unit_id) if routing.unit_id is not None else None, routing)


def loads(unit_ids: Collection[int], *, at: datetime) -> Mapping[int, Load]:
    """The desks of these units. Two statements."""
    counted = (
        Case.objects.filter(is_open=True, lead_unit_id__in=unit_ids)
        .order_by()
        .values("lead_unit_id")
        .annotate(cases=Count("*"), late=Count("id", filter=Q(due_at__lt=at)))
    )
    found = {row["lead_unit_id"]: row for row in counted}
    duty = organisations.on_duty_by_unit(unit_ids, at=at)
    return {
        unit_id: Load(
            found[unit_id]["cases"] if unit_id in found else 0,
            found[unit_id]["late"] if unit_id in found else 0,
            tuple(each.name for each in duty.get(unit_id, ())),
        )
        for unit_id in unit_ids
    }


def precedents(category_path: str, viewer: Viewer) -> Sequence[Precedent]:
    """Which units had the newest cases of a category, the most first; of units the viewer may send cases to."""
    known = reference().category_at(category_path) if category_path else None
    if known is None or known.id is None:
        return []
    newest = Case.objects.filter(category_id=known.id).order_by("-received_at")[:_LIKE]
    # Counted here rather than there: a slice cannot be grouped, and three hundred rows are nothing.
    tally: dict[int, list[int]] = {}
    for unit_id, is_open, late in newest.values_list("lead_unit_id", "is_open", "closed_late"):
        if unit_id is None:
            continue
        counts = tally.setdefault(unit_id, [0, 0, 0])
        counts[0] += 1
        counts[1] += not is_open
        counts[2] += bool(late)
    within = {unit.id: unit for unit in organisations.units_around(viewer)}
    found = [Precedent(within[key], *counts) for key, counts in tally.items() if key in within]
    return sorted(found, key=lambda each: (-each.cases, each.unit.path))[:ELSEWHERE]
