"""Admits other systems, changes what they may do, and notes that they were here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from banjie.organisations.actions.guard import known_area, locked_unit
from banjie.organisations.actions.record import record
from banjie.organisations.clients.queries import STAMP
from banjie.organisations.clients.scopes import Scope, narrowed
from banjie.organisations.models import Client, ClientGrant
from banjie.organisations.permissions import ROLES, Holding, breach_between
from banjie.organisations.refusals import Reason, Refused, clean, one_change
from banjie.platform.actors import Actor
from banjie.platform.tokens import digest_of, hint_of, new_token

SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A client with the token that is shown this once."""

    client_id: int
    token: str


def admit_client(
    *, name: str, contact: str, scopes: Collection[str], expires_at: datetime | None, by: Actor, at: datetime
) -> Admitted:
    """A new client without any grant. Raises Refused: name_taken, name_missing, text_unreadable."""
    token = new_token("bjk_")
    with one_change():
        _refuse_name(name)
        client = Client.objects.create(
            name=clean(name),
            contact=clean(contact),
            token_digest=digest_of(token),
            token_hint=hint_of(token),
            scopes=_known(scopes),
            created_at=at,
            expires_at=expires_at,
        )
        record("admit", client, name=client.name, stamp=STAMP, by=by, at=at, after=_facts(client))
    return Admitted(client.pk, token)


def change_client(
    *,
    client_id: int,
    name: str,
    contact: str,
    scopes: Collection[str],
    expires_at: datetime | None,
    by: Actor,
    at: datetime,
) -> None:
    """Raises Refused: name_taken, name_missing, separated_duties, text_unreadable, unknown."""
    with one_change():
        client = _locked(client_id)
        _refuse_name(name, besides=client_id)
        before = _facts(client)
        client.name, client.contact = clean(name), clean(contact)
        client.scopes, client.expires_at = _known(scopes), expires_at
        client.save(update_fields=["name", "contact", "scopes", "expires_at"])
        _refuse_separated(client)
        record("change", client, name=client.name, stamp=STAMP, by=by, at=at, before=before, after=_facts(client))


def renew_token(*, client_id: int, by: Actor, at: datetime) -> str:
    """A new token, shown this once; the old one stops working. Raises Refused: unknown."""
    token = new_token("bjk_")
    with one_change():
        client = _locked(client_id)
        before, client.token_hint = client.token_hint, hint_of(token)
        client.token_digest = digest_of(token)
        client.save(update_fields=["token_digest", "token_hint"])
        after = {"token": client.token_hint}
        record(
            "renew_token", client, name=client.name, stamp=STAMP, by=by, at=at, before={"token": before}, after=after
        )
    return token


def suspend_client(*, client_id: int, by: Actor, at: datetime) -> None:
    """The token stops working. Raises Refused: unknown."""
    _set_active(client_id, False, "suspend", by=by, at=at)


def restore_client(*, client_id: int, by: Actor, at: datetime) -> None:
    """Raises Refused: unknown."""
    _set_active(client_id, True, "restore", by=by, at=at)


def grant_to_client(*, client_id: int, role: str, unit_id: int, area_id: int, by: Actor, at: datetime) -> int:
    """Raises Refused: granted_already, retired, role_unknown, separated_duties, unknown."""
    if role not in ROLES:
        raise Refused(Reason.ROLE_UNKNOWN, role=role)
    with one_change():
        client, unit = _locked(client_id), locked_unit(unit_id)
        if not unit.active:
            raise Refused(Reason.RETIRED, kind="unit")
        grant, made = ClientGrant.objects.get_or_create(
            client=client, role=role, unit=unit, area_id=known_area(area_id)
        )
        if not made:
            raise Refused(Reason.GRANTED_ALREADY)
        _refuse_separated(client)
        record("grant", client, name=client.name, stamp=STAMP, by=by, at=at, after=_carried(grant), unit_path=unit.path)
    return grant.pk


def withdraw_from_client(*, client_id: int, grant_id: int, by: Actor, at: datetime) -> None:
    """Raises Refused: unknown."""
    with one_change():
        client = _locked(client_id)
        grant = client.grants.select_related("unit", "area").filter(pk=grant_id).first()
        if grant is None:
            raise Refused(Reason.UNKNOWN, kind="grant", id=grant_id)
        carried, path = _carried(grant), grant.unit.path
        grant.delete()
        record("withdraw", client, name=client.name, stamp=STAMP, by=by, at=at, before=carried, unit_path=path)


def client_seen(*, client_id: int, at: datetime) -> None:
    """Notes that a client was here, at most once in `SEEN_EVERY` however many processes ask."""
    Client.objects.filter(Q(last_used_at=None) | Q(last_used_at__lte=at - SEEN_EVERY), pk=client_id).update(
        last_used_at=at
    )


def _locked(client_id: int) -> Client:
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is None:
        raise Refused(Reason.UNKNOWN, kind="client", id=client_id)
    return client


def _set_active(client_id: int, active: bool, verb: str, *, by: Actor, at: datetime) -> None:
    with one_change():
        client = _locked(client_id)
        if client.active != active:
            client.active = active
            client.save(update_fields=["active"])
            record(verb, client, name=client.name, stamp=STAMP, by=by, at=at)


def _refuse_name(name: str, *, besides: int | None = None) -> None:
    cleaned = clean(name)
    if not cleaned:
        raise Refused(Reason.NAME_MISSING)
    if Client.objects.filter(name=cleaned).exclude(pk=besides or 0).exists():
        raise Refused(Reason.NAME_TAKEN)


def _refuse_separated(client: Client) -> None:
    """A system is held to the separation of duties as a person is, for what its scopes leave of the roles."""
    held = []
    for grant in client.grants.select_related("unit", "area").order_by("role", "area__path"):
        role = ROLES[grant.role]
        left = narrowed(role.permissions, client.scopes)
        held.append(Holding(role.key, left, role.reach, grant.area.path, grant.unit.path))
    breach = breach_between(held)
    if breach is not None:
        raise Refused(Reason.SEPARATED_DUTIES, staff=client.name, roles=breach.roles, permissions=breach.permissions)


def _known(scopes: Collection[str]) -> list[str]:
    return sorted({Scope(scope).value for scope in scopes})


def _facts(client: Client) -> dict[str, Any]:
    return {
        "name": client.name,
        "contact": client.contact,
        "scopes": list(client.scopes),
        "expires_at": client.expires_at.isoformat() if client.expires_at else None,
    }


def _carried(grant: ClientGrant) -> dict[str, Any]:
    return {"role": grant.role, "unit": grant.unit.path, "area": grant.area.path}
