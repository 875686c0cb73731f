"""The first step: an address, for which a number is to be sent. The same answer whatever is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from banjie.platform import crypto
from banjie.platform.events import publish
from banjie.platform.models import AddressProof, Knock
from banjie.platform.proving import limits, secrets
from banjie.platform.proving.addresses import Channel
from banjie.platform.proving.events import NumberAsked


@dataclass(frozen=True, slots=True)
class Busy:
    """Too many tries came from this network address; nothing was looked at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`token` belongs to the browser that asked."""

    token: str = field(repr=False)


def binding(proof_id: int) -> str:
    return f"address-proof:{proof_id}"


def ask(
    channel: Channel,
    address: str,
    *,
    purpose: str,
    origin: str | None,
    language: str,
    at: datetime,
    about: Mapping[str, str] | None = None,
) -> Asked | Busy:
    """Takes an address down, sealed, and has a number sent. `about` is kept with it until it is proved."""
    if knocked(purpose, origin, at=at):
        return Busy()
    token = secrets.new_token()
    with transaction.atomic():
        row = AddressProof.objects.create(
            token_digest=secrets.digest("address proof token", token),
            purpose=purpose,
            channel=channel,
            address_digest=secrets.digest(f"address {at.date().isoformat()}", address),
            language=language,
            asked_at=at,
        )
        sealed = crypto.encrypt_json({"address": address, "about": dict(about or {})}, bound_to=binding(row.pk))
        AddressProof.objects.filter(pk=row.pk).update(sealed=sealed)
        publish(NumberAsked(row.pk))
    return Asked(token)


def waits(token: str, *, purpose: str, at: datetime) -> int:
    """How many tries a browser has left; 0 for one that has not asked lately."""
    row = entry(token, purpose=purpose, at=at)
    return limits.TRIES - row.tries if row is not None else 0


def entry(token: str, *, purpose: str, at: datetime, lock: bool = False) -> AddressProof | None:
    rows = AddressProof.objects.select_for_update() if lock else AddressProof.objects.all()
    return rows.filter(
        token_digest=secrets.digest("address proof token", token),
        purpose=purpose,
        asked_at__gt=at - limits.ENTRY,
        tries__lt=limits.TRIES,
    ).first()


def knocked(door: str, origin: str | None, *, at: datetime, most: int = limits.KNOCKS) -> bool:
    """Counts a try at a door and says whether there were too many, whatever was tried."""
    known = secrets.of_origin(door, origin, at=at)
    lately = Knock.objects.filter(origin=known, at__gt=at - limits.KNOCK_WINDOW).order_by()
    if len(lately.values_list("id")[:most]) >= most:
        return True
    Knock.objects.create(origin=known, at=at)
    return False


@transaction.atomic
def forget(*, at: datetime) -> None:
    """What only the door needed, a day later."""
    Knock.objects.filter(at__lte=at - limits.KEPT).delete()
    AddressProof.objects.filter(asked_at__lte=at - limits.KEPT).delete()
