"""What is told of a dispute to those who may see it, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from banjie.cases.queries import CaseBrief, Offer
from banjie.core.workflow import final_states
from banjie.mediation.details import Details
from banjie.mediation.ladders import Ladder
from banjie.mediation.performance.owing import Owed
from banjie.mediation.queries.seats import SeatLine
from banjie.mediation.sight import Sight
from banjie.mediation.wishes import AFTER_THE_END


@dataclass(frozen=True, slots=True)
class ConsentLine:
    to: str
    about: str
    answer: str
    how: str
    said_at: datetime
    told_rights: bool


@dataclass(frozen=True, slots=True)
class CompanionLine:
    """`details` is None for whoever may not see names, and once they have been erased."""

    id: int
    role: str
    authority: str
    details: Details | None
    paper: str
    paper_name: str
    agreed_by: int | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class PartyLine:
    """`label` is the party's place ("A1"), which stands for it wherever its name must not."""

    id: int
    label: str
    side: str
    kind: str
    details: Details | None
    minor: bool
    reads: str
    stands_for: int | None
    unheard: str | None
    companions: Sequence[CompanionLine]
    consents: Mapping[str, ConsentLine]

    @property
    def name(self) -> str:
        return self.details.name if self.details is not None else self.label


@dataclass(frozen=True, slots=True)
class SideLine:
    letter: str
    parties: Sequence[PartyLine]


@dataclass(frozen=True, slots=True)
class StayLine:
    rung: int
    key: str
    unit_name: str
    track: str
    court_stage: str
    began_at: datetime
    ended_at: datetime | None
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReferralLine:
    id: int
    incoming: bool
    body: str
    body_name: str
    letter_number: str
    letter_on: date
    letter: str
    letter_name: str
    report_due_on: date | None
    reported_at: datetime | None
    report: str


@dataclass(frozen=True, slots=True)
class AgreementLine:
    id: int
    number: int
    form: str
    state: str
    made_at: datetime
    binding_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class DisputeFile:
    """Everything of a dispute but its sessions, evidence, papers and the words of agreements, which have queries of
    their own. `agreements`, the newest first, and `owing` are empty for whoever may not see papers.
    """

    case: CaseBrief
    sight: Sight
    leads: bool
    version: int
    kind: str
    track: str
    court_stage: str
    brought_by: str
    ladder: Ladder
    rung: int
    collective: bool
    people: int | None
    claimed: Decimal | None
    agreed: Decimal | None
    currency: str
    earlier_id: int | None
    ending: str
    opened_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    filed_at: datetime | None
    sides: Sequence[SideLine]
    seats: Sequence[SeatLine]
    stays: Sequence[StayLine]
    referrals: Sequence[ReferralLine]
    agreements: Sequence[AgreementLine]
    owing: Sequence[Owed]
    holds: frozenset[str]
    offer: Offer

    @property
    def sees_names(self) -> bool:
        return self.sight >= Sight.FILE

    @property
    def sees_words(self) -> bool:
        return self.sight >= Sight.PANEL

    @property
    def takes_parties(self) -> bool:
        return self.sees_names and self.case.state not in AFTER_THE_END

    @property
    def is_over(self) -> bool:
        return self.case.state in final_states()

    @property
    def parties(self) -> Sequence[PartyLine]:
        return [party for side in self.sides for party in side.parties]
