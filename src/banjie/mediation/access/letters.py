"""The number that goes to a party by e-mail or text message, to the address that was written down for it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from banjie.mediation import details as particulars
from banjie.mediation.access import limits
from banjie.mediation.access.issuing import new_proof
from banjie.mediation.access.sessions import good
from banjie.mediation.models import AccessEntry, PartyAccess, ProofChannel
from banjie.platform import mail, texting


@dataclass(frozen=True, slots=True)
class ProofLetter:
    """`language` is the tag of what the party reads."""

    entry_id: int
    channel: str
    address: str = field(repr=False)
    digits: str = field(repr=False)
    language: str


@transaction.atomic
def proof_letter(entry_id: int, *, at: datetime) -> ProofLetter | None:
    """A number made for an entry, to be sent; None where the code was wrong, no address is known, or too many went out.

    Safe to repeat until `proof_sent`: a number that was not sent is left to run out.
    """
    entry = AccessEntry.objects.select_for_update().filter(id=entry_id, sent_at=None).first()
    if entry is None or entry.access_id is None or at - entry.opened_at > limits.ENTRY:
        return None
    access = (
        PartyAccess.objects.select_for_update(of=("self",)).select_related("party", "companion").get(id=entry.access_id)
    )
    where = _where(access)
    if where is None or not good(access, at=at) or _often(access, at):
        return None
    channel, address = where
    return ProofLetter(entry_id, channel, address, new_proof(access, channel, at=at), access.party.reads)


def proof_sent(entry_id: int, *, at: datetime) -> None:
    AccessEntry.objects.filter(id=entry_id).update(sent_at=at)


def _where(access: PartyAccess) -> tuple[str, str] | None:
    party, beside = access.party, access.companion
    known = (
        particulars.opened(beside.sealed, bound_to=particulars.companion_binding(beside.id))
        if beside is not None
        else particulars.opened(party.sealed, bound_to=particulars.party_binding(party.id))
    )
    if known is None:
        return None
    if known.email and mail.can_send():
        return ProofChannel.EMAIL, known.email
    if known.phone and texting.can_send():
        return ProofChannel.TEXT, known.phone
    return None


def _often(access: PartyAccess, at: datetime) -> bool:
    sent = access.proofs.filter(made_at__gt=at - timedelta(hours=1)).exclude(channel=ProofChannel.READ_OUT)
    return sent.count() >= limits.LETTERS_AN_HOUR
