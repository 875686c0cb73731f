"""What the desk lays beside a case: the rules' proposal, where its like went, and every unit's load."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from banjie.analytics.indicators import share
from banjie.cases import queries, suggesting_units
from banjie.cases.queries import CaseFile, Load, Precedent
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer, inside
from banjie.organisations.tree import UnitRef
from banjie.web import routing_words
from banjie.web.texts import suggestions


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit a case could go to, with what speaks for and against it."""

    unit_id: int
    name: str
    load: Load
    cases: int = 0
    late_share: int | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """Everything a dispatcher weighs for one case.

    `learned` are units that the model suggests; with `disagrees` it is sure of another than the rules name. An
    `untold` case is decided without any of these, so that they can be measured by it.
    """

    proposed: Candidate | None
    why: str
    precedents: Sequence[Candidate]
    learned: Sequence[Mapping[str, Any]] = ()
    disagrees: bool = False
    untold: bool = False


def weigh(file: CaseFile, viewer: Viewer, *, at: datetime) -> Weighed:
    """The rules' unit, and those that had such cases before."""
    case = file.case
    hidden = bool(suggesting_units.untold([case.id]))
    proposal = queries.proposals([case.id])[case.id]
    unit = None if hidden else proposal.unit
    before = {each.unit.id: each for each in queries.precedents(case.category_path, viewer)}
    around = [each for each in organisations.units_around(viewer) if not _within(each.path, case.about_unit_path)]
    allowed = {each.id for each in around} - ({unit.id} if unit else set())
    learned = [] if hidden else _learned(file, {each.id for each in around})
    loads = queries.loads([*(allowed & before.keys()), *([unit.id] if unit else [])], at=at)
    earlier = [_candidate(each.unit, loads, each) for each in before.values() if each.unit.id in allowed]
    return Weighed(
        proposed=_candidate(unit, loads, before.get(unit.id)) if unit else None,
        why=routing_words.why(proposal.routing) if proposal.routing and not hidden else "",
        precedents=earlier,
        learned=[each for each in learned if unit is None or each["unit_id"] != unit.id],
        disagrees=bool(unit and learned and learned[0]["sure"] and learned[0]["unit_id"] != unit.id),
        untold=hidden,
    )


def _learned(file: CaseFile, around: Collection[int]) -> list[dict[str, Any]]:
    """What the model of units suggests, of those that this dispatcher may send to."""
    if not file.case.category_path:
        return []
    found = suggesting_units.of_case(file.case, file.body)
    return suggestions.of_units([each for each in found if each.unit.id in around])


def everybody(file: CaseFile, viewer: Viewer, *, at: datetime) -> Sequence[Candidate]:
    """Every unit the case may be given to, the least loaded first."""
    about = file.case.about_unit_path
    around = [each for each in organisations.units_around(viewer) if not _within(each.path, about)]
    loads = queries.loads([each.id for each in around], at=at)
    return sorted((_candidate(each, loads) for each in around), key=lambda each: (each.load.open, each.name))


def _candidate(unit: UnitRef, loads: Mapping[int, Load], before: Precedent | None = None) -> Candidate:
    name, load = unit.named(get_language() or ""), loads.get(unit.id, Load())
    if before is None:
        return Candidate(unit.id, name, load)
    return Candidate(unit.id, name, load, before.cases, _per_cent(before.closed_late, before.closed))


def _per_cent(part: int, whole: int) -> int | None:
    """In whole per cent; None where nothing has ended yet."""
    rate = share(part, whole)
    return None if rate is None else round(100 * rate)


def _within(path: str, about: str) -> bool:
    """Whether a unit is the one complained of, or a part of it."""
    return bool(about) and inside(path, about)
