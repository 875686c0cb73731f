"""One dispute, as far as somebody may see it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from banjie.cases.acting import Acting
from banjie.cases.queries import CaseBrief, Offer
from banjie.cases.reference import reference
from banjie.mediation import details as particulars
from banjie.mediation.around import Around, around
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.holding import met, sight_among
from banjie.mediation.ladders.setting import first_ladder
from banjie.mediation.models import Agreement, Companion, Consent, Dispute, Party, Referral
from banjie.mediation.performance.owing import owed
from banjie.mediation.queries.file_lines import (
    AgreementLine,
    CompanionLine,
    ConsentLine,
    DisputeFile,
    PartyLine,
    ReferralLine,
    SideLine,
    StayLine,
)
from banjie.mediation.queries.seats import seats_of
from banjie.mediation.sight import Sight, capacities_of, may_lead
from banjie.mediation.standing import standing_of
from banjie.mediation.wishes import Standing, conditions, unheard
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer


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
