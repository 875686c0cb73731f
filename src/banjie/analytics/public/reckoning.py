"""What is told of a period: totals, and the same by area, unit and category. Pure, given counts, names and lots."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from banjie.analytics.public import rounding
from banjie.analytics.verdicts import FORMULAS, THREE, Rate
from banjie.cases.queries.period_durations import Durations
from banjie.cases.queries.period_tallies import Cell, Counts

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Lot = Callable[[str], float]
type Figures = dict[str, Any]


class By(StrEnum):
    AREA = "area"
    UNIT = "unit"
    CATEGORY = "category"


class Measure(StrEnum):
    """What is told of a group. The first three are counts, the last two working days, the others shares."""

    RECEIVED = "received"
    CLOSED = "closed"
    VERDICTS = "verdicts"
    ON_TIME = "on_time"
    IN_WEEK = "in_week"
    RESPONSE = "response"
    SOLUTION = "solution"
    SATISFACTION = "satisfaction"
    MEDIAN_DAYS = "median_days"
    P90_DAYS = "p90_days"


@dataclass(frozen=True, slots=True)
class Formula:
    """A share: what stands above and below the line, in words, and by the names of the counts."""

    name: "StrOrPromise"
    part: "StrOrPromise"
    whole: "StrOrPromise"
    above: tuple[str, ...]
    below: str


@dataclass(frozen=True, slots=True)
class Length:
    """How long it took: within how many working days a share was closed, told of so many closings at least."""

    name: "StrOrPromise"
    meaning: "StrOrPromise"
    share: float
    least: int


_IN_VERDICTS: Final = {
    Rate.RESPONSE: ("in_time", "asked_in_time"),
    Rate.SOLUTION: ("solved", "verdicts"),
    Rate.SATISFACTION: ("satisfied", "verdicts"),
}
SHARES: Final[Mapping[Measure, Formula]] = MappingProxyType(
    {
        Measure.ON_TIME: Formula(
            _("Closed in time"),
            _("cases closed by their deadline"),
            _("closed cases that had a deadline"),
            ("closed_with_deadline", "-closed_late"),
            "closed_with_deadline",
        ),
        Measure.IN_WEEK: Formula(
            _("Closed within seven days"),
            _("cases closed within seven days of their receipt"),
            _("all closed cases"),
            ("closed_in_week",),
            "closed",
        ),
        **{
            Measure(key): Formula(FORMULAS[key].name, FORMULAS[key].part, FORMULAS[key].whole, (part,), whole)
            for key in THREE
            for part, whole in (_IN_VERDICTS[key],)
        },
    }
)
COUNTS: Final[Mapping[Measure, "StrOrPromise"]] = MappingProxyType(
    {
        Measure.RECEIVED: _("Received"),
        Measure.CLOSED: _("Closed"),
        Measure.VERDICTS: _("Verdicts"),
    }
)


LENGTHS: Final[Mapping[Measure, Length]] = MappingProxyType(
    {
        Measure.MEDIAN_DAYS: Length(
            _("Half settled within"),
            _("the working days in which half of the closed cases were closed, counted from the day after receipt"),
            0.5,
            rounding.LEAST_WHOLE,
        ),
        Measure.P90_DAYS: Length(
            _("Nine in ten within"), _("the same for nine in ten of the closed cases"), 0.9, rounding.LEAST_TAIL
        ),
    }
)


def told(
    cells: Mapping[Cell, Counts],
    took: Mapping[Cell, Durations],
    names: Callable[[By, str], tuple[str, str] | None],
    lot: Lot,
) -> Figures:
    """`took` says of each cell how many closings took how many working days. `names` gives a group's name in both
    languages, None for one that is not told of by itself. `lot` draws for the name of a number, the same for the same
    name.
    """
    figures: Figures = {"total": _measures(cells.values(), "", lot) | _lengths(took.values())}
    for by in By:
        counted, lengths = _grouped(by, cells), _grouped(by, took)
        rows = [
            {"key": key, "name": name[0], "name_en": name[1]}
            | _measures(counts, f"{by}:{key}:", lot)
            | _lengths(lengths.get(key, ()))
            for key, counts in counted.items()
            if (name := names(by, key)) is not None
        ]
        figures[by] = sorted(rows, key=lambda row: (-(row["received"] or 0), -(row["closed"] or 0), row["name"]))
    return figures


def _grouped[T](by: By, cells: Mapping[Cell, T]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for cell, value in cells.items():
        groups.setdefault(_key(by, cell), []).append(value)
    return groups


def _lengths(took: Iterable[Durations]) -> Figures:
    days: dict[int, int] = {}
    for each in took:
        for length, count in each.items():
            days[length] = days.get(length, 0) + count
    return {
        str(measure): rounding.within(days, length.share, least=length.least) for measure, length in LENGTHS.items()
    }


def _key(by: By, cell: Cell) -> str:
    return {By.AREA: cell.part, By.UNIT: str(cell.unit_id or ""), By.CATEGORY: cell.category}[by]


def _measures(counts: Iterable[Counts], name: str, lot: Lot) -> Figures:
    total: dict[str, int] = {}
    for each in counts:
        for key, count in each.items():
            total[key] = total.get(key, 0) + count
    found: Figures = {str(measure): rounding.told(total.get(measure, 0), lot(f"{name}{measure}")) for measure in COUNTS}
    for measure, formula in SHARES.items():
        part = sum(-total.get(key[1:], 0) if key.startswith("-") else total.get(key, 0) for key in formula.above)
        found[str(measure)] = rounding.per_cent(part, total.get(formula.below, 0))
    return found
