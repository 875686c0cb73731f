"""What a supervisor looks for: how each unit stands, and the cases that nobody moves.

About units and cases, never about how residents or single members of staff behave (DESIGN section 2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Count, F, Min, Q, QuerySet

from banjie.cases.facts import REMIND_AGAIN_AFTER
from banjie.cases.models import Case
from banjie.cases.queries import worklists
from banjie.cases.queries.listing import COLUMNS, CaseLine, line
from banjie.cases.reference import reference
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer
from banjie.organisations.queries import StaffRef

# Due within this long: still to be saved.
AT_RISK: Final = timedelta(hours=24)
# From the second return on, the matter is not where it belongs.
RETURNED_OFTEN: Final = 2
SHOWN: Final = 20
REMINDED_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """How the open cases of a unit stand; unit None holds those that no unit has yet."""

    unit_id: int | None
    name: str
    name_en: str
    open: int
    at_risk: int
    overdue: int
    worst_due_at: datetime | None
    ordered: int
    replies_late: int
    on_duty: tuple[str, ...]

    @property
    def presses(self) -> bool:
        """Whether there is anything to see to."""
        return bool(self.overdue or self.at_risk or self.ordered)


@dataclass(frozen=True, slots=True)
class Remindable:
    """An overdue case of a unit, and whether a reminder within the last day already rests on it."""

    line: CaseLine
    reminded_at: datetime | None
    again_too_soon: bool


def may_supervise(viewer: Viewer) -> bool:
    return bool(viewer.scopes(Permission.CASES_OVERSEE))


def standings(viewer: Viewer, *, at: datetime) -> Sequence[UnitStanding]:
    """A line for each unit with open cases in the viewer's charge, the most overdue first. Two statements."""
    late = Q(due_at__lt=at)
    groups = (
        _in_charge(viewer)
        .values("lead_unit_id")
        .annotate(
            cases=Count("*"),
            late=Count("id", filter=late),
            risk=Count("id", filter=Q(due_at__gte=at, due_at__lt=at + AT_RISK)),
            worst=Min("due_at", filter=late),
            ordered=Count("id", filter=Q(oversight_due_at__isnull=False)),
            unanswered=Count("id", filter=Q(oversight_due_at__lt=at)),
        )
        .order_by()
    )
    rows = list(groups)
    units = {row["lead_unit_id"] for row in rows if row["lead_unit_id"] is not None}
    duty = organisations.on_duty_by_unit(units, at=at)
    lines = [_standing(row, duty) for row in rows]
    return sorted(lines, key=lambda each: (-each.overdue, -each.at_risk, -each.open, each.name))


def _standing(row: Mapping[str, object], duty: Mapping[int, Sequence[StaffRef]]) -> UnitStanding:
    unit = reference().unit_named(row["lead_unit_id"])  # type: ignore[arg-type]
    return UnitStanding(
        unit_id=unit.id if unit else None,
        name=unit.name if unit else "",
        name_en=(unit.name_en or unit.name) if unit else "",
        open=row["cases"],  # type: ignore[arg-type]
        at_risk=row["risk"],  # type: ignore[arg-type]
        overdue=row["late"],  # type: ignore[arg-type]
        worst_due_at=row["worst"],  # type: ignore[arg-type]
        ordered=row["ordered"],  # type: ignore[arg-type]
        replies_late=row["unanswered"],  # type: ignore[arg-type]
        on_duty=tuple(each.name for each in duty.get(unit.id, ())) if unit else (),
    )


def replies_due(viewer: Viewer, *, at: datetime) -> Sequence[CaseLine]:
    """Cases under an order that is not replied to, the earliest deadline first."""
    return _lines(_in_charge(viewer).filter(oversight_due_at__isnull=False).order_by("oversight_due_at", "id"))


def returned_often(viewer: Viewer, *, at: datetime) -> Sequence[CaseLine]:
    """Cases that units keep handing back, the oftenest first."""
    return _lines(_in_charge(viewer).filter(returns__gte=RETURNED_OFTEN).order_by("-returns", "due_at", "id"))


def waiting_for_nobody(viewer: Viewer, *, at: datetime) -> Sequence[CaseLine]:
    """Cases in the hands of nobody: the handler has left, or the unit has nobody who could handle them."""
    held = _in_charge(viewer).filter(lead_unit_id__isnull=False)
    units = set(held.values_list("lead_unit_id", flat=True).distinct())
    empty = organisations.units_without(Permission.CASES_ANSWER, units, at=at)
    gone = Q(handler_id__isnull=False, handler__is_active=False)
    return _lines(held.filter(gone | Q(lead_unit_id__in=empty)).order_by(F("due_at").asc(nulls_last=True), "id"))


def remindable(viewer: Viewer, unit_id: int, *, at: datetime) -> Sequence[Remindable]:
    """The overdue cases of a unit in the viewer's charge, the longest overdue first."""
    found = _in_charge(viewer).filter(lead_unit_id=unit_id, due_at__lt=at).order_by("due_at", "id")
    look_up = reference()
    rows = found.values_list(*COLUMNS, "reminded_at")[:REMINDED_AT_ONCE]
    return [
        Remindable(
            line(row[:-1], look_up),
            reminded_at=row[-1],
            again_too_soon=row[-1] is not None and at - row[-1] < REMIND_AGAIN_AFTER,
        )
        for row in rows
    ]


def _in_charge(viewer: Viewer) -> QuerySet[Case]:
    """Open cases that this person oversees; never a complaint about their own unit."""
    reaches = [worklists.reached(grant) for grant in viewer.scopes(Permission.CASES_OVERSEE)]
    return Case.objects.filter(is_open=True).filter(reduce(or_, reaches, Q(pk__in=())))


def _lines(cases: QuerySet[Case]) -> Sequence[CaseLine]:
    look_up = reference()
    return [line(row, look_up) for row in cases.values_list(*COLUMNS)[:SHOWN]]
