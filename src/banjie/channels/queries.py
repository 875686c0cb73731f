"""Endpoints as those who keep them see them: their settings, never their secrets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from banjie.cases.acting import covers_area
from banjie.channels.models import Endpoint, Inbound, State
from banjie.organisations.permissions import Permission, Viewer
from banjie.places import queries as places


@dataclass(frozen=True, slots=True)
class EndpointFile:
    """An endpoint and how it does. `counts` are messages by what became of them."""

    id: int
    ref: str
    kind: str
    name: str
    client_id: int | None
    area_path: str
    settings: Mapping[str, Any]
    active: bool
    made_at: datetime
    received_at: datetime | None
    failures: int
    failed_at: datetime | None
    fault: str
    token_hint: str
    counts: Mapping[str, int]


def endpoints_kept_by(viewer: Viewer) -> list[EndpointFile]:
    rows = Endpoint.objects.order_by("kind", "name", "id")
    return _files([row for row in rows if may_keep(viewer, row.area_path)])


def endpoint_to_keep(viewer: Viewer, endpoint_id: int) -> EndpointFile | None:
    """None also for one that belongs where the viewer keeps nothing."""
    row = Endpoint.objects.filter(pk=endpoint_id).first()
    return _files([row])[0] if row is not None and may_keep(viewer, row.area_path) else None


def may_keep(viewer: Viewer, area_path: str) -> bool:
    """An endpoint that belongs to no area is the whole jurisdiction's."""
    return any(covers_area(grant, area_path) for grant in viewer.scopes(Permission.CLIENTS_EDIT))


def own_area(viewer: Viewer) -> str:
    """The widest area for which somebody keeps endpoints."""
    paths = [grant.area_path for grant in viewer.scopes(Permission.CLIENTS_EDIT)]
    return min(paths, key=lambda path: (path.count("."), path), default="")


def belonging(viewer: Viewer, code: str) -> str | None:
    """The path of the area with a code, one's own for an empty one; None where the viewer keeps nothing there."""
    if not code.strip():
        return own_area(viewer)
    found = places.area(code.strip())
    return found.path if found is not None and may_keep(viewer, found.path) else None


def set_aside(files: Sequence[EndpointFile]) -> int:
    return sum(file.counts.get(State.SET_ASIDE, 0) for file in files)


def _files(rows: list[Endpoint]) -> list[EndpointFile]:
    counted = Inbound.objects.filter(endpoint__in=rows).order_by().values("endpoint_id", "state")
    counts: dict[int, dict[str, int]] = {}
    for each in counted.annotate(count=Count("id")).order_by("endpoint_id", "state"):
        counts.setdefault(each["endpoint_id"], {})[each["state"]] = each["count"]
    names = [name for name in EndpointFile.__slots__ if name != "counts"]
    return [EndpointFile(**{name: getattr(row, name) for name in names}, counts=counts.get(row.pk, {})) for row in rows]
