"""Who sits and who sat, with what parties said to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from banjie.mediation.actions.panel import objection_binding
from banjie.mediation.around import Around
from banjie.mediation.models import Consent, ConsentTo, Objection, Seat
from banjie.platform import crypto


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    id: int
    party_id: int
    reason: str
    raised_at: datetime
    upheld: bool | None
    ruled_at: datetime | None
    ruling_reason: str


@dataclass(frozen=True, slots=True)
class SeatConsent:
    """The last word of a party to being mediated by somebody: given, refused or withdrawn."""

    party_id: int
    answer: str
    how: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class SeatLine:
    """`objections` and `consents` are empty for whoever may not see names. Of a party that said nothing to a
    mediator there is no consent: it is not asked for, it may be given.
    """

    id: int
    mediator_id: int
    staff_id: int
    name: str
    kind: str
    rung: int
    chair: bool
    chosen_by_parties: bool
    no_tie_declared_at: datetime | None
    seated_at: datetime
    left_at: datetime | None
    why_left: str
    reason: str
    objections: Sequence[ObjectionLine]
    consents: Sequence[SeatConsent] = ()

    @property
    def waits(self) -> bool:
        return any(each.ruled_at is None for each in self.objections)


def seats_of(rows: Around, *, named: bool) -> Sequence[SeatLine]:
    """Those who sit first, then those who left."""
    said = _said(rows) if named else []
    lines = [_line(seat, named, said) for seat in rows.seats]
    return sorted(lines, key=lambda line: (line.left_at is not None, not line.chair, line.id))


def _said(rows: Around) -> Sequence[Consent]:
    """What those who are still parties said to mediators, in the order in which they said it."""
    present = {party.id for party in rows.parties}
    said = [each for each in rows.consents if each.to == ConsentTo.MEDIATOR and each.party_id in present]
    return sorted(said, key=lambda each: (each.said_at, each.id))


def _consents(seat: Seat, said: Iterable[Consent]) -> Sequence[SeatConsent]:
    """The last word of each party. One that names no seat is about whoever sat when it was said."""
    last: dict[int, SeatConsent] = {}
    for each in said:
        general = each.about == "" and seat.seated_at <= each.said_at and (seat.left_at or each.said_at) >= each.said_at
        if general or each.about == str(seat.id):
            last[each.party_id] = SeatConsent(each.party_id, each.answer, each.how, each.said_at)
    return list(last.values())


def _line(seat: Seat, named: bool, said: Iterable[Consent]) -> SeatLine:
    mediator = seat.mediator
    return SeatLine(
        seat.id,
        mediator.id,
        mediator.staff_id,
        mediator.staff.name,
        mediator.kind,
        seat.rung,
        seat.chair,
        seat.chosen_by_parties,
        seat.no_tie_declared_at,
        seat.seated_at,
        seat.left_at,
        seat.why_left,
        seat.reason if named else "",
        [_objection(each) for each in seat.objections.all()] if named else (),
        _consents(seat, said),
    )


def _objection(each: Objection) -> ObjectionLine:
    return ObjectionLine(
        each.id,
        each.party_id,
        crypto.decrypt(each.reason, bound_to=objection_binding(each.id)) if each.reason else "",
        each.raised_at,
        each.upheld,
        each.ruled_at,
        each.ruling_reason,
    )
