"""How the agreement of one dispute is kept: its obligations and visits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from banjie.cases.acting import Acting
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
)
from banjie.mediation.performance import notes
from banjie.mediation.performance.keepers import capacities
from banjie.mediation.performance.owing import Owed, binding, keeping_of, owed
from banjie.mediation.performance.sums import summed
from banjie.mediation.performance.visiting import visits_of_many
from banjie.mediation.performance.visits import Visit
from banjie.mediation.processes import process
from banjie.mediation.processes.deciding import may
from banjie.mediation.queries.file_lines import DisputeFile, PartyLine
from banjie.mediation.sight import Sight
from banjie.organisations.permissions import Viewer


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
    """How the binding agreement of a dispute is kept. `total`, `paid` and `rest` are of the money to be paid: what is
    given up is none of it.
    """

    agreement_id: int
    binding_on: date
    currency: str
    lines: Sequence[ObligationLine]
    visits: Sequence[Visit]
    made: Sequence[FollowUpLine]
    today: date

    @property
    def total(self) -> Decimal:
        return summed(line.owed.amount for line in self.lines if not line.owed.given_up)

    @property
    def paid(self) -> Decimal:
        return summed(line.owed.paid for line in self.lines if line.owed.amount is not None and not line.owed.given_up)

    @property
    def rest(self) -> Decimal:
        return summed(line.owed.rest for line in self.lines if not line.owed.settled and not line.owed.given_up)

    @property
    def settled(self) -> bool:
        return all(line.owed.settled for line in self.lines)


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
