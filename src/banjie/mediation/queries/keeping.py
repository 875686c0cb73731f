"""How agreements are kept: one dispute's obligations and visits, and what is due across a mediator's disputes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from banjie.cases import queries as cases
from banjie.cases.acting import Acting
from banjie.cases.filters import Filters
from banjie.cases.reference import reference
from banjie.mediation import agreed
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.holding import Held, seated_staff
from banjie.mediation.models import (
    Agreement,
    AgreementState,
    Dispute,
    FollowUp,
    KeepingEntry,
    Obligation,
    Seat,
)
from banjie.mediation.performance import notes
from banjie.mediation.performance.dates import Lamp
from banjie.mediation.performance.keepers import capacities
from banjie.mediation.performance.owing import Owed, binding, keeping_of, owed, owed_in_many
from banjie.mediation.performance.sums import summed
from banjie.mediation.performance.visiting import visits_of_many
from banjie.mediation.performance.visits import Visit
from banjie.mediation.processes import process
from banjie.mediation.processes.deciding import may
from banjie.mediation.queries.file import DisputeFile, PartyLine
from banjie.mediation.sight import Sight
from banjie.organisations.permissions import Permission, Viewer


@dataclass(frozen=True, slots=True)
class EntryLine:
    command: str
    amount: Decimal | None
    happened_on: date | None
    how: str
    proof: str
    proof_name: str
    said_by: PartyLine | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """`what` and `breach` are words of people: empty for whoever may not see them, and once they are erased."""

    owed: Owed
    what: str
    condition: str
    debtor: PartyLine | None
    creditor: PartyLine | None
    breach: str
    entries: Sequence[EntryLine]


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    occasion: str
    due_on: date
    made_on: date
    how: str
    finding: str
    note: str
    relapse_id: int | None


@dataclass(frozen=True, slots=True)
class Performance:
    """How the binding agreement of a dispute is kept. `total`, `paid` and `rest` are of its sums of money."""

    agreement_id: int
    binding_on: date
    currency: str
    lines: Sequence[ObligationLine]
    visits: Sequence[Visit]
    made: Sequence[FollowUpLine]
    today: date

    @property
    def total(self) -> Decimal:
        return summed(line.owed.amount for line in self.lines)

    @property
    def paid(self) -> Decimal:
        return summed(line.owed.paid for line in self.lines if line.owed.amount is not None)

    @property
    def rest(self) -> Decimal:
        return summed(line.owed.rest for line in self.lines if not line.owed.settled)

    @property
    def settled(self) -> bool:
        return all(line.owed.settled for line in self.lines)


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that is to be done for a dispute: an obligation (`owed`) or a visit, on a day."""

    case_id: int
    number: str
    title: str
    day: date | None
    lamp: str
    owed: Owed | None = None
    visit: Visit | None = None


def performance_of(file: DisputeFile, *, at: datetime) -> Performance | None:
    """None before an agreement binds. Raises DisputeNotFound for whoever sees less than the file."""
    if file.sight < Sight.FILE:
        raise DisputeNotFound(file.case.id)
    agreement = Agreement.objects.filter(dispute_id=file.case.id, state=AgreementState.BINDING).first()
    if agreement is None or agreement.binding_at is None:
        return None
    today = reference().calendar.date_of(at)
    rows = list(binding().filter(agreement=agreement).prefetch_related("entries"))
    owing = owed(rows, today=today)
    parties = {party.id: party for party in file.parties}
    return Performance(
        agreement_id=agreement.id,
        binding_on=reference().calendar.date_of(agreement.binding_at),
        currency=agreement.currency,
        lines=[_line(row, each, parties) for row, each in zip(rows, owing, strict=True)],
        visits=visits_of_many([agreement], owing)[agreement.id],
        made=[_made(each) for each in FollowUp.objects.filter(agreement__dispute_id=file.case.id)],
        today=today,
    )


def may_step(file: DisputeFile, line: ObligationLine, viewer: Viewer) -> frozenset[str]:
    """The steps that may be recorded now; who must have said so is asked then. Performing is one step, in part or in
    whole.
    """
    dispute = Dispute(case_id=file.case.id)
    acting = capacities(Acting.staff(viewer), Held(dispute, file.case, file.sight, seated_staff(file.case.id)))
    holds = {"creditor_says", "whole_performed", "debtor_or_mediator"}
    if not line.owed.waits_for_condition:
        holds.add("condition_met")
    found = set(may(process("obligation").name, line.owed.state, capacities=acting, holds=holds))
    if "perform_part" in found:
        found.remove("perform_part")
        found.add("perform")
    if not line.owed.waits_for_condition:
        found -= {"meet_condition", "lapse"}
    return frozenset(found)


def due_for(viewer: Viewer, *, at: datetime) -> Sequence[DueLine]:
    """What is broken, late, due, near or to be confirmed, and visits of which the day has come or is near, in the
    disputes that a mediator has in hand; for the head of a committee in those of the committee.
    """
    today = reference().calendar.date_of(at)
    lines = cases.lines(_in_hand(viewer, at), viewer)
    owing = owed_in_many(list(lines), today=today)
    agreements = Agreement.objects.filter(dispute_id__in=list(lines), state=AgreementState.BINDING)
    visits = visits_of_many(agreements, owing)
    of_case = {each.id: each.dispute_id for each in agreements}
    found = [_due(each, lines[each.case_id]) for each in owing if each.lamp not in _NOTHING_TO_DO]
    for agreement_id, waiting in visits.items():
        line = lines[of_case[agreement_id]]
        found += [_visit(each, line, today) for each in waiting if (each.due_on - today).days <= 7]
    return sorted(found, key=lambda line: (_ORDER.index(line.lamp), line.day or date.max, line.case_id))


_NOTHING_TO_DO = frozenset({Lamp.SETTLED, Lamp.LASTING, Lamp.CONDITION})
_ORDER = (Lamp.BROKEN, Lamp.OVERDUE, Lamp.DUE, Lamp.TO_CONFIRM, Lamp.NEAR, Lamp.COMING)


def _in_hand(viewer: Viewer, at: datetime) -> set[int]:
    found = set(
        Seat.objects.filter(mediator__staff_id=viewer.staff_id, left_at=None).values_list("dispute_id", flat=True)
    )
    mine = Filters(kind="dispute", state="performing", mine=True, limit=200)
    found |= {line.id for line in cases.listing(viewer, mine, at=at).lines}
    for grant in viewer.scopes(Permission.MEDIATION_LEAD):
        theirs = Filters(kind="dispute", state="performing", unit=grant.unit_id, limit=200)
        found |= {line.id for line in cases.listing(viewer, theirs, at=at).lines}
    return found


def _due(each: Owed, line: cases.CaseLine) -> DueLine:
    return DueLine(line.id, line.number, line.title, each.day.agreed if each.day else None, each.lamp, owed=each)


def _visit(visit: Visit, line: cases.CaseLine, today: date) -> DueLine:
    lamp = Lamp.OVERDUE if visit.due_on < today else Lamp.DUE if visit.due_on == today else Lamp.NEAR
    return DueLine(line.id, line.number, line.title, visit.due_on, lamp, visit=visit)


def _line(row: Obligation, each: Owed, parties: Mapping[int, PartyLine]) -> ObligationLine:
    keeping = keeping_of(row)
    words = agreed.term_of(row)
    return ObligationLine(
        owed=each,
        what=words.what,
        condition=words.condition,
        debtor=parties.get(each.owed_by),
        creditor=parties.get(each.owed_to) if each.owed_to else None,
        breach=notes.opened(keeping.sealed if keeping else None, bound_to=notes.breach_binding(row.id)),
        entries=[_entry(entry, parties) for entry in row.entries.all()],
    )


def _entry(entry: KeepingEntry, parties: Mapping[int, PartyLine]) -> EntryLine:
    return EntryLine(
        entry.command,
        entry.amount,
        entry.happened_on,
        entry.how,
        entry.proof,
        entry.proof_name,
        parties.get(entry.said_by_id) if entry.said_by_id else None,
        entry.recorded_at,
    )


def _made(each: FollowUp) -> FollowUpLine:
    return FollowUpLine(
        each.occasion,
        each.due_on,
        each.made_on,
        each.how,
        each.finding,
        notes.opened(each.sealed, bound_to=notes.visit_binding(each.id)),
        each.relapse_id,
    )
