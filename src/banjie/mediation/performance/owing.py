"""The obligations of agreements that bind, each with how it is being kept, as values."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from banjie.cases.reference import reference
from banjie.mediation.models import AgreementState, Due, Keeping, Obligation, ObligationKind
from banjie.mediation.performance.dates import SETTLED_STATES, DueDay, IsWorked, Lamp, due_day, lamp
from banjie.mediation.performance.sums import rest
from banjie.mediation.processes import process


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation and how it stands. `owed_by` and `owed_to` are ids of parties; sums in `currency`."""

    id: int
    number: int
    case_id: int
    agreement_id: int
    kind: str
    owed_by: int
    owed_to: int | None
    amount: Decimal | None
    currency: str
    paid: Decimal
    state: str
    day: DueDay | None
    lamp: Lamp
    waits_for_condition: bool
    lasting: bool
    instalment: int | None
    performed_on: date | None
    version: int

    @property
    def given_up(self) -> bool:
        """A claim that somebody gives up: nothing of it is paid or late."""
        return self.kind == ObligationKind.WAIVE

    @property
    def settled(self) -> bool:
        return self.state in SETTLED_STATES

    @property
    def rest(self) -> Decimal | None:
        return rest(self.amount, self.paid) if self.amount is not None else None


def binding() -> QuerySet[Obligation]:
    """The obligations of agreements that bind now; those of agreements that others replaced count no more."""
    found = Obligation.objects.filter(agreement__state=AgreementState.BINDING)
    return found.select_related("agreement", "keeping").order_by("agreement_id", "number")


def owed_in(case_id: int, *, today: date) -> Sequence[Owed]:
    return owed(binding().filter(agreement__dispute_id=case_id), today=today)


def owed_in_many(case_ids: Collection[int], *, today: date) -> Sequence[Owed]:
    return owed(binding().filter(agreement__dispute_id__in=case_ids), today=today)


def owed(rows: Iterable[Obligation], *, today: date) -> Sequence[Owed]:
    is_worked = reference().calendar.is_worked
    return [_owed(row, today, is_worked) for row in rows]


def keeping_of(row: Obligation) -> Keeping | None:
    """What has been written to it; None while nothing has."""
    found: Keeping | None = getattr(row, "keeping", None)
    return found


def _state(row: Obligation, keeping: Keeping | None, *, waits: bool) -> str:
    """A claim that is given up is gone with the agreement, or once its condition is met: nobody has to do anything."""
    start = process("obligation").start
    state = keeping.state if keeping else start
    return "kept" if row.kind == ObligationKind.WAIVE and state == start and not waits else state


def _owed(row: Obligation, today: date, is_worked: IsWorked) -> Owed:
    keeping = keeping_of(row)
    waits = row.conditional and (keeping is None or keeping.condition_met_on is None)
    state = _state(row, keeping, waits=waits)
    agreed = (keeping.due_on if keeping and keeping.due_on else None) or row.due_on
    day = due_day(agreed, is_worked) if agreed is not None else None
    lasting = row.due == Due.LASTING
    return Owed(
        id=row.id,
        number=row.number,
        case_id=row.agreement.dispute_id,
        agreement_id=row.agreement_id,
        kind=row.kind,
        owed_by=row.owed_by_id,
        owed_to=row.owed_to_id,
        amount=row.amount,
        currency=row.currency,
        paid=keeping.paid if keeping else Decimal("0.00"),
        state=state,
        day=day,
        lamp=lamp(state, day, today=today, waits_for_condition=waits, lasting=lasting),
        waits_for_condition=waits,
        lasting=lasting,
        instalment=row.instalment,
        performed_on=keeping.performed_on if keeping else None,
        version=keeping.version if keeping else 0,
    )
