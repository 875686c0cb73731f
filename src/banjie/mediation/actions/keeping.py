"""Obligations on their way to being kept: performed in part or whole, confirmed, given up, broken, and what then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from banjie.cases.acting import Acting
from banjie.cases.reference import reference
from banjie.core.workflow import Capacity
from banjie.mediation.actions.course import give, stand_again
from banjie.mediation.errors import BadEntry
from banjie.mediation.holding import Held, held
from banjie.mediation.models import Keeping, KeepingEntry, Obligation, Party
from banjie.mediation.performance import notes
from banjie.mediation.performance.keepers import capacities
from banjie.mediation.performance.owing import binding, keeping_of
from banjie.mediation.performance.sums import BadSum, paid_after
from banjie.mediation.processes import process
from banjie.mediation.processes.deciding import decided


@dataclass(frozen=True, slots=True)
class Proof:
    """A file in the store of files that shows what was done."""

    digest: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What came with a step: when it happened, which party said so and how, what shows it."""

    on: date | None = None
    said_by: int | None = None
    how: str = ""
    proof: Proof = Proof()
    amount: Decimal | None = None
    note: str = ""


NOTHING = Told()


def perform(
    case_id: int,
    obligation_id: int,
    *,
    by: Acting,
    at: datetime,
    told: Told = NOTHING,
    whole: bool = False,
    expected: int | None = None,
) -> str:
    """What was done of an obligation, as the debtor or the mediator says. Returns the state it has now.

    Of a sum, `told.amount` came in, and it is whole once nothing is left; of anything else `whole` says so. The other
    side still has to confirm it. Raises BadEntry.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        step = _step(found, obligation_id, by, at)
        paid = step.keeping.paid
        if step.row.amount is not None:
            if told.amount is None or told.amount <= 0:
                raise BadEntry("sum_nothing", "amount")
            paid = _paid(step, told.amount)
            whole = paid == step.row.amount
        command = "perform" if whole else "perform_part"
        _take(step, command, told, {"whole_performed"} if whole else set())
        step.keeping.paid = paid
        step.keeping.performed_on = (told.on or step.today) if whole else None
        return _kept(step, command, told)


def correct(
    case_id: int, obligation_id: int, *, amount: Decimal | None, by: Acting, at: datetime, expected: int | None = None
) -> None:
    """Takes back what was entered by mistake: `amount`, a positive sum, or that it was done at all."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        step = _step(found, obligation_id, by, at)
        if (amount is None) != (step.row.amount is None) or (amount is not None and amount <= 0):
            raise BadEntry("sum_nothing", "amount")
        told = Told(amount=-amount if amount is not None else None)
        paid = _paid(step, told.amount) if told.amount is not None else step.keeping.paid
        _take(step, "correct", told, set())
        step.keeping.paid, step.keeping.performed_on = paid, None
        _kept(step, "correct", told)


def settle(
    case_id: int,
    obligation_id: int,
    command: str,
    *,
    by: Acting,
    at: datetime,
    told: Told = NOTHING,
    expected: int | None = None,
) -> None:
    """A step that carries no sum: confirm, dispute, waive, report_breach, take_back, go_to_court, lapse.

    All but a breach are the other side's to say; `told.said_by` is who said it. Raises BadEntry.
    """
    if command not in _SETTLING:
        raise BadEntry("unknown_command", "command")
    with held(case_id, by=by, at=at, expected=expected) as found:
        step = _step(found, obligation_id, by, at)
        _take(step, command, told, set())
        if command == "dispute":
            step.keeping.performed_on = None
        if told.note:
            step.keeping.sealed = notes.seal(told.note, bound_to=notes.breach_binding(obligation_id))
        _kept(step, command, told)


_SETTLING = frozenset({"confirm", "dispute", "waive", "report_breach", "take_back", "go_to_court", "lapse"})


def meet_condition(
    case_id: int,
    obligation_id: int,
    *,
    by: Acting,
    at: datetime,
    told: Told = NOTHING,
    due_on: date | None = None,
    expected: int | None = None,
) -> None:
    """The condition has come about; from now on it is owed. Without a day in the agreement, `due_on` sets one."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        step = _step(found, obligation_id, by, at)
        if not step.row.conditional or step.keeping.condition_met_on is not None:
            raise BadEntry("no_condition_waits", "obligation")
        met = told.on or step.today
        if step.row.due_on is None and due_on is None:
            raise BadEntry("due_missing", "due_on")
        if due_on is not None and due_on < met:
            raise BadEntry("due_before_condition", "due_on")
        _take(step, "meet_condition", told, set())
        step.keeping.condition_met_on = met
        step.keeping.due_on = due_on or step.keeping.due_on
        _kept(step, "meet_condition", told, {"due_on": due_on.isoformat()} if due_on else {})


def mediate_again(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """An agreement is not kept: it goes before the mediators again, on the rung on which it was made."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        give(found, "mediate_again", by=by, at=at)
        stand_again(found, at)


@dataclass(slots=True)
class _Step:
    found: Held
    row: Obligation
    keeping: Keeping
    by: Acting
    at: datetime
    today: date
    source: str


def _step(found: Held, obligation_id: int, by: Acting, at: datetime) -> _Step:
    """The obligation of this dispute's binding agreement, with how it stands; both are written under the dispute's
    lock.
    """
    row = binding().filter(agreement__dispute=found.dispute, id=obligation_id).first()
    if row is None:
        raise BadEntry("obligation_unknown", "obligation")
    keeping = keeping_of(row) or Keeping(
        obligation=row, state=process("obligation").start, paid=Decimal("0.00"), changed_at=at
    )
    return _Step(found, row, keeping, by, at, reference().calendar.date_of(at), keeping.state)


def _paid(step: _Step, amount: Decimal) -> Decimal:
    assert step.row.amount is not None
    try:
        return paid_after(step.row.amount, step.keeping.paid, amount)
    except BadSum as problem:
        raise BadEntry(problem.code, "amount") from None


def _take(step: _Step, command: str, told: Told, holds: set[str]) -> None:
    if told.on is not None and told.on > step.today:
        raise BadEntry("in_future", "on")
    acting = capacities(step.by, step.found)
    known = holds | _conditions(step, told, acting)
    taken = decided(step.keeping.process, step.keeping.state, command, capacities=acting, holds=known)
    step.keeping.state = taken.target


def _conditions(step: _Step, told: Told, acting: frozenset[Capacity]) -> set[str]:
    row = step.row
    said = None
    if told.said_by is not None:
        said = Party.objects.filter(dispute=step.found.dispute, id=told.said_by, left_at=None).first()
        if said is None:
            raise BadEntry("party_unknown", "said_by")
    found = set()
    if not row.conditional or step.keeping.condition_met_on is not None:
        found.add("condition_met")
    if Capacity.MEDIATOR in acting or (said is not None and said.id == row.owed_by_id):
        found.add("debtor_or_mediator")
    if said is not None and is_owed_to(row, said):
        found.add("creditor_says")
    return found


def is_owed_to(row: Obligation, party: Party) -> bool:
    """Whether a party is the one to which it is owed; without a name, any of the other sides."""
    if row.owed_to_id is not None:
        return party.id == row.owed_to_id
    return party.side_id != row.owed_by.side_id


def _kept(step: _Step, command: str, told: Told, data: Mapping[str, Any] | None = None) -> str:
    keeping = step.keeping
    keeping.version += 1
    keeping.changed_at = step.at
    keeping.save()
    KeepingEntry.objects.create(
        obligation=step.row,
        command=command,
        source=step.source,
        target=keeping.state,
        amount=told.amount,
        happened_on=told.on or step.today,
        how=told.how,
        proof=told.proof.digest,
        proof_name=told.proof.name,
        said_by_id=told.said_by,
        data=dict(data or {}),
        recorded_at=step.at,
        recorded_by_kind=step.by.actor.kind,
        recorded_by=step.by.actor.id,
    )
    return keeping.state
