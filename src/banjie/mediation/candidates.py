"""A dispute and the mediators it could have, read into the values that the choice looks at."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery

from banjie.cases.queries import CaseBrief
from banjie.cases.reference import reference
from banjie.mediation import details as particulars
from banjie.mediation.details import folded
from banjie.mediation.kinds import kind as kind_of
from banjie.mediation.kinds import kinds
from banjie.mediation.ladders import Rung
from banjie.mediation.ladders.setting import ladder
from banjie.mediation.loads import loads
from banjie.mediation.models import Companion, CompanionRole, Dispute, Mediator, Party, PartyKind, Seat, Tie
from banjie.mediation.suggesting import Asked, Candidate
from banjie.organisations import queries as organisations
from banjie.organisations.tree import UnitRef

_GOVERNMENT = "government"
# Languages that a party reads but that name none ("another language") ask nothing of a mediator.
_NO_LANGUAGE = frozenset({"", "other"})


def asked_of(dispute: Dispute, case: CaseBrief, *, at: datetime) -> Asked:
    """The dispute as the choice meets it. Three small reads; names of organisations are opened for comparing."""
    today = reference().calendar.date_of(at)
    rung = ladder(dispute.ladder).at(dispute.rung)
    panel = kind_of(dispute.kind).panel if dispute.kind else ""
    parties = list(Party.objects.filter(dispute_id=dispute.case_id, left_at=None))
    return Asked(
        kind=dispute.kind,
        panel=panel,
        related=frozenset(each.code for each in kinds().values() if _alike(each.code, dispute.kind, panel)),
        area_path=case.area_path,
        lead_unit_path=case.lead_unit_path,
        on=today,
        until=_until(rung, today),
        languages=_languages(parties),
        rung_kinds=rung.sits,
        wants_panel=rung.panel,
        party_units=frozenset(_party_units(parties)),
        about_unit_path=case.about_unit_path,
    )


def with_candidates(
    mediators: QuerySet[Mediator], dispute: Dispute, *, on: date
) -> Sequence[tuple[Mediator, Candidate]]:
    """Every mediator with what the choice looks at: load and last seat over all disputes, ties in this one alone."""
    seats = Seat.objects.filter(dispute_id=dispute.case_id)
    sitting = set(seats.filter(left_at=None).values_list("mediator_id", flat=True))
    left: dict[int, set[str]] = {}
    for mediator_id, why in seats.exclude(left_at=None).values_list("mediator_id", "why_left"):
        left.setdefault(mediator_id, set()).add(why)
    tied = set(Tie.objects.filter(dispute_id=dispute.case_id).values_list("mediator_id", flat=True))
    latest = Seat.objects.filter(mediator=OuterRef("pk")).order_by("-seated_at").values("seated_at")[:1]
    chosen = mediators.select_related("staff", "committee").prefetch_related("absences")
    found = list(chosen.annotate(last_seated=Subquery(latest)))
    load = loads([each.id for each in found])
    return [
        (each, _candidate(each, load.get(each.id, 0), each.id in sitting, left.get(each.id, ()), each.id in tied, on))
        for each in found
    ]


def unit_of(mediator: Mediator) -> UnitRef:
    """The unit that is the mediator's committee, retired or not."""
    unit = organisations.units_index().get(mediator.committee_id)
    assert unit is not None
    return unit


def _candidate(mediator: Mediator, load: int, sits: bool, left: Iterable[str], tied: bool, on: date) -> Candidate:
    unit = unit_of(mediator)
    away = [(each.since, each.until) for each in mediator.absences.all() if each.until >= on]
    return Candidate(
        id=mediator.id,
        kind=mediator.kind,
        unit_path=unit.path,
        areas=tuple(mediator.areas) or (unit.area_path,),
        term_from=mediator.term_from,
        term_until=mediator.term_until,
        trade=mediator.committee.trade,
        skills=tuple(mediator.skills),
        languages=tuple(mediator.languages),
        away=tuple(sorted(away)),
        load=load,
        at_once=mediator.at_once,
        active=mediator.active and mediator.committee.active and mediator.staff.is_active,
        last_seated=mediator.last_seated,  # type: ignore[attr-defined]
        sits=sits,
        left_because=frozenset(left),
        tied=tied,
    )


def _alike(code: str, wanted: str, panel: str) -> bool:
    """Of the same trade, or in the same column of the statutory form."""
    if not wanted or code == wanted:
        return bool(wanted)
    other = kind_of(code)
    return bool(panel and other.panel == panel) or other.column == kind_of(wanted).column


def _until(rung: Rung, today: date) -> date:
    """The end of the rung's time, to the day; working days as five in seven, which is near enough for a term."""
    working = rung.time.unit.in_working_time
    return today + timedelta(days=-(-rung.time.amount * 7 // 5) if working else rung.time.amount)


def _languages(parties: Collection[Party]) -> tuple[str, ...]:
    """What the parties read, without those who have an interpreter."""
    with_interpreter = set(
        Companion.objects.filter(
            party__in=[party.id for party in parties], role=CompanionRole.INTERPRETER, ended_at=None
        ).values_list("party_id", flat=True)
    )
    return tuple(
        sorted({each.reads for each in parties if each.id not in with_interpreter and each.reads not in _NO_LANGUAGE})
    )


def _party_units(parties: Iterable[Party]) -> Iterable[str]:
    """The paths of units that are a party by their name, with the units below them.

    Below a government stand all others, so of a government only itself is a party.
    """
    names: set[str] = set()
    for party in parties:
        if party.kind == PartyKind.ORGANISATION:
            known = particulars.opened(party.sealed, bound_to=particulars.party_binding(party.id))
            names.update({folded(known.name)} if known is not None else ())
    if not names:
        return
    units = organisations.units_index()
    for unit in units:
        if {folded(unit.name), folded(unit.name_en)} & names:
            yield from [unit.path] if unit.kind == _GOVERNMENT else (each.path for each in units.subtree(unit.path))
