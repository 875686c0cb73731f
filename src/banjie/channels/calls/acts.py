"""Calls and their recordings. A call id makes one case, however often the entry is opened and sent."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import transaction

from banjie.cases import actions
from banjie.cases.acting import Acting
from banjie.cases.intake.draft import Submission, Through
from banjie.channels import bindings, endpoints, secrets_kept
from banjie.channels.calls.declared import hosts_of
from banjie.channels.hook_in.accepting import NotBelieved
from banjie.channels.hook_in.documents import document_of
from banjie.channels.hook_in.mapping import text_at
from banjie.channels.hook_in.verifying import fault_of
from banjie.channels.models import Call, Endpoint, Kind
from banjie.platform import crypto

_CALL: Final = re.compile(r"[\x21-\x7e]{1,120}")
_MOST_ADDRESS: Final = 1_000


class NotARecording(ValueError):
    """The code says what is wrong: call, address, host."""


@dataclass(frozen=True, slots=True)
class Popped:
    """A call at the moment it is answered; `case_id` where a case was made of it before."""

    endpoint_id: int
    key: str
    case_id: int | None


def centre(ref: str) -> Endpoint | None:
    return Endpoint.objects.filter(kind=Kind.CALLS, ref=ref, active=True).first()


def is_call(call_id: str) -> bool:
    return bool(_CALL.fullmatch(call_id))


def pop(endpoint: Endpoint, call_id: str, *, at: datetime) -> Popped:
    """Notes that there is such a call; by its id alone, nothing of who calls."""
    row, _made = Call.objects.get_or_create(
        endpoint=endpoint, digest=bindings.call_of(endpoint.pk, call_id), defaults={"at": at}
    )
    return Popped(endpoint.pk, f"call:{endpoint.pk}:{bytes(row.digest).hex()}", row.case_id)


def enter(
    endpoint: Endpoint, call_id: str, submission: Submission, *, through: Through, by: Acting, at: datetime
) -> actions.Submitted:
    """Makes the case of a call, once; the same call again gives the same case. Raises SubmissionRefused."""
    with transaction.atomic():
        popped = pop(endpoint, call_id, at=at)
        made = actions.submit(submission, channel="hotline", by=by, at=at, key=popped.key, through=through)
        belongs(endpoint, call_id, made.case_id, at=at)
    return made


def belongs(endpoint: Endpoint, call_id: str, case_id: int, *, at: datetime) -> None:
    """The case that was made of a call, with what was recorded of it, before or after."""
    digest = bindings.call_of(endpoint.pk, call_id)
    with transaction.atomic():
        Call.objects.get_or_create(endpoint=endpoint, digest=digest, defaults={"at": at})
        row = Call.objects.select_for_update(of=("self",)).get(endpoint=endpoint, digest=digest)
        if row.case_id is None:
            row.case_id = case_id
            row.save(update_fields=["case"])


def record(endpoint: Endpoint, headers: Mapping[str, str], body: bytes, *, at: datetime) -> None:
    """Keeps the link to a recording: {"call": …, "recording": "https://…"}. Never fetched.

    Raises NotBelieved, NotADocument, NotARecording.
    """
    secret = secrets_kept.of(endpoint).get("secret", "")
    if fault := fault_of(endpoint.settings["mode"], secret, headers, body, at=at):
        endpoints.note_fault(endpoint.pk, f"not_believed_{fault}", at=at)
        raise NotBelieved(fault)
    document = document_of(body)
    call_id, address = text_at(document, "call"), text_at(document, "recording").strip()
    if not is_call(call_id):
        raise NotARecording("call")
    _refuse(endpoint, address)
    digest = bindings.call_of(endpoint.pk, call_id)
    sealed = crypto.encrypt(address, bound_to=bindings.call(endpoint.pk, digest))
    Call.objects.update_or_create(
        endpoint=endpoint,
        digest=digest,
        defaults={"recording": sealed},
        create_defaults={"recording": sealed, "at": at},
    )
    Endpoint.objects.filter(pk=endpoint.pk).update(received_at=at, failures=0, fault="")


def recordings_of(case_id: int) -> Sequence[str]:
    """The links of a case, for whoever has just been shown its contact, and for nobody else."""
    rows = Call.objects.filter(case_id=case_id, recording__isnull=False).order_by("id")
    return [crypto.decrypt(row.recording or b"", bound_to=bindings.call(row.endpoint_id, row.digest)) for row in rows]


def _refuse(endpoint: Endpoint, address: str) -> None:
    if len(address) > _MOST_ADDRESS or any(ord(sign) <= 32 or ord(sign) > 126 for sign in address) or "\\" in address:
        raise NotARecording("address")
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise NotARecording("address") from None
    if parts.scheme != "https" or not host or parts.username is not None or parts.password is not None:
        raise NotARecording("address")
    known: list[Any] = hosts_of(endpoint.settings)
    if (host if port in {None, 443} else f"{host}:{port}") not in known:
        raise NotARecording("host")
