"""The number that goes out. It is made here, so that it stands nowhere before and is kept as a digest only."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from banjie.platform import crypto, mail, texting
from banjie.platform.models import AddressProof
from banjie.platform.proving import limits, secrets
from banjie.platform.proving.addresses import Channel
from banjie.platform.proving.asking import binding


@dataclass(frozen=True, slots=True)
class Letter:
    proof_id: int
    channel: Channel
    address: str = field(repr=False)
    digits: str = field(repr=False)
    language: str


def can_send_by(channel: Channel) -> bool:
    return mail.can_send() if channel is Channel.EMAIL else texting.can_send()


@transaction.atomic
def letter(proof_id: int, *, at: datetime) -> Letter | None:
    """A number for an entry; None where it was sent, the time is over, nothing can be sent, or too many went out.

    Safe to repeat until `sent`: a number that was not sent is replaced by the next.
    """
    row = AddressProof.objects.select_for_update().filter(pk=proof_id, sent_at=None).first()
    if row is None or row.sealed is None or at - row.asked_at > limits.ENTRY or _often(row, at):
        return None
    channel = Channel(row.channel)
    if not can_send_by(channel):
        return None
    digits = secrets.new_digits()
    row.digits_digest = secrets.of_number(digits, proof_id=row.pk)
    row.save(update_fields=["digits_digest"])
    known = crypto.decrypt_json(row.sealed, bound_to=binding(row.pk))
    return Letter(row.pk, channel, known["address"], digits, row.language)


def sent(proof_id: int, *, at: datetime) -> None:
    AddressProof.objects.filter(pk=proof_id).update(sent_at=at)


def _often(row: AddressProof, at: datetime) -> bool:
    to_it = AddressProof.objects.filter(address_digest=row.address_digest, sent_at__gt=at - timedelta(hours=1))
    return to_it.count() >= limits.LETTERS_AN_HOUR
