"""Who sits and who sat, with what parties said to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from banjie.mediation.actions.panel import objection_binding
from banjie.mediation.models import Dispute, Objection, Seat
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
class SeatLine:
    """`objections` are empty for whoever may not see names."""

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

    @property
    def waits(self) -> bool:
        return any(each.ruled_at is None for each in self.objections)


def seats_of(dispute: Dispute, *, named: bool) -> Sequence[SeatLine]:
    """Those who sit first, then those who left."""
    seats = (
        Seat.objects.filter(dispute_id=dispute.case_id).select_related("mediator__staff").prefetch_related("objections")
    )
    lines = [_line(seat, named) for seat in seats]
    return sorted(lines, key=lambda line: (line.left_at is not None, not line.chair, line.id))


def _line(seat: Seat, named: bool) -> SeatLine:
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
