"""The last one has signed: the agreement binds, mediation has ended by it, and everybody gets a copy."""

from collections.abc import Sequence
from datetime import datetime

from banjie.cases.acting import Acting
from banjie.cases.reference import reference
from banjie.mediation import agreed
from banjie.mediation.actions.agreements import move, unchanged
from banjie.mediation.actions.course import give, leave_rung
from banjie.mediation.errors import BadEntry
from banjie.mediation.holding import Held, held
from banjie.mediation.models import (
    Agreement,
    AgreementCopy,
    AgreementState,
    CopyFor,
    Due,
    Ending,
    HowEnded,
    Party,
    Seat,
    Signature,
)
from banjie.mediation.sight import Sight, capacities_of
from banjie.mediation.terms import Pen, Person, Slot, missing, slots
from banjie.mediation.terms.sums import totals


def conclude(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Mediation has ended with the agreement that binds. Signing the last line does this by itself."""
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        agreement = Agreement.objects.filter(
            dispute=found.dispute, state=AgreementState.BINDING, concluded_at=None
        ).first()
        if agreement is None:
            raise BadEntry("agreement_unknown", "agreement")
        _conclude(found, agreement, by=by, at=at)


def hand_copy(
    case_id: int,
    agreement_id: int,
    *,
    copy_for: str,
    by: Acting,
    at: datetime,
    party_id: int | None = None,
    expected: int | None = None,
) -> None:
    """Records that somebody was handed a copy of an agreement that binds. A second time changes nothing."""
    with held(case_id, by=by, at=at, needs=Sight.FILE, expected=expected) as found:
        agreement = Agreement.objects.filter(dispute=found.dispute, id=agreement_id, binding_at__isnull=False).first()
        if agreement is None:
            raise BadEntry("agreement_unknown", "agreement")
        party = Party.objects.filter(dispute=found.dispute, id=party_id or 0).first()
        if copy_for not in CopyFor.values or (copy_for == CopyFor.PARTY) != (party is not None):
            raise BadEntry("party_unknown", "party")
        AgreementCopy.objects.get_or_create(
            agreement=agreement,
            copy_for=copy_for,
            party=party,
            defaults={"handed_at": at, "handed_by": by.actor.id},
        )


def wanted_slots(agreement: Agreement, people: Sequence[Person] | None = None) -> Sequence[Slot]:
    """The places under an agreement as people take part and sit just now; `people` where they are known already."""
    people = people if people is not None else agreed.people_of(agreement.dispute)
    seats = Seat.objects.filter(dispute=agreement.dispute, left_at=None).values_list("id", flat=True)
    return slots(people, set(seats), agreement.form)


def pens_of(agreement: Agreement) -> Sequence[Pen]:
    """The signatures that count: under this text, by somebody whom a mediator knew."""
    counted = Signature.objects.filter(agreement=agreement, voided_at=None, digest=agreement.digest).exclude(
        identity=""
    )
    return [Pen(each.signed_as, each.party_id, each.companion_id, each.seat_id) for each in counted]


def bind_if_complete(found: Held, agreement: Agreement, *, by: Acting, at: datetime) -> bool:
    """Makes it binding if nobody is missing. Returns whether it did; a mediator is there when it does."""
    if missing(wanted_slots(agreement), pens_of(agreement)):
        return False
    if not capacities_of(by.viewer, found.seated):
        return False
    _bind(found, agreement, by=by, at=at)
    return True


def _bind(found: Held, agreement: Agreement, *, by: Acting, at: datetime) -> None:
    """From the last signature on (articles 29 and 30). The one that it replaces has force no longer."""
    holds = unchanged(found, agreement, agreement.digest) | {"all_signed"}
    move(found, agreement, "bind", by, holds=holds)
    last = Signature.objects.filter(agreement=agreement, voided_at=None).order_by("-signed_at").first()
    assert last is not None  # a dispute has two sides, so somebody signed
    agreement.binding_at = last.signed_at
    if agreement.supersedes is not None:
        before = agreement.supersedes
        move(found, before, "supersede", by, holds={"successor_binds"})
        before.ended_at = at
        before.save()
    day = reference().calendar.date_of(agreement.binding_at)
    agreement.obligations.filter(due=Due.AT_SIGNING).update(due_on=day)
    agreement.total = totals(agreed.draft_of(agreement).terms).get(agreement.currency)
    agreement.save()
    _conclude(found, agreement, by=by, at=at)


def _conclude(found: Held, agreement: Agreement, *, by: Acting, at: datetime) -> None:
    """The timeline keeps the digest, which tells nothing of the words and yet proves them."""
    dispute = found.dispute
    command = "amend" if found.case.state == "performing" else "conclude"
    data = {"agreement": agreement.number, "form": agreement.form, "digest": agreement.digest}
    give(found, command, by=by, at=at, data=data)
    dispute.agreed = totals(agreed.draft_of(agreement).terms).get(dispute.currency)
    if command == "conclude":
        dispute.ending, dispute.ended_at = Ending.AGREED, at
        leave_rung(found, HowEnded.AGREED, "", at)
    agreement.concluded_at = at
    agreement.save(update_fields=["concluded_at"])
