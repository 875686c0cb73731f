"""What rules have dispatched, for those who may see the cases; how each rule stands, for everybody who may ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from banjie.cases.automatic.measuring import rules, tally
from banjie.cases.automatic.rules import Rule
from banjie.cases.models import AutomationChange, Case, Guess
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.intelligence.shelf.queries import UNIT
from banjie.intelligence.weighing.license import Ground, Tally, ground
from banjie.organisations.permissions import Viewer


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule, what it was measured at, and whether it may act on that."""

    rule: Rule
    tally: Tally
    ground: Ground


@dataclass(frozen=True, slots=True)
class Act:
    """A case that a rule dispatched: to which unit, by routing or by a model, and which unit has it now ("" none)."""

    case_id: int
    number: str
    title: str
    state: str
    category_path: str
    to_code: str
    now_code: str
    by_routing: bool
    model: int
    share: float
    at: datetime

    @property
    def undone(self) -> bool:
        return self.now_code != self.to_code or self.state == "returned"


def standings(*, at: datetime) -> Sequence[Standing]:
    """Every rule, the widest first."""
    found = []
    for rule in sorted(rules().values(), key=lambda each: each.category):
        counted = tally(rule.category, at=at)
        found.append(Standing(rule, counted, ground(counted, asked=rule.asked)))
    return found


def acts(viewer: Viewer, *, limit: int = 100) -> Sequence[Act]:
    """The newest first, of cases that the viewer may see."""
    seen = visible_to(viewer, Case.objects.all()).values("id")
    columns = (
        "case_id", "case__number", "case__title", "case__state", "case__category_path", "would", "case__lead_unit_id",
        "by_routing", "model", "share", "at",
    )  # fmt: skip
    rows = Guess.objects.filter(acted=True, purpose=UNIT, case_id__in=seen).order_by("-at", "-id")
    return [_act(row) for row in rows.values_list(*columns)[:limit]]


def changes(*, limit: int = 30) -> Sequence[AutomationChange]:
    return list(AutomationChange.objects.select_related("automation").order_by("-at", "-id")[:limit])


def _act(row: tuple[Any, ...]) -> Act:
    unit = reference().units.get(row[6])
    return Act(*(*row[:6], unit.code if unit is not None else "", *row[7:]))
