"""Who cannot sit and says so, who hands over, and who comes from another committee."""

from datetime import datetime

from banjie.cases import actions as cases
from banjie.cases import queries as case_queries
from banjie.cases.acting import Acting
from banjie.mediation.actions.course import give
from banjie.mediation.actions.panel import can_sit, may_seat, mediator_in_use, record_tie, sits_with, take_seat
from banjie.mediation.candidates import unit_of
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.holding import Held, held
from banjie.mediation.ladders.setting import ladder
from banjie.mediation.models import HandedOver, JointCommittee, Mediator, Seat, TieKind, WhyJoined, WhyLeft
from banjie.mediation.sight import Sight, may_lead


def declare_tie(
    case_id: int,
    mediator_id: int,
    *,
    kind: str,
    by: Acting,
    at: datetime,
    note: str = "",
    expected: int | None = None,
) -> None:
    """Before anybody is seated: a mediator says that they cannot sit here, or the head puts it on record for them."""
    with held(case_id, by=by, at=at, needs=Sight.PROCEDURE, expected=expected) as found:
        mediator = mediator_in_use(mediator_id)
        own = by.viewer is not None and mediator.staff_id == by.actor.id
        if not own and (by.viewer is None or not may_lead(by.viewer, found.case)):
            raise DisputeNotFound(case_id)
        if kind not in TieKind.values:
            raise BadEntry("tie_unknown", "kind")
        if Seat.objects.filter(dispute=found.dispute, mediator=mediator, left_at=None).exists():
            raise BadEntry("sits_already", "mediator")
        record_tie(found, mediator, kind, note, by, at)


def hand_over(
    case_id: int,
    seat_id: int,
    *,
    to_mediator_id: int,
    why: str,
    by: Acting,
    at: datetime,
    expected: int | None = None,
) -> int:
    """One mediator leaves, another takes the same seat: done by whoever sits there, or the head. Returns the new seat.

    The case passes into the hands of the other where it was in theirs. Raises BadEntry as `seat` does.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        if why not in HandedOver.values:
            raise BadEntry("reason_missing", "why")
        old = (
            Seat.objects.filter(dispute=found.dispute, id=seat_id, left_at=None)
            .select_related("mediator__staff")
            .first()
        )
        if old is None:
            raise BadEntry("seat_unknown", "seat")
        if old.mediator.staff_id != by.actor.id and (by.viewer is None or not may_lead(by.viewer, found.case)):
            raise DisputeNotFound(case_id)
        other = mediator_in_use(to_mediator_id)
        sits_with(found, other)
        can_sit(found, other, at)
        _pass_on(found, old.mediator, other, by, at)
        chair = old.chair
        old.left_at, old.why_left, old.reason, old.chair = at, WhyLeft.HANDED_OVER, why, False
        old.save()
        return take_seat(found, other, by, at, chair=chair)


def seat_from_another(
    case_id: int,
    mediator_id: int,
    *,
    why: str,
    task: str,
    by: Acting,
    at: datetime,
    chair: bool = False,
    chosen_by_parties: bool = False,
    expected: int | None = None,
) -> int:
    """Seats a mediator of another committee beside one's own, and calls that committee in, so that they see the case.

    `task` are the words of the call, for the other committee. Returns the seat. Raises BadEntry.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        mediator = mediator_in_use(mediator_id)
        if by.viewer is None or not may_lead(by.viewer, found.case):
            raise DisputeNotFound(case_id)
        if not by.viewer.around(unit_of(mediator).area_path):
            raise BadEntry("mediator_unknown", "mediator")
        if why not in WhyJoined.values:
            raise BadEntry("joined_why", "why")
        can_sit(found, mediator, at)
        _join(found, mediator.committee_id, why, task, by, at)
        may_seat(found, by, mediator)
        return take_seat(found, mediator, by, at, chair=chair, chosen_by_parties=chosen_by_parties)


def _join(found: Held, unit_id: int, why: str, task: str, by: Acting, at: datetime) -> None:
    if JointCommittee.objects.filter(dispute=found.dispute, committee_id=unit_id).exists():
        return
    if unit_id not in case_queries.assisting_units(found.case.id):
        within = str(ladder(found.dispute.ladder).at(found.dispute.rung).time)
        data = {"unit": unit_id, "task": task, "within": within}
        cases.perform(found.case.id, "call_in", by=by, at=at, data=data)
    JointCommittee.objects.create(
        dispute=found.dispute, committee_id=unit_id, why=why, joined_at=at, joined_by=by.actor.id
    )


def _pass_on(found: Held, old: Mediator, new: Mediator, by: Acting, at: datetime) -> None:
    """The command on the timeline; the parties see that another mediator has their dispute."""
    in_hand = found.case.handler_id == old.staff_id
    fields: dict[str, object] = {"handler_id": new.staff_id} if in_hand else {}
    give(found, "hand_over", by=by, at=at, fields=fields, data={"handler": new.staff_id} if in_hand else {})
