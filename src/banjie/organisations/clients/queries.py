"""Which client a token belongs to, from memory; and the clients as those who keep them see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from banjie.organisations.clients.scopes import Scope, narrowed
from banjie.organisations.models import Client, ClientGrant
from banjie.organisations.permissions import ROLES, Permission, Role, Viewer, ViewerGrant
from banjie.organisations.queries.units import STAMPS
from banjie.platform.stamps import Cached
from banjie.platform.tokens import digest_of

STAMP = "clients"


@dataclass(frozen=True, slots=True)
class KnownClient:
    """A client with what it may do: its roles, narrowed to its scopes."""

    id: int
    name: str
    scopes: frozenset[str]
    expires_at: datetime | None
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class ClientGrantLine:
    id: int
    role: Role
    unit_id: int
    unit_name: str
    unit_path: str
    area_name: str
    area_path: str


@dataclass(frozen=True, slots=True)
class ClientFile:
    """One client as its keeper sees it. The token is not among it: nobody can read it any more."""

    id: int
    name: str
    contact: str
    token_hint: str
    scopes: Sequence[str]
    active: bool
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    grants: Sequence[ClientGrantLine]


def client_with(token: str, *, at: datetime) -> KnownClient | None:
    """The client whose token this is, unless it is out of use or has expired. From memory."""
    found = _known.get().get(digest_of(token))
    if found is None or (found.expires_at is not None and found.expires_at <= at):
        return None
    return found


def client_known(client_id: int, *, at: datetime) -> KnownClient | None:
    """A client by its id, unless it is out of use or has expired. From memory."""
    found = next((each for each in _known.get().values() if each.id == client_id), None)
    if found is None or (found.expires_at is not None and found.expires_at <= at):
        return None
    return found


def clients_seen_by(viewer: Viewer) -> list[ClientFile]:
    """Every client that the viewer may change, by name."""
    return [file for row in _rows() if may_edit(viewer, file := _file(row))]


def client_to_edit(viewer: Viewer, client_id: int) -> ClientFile | None:
    """None also for one that reaches where the viewer may change nothing."""
    row = _rows().filter(pk=client_id).first()
    file = _file(row) if row is not None else None
    return file if file is not None and may_edit(viewer, file) else None


def may_edit(viewer: Viewer, file: ClientFile) -> bool:
    """Whether every grant of the client lies where the viewer may admit systems.

    Every one, since who can renew the token can use all its rights.
    """
    edit = Permission.CLIENTS_EDIT
    return viewer.may(edit) and all(
        viewer.may(edit, area_path=grant.area_path, unit_path=grant.unit_path) for grant in file.grants
    )


def _load() -> Mapping[bytes, KnownClient]:
    grants: dict[int, list[ViewerGrant]] = {}
    scopes = dict(Client.objects.filter(active=True).values_list("id", "scopes"))
    rows = ClientGrant.objects.filter(client__active=True, unit__active=True).order_by("unit__path", "role", "id")
    for client_id, role_key, area_path, unit_id, unit_path in rows.values_list(
        "client_id", "role", "area__path", "unit_id", "unit__path"
    ):
        role = ROLES[role_key]
        left = narrowed(role.permissions, scopes.get(client_id, ()))
        grants.setdefault(client_id, []).append(ViewerGrant(role_key, left, area_path, unit_id, unit_path, role.reach))
    return {
        bytes(client.token_digest): KnownClient(
            client.pk,
            client.name,
            frozenset(client.scopes),
            client.expires_at,
            # Nobody's handler: a client stands for a system, so nothing is ever "mine".
            Viewer(0, client.name, tuple(grants.get(client.pk, ())), Scope.PERSONAL in client.scopes),
        )
        for client in Client.objects.filter(active=True)
    }


_known: Cached[Mapping[bytes, KnownClient]] = Cached(STAMP, *STAMPS, load=_load)


def _rows() -> QuerySet[Client]:
    return Client.objects.prefetch_related("grants__unit", "grants__area").order_by("name")


def _file(row: Client) -> ClientFile:
    return ClientFile(
        id=row.pk,
        name=row.name,
        contact=row.contact,
        token_hint=row.token_hint,
        scopes=tuple(row.scopes),
        active=row.active,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        grants=[
            ClientGrantLine(
                grant.pk,
                ROLES[grant.role],
                grant.unit_id,
                grant.unit.name,
                grant.unit.path,
                grant.area.name,
                grant.area.path,
            )
            for grant in row.grants.all()
        ],
    )
