"""Endpoints are made, changed, stopped, and given new addresses; and looked up by theirs."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from banjie.channels import given, secrets_kept
from banjie.channels.kinds import DECLARED
from banjie.channels.models import Endpoint
from banjie.channels.receiving import STAMP
from banjie.organisations.actions.record import differing_but, record_beside
from banjie.platform import stamps, tokens
from banjie.platform.actors import Actor
from banjie.platform.tables.text import clean_text

# Under which word changes stand in the organisation's record.
RECORDED: Final = "channel"
_FAULT: Final = 120


@dataclass
class Refused(Exception):
    """Nothing was changed. Codes by field, worded at the edge; the field "" stands for the whole."""

    faults: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an endpoint is to be. Secrets that are left out stay as they were."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    client_id: int | None = None
    area_path: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An endpoint with what is shown this once: the secret part of its address, and a secret made for it."""

    endpoint_id: int
    token: str = field(repr=False)
    secret: str = field(repr=False)


def home_of(endpoint: Endpoint) -> str:
    """The code of the area in which what comes by it lies if nothing says otherwise; "" for none."""
    return str(endpoint.settings.get("area") or "") or endpoint.area_path.rpartition(".")[2]


def make(kind: str, *, wanted: Wanted, by: Actor, at: datetime) -> Made:
    """Raises Refused: name_missing, name_taken, as `given` has it, and what the channel's own check finds."""
    declared = DECLARED[kind]
    made = _secret_made(kind)
    known = dict(wanted.secrets) | ({declared.makes: made} if declared.makes else {})
    values = _checked(kind, wanted, known)
    ref = secrets.token_hex(8)
    token = tokens.new_token() if declared.has_address else ""
    row = Endpoint(
        ref=ref,
        kind=kind,
        made_at=at,
        secrets=secrets_kept.sealed(known, ref) if known else None,
        token_digest=tokens.digest_of(token) if token else None,
        token_hint=token[:6],
        **values,
    )
    with transaction.atomic():
        _saved(row)
        _record("create", row, by=by, at=at, after=_facts(row))
    return Made(row.pk, token, made)


def change(endpoint_id: int, *, wanted: Wanted, by: Actor, at: datetime) -> None:
    """Raises Refused as `make` does, and unknown."""
    with transaction.atomic():
        row = _locked(endpoint_id)
        before = _facts(row)
        kept = secrets_kept.of(row) | {name: value for name, value in wanted.secrets.items() if value}
        for name, value in _checked(row.kind, wanted, kept).items():
            setattr(row, name, value)
        row.secrets = secrets_kept.sealed(kept, row.ref) if kept else None
        row.failures, row.fault = 0, ""
        _saved(row)
        # Whose messages were set aside may be another area's now.
        stamps.bump(STAMP)
        if before != (after := _facts(row)):
            _record("change", row, by=by, at=at, before=before, after=after)


def renew(endpoint_id: int, *, by: Actor, at: datetime) -> Made:
    """A new address, and a new secret where one is made; the old ones stop working. Raises Refused: unknown."""
    with transaction.atomic():
        row = _locked(endpoint_id)
        declared = DECLARED[row.kind]
        token = tokens.new_token() if declared.has_address else ""
        made = _secret_made(row.kind)
        if token:
            row.token_digest, row.token_hint = tokens.digest_of(token), token[:6]
        if made:
            row.secrets = secrets_kept.sealed(secrets_kept.of(row) | {declared.makes: made}, row.ref)
        row.save(update_fields=["token_digest", "token_hint", "secrets"])
        renewed = {"secret_address": ""} if token else {}
        _record("renew", row, by=by, at=at, after=renewed | ({declared.makes: ""} if made else {}))
    return Made(endpoint_id, token, made)


def set_active(endpoint_id: int, *, active: bool, by: Actor, at: datetime) -> None:
    """Raises Refused: unknown."""
    with transaction.atomic():
        row = _locked(endpoint_id)
        was_active, row.active, row.failures, row.fault = row.active, active, 0, ""
        row.save(update_fields=["active", "failures", "fault"])
        if was_active != active:
            _record("start" if active else "stop", row, by=by, at=at)


def by_token(kind: str, token: str) -> Endpoint | None:
    """The endpoint in use whose address ends with this token."""
    return Endpoint.objects.filter(token_digest=tokens.digest_of(token), kind=kind, active=True).first()


def in_use(kind: str) -> list[Endpoint]:
    return list(Endpoint.objects.filter(kind=kind, active=True).order_by("id"))


def note_fault(endpoint_id: int, fault: str, *, at: datetime) -> None:
    """That it could not be reached or understood; counts in a row until something comes through."""
    from django.db.models import F

    Endpoint.objects.filter(pk=endpoint_id).update(failures=F("failures") + 1, failed_at=at, fault=fault[:_FAULT])


def note_sound(endpoint_id: int, *, at: datetime) -> None:
    Endpoint.objects.filter(pk=endpoint_id).exclude(failures=0, fault="").update(failures=0, fault="")


def _secret_made(kind: str) -> str:
    from banjie.outbound.signing import new_secret

    return new_secret() if DECLARED[kind].makes else ""


def _locked(endpoint_id: int) -> Endpoint:
    row = Endpoint.objects.select_for_update(of=("self",)).filter(pk=endpoint_id).first()
    if row is None:
        raise Refused({"": "unknown"})
    return row


def _facts(row: Endpoint) -> dict[str, Any]:
    plain = {"name": row.name, "client": row.client.name if row.client else "", "area_path": row.area_path}
    return {**plain, **row.settings, **secrets_kept.of(row)}


def _record(
    verb: str,
    row: Endpoint,
    *,
    by: Actor,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    told = differing_but(before or {}, after or {}, withheld=DECLARED[row.kind].withheld)
    record_beside(verb, kind=RECORDED, subject_id=row.pk, name=row.name, by=by, at=at, **told)


def _checked(kind: str, wanted: Wanted, known_secrets: Mapping[str, str]) -> dict[str, Any]:
    declared = DECLARED[kind]
    faults: dict[str, str] = {}
    name = clean_text(wanted.name, limit=80).text.strip()
    if not name:
        faults["name"] = "name_missing"
    faults |= given.faults_of(declared, wanted.settings, wanted.secrets)
    values = {each.name: wanted.settings.get(each.name, each.default) for each in declared.settings}
    values = {key: value for key, value in values.items() if key not in declared.secret_names}
    for each in declared.settings:
        stands = known_secrets.get(each.name) if each.kind == "secret" else values[each.name]
        if each.required and stands in (None, "", {}):
            faults.setdefault(each.name, "missing")
    if declared.has_client and wanted.client_id is None:
        faults["client"] = "missing"
    if not faults:
        faults |= declared.check(values | dict(known_secrets))
    if faults:
        raise Refused(faults)
    return {
        "name": name,
        "settings": values,
        "client_id": wanted.client_id if declared.has_client else None,
        "area_path": wanted.area_path,
    }


def _saved(row: Endpoint) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused({"name": "name_taken"}) from None
