"""Matters come in."""

import hashlib
import re
from datetime import datetime
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
from banjie.cases.commands.fields import UnitId
from banjie.cases.intake import bounds
from banjie.cases.intake.draft import ChannelKey, Submission, Through
from banjie.organisations.clients.queries import KnownClient
from banjie.organisations.permissions import Permission
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
NEEDED = {
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
    for permission in NEEDED[body.through]:
        client = require(request, permission)
    if body.on_the_spot:
        require(request, Permission.CASES_SETTLE_ON_THE_SPOT)
    at = clock.now()
    refuse_elsewhere(body, client, at=at)
    made = actions.submit(
        body,
        channel=body.channel,
        by=acting(request),
        at=at,
        key=submission_key(idempotency_key, client),
        through=body.through,
        lead=body.lead,
        on_the_spot=body.on_the_spot,
        origin={"request": hashlib.sha256(request.body).hexdigest()} if idempotency_key else None,
    )
    # The version of a case that was made before is told by the case itself.
    location = f"{request.path}/{made.case_id}"
    return reply(Submitted, made, status=200 if made.repeated else 201, headers={"Location": location})


def submission_key(given: str | None, client: KnownClient) -> str | None:
    """Keys of one client never meet those of another. Raises ProblemFound for what is no key."""
    if given is None:
        return None
    if not _KEY.fullmatch(given):
        fault = Fault("idempotency_key", "1–80 × ASCII", parameter="Idempotency-Key")
        raise ProblemFound(Kind.INVALID, faults=[fault])
    return f"client:{client.id}:{given}"


def refuse_elsewhere(submission: Submission, client: KnownClient, *, at: datetime) -> None:
    """Raises ProblemFound: forbidden, for a matter that lies outside the client's areas."""
    outside = bounds.outside_own_areas(submission, client.viewer, at=at)
    if outside is not None:
        raise ProblemFound(Kind.FORBIDDEN, code="outside_own_areas", data={"area": outside})
