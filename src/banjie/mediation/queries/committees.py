"""The lists of committees and mediators, and a mediator's own page: about people in office, and nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.models import Absence, Committee, Mediator, Training
from banjie.mediation.queries.mediators import MediatorLine, mediators_of
from banjie.mediation.sight import may_keep
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer, inside
from banjie.organisations.tree import UnitRef

# So long before a term ends its mediator, and the head of the committee, are told.
WARN_BEFORE = timedelta(days=60)
_MAY_READ = frozenset(
    {
        Permission.MEDIATION_EDIT,
        Permission.MEDIATION_LEAD,
        Permission.MEDIATION_MEDIATE,
        Permission.MEDIATION_SEE,
    }
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; an empty value asks for nothing. `load` is "free" or "full"."""

    committee: int | None = None
    kind: str = ""
    skill: str = ""
    language: str = ""
    area_path: str = ""
    term: str = ""
    away: bool = False
    load: str = ""


@dataclass(frozen=True, slots=True)
class CommitteeLine:
    unit: UnitRef
    kind: str
    trade: str
    short_name: str
    founded_on: date | None
    active: bool
    mediators: int
    may_keep: bool


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    id: int
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class TrainingLine:
    held_on: date
    hours: Decimal
    subject: str


@dataclass(frozen=True, slots=True)
class MediatorPage:
    """`own` is the mediator themselves reading. `ends_in` are days to the end of the term once it is near."""

    line: MediatorLine
    unit: UnitRef
    phone: str
    own: bool
    may_keep: bool
    sees_figures: bool
    ends_in: int | None
    absences: Sequence[AbsenceLine]
    trainings: Sequence[TrainingLine]
    hours_this_year: Decimal = field(default=Decimal(0))


def may_read(viewer: Viewer) -> bool:
    return bool(viewer.permissions & _MAY_READ)


def committees(viewer: Viewer) -> Sequence[CommitteeLine]:
    """Those of the viewer's jurisdictions, in the order of the tree of units."""
    if not may_read(viewer):
        return ()
    known = {each.unit_id: each for each in Committee.objects.all()}
    counted: dict[int, int] = {}
    for unit_id in Mediator.objects.filter(active=True).values_list("committee_id", flat=True):
        counted[unit_id] = counted.get(unit_id, 0) + 1
    return [
        CommitteeLine(
            unit,
            known[unit.id].kind,
            known[unit.id].trade,
            known[unit.id].short_name,
            known[unit.id].founded_on,
            known[unit.id].active,
            counted.get(unit.id, 0),
            may_keep(viewer, unit),
        )
        for unit in organisations.units_index()
        if unit.id in known and viewer.around(unit.area_path)
    ]


def kept_by(viewer: Viewer) -> Sequence[UnitRef]:
    """The units whose lists somebody keeps, committees or not yet."""
    return [each for each in organisations.units_index() if each.active and may_keep(viewer, each)]


def mediators(viewer: Viewer, wanted: Wanted, *, on: date) -> Sequence[MediatorLine]:
    """The mediators of the viewer's jurisdictions who answer to what is wanted; those in use first, by name."""
    units = [each.unit.id for each in committees(viewer)]
    if wanted.committee is not None:
        units = [each for each in units if each == wanted.committee]
    return [each for each in mediators_of(units, on=on) if answers(each, wanted, on)]


def answers(line: MediatorLine, wanted: Wanted, on: date) -> bool:
    """Whether a mediator is one of those wanted. Somebody who names no skill is for all, who names no area for all
    that their committee serves.
    """
    unit = organisations.units_index().get(line.unit_id)
    areas = line.areas or ([unit.area_path] if unit is not None else [])
    return (
        (not wanted.kind or line.kind == wanted.kind)
        and (not wanted.skill or not line.skills or wanted.skill in line.skills)
        and (not wanted.language or wanted.language in line.languages)
        and (not wanted.area_path or any(_meet(wanted.area_path, each) for each in areas))
        and (not wanted.term or wanted.term == term_of(line, on))
        and (not wanted.away or line.away)
        and (not wanted.load or (wanted.load == "full") == (line.load >= line.at_once))
    )


def term_of(line: MediatorLine, on: date) -> str:
    """Where somebody's term stands: "coming", "in", "ending" (soon), or "over"."""
    if line.term_from > on:
        return "coming"
    if line.term_until is None or line.term_until > on + WARN_BEFORE:
        return "in"
    return "ending" if line.term_until > on else "over"


def mediator_page(mediator_id: int, viewer: Viewer, *, on: date) -> MediatorPage:
    """Raises DisputeNotFound. Absences and training are for the mediator and whoever keeps the list."""
    found = Mediator.objects.filter(id=mediator_id).select_related("staff").first()
    unit = organisations.units_index().get(found.committee_id) if found is not None else None
    if found is None or unit is None or not may_read(viewer) or not viewer.around(unit.area_path):
        raise DisputeNotFound(mediator_id)
    line = next(each for each in mediators_of([unit.id], on=on) if each.id == mediator_id)
    own, keeps = found.staff_id == viewer.staff_id, may_keep(viewer, unit)
    trainings = _trainings(found) if own or keeps else ()
    return MediatorPage(
        line,
        unit,
        found.staff.phone,
        own,
        keeps,
        own or heads(viewer, unit),
        (line.term_until - on).days if line.term_until is not None and term_of(line, on) == "ending" else None,
        _absences(found, on) if own or keeps else (),
        trainings,
        sum((each.hours for each in trainings if each.held_on.year == on.year), Decimal(0)),
    )


def own_mediator_id(viewer: Viewer) -> int | None:
    """The page of whoever reads, if they mediate."""
    return Mediator.objects.filter(staff_id=viewer.staff_id).values_list("id", flat=True).first()


def heads(viewer: Viewer, unit: UnitRef) -> bool:
    """Whether somebody heads this very committee or a unit above; setting mediation up is not enough."""
    return any(inside(unit.path, grant.unit_path) for grant in viewer.scopes(Permission.MEDIATION_LEAD))


def _absences(mediator: Mediator, on: date) -> Sequence[AbsenceLine]:
    """Those to come and the present one; what is past is nobody's business."""
    found = Absence.objects.filter(mediator=mediator, until__gte=on).order_by("since", "id")
    return [AbsenceLine(each.id, each.since, each.until) for each in found]


def _trainings(mediator: Mediator) -> Sequence[TrainingLine]:
    found = Training.objects.filter(mediator=mediator)
    return [TrainingLine(each.held_on, each.hours, each.subject) for each in found]


def _meet(one: str, other: str) -> bool:
    return inside(one, other) or inside(other, one)
