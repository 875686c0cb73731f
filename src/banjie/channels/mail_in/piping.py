"""A letter that a mail server pipes in (Postfix, .forward): kept, and the exit code says what the server should do."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.conf import settings
from django.db import Error as DatabaseFault

from banjie.channels import receiving
from banjie.channels.mail_in.reading import HEADER_BYTES, key_of
from banjie.channels.message import Reason
from banjie.channels.models import Endpoint, Kind


class Exit(IntEnum):
    """sysexits.h, as mail servers read it: after 75 they try again, after the others they send the letter back."""

    OK = 0
    DATA = 65
    NO_USER = 67
    TRY_AGAIN = 75


@dataclass(frozen=True, slots=True)
class Piped:
    """What came of it; `inbound_id` where it is kept."""

    code: Exit
    inbound_id: int | None = None


def take_in(raw: bytes, *, address: str, at: datetime) -> Piped:
    """Keeps a letter for the mailbox of this address, sign and all after a plus left aside."""
    if not raw.strip():
        return Piped(Exit.DATA)
    try:
        endpoint = mailbox_of(address)
        if endpoint is None:
            return Piped(Exit.NO_USER)
        if len(raw) > settings.BANJIE_MAIL_MAX_BYTES:
            head = raw[:HEADER_BYTES]
            kept = receiving.set_aside_unread(
                endpoint, head, key=key_of(raw), reason=Reason.TOO_LARGE, detail=str(len(raw)), at=at
            )
        else:
            kept = receiving.receive(endpoint, raw, key=key_of(raw), at=at)
    except DatabaseFault:
        return Piped(Exit.TRY_AGAIN)
    return Piped(Exit.OK, kept.inbound_id)


def mailbox_of(address: str) -> Endpoint | None:
    local, _at, domain = address.strip().lower().rpartition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    boxes = Endpoint.objects.filter(kind=Kind.MAIL, active=True).order_by("id")
    return next((box for box in boxes if str(box.settings.get("address", "")).lower() == plain), None)
