"""Other systems to try the API with: clients in the roles of the small county, and one call after the other."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client as Browser

from banjie.organisations.clients import actions
from banjie.platform.actors import SYSTEM
from tests.integration.cases.world import AT, POINT_WEST, World

EVERYTHING = ("act", "contact", "create", "personal", "read")
CASES = "/api/v1/cases"


@dataclass
class Caller:
    """One client with its token; `get`, `post` and `put` as it would call."""

    id: int
    token: str
    language: str = "en"

    def get(self, path: str, **headers: str) -> HttpResponse:
        return Browser().get(path, headers=self._headers(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        content = body if isinstance(body, bytes) else json.dumps(body if body is not None else {}).encode()
        kind = headers.pop("content_type", "application/json")
        return Browser().post(path, content, content_type=kind, headers=self._headers(headers))

    def put(self, path: str, body: Any, **headers: str) -> HttpResponse:
        content = json.dumps(body).encode()
        return Browser().put(path, content, content_type="application/json", headers=self._headers(headers))

    def upload(self, path: str, file: Any, **fields: str) -> HttpResponse:
        return Browser().post(path, {"file": file, **fields}, headers=self._headers({}))

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}
        return own | {name.replace("_", "-"): value for name, value in more.items()}


def make_caller(
    world: World,
    *roles: tuple[str, str],
    scopes: Collection[str] = EVERYTHING,
    area: Any = None,
    name: str = "",
    expires_at: Any = None,
) -> Caller:
    """A client in `roles`, pairs of a role and the unit it is held for, over `area` (the county)."""
    made = actions.admit_client(
        name=name or f"System {'+'.join(role for role, _ in roles)} {len(scopes)}",
        contact="",
        scopes=scopes,
        expires_at=expires_at,
        by=SYSTEM,
        at=AT,
    )
    for role, unit in roles:
        actions.grant_to_client(
            client_id=made.client_id,
            role=role,
            unit_id=world.units[unit].pk,
            area_id=(area or world.county).pk,
            by=SYSTEM,
            at=AT,
        )
    return Caller(made.client_id, made.token)


def matter(world: World, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "body": "西乡主街路灯不亮三天了，晚上看不见路。",
        "category": world.category,
        "longitude": POINT_WEST[0],
        "latitude": POINT_WEST[1],
        "contact": {"name": "某某", "phone": "19900000001"},
    }
    return values | changes
