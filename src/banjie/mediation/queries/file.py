"""One dispute, as far as somebody may see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from banjie.cases.acting import Acting
from banjie.cases.queries import CaseBrief, Offer
from banjie.cases.reference import reference
from banjie.core.workflow import final_states
from banjie.mediation import details as particulars
from banjie.mediation.around import Around, around
from banjie.mediation.details import Details
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.holding import met, sight_among
from banjie.mediation.ladders import Ladder
from banjie.mediation.ladders.setting import first_ladder
from banjie.mediation.models import Agreement, Companion, Consent, Dispute, Party, Referral
from banjie.mediation.performance.owing import Owed, owed
from banjie.mediation.queries.seats import ObjectionLine, SeatLine, seats_of
from banjie.mediation.sight import Sight, capacities_of, may_lead
from banjie.mediation.standing import standing_of
from banjie.mediation.wishes import AFTER_THE_END, Standing, conditions, unheard
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer


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


def dispute_file(case_id: int, viewer: Viewer, *, at: datetime) -> DisputeFile:
    """Raises DisputeNotFound, also for whoever may see the case but nothing of its mediation."""
    known = met(case_id, Acting.staff(viewer))
    case = known.brief
    dispute = Dispute.objects.filter(case_id=case_id).first() or _unopened(case)
    rows = around(dispute)
    sight = sight_among(dispute, rows, case, viewer)
    if sight is Sight.NOTHING:
        raise DisputeNotFound(case_id)
    standing = standing_of(dispute, at=at, known=rows)
    holds = conditions(standing)
    capacities = capacities_of(viewer, rows.seated)
    offer = known.offer_beside(capability="mediation", capacities=capacities, holds=holds, at=at)
    return _file(dispute, rows, case, viewer, sight, standing, holds, offer, at)


def _unopened(case: CaseBrief) -> Dispute:
    """A dispute to which nobody has written yet, as its first write will make it."""
    first = first_ladder("people")
    return Dispute(case_id=case.id, ladder=first.key, track=first.track, opened_at=case.received_at)


def _file(
    dispute: Dispute,
    rows: Around,
    case: CaseBrief,
    viewer: Viewer,
    sight: Sight,
    standing: Standing,
    holds: frozenset[str],
    offer: Offer,
    at: datetime,
) -> DisputeFile:
    return DisputeFile(
        case=case,
        sight=sight,
        leads=may_lead(viewer, case),
        version=dispute.version,
        kind=dispute.kind,
        track=dispute.track,
        court_stage=dispute.court_stage,
        brought_by=dispute.brought_by,
        ladder=rows.ladder,
        rung=dispute.rung,
        collective=dispute.collective,
        people=dispute.people,
        claimed=dispute.claimed,
        agreed=dispute.agreed,
        currency=dispute.currency,
        earlier_id=dispute.earlier_id,
        ending=dispute.ending,
        opened_at=dispute.opened_at,
        begun_at=dispute.begun_at,
        ended_at=dispute.ended_at,
        filed_at=dispute.filed_at,
        sides=sides_of(rows, standing, named=sight >= Sight.FILE),
        seats=seats_of(rows, named=sight >= Sight.FILE),
        stays=_stays(rows),
        referrals=_referrals(dispute) if sight >= Sight.FILE else (),
        agreements=agreement_lines(rows.agreements) if sight >= Sight.FILE else (),
        owing=owed(rows.owed, today=reference().calendar.date_of(at)) if sight >= Sight.FILE else (),
        holds=holds,
        offer=offer,
    )


def sides_of(rows: Around, standing: Standing, *, named: bool) -> Sequence[SideLine]:
    """The sides with those who take part; without names they go by their places."""
    troubles = {present.id: unheard(present) for present in standing.parties}
    said: dict[int, list[Consent]] = {}
    for each in rows.consents:
        said.setdefault(each.party_id, []).append(each)
    found: dict[str, list[PartyLine]] = {}
    for party in rows.parties:
        at_side = found.setdefault(party.side.letter, [])
        label = f"{party.side.letter}{len(at_side) + 1}"
        at_side.append(_party(party, label, troubles.get(party.id), said.get(party.id, ()), named))
    return [SideLine(letter, lines) for letter, lines in found.items()]


def _party(party: Party, label: str, trouble: str | None, said: Sequence[Consent], named: bool) -> PartyLine:
    binding = particulars.party_binding(party.id)
    return PartyLine(
        id=party.id,
        label=label,
        side=party.side.letter,
        kind=party.kind,
        details=particulars.opened(party.sealed, bound_to=binding) if named else None,
        minor=party.minor,
        reads=party.reads,
        stands_for=party.stands_for,
        unheard=trouble,
        companions=[_companion(each, named) for each in party.companions.all() if each.ended_at is None],
        consents={
            each.to: ConsentLine(each.to, each.about, each.answer, each.how, each.said_at, each.told_rights)
            for each in said
        },
    )


def _companion(companion: Companion, named: bool) -> CompanionLine:
    binding = particulars.companion_binding(companion.id)
    return CompanionLine(
        companion.id,
        companion.role,
        companion.authority,
        particulars.opened(companion.sealed, bound_to=binding) if named else None,
        companion.paper,
        companion.paper_name,
        companion.agreed_by,
        companion.valid_until,
    )


def agreement_lines(rows: Iterable[Agreement]) -> Sequence[AgreementLine]:
    return [
        AgreementLine(each.id, each.number, each.form, each.state, each.made_at, each.binding_at, each.ended_at)
        for each in rows
    ]


def _stays(rows: Around) -> Sequence[StayLine]:
    units = organisations.units_index()
    lines = []
    for stay in rows.stays:
        unit = units.get(stay.unit_id)
        lines.append(
            StayLine(
                stay.rung,
                stay.key,
                unit.name if unit else "",
                stay.track,
                stay.court_stage,
                stay.began_at,
                stay.ended_at,
                stay.how,
                stay.reason,
            )
        )
    return lines


def _referrals(dispute: Dispute) -> Sequence[ReferralLine]:
    return [
        ReferralLine(
            each.id,
            each.incoming,
            each.body,
            each.body_name,
            each.letter_number,
            each.letter_on,
            each.letter,
            each.letter_name,
            each.report_due_on,
            each.reported_at,
            each.report,
        )
        for each in Referral.objects.filter(dispute_id=dispute.case_id)
    ]


__all__ = ["DisputeFile", "ObjectionLine", "SeatLine", "dispute_file", "sides_of"]
