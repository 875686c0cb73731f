"""Endpoints as those who keep them see them: their settings, never their secrets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from banjie.channels.models import Endpoint, Inbound, State


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


def endpoints() -> list[EndpointFile]:
    return _files(list(Endpoint.objects.order_by("kind", "name", "id")))


def endpoint(endpoint_id: int) -> EndpointFile | None:
    return next(iter(_files(list(Endpoint.objects.filter(pk=endpoint_id)))), None)


def set_aside() -> int:
    return Inbound.objects.filter(state=State.SET_ASIDE).count()


def _files(rows: list[Endpoint]) -> list[EndpointFile]:
    counted = Inbound.objects.filter(endpoint__in=rows).order_by().values("endpoint_id", "state")
    counts: dict[int, dict[str, int]] = {}
    for each in counted.annotate(count=Count("id")).order_by("endpoint_id", "state"):
        counts.setdefault(each["endpoint_id"], {})[each["state"]] = each["count"]
    names = [name for name in EndpointFile.__slots__ if name != "counts"]
    return [EndpointFile(**{name: getattr(row, name) for name in names}, counts=counts.get(row.pk, {})) for row in rows]
