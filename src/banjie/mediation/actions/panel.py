"""Who sits: chosen, objected to, ruled on, stepped aside."""

from collections.abc import Sequence
from datetime import datetime

from banjie.cases.acting import Acting
from banjie.mediation.actions.course import give
from banjie.mediation.candidates import asked_of, unit_of, with_candidates
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.holding import Held, held
from banjie.mediation.models import JointCommittee, Mediator, Objection, Party, Seat, Tie, TieKind, WhyLeft
from banjie.mediation.sight import may_lead
from banjie.mediation.suggesting.barring import barred
from banjie.organisations.permissions import inside
from banjie.platform import crypto
from banjie.platform.tables.text import clean_text


def seat(
    case_id: int,
    mediator_id: int,
    *,
    by: Acting,
    at: datetime,
    chair: bool = False,
    chosen_by_parties: bool = False,
    expected: int | None = None,
) -> int:
    """Seats a mediator; the head of the committee does, or a mediator takes the seat themselves. Returns the seat.

    Raises BadEntry: whose term is over, who is away, who may not sit on the rung, or who sits already.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        mediator = mediator_in_use(mediator_id)
        may_seat(found, by, mediator)
        sits_with(found, mediator)
        can_sit(found, mediator, at)
        return take_seat(found, mediator, by, at, chair=chair, chosen_by_parties=chosen_by_parties)


def seat_panel(
    case_id: int,
    mediator_ids: Sequence[int],
    *,
    chair: int,
    by: Acting,
    at: datetime,
    chosen_by_parties: bool = False,
    expected: int | None = None,
) -> None:
    """Seats several at once, one of them in the chair: all or none. Raises BadEntry as `seat` does."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        if chair not in mediator_ids:
            raise BadEntry("chair_missing", "chair")
        for mediator_id in mediator_ids:
            mediator = mediator_in_use(mediator_id)
            may_seat(found, by, mediator)
            sits_with(found, mediator)
            can_sit(found, mediator, at)
            take_seat(found, mediator, by, at, chair=mediator_id == chair, chosen_by_parties=chosen_by_parties)


def take_chair(case_id: int, seat_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Puts one of a panel in the chair."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        _vacate_chair(found)
        if not Seat.objects.filter(dispute=found.dispute, id=seat_id, left_at=None).update(chair=True):
            raise BadEntry("seat_unknown", "seat")


def declare_no_tie(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """A mediator declares to be no relative of a party and to have nothing to win or lose by the outcome."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        own = Seat.objects.filter(dispute=found.dispute, mediator__staff_id=_own_id(by), left_at=None)
        if not own.update(no_tie_declared_at=at):
            raise BadEntry("seat_unknown", "seat")


def recuse(
    case_id: int,
    *,
    reason: str,
    by: Acting,
    at: datetime,
    tie: str = TieKind.OTHER,
    expected: int | None = None,
) -> None:
    """A mediator steps aside, saying why: the kind of tie for all who see the seat, the words under seal."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        stated = clean_text(reason, limit=2000).text.strip()
        if not stated and tie == TieKind.OTHER:
            raise BadEntry("reason_missing", "reason")
        if tie not in TieKind.values:
            raise BadEntry("tie_unknown", "tie")
        own = Seat.objects.filter(dispute=found.dispute, mediator__staff_id=_own_id(by), left_at=None)
        seat_left = own.select_related("mediator").first()
        if seat_left is None:
            raise BadEntry("seat_unknown", "seat")
        record_tie(found, seat_left.mediator, tie, stated, by, at)
        own.update(left_at=at, why_left=WhyLeft.RECUSED, reason=tie, chair=False)


def object_to(
    case_id: int, seat_id: int, *, party_id: int, reason: str, by: Acting, at: datetime, expected: int | None = None
) -> int:
    """A party does not want this mediator. Returns the objection, which waits for a ruling."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        stated = clean_text(reason, limit=2000).text.strip()
        taken = Seat.objects.filter(dispute=found.dispute, id=seat_id, left_at=None).select_related("mediator").first()
        party = Party.objects.filter(dispute=found.dispute, id=party_id, left_at=None).first()
        if taken is None or party is None:
            raise BadEntry("seat_unknown" if taken is None else "party_unknown", "seat")
        if Objection.objects.filter(seat=taken, party=party, ruled_at=None).exists():
            raise BadEntry("objection_waits", "seat")
        objection = Objection.objects.create(seat=taken, party=party, reason=b"-", raised_at=at)
        objection.reason = crypto.encrypt(stated, bound_to=objection_binding(objection.id))
        objection.save(update_fields=["reason"])
        # Only that it is, and about which mediator, who does not rule on it: why is for whoever opens the file.
        give(found, "object", by=by, at=at, data={"about": taken.mediator.staff_id})
        return objection.id


def rule_on_objection(
    case_id: int,
    objection_id: int,
    *,
    upheld: bool,
    reason: str,
    by: Acting,
    at: datetime,
    expected: int | None = None,
) -> None:
    """The head of the committee rules, never whoever is objected to. Upheld, the seat is empty."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        objection = (
            Objection.objects.filter(id=objection_id, seat__dispute=found.dispute, ruled_at=None)
            .select_related("seat__mediator")
            .first()
        )
        if objection is None:
            raise BadEntry("objection_unknown", "objection")
        if by.viewer is None or not may_lead(by.viewer, found.case):
            raise DisputeNotFound(case_id)
        if objection.seat.mediator.staff_id == by.actor.id:
            raise BadEntry("own_objection", "objection")
        objection.upheld, objection.ruled_at, objection.ruled_by = upheld, at, by.actor.id
        objection.ruling_reason = clean_text(reason, limit=400).text.strip()
        objection.save()
        if upheld:
            Seat.objects.filter(id=objection.seat_id).update(left_at=at, why_left=WhyLeft.OBJECTED, chair=False)


def objection_binding(objection_id: int) -> str:
    return f"dispute-objection:{objection_id}"


def tie_binding(tie_id: int) -> str:
    return f"dispute-tie:{tie_id}"


def mediator_in_use(mediator_id: int) -> Mediator:
    """Raises BadEntry for somebody who no longer mediates."""
    mediator = Mediator.objects.filter(id=mediator_id, active=True).select_related("staff", "committee").first()
    if mediator is None:
        raise BadEntry("mediator_unknown", "mediator")
    return mediator


def may_seat(found: Held, by: Acting, mediator: Mediator) -> None:
    """The head of the committee seats; a mediator who has the case in hand seats themselves."""
    own = mediator.staff_id == by.actor.id and found.case.handler_id == by.actor.id
    if by.viewer is None or not (own or may_lead(by.viewer, found.case)):
        raise DisputeNotFound(found.case.id)


def sits_with(found: Held, mediator: Mediator) -> None:
    """Raises BadEntry for a mediator of a committee that neither has the dispute nor has joined in it."""
    if inside(found.case.lead_unit_path, unit_of(mediator).path):
        return
    joined = JointCommittee.objects.filter(dispute=found.dispute, committee_id=mediator.committee_id)
    if not joined.exists():
        raise BadEntry("other_committee", "mediator")


def can_sit(found: Held, mediator: Mediator, at: datetime) -> None:
    """Raises BadEntry with whatever keeps a mediator from this dispute: the same that keeps them from suggestions."""
    asked = asked_of(found.dispute, found.case, at=at)
    ((_, candidate),) = with_candidates(Mediator.objects.filter(id=mediator.id), found.dispute, on=asked.on)
    if code := barred(asked, candidate):
        raise BadEntry(code, "mediator")


def take_seat(
    found: Held,
    mediator: Mediator,
    by: Acting,
    at: datetime,
    *,
    chair: bool = False,
    chosen_by_parties: bool = False,
) -> int:
    if chair:
        _vacate_chair(found)
    taken = Seat.objects.create(
        dispute=found.dispute,
        mediator=mediator,
        rung=found.dispute.rung,
        chair=chair,
        chosen_by_parties=chosen_by_parties,
        seated_at=at,
        seated_by=by.actor.id,
    )
    return taken.id


def record_tie(found: Held, mediator: Mediator, kind: str, note: str, by: Acting, at: datetime) -> None:
    """The kind in the clear, the words sealed. The first one counts; a second says nothing new."""
    if Tie.objects.filter(dispute=found.dispute, mediator=mediator).exists():
        return
    tie = Tie.objects.create(
        dispute=found.dispute, mediator=mediator, kind=kind, declared_at=at, declared_by=by.actor.id
    )
    stated = clean_text(note, limit=2000).text.strip()
    if stated:
        tie.note = crypto.encrypt(stated, bound_to=tie_binding(tie.id))
        tie.save(update_fields=["note"])


def _own_id(by: Acting) -> int:
    """Nobody, for whoever is not a member of staff."""
    return by.actor.id or 0 if by.viewer is not None else 0


def _vacate_chair(found: Held) -> None:
    Seat.objects.filter(dispute=found.dispute, left_at=None, chair=True).update(chair=False)
