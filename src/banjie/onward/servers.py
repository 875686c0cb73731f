"""Which endpoints there are, from memory, and how each is spoken to."""

from collections.abc import Mapping
from dataclasses import dataclass

from banjie.onward.actions import STAMP
from banjie.onward.calling import Server
from banjie.onward.models import Endpoint
from banjie.onward.secrets_kept import key_of
from banjie.platform.stamps import Cached


@dataclass(frozen=True, slots=True)
class KnownEndpoint:
    id: int
    name: str
    unit_id: int
    client_id: int | None
    active: bool
    tells_contact: bool
    takes_updates: bool


def endpoints() -> Mapping[int, KnownEndpoint]:
    """All of them by id. From memory, so that whoever has none pays nothing."""
    return _known.get()


def of_client(client_id: int) -> KnownEndpoint | None:
    """The endpoint whose system hands matters in to us under this client."""
    return next((each for each in endpoints().values() if each.client_id == client_id), None)


def server_of(endpoint: Endpoint) -> Server:
    return Server(endpoint.url, endpoint.jurisdiction_id, key_of(endpoint), endpoint.format)


def _load() -> Mapping[int, KnownEndpoint]:
    rows = Endpoint.objects.order_by("id").values_list(*KnownEndpoint.__slots__)
    return {row[0]: KnownEndpoint(*row) for row in rows}


_known: Cached[Mapping[int, KnownEndpoint]] = Cached(STAMP, load=_load)
