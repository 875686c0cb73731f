"""Who is asking: a client by its token."""

import threading
import time
from typing import Any, cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from banjie.api.problems import Kind, ProblemFound
from banjie.cases.acting import Acting
from banjie.organisations.clients import actions, queries
from banjie.organisations.clients.queries import KnownClient
from banjie.organisations.permissions import Permission
from banjie.platform import clock

_noted: dict[int, float] = {}
_noting = threading.Lock()


class Token(HttpBearer):
    """`Authorization: Bearer <token>`; answered from memory."""

    openapi_bearerFormat = "opaque"  # noqa: N815 — the name that OpenAPI gives it

    def authenticate(self, request: HttpRequest, token: str) -> KnownClient | None:
        return client_with(token)


def client_with(token: str) -> KnownClient | None:
    """The client whose token this is, noted as having been here; None for one that is not in use."""
    client = queries.client_with(token, at=clock.now())
    if client is not None:
        _note(client)
    return client


def client_of(request: HttpRequest) -> KnownClient:
    return cast("Any", request).auth  # type: ignore[no-any-return]


def acting(request: HttpRequest) -> Acting:
    client = client_of(request)
    return Acting.client(client.id, client.viewer)


def require(request: HttpRequest, permission: Permission) -> KnownClient:
    """Raises ProblemFound: forbidden, unless some grant and scope of the client has the permission."""
    client = client_of(request)
    if not client.viewer.may(permission):
        raise ProblemFound(Kind.FORBIDDEN, data={"permission": permission.value})
    return client


def _note(client: KnownClient) -> None:
    """Each process asks the database only so often; the action itself keeps to its own measure."""
    now = time.monotonic()
    with _noting:
        if now - _noted.get(client.id, float("-inf")) < actions.SEEN_EVERY.total_seconds():
            return
        _noted[client.id] = now
    actions.client_seen(client_id=client.id, at=clock.now())
