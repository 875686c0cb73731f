"""A call of a system: believed, read, kept, taken; and what it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from banjie.channels import endpoints, receiving, secrets_kept, taking
from banjie.channels.hook_in import mapping
from banjie.channels.hook_in.documents import NotADocument, document_of
from banjie.channels.hook_in.mapping import Fault
from banjie.channels.hook_in.verifying import fault_of
from banjie.channels.message import Reason
from banjie.channels.models import Endpoint, Inbound, State
from banjie.channels.threads import code_of


@dataclass
class NotBelieved(Exception):
    """Forged, out of its time, or without a secret; nothing was kept. `code` says which."""

    code: str


@dataclass
class NotMapped(Exception):
    """The document lacks what the mapping needs; nothing was kept."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of it; `number` where there is a case."""

    state: str
    reason: str
    detail: str
    number: str
    repeated: bool


def accept(endpoint: Endpoint, headers: Mapping[str, str], body: bytes, *, at: datetime) -> Accepted:
    """Raises NotBelieved, NotADocument, NotMapped."""
    secret = secrets_kept.of(endpoint).get("secret", "")
    if fault := fault_of(endpoint.settings["mode"], secret, headers, body, at=at):
        endpoints.note_fault(endpoint.pk, f"not_believed_{fault}", at=at)
        raise NotBelieved(fault)
    try:
        mapped = mapping.applied(endpoint.settings["mapping"], document_of(body))
    except NotADocument:
        endpoints.note_fault(endpoint.pk, "not_a_document", at=at)
        raise
    if not mapped.wanted:
        # Most of what sensors send is that all is well: nothing is kept of it.
        return Accepted(State.PASSED_OVER, Reason.NOT_WANTED, "", "", False)
    if mapped.faults:
        endpoints.note_fault(endpoint.pk, f"mapping {mapped.faults[0].where} {mapped.faults[0].code}", at=at)
        raise NotMapped(mapped.faults)
    key, window = _key(endpoint, mapped.key, headers, body)
    kept = receiving.receive(endpoint, body, key=key, at=at, window=window, by_job=False)
    taking.take(kept.inbound_id, at=at)
    return _standing(kept.inbound_id, repeated=kept.repeated)


def preview(given: Mapping[str, Any], sample: str) -> mapping.Mapped:
    """What a sample would come to; nothing is written. Raises NotADocument, NotMapped for a mapping with faults."""
    wrong = mapping.faults_of(given)
    if wrong:
        raise NotMapped(tuple(wrong))
    return mapping.applied(given, document_of(sample.encode()))


def _key(endpoint: Endpoint, own: str, headers: Mapping[str, str], body: bytes) -> tuple[str, timedelta | None]:
    """By the document's own key, else the signed id, else its words, which mean the same only for a while."""
    if own:
        return f"key:{own}", None
    if endpoint.settings["mode"] == "standard":
        return f"id:{headers['webhook-id']}", None
    hours = int(endpoint.settings.get("window_hours") or 24)
    return f"body:{sha256(body).hexdigest()}", timedelta(hours=hours)


def _standing(inbound_id: int, *, repeated: bool) -> Accepted:
    row = Inbound.objects.get(pk=inbound_id)
    number = code_of(row.case_id)[0] if row.case_id is not None else ""
    return Accepted(row.state, row.reason, row.detail, number, repeated)
