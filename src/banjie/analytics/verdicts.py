"""The three rates of follow-up: response (响应率), solution (解决率) and satisfaction (满意率), with their formulas.

What is said of a unit here is what reporters said. Pages, workbooks and the API print the formulas from this one
place, so that what is published is what is reckoned.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from banjie.cases.queries import period_verdicts
from banjie.cases.queries.period_tallies import Cell, Scope
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer, inside

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# A share of fewer verdicts than this says little, and is told as it is made up instead of in per cent.
FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What reporters said of one group of cases in a stretch of time, and the calls that were made."""

    closed: int = 0
    verdicts: int = 0
    solved: int = 0
    satisfied: int = 0
    asked_in_time: int = 0
    in_time: int = 0
    by_call: int = 0
    claimed: int = 0
    contradicted: int = 0
    called: int = 0
    reached: int = 0
    refused: int = 0
    unreached: int = 0

    def __add__(self, other: "Verdicts") -> "Verdicts":
        return Verdicts(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Share:
    """A share with what it is made of; `value` is None where there is nothing to take a share of."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None

    @property
    def is_few(self) -> bool:
        return 0 < self.whole < FEW


class Rate(StrEnum):
    RESPONSE = "response"
    SOLUTION = "solution"
    SATISFACTION = "satisfaction"
    CONTRADICTION = "contradiction"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Formula:
    """A rate: its name, what stands above and below the line in words, and how it is reckoned."""

    key: Rate
    name: "StrOrPromise"
    part: "StrOrPromise"
    whole: "StrOrPromise"
    reckon: Callable[[Verdicts], Share]


FORMULAS: Final[Mapping[Rate, Formula]] = MappingProxyType(
    {
        each.key: each
        for each in (
            Formula(
                Rate.RESPONSE,
                _("Response rate"),
                _("verdicts in which the reporter says they were answered in time"),
                _("verdicts in which the reporter says whether they were answered in time"),
                lambda counts: Share(counts.in_time, counts.asked_in_time),
            ),
            Formula(
                Rate.SOLUTION,
                _("Solution rate"),
                _("verdicts in which the reporter says the matter is settled"),
                _("all verdicts"),
                lambda counts: Share(counts.solved, counts.verdicts),
            ),
            Formula(
                Rate.SATISFACTION,
                _("Satisfaction rate"),
                _("verdicts of four or five stars out of five"),
                _("all verdicts"),
                lambda counts: Share(counts.satisfied, counts.verdicts),
            ),
            Formula(
                Rate.CONTRADICTION,
                _("Contradicted"),
                _("of these, verdicts in which the reporter says the matter is not settled"),
                _("verdicts on answers in which the unit said the matter is solved"),
                lambda counts: Share(counts.contradicted, counts.claimed),
            ),
            Formula(
                Rate.REACHED,
                _("Reached by call"),
                _("calls in which the reporter was reached and gave a verdict"),
                _("calls that came to an end: reached, refused, wrong number, given up"),
                lambda counts: Share(counts.reached, counts.called),
            ),
        )
    }
)
THREE: Final = (Rate.RESPONSE, Rate.SOLUTION, Rate.SATISFACTION)


class By(StrEnum):
    UNIT = "unit"
    AREA = "area"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted of all that the viewer may count. `area` and `category` are paths, `unit` an id."""

    since: datetime
    until: datetime
    area: str = ""
    unit: int | None = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit (its id), area or category (its path); "" and "0" stand for none."""

    key: str
    counts: Verdicts


def may_see(viewer: Viewer) -> bool:
    return bool(viewer.scopes(Permission.REPORTS_SEE))


def scope_of(viewer: Viewer, area: str = "") -> Scope | None:
    """What of it this viewer may count: an area, or a unit with all below it; None for nothing, or for an area
    beyond theirs.
    """
    for grant in viewer.scopes(Permission.REPORTS_SEE):
        if Permission.CASES_SEE_AREA in grant.permissions:
            wanted = area or grant.area_path
            if inside(wanted, grant.area_path):
                return Scope(area_path=wanted)
    if area:
        return None
    own = viewer.scopes(Permission.REPORTS_SEE)
    return Scope(unit_path=own[0].unit_path) if own else None


def counted(viewer: Viewer, asked: Asked) -> Mapping[Cell, Verdicts] | None:
    """By unit, area directly below, and top category; None where the viewer may not count there."""
    scope = scope_of(viewer, asked.area)
    if scope is None:
        return None
    found = period_verdicts.verdict_counts(scope, since=asked.since, until=asked.until)
    return {cell: Verdicts(**counts) for cell, counts in found.items() if _wanted(cell, asked)}


def total(cells: Mapping[Cell, Verdicts]) -> Verdicts:
    return sum(cells.values(), Verdicts())


def grouped(cells: Mapping[Cell, Verdicts], by: By) -> Sequence[Line]:
    """The groups, those with the most verdicts first."""
    sums: dict[str, Verdicts] = {}
    for cell, counts in cells.items():
        key = {By.UNIT: str(cell.unit_id or 0), By.AREA: cell.part, By.CATEGORY: cell.category}[by]
        sums[key] = sums.get(key, Verdicts()) + counts
    return [Line(key, sums[key]) for key in sorted(sums, key=lambda key: (-sums[key].verdicts, -sums[key].closed, key))]


def _wanted(cell: Cell, asked: Asked) -> bool:
    if asked.category and cell.category != asked.category:
        return False
    if asked.unit is None:
        return True
    index = organisations.units_index()
    wanted, own = index.get(asked.unit), index.get(cell.unit_id)
    return wanted is not None and own is not None and inside(own.path, wanted.path)
