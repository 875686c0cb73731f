"""Matters come in."""

import hashlib
import re
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Header
from pydantic import Field

from banjie.api.problems import Fault, Kind, ProblemFound
from banjie.api.v1.cases import router
from banjie.api.v1.credentials import acting, require
from banjie.api.v1.shapes.cases import Submitted
from banjie.api.v1.wire import reply
from banjie.cases import actions
from banjie.cases.acting import covers_area
from banjie.cases.commands.fields import UnitId
from banjie.cases.intake.draft import ChannelKey, Submission, Through
from banjie.cases.intake.submit import drafted
from banjie.organisations.clients.queries import KnownClient
from banjie.organisations.permissions import Permission
from banjie.places import queries as places
from banjie.platform import clock

_KEY = re.compile(r"[\x21-\x7e]{1,80}")
IdempotencyKey = Annotated[
    str | None, Header(alias="Idempotency-Key", description="The same key gives the first result again")
]


class NewCase(Submission):
    """A matter, and how far it is taken at once."""

    channel: ChannelKey = Field("api", title="Channel by which it reached the client")
    through: Through = Field(Through.RECEIVED, title="How far intake takes it in one go")
    lead: UnitId | None = Field(None, title="Lead unit, instead of the one that routing finds")
    on_the_spot: bool = Field(False, title="Met on site by a field worker")


_OWN_FIELDS = frozenset(NewCase.model_fields) - frozenset(Submission.model_fields)
_NEEDED = {
    Through.RECEIVED: (Permission.CASES_CREATE,),
    Through.ACCEPTED: (Permission.CASES_CREATE, Permission.CASES_ACCEPT),
    Through.ASSIGNED: (Permission.CASES_CREATE, Permission.CASES_ACCEPT, Permission.CASES_ASSIGN),
}


@router.post(
    "/cases", operation_id="create_case", summary="Hand a matter in", response={201: Submitted, 200: Submitted}
)
def create_case(
    request: HttpRequest,
    body: NewCase,
    idempotency_key: IdempotencyKey = None,
) -> HttpResponse:
    """Makes a case: finds its area, its centre and its unit, and sets its clocks going.

    201 for a new case; 200 with the first result where the Idempotency-Key has made it before.
    """
    for permission in _NEEDED[body.through]:
        client = require(request, permission)
    if body.on_the_spot:
        require(request, Permission.CASES_SETTLE_ON_THE_SPOT)
    at = clock.now()
    _refuse_elsewhere(body, client, channel=body.channel)
    made = actions.submit(
        body,
        channel=body.channel,
        by=acting(request),
        at=at,
        key=_key(idempotency_key, client),
        through=body.through,
        lead=body.lead,
        on_the_spot=body.on_the_spot,
        origin={"request": hashlib.sha256(request.body).hexdigest()} if idempotency_key else None,
    )
    # The version of a case that was made before is told by the case itself.
    location = f"{request.path}/{made.case_id}"
    return reply(Submitted, made, status=200 if made.repeated else 201, headers={"Location": location})


def _key(given: str | None, client: KnownClient) -> str | None:
    """Keys of one client never meet those of another."""
    if given is None:
        return None
    if not _KEY.fullmatch(given):
        fault = Fault("idempotency_key", "1–80 × ASCII", parameter="Idempotency-Key")
        raise ProblemFound(Kind.INVALID, faults=[fault])
    return f"client:{client.id}:{given}"


def _refuse_elsewhere(body: NewCase, client: KnownClient, *, channel: str) -> None:
    """A client hands in what lies in its own areas; what lies nowhere belongs to the whole jurisdiction."""
    grants = client.viewer.scopes(Permission.CASES_CREATE)
    if any(covers_area(grant, "") for grant in grants):
        return
    at = clock.now()
    draft = drafted(body, channel=channel, at=at)
    area = places.area(draft.area) if draft.area else None
    if area is None and draft.longitude is not None and draft.latitude is not None:
        area = places.locate([(draft.longitude, draft.latitude)], at=at)[0]
    path = area.path if area is not None else ""
    if not any(covers_area(grant, path) for grant in grants):
        raise ProblemFound(Kind.FORBIDDEN, code="outside_own_areas", data={"area": path})
