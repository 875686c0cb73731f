"""A call of the gateway: stopped and let again, put together from its parts, kept, taken."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import IntegrityError, transaction

from banjie.channels import bindings, endpoints, receiving, secrets_kept, taking
from banjie.channels.hook_in.accepting import NotBelieved
from banjie.channels.hook_in.documents import NotADocument, document_of
from banjie.channels.hook_in.verifying import fault_of
from banjie.channels.models import Endpoint, Part, Stopped
from banjie.channels.sms import fields
from banjie.channels.sms.fields import Incoming, NotAMessage
from banjie.channels.sms.reading import kept
from banjie.platform import crypto

# A gateway that gives no id: the same words from the same number mean the same message for so long.
_SAME_FOR: Final = timedelta(minutes=10)


def accept(endpoint: Endpoint, headers: Mapping[str, str], body: bytes, *, at: datetime) -> None:
    """Raises NotBelieved, NotADocument, NotAMessage; nothing is kept then."""
    secret = secrets_kept.of(endpoint).get("secret", "")
    if fault := fault_of(endpoint.settings["mode"], secret, headers, body, at=at):
        endpoints.note_fault(endpoint.pk, f"not_believed_{fault}", at=at)
        raise NotBelieved(fault)
    try:
        told = fields.incoming(endpoint.settings["fields"], document_of(body))
    except (NotADocument, NotAMessage) as error:
        endpoints.note_fault(endpoint.pk, "not_a_document", at=at)
        raise error from None
    if (wanted := fields.wants(told.text)) is not None:
        _stop(told.number, stopped=not wanted, at=at)
        return
    whole = _whole(endpoint, told, at)
    if whole is None:
        return
    key = f"id:{told.reference or told.id}" if told.total > 1 or told.id else _by_words(told)
    window = None if told.total > 1 or told.id else _SAME_FOR
    raw, known = kept(told.number, whole), f"{told.number} {key}"
    received = receiving.receive(endpoint, raw, key=known, at=at, window=window, by_job=False)
    taking.take(received.inbound_id, at=at)


def stopped(number: str) -> bool:
    return Stopped.objects.filter(digest=bindings.stopped_of(number)).exists()


def _stop(number: str, *, stopped: bool, at: datetime) -> None:
    digest = bindings.stopped_of(number)
    if stopped:
        Stopped.objects.get_or_create(digest=digest, defaults={"since": at})
    else:
        Stopped.objects.filter(digest=digest).delete()


def _by_words(told: Incoming) -> str:
    return f"words:{sha256(told.text.encode()).hexdigest()}"


def _whole(endpoint: Endpoint, told: Incoming, at: datetime) -> str | None:
    """The text, put together; None while parts are missing. Parts may come twice and in any order."""
    if told.total == 1:
        return told.text
    digest = bindings.long_of(endpoint.pk, f"{told.number} {told.reference}")
    binding = bindings.part(endpoint.pk, digest, told.part)
    try:
        with transaction.atomic():
            Part.objects.create(
                endpoint=endpoint, digest=digest, number=told.part, total=told.total, received_at=at,
                sealed=crypto.encrypt(told.text, bound_to=binding),
            )  # fmt: skip
    except IntegrityError:
        pass
    parts = list(Part.objects.filter(endpoint=endpoint, digest=digest, total=told.total).order_by("number"))
    if len(parts) < told.total:
        return None
    texts = [crypto.decrypt(each.sealed, bound_to=bindings.part(endpoint.pk, digest, each.number)) for each in parts]
    return "".join(texts)
