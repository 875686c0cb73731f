"""What a party owes by the agreement that binds, and what it is owed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from banjie.cases.reference import reference
from banjie.mediation import agreed
from banjie.mediation.access.sessions import PartySession
from banjie.mediation.actions.keeping import is_owed_to
from banjie.mediation.models import KeepingEntry, Obligation, ObligationKind, Party
from banjie.mediation.performance.dates import Lamp
from banjie.mediation.performance.owing import Owed, binding, owed
from banjie.mediation.place_words import place_words
from banjie.mediation.processes import process
from banjie.mediation.terms import Term

_STILL_OWED: Final = frozenset({process("obligation").start, "part"})
_TO_DO: Final = _STILL_OWED | {"broken"}
_LATE: Final = frozenset({Lamp.OVERDUE})


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One thing that was recorded. `own`: this party said so; `proof`: with a file."""

    command: str
    amount: Decimal | None
    on: date | None
    own: bool
    proof: bool


@dataclass(frozen=True, slots=True)
class OwnObligation:
    """One that this party owes, or is owed (`mine` tells which). `names` are those of the two by their ids."""

    owed: Owed
    term: Term
    names: Mapping[int, str]
    mine: bool
    entries: Sequence[OwnEntry]

    @property
    def is_payment(self) -> bool:
        return self.owed.kind == ObligationKind.PAY

    @property
    def is_received(self) -> bool:
        """Whether there is something to be got; otherwise something is done, or left undone."""
        return self.owed.kind in {ObligationKind.PAY, ObligationKind.DELIVER}

    @property
    def can_report(self) -> bool:
        """Whether this party can say that it did something of it."""
        return self.mine and self.owed.state in _TO_DO and not self.owed.waits_for_condition and not self.owed.lasting

    @property
    def to_confirm(self) -> bool:
        """Whether this party is asked if it got what was reported."""
        return not self.mine and self.owed.state == "reported"

    @property
    def can_complain(self) -> bool:
        """Whether this party can say that it was not kept: what is late, or what is promised for good."""
        late = self.owed.lamp in _LATE or self.owed.lasting
        return not self.mine and late and self.owed.state in _STILL_OWED


def own_obligations(session: PartySession, *, at: datetime) -> Sequence[OwnObligation]:
    """Those of this party in the order of the agreement; what others owe each other is not among them."""
    rows = list(binding().filter(agreement__dispute_id=session.case_id).select_related("owed_by"))
    if not rows:
        return []
    party = Party.objects.get(id=session.party_id)
    people = {
        person.id: person.name or place_words(person.label) for person in agreed.people_of(rows[0].agreement.dispute)
    }
    owing = owed(rows, today=reference().calendar.date_of(at))
    return [
        _own(row, each, party, people)
        for row, each in zip(rows, owing, strict=True)
        if row.owed_by_id == party.id or is_owed_to(row, party)
    ]


def _own(row: Obligation, each: Owed, party: Party, people: Mapping[int, str]) -> OwnObligation:
    entries = KeepingEntry.objects.filter(obligation=row)
    both = {row.owed_by_id, *([row.owed_to_id] if row.owed_to_id is not None else [])}
    return OwnObligation(
        owed=each,
        term=agreed.term_of(row),
        names={each: people.get(each, "") for each in both},
        mine=row.owed_by_id == party.id,
        entries=[
            OwnEntry(entry.command, entry.amount, entry.happened_on, entry.said_by_id == party.id, entry.proof != "")
            for entry in entries
        ],
    )
