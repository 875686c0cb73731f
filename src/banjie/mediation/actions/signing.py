"""Signing an agreement: on a screen, on paper, or for an oral one by saying yes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from banjie.cases.acting import Acting
from banjie.cases.reference import reference
from banjie.core.workflow import Capacity
from banjie.mediation import agreed
from banjie.mediation.actions.agreements import in_the_making, move, unchanged
from banjie.mediation.actions.binding import bind_if_complete, pens_of, wanted_slots
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.holding import Held, held
from banjie.mediation.models import (
    Agreement,
    AgreementForm,
    AgreementState,
    IdentityBy,
    Seat,
    Signature,
    SignedAs,
    SignedHow,
)
from banjie.mediation.sessions import strokes
from banjie.mediation.sight import Sight
from banjie.mediation.terms import Pen, Slot, may_sign, missing
from banjie.platform import crypto
from banjie.platform.files import StoredFile

_PARTY_KNOWN_BY: Final = frozenset({IdentityBy.CARD, IdentityBy.LICENCE, IdentityBy.KNOWN})


def sign(
    case_id: int,
    agreement_id: int,
    *,
    slot: Slot,
    digest: str,
    by: Acting,
    at: datetime,
    drawn: str = "",
    identity: str = "",
    companion_id: int | None = None,
    expected: int | None = None,
) -> bool:
    """Signs on a screen, in the room: `drawn` is the path of its strokes, `identity` how the mediator knew who signed.

    A mediator signs for themself alone. A party that signs on a device of its own leaves `identity` empty; its
    signature counts once a mediator has checked who it was (`check_identity`). Returns whether the agreement binds
    by it. Raises BadEntry, `text_changed` where `digest` is of another text.
    """
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        agreement = _to_sign(found, agreement_id, digest, by)
        if agreement.form != AgreementForm.WRITTEN:
            raise BadEntry("oral_is_said", "how")
        _may_hold_the_pen(found, slot, identity, by, companion_id)
        if why := strokes.problem(drawn):
            raise BadEntry(why, "drawn")
        signature = _signature(found, agreement, slot, companion_id, SignedHow.SCREEN, by=by, at=at, signed_at=at)
        signature.sealed = crypto.encrypt(drawn, bound_to=signature_binding(signature))
        signature.identity = IdentityBy.STAFF if slot.signed_as == SignedAs.MEDIATOR else identity
        signature.identity_checked_by = by.actor.id if signature.identity else None
        signature.save()
        return bind_if_complete(found, agreement, by=by, at=at)


def sign_on_paper(
    case_id: int,
    agreement_id: int,
    *,
    places: Sequence[tuple[Slot, int | None]],
    scan: StoredFile,
    digest: str,
    identity: str,
    signed_at: datetime,
    by: Acting,
    at: datetime,
    expected: int | None = None,
) -> bool:
    """Records who signed one printed copy, which `scan` shows; `places` are slots, each with the companion who signed
    for the party. Returns whether the agreement binds by it. Raises BadEntry.
    """
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        agreement = _to_sign(found, agreement_id, digest, by)
        if identity not in _PARTY_KNOWN_BY:
            raise BadEntry("identity_unchecked", "identity")
        if not places:
            raise BadEntry("nobody_signed", "places")
        wanted = _Wanted(found, agreement)
        for slot, companion_id in places:
            signature = _signature(
                found, agreement, slot, companion_id, SignedHow.PAPER, by=by, at=at, signed_at=signed_at, wanted=wanted
            )
            signature.scan, signature.scan_name = scan.digest, ""
            signature.identity, signature.identity_checked_by = identity, by.actor.id
            signature.save()
        return bind_if_complete(found, agreement, by=by, at=at)


def confirm_orally(
    case_id: int,
    agreement_id: int,
    *,
    party_id: int,
    digest: str,
    identity: str,
    by: Acting,
    at: datetime,
    companion_id: int | None = None,
    said_at: datetime | None = None,
    expected: int | None = None,
) -> bool:
    """A party said yes to an oral agreement that was read back to it. Returns whether it binds by it."""
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        agreement = _to_sign(found, agreement_id, digest, by)
        if agreement.form != AgreementForm.ORAL:
            raise BadEntry("written_is_signed", "how")
        if identity not in _PARTY_KNOWN_BY:
            raise BadEntry("identity_unchecked", "identity")
        slot = _slot_of(found, agreement, party_id, companion_id)
        signature = _signature(
            found, agreement, slot, companion_id, SignedHow.ORALLY, by=by, at=at, signed_at=said_at or at
        )
        signature.identity, signature.identity_checked_by = identity, by.actor.id
        signature.save()
        return bind_if_complete(found, agreement, by=by, at=at)


def check_identity(
    case_id: int,
    signature_id: int,
    *,
    identity: str,
    by: Acting,
    at: datetime,
    expected: int | None = None,
) -> bool:
    """A mediator knows who signed on a device of their own; from here on that signature counts."""
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        signature = Signature.objects.filter(
            agreement__dispute=found.dispute, id=signature_id, identity="", voided_at=None
        ).first()
        if signature is None or identity not in _PARTY_KNOWN_BY:
            raise BadEntry("signature_unknown" if signature is None else "identity_unchecked", "identity")
        agreement = _to_sign(found, signature.agreement_id, signature.digest, by)
        signature.identity, signature.identity_checked_by = identity, by.actor.id
        signature.save()
        return bind_if_complete(found, agreement, by=by, at=at)


def signature_binding(signature: Signature) -> str:
    parts = (signature.agreement_id, signature.signed_as, signature.party_id, signature.companion_id, signature.seat_id)
    return f"dispute-signature:{':'.join(map(str, parts))}:{signature.digest}"


def _to_sign(found: Held, agreement_id: int, digest: str, by: Acting) -> Agreement:
    """The agreement, if it can be signed now. The engine asks for the same text again, as it stands in the rows."""
    agreement = in_the_making(found, agreement_id)
    if agreement.state != AgreementState.SIGNING and digest != agreement.digest:
        raise BadEntry("text_unchanged", "digest")
    move(found, agreement, "sign", by, holds=unchanged(found, agreement, digest))
    return agreement


def _may_hold_the_pen(found: Held, slot: Slot, identity: str, by: Acting, companion_id: int | None) -> None:
    if slot.signed_as == SignedAs.COMMITTEE:
        raise BadEntry("seal_on_paper", "slot")
    if by.viewer is None:
        # Through the party's own page: for itself alone, or whoever was elected in their own place.
        own_place = slot.party_id == by.actor.id and slot.companion_id in {None, companion_id}
        if Capacity.PARTY not in by.fixed or not own_place:
            raise DisputeNotFound(found.case.id)
        if identity:
            raise BadEntry("identity_unchecked", "identity")
        return
    if slot.signed_as == SignedAs.MEDIATOR:
        own = Seat.objects.filter(
            dispute=found.dispute, id=slot.seat_id or 0, mediator__staff_id=by.actor.id or 0, left_at=None
        )
        if not own.exists():
            raise BadEntry("own_name_only", "slot")
    elif identity not in _PARTY_KNOWN_BY:
        raise BadEntry("identity_unchecked", "identity")


def _slot_of(found: Held, agreement: Agreement, party_id: int, companion_id: int | None) -> Slot:
    wanted = wanted_slots(agreement)
    of_party = [slot for slot in wanted if slot.signed_as == SignedAs.PARTY and slot.party_id == party_id]
    fitting = [slot for slot in of_party if slot.companion_id in {None, companion_id}]
    if not fitting:
        raise BadEntry("elected_sign" if of_party else "party_unknown", "party")
    return fitting[0]


class _Wanted:
    """Who takes part, the places under an agreement and who has signed: looked up once for all that are filled."""

    def __init__(self, found: Held, agreement: Agreement) -> None:
        self.people = agreed.people_of(found.dispute)
        self.slots = wanted_slots(agreement, self.people)
        self.pens = list(pens_of(agreement))


def _signature(
    found: Held,
    agreement: Agreement,
    slot: Slot,
    companion_id: int | None,
    how: str,
    *,
    by: Acting,
    at: datetime,
    signed_at: datetime,
    wanted: _Wanted | None = None,
) -> Signature:
    """A signature that fills a place which is empty, by somebody who may; not written yet."""
    wanted = wanted or _Wanted(found, agreement)
    if slot not in wanted.slots:
        raise BadEntry("slot_unknown", "slot")
    if not missing([slot], wanted.pens):
        raise BadEntry("signed_already", "slot")
    wanted.pens.append(Pen(slot.signed_as, slot.party_id, slot.companion_id or companion_id, slot.seat_id))
    companion_id = slot.companion_id or companion_id
    if slot.signed_as == SignedAs.PARTY:
        person = next(each for each in wanted.people if each.id == slot.party_id)
        why = may_sign(person, companion_id, reference().calendar.date_of(signed_at))
        if why is not None:
            raise BadEntry(why, "companion")
        # One that nobody has looked at yet gives way to one given in the room.
        waiting = Signature.objects.filter(agreement=agreement, party_id=person.id, voided_at=None, identity="")
        if slot.companion_id is not None:
            waiting = waiting.filter(companion_id=slot.companion_id)
        waiting.update(voided_at=at)
    earliest = agreement.read_at if agreement.form == AgreementForm.WRITTEN else found.dispute.begun_at
    if signed_at > at or (earliest is not None and signed_at < earliest):
        raise BadEntry("in_future" if signed_at > at else "signed_before_text", "signed_at")
    return Signature(
        agreement=agreement,
        signed_as=slot.signed_as,
        party_id=slot.party_id,
        companion_id=companion_id if slot.signed_as == SignedAs.PARTY else None,
        seat_id=slot.seat_id,
        how=how,
        digest=agreement.digest,
        signed_at=signed_at,
        recorded_by=by.actor.id if by.viewer is not None else None,
        recorded_at=at,
    )
