"""Messages from outside that could not be taken in by themselves: read, taken in, added to a case, dismissed."""

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router

from banjie.api.problems import Fault, Kind, ProblemFound, pointer
from banjie.api.v1.credentials import acting, client_of, require
from banjie.api.v1.intake import NEEDED, refuse_elsewhere
from banjie.api.v1.shapes import incoming as shapes
from banjie.api.v1.shapes.cases import Submitted
from banjie.api.v1.wire import reply
from banjie.cases.intake.draft import Submission, Through
from banjie.channels import incoming
from banjie.channels.incoming import NotThere, Opened, ReasonMissing
from banjie.organisations.permissions import Permission
from banjie.platform import clock

router = Router(tags=["Incoming messages"])

InboundId = Annotated[int, Path(ge=1, le=2**63 - 1, description="The id of a message")]


@router.get("/incoming", operation_id="list_incoming", summary="Messages that were set aside", response=shapes.Incoming)
def list_incoming(request: HttpRequest) -> HttpResponse:
    """The oldest first, at most a hundred. Needs `cases.accept`."""
    viewer = require(request, Permission.CASES_ACCEPT).viewer
    found = incoming.waiting(viewer)
    total = max(incoming.count(viewer), len(found))
    return reply(shapes.Incoming, {"messages": [asdict(each) for each in found], "total": total})


@router.get(
    "/incoming/{int:inbound_id}", operation_id="get_incoming", summary="A message", response=shapes.IncomingMessage
)
def get_incoming(request: HttpRequest, inbound_id: InboundId) -> HttpResponse:
    found = _opened(request, inbound_id)
    shows = client_of(request).viewer.may(Permission.CASES_SEE_CONTACT)
    told: dict[str, Any] = asdict(found.line) | {
        "title": found.title,
        "body": found.body,
        "sender": found.sender if shows else None,
        "files": [{"name": name, "size": size} for name, size in found.files],
        "unkept": list(found.unkept),
    }
    return reply(shapes.IncomingMessage, told, headers={"Cache-Control": "no-store"})


class TakenIn(Submission):
    """The matter as somebody made it of the message, and how far it is taken at once."""

    through: Through = Through.RECEIVED


@router.post(
    "/incoming/{int:inbound_id}/case",
    operation_id="take_incoming_in",
    summary="Make a case of a message",
    response={201: Submitted},
)
def take_in(request: HttpRequest, inbound_id: InboundId, body: TakenIn) -> HttpResponse:
    """With the files of the message; its sender gets the receipt."""
    found = _opened(request, inbound_id)
    for permission in NEEDED[body.through]:
        client = require(request, permission)
    at = clock.now()
    refuse_elsewhere(body, client, at=at)
    made = incoming.take_in(
        inbound_id, body, channel=incoming.channel_of(found.line), through=body.through, by=acting(request), at=at
    )
    return reply(Submitted, made, status=201, headers={"Location": f"/api/v1/cases/{made.case_id}"})


@router.post(
    "/incoming/{int:inbound_id}/addition",
    operation_id="add_incoming",
    summary="Add a message to a case",
    response=shapes.AddedTo,
)
def add(request: HttpRequest, inbound_id: InboundId, body: shapes.Addition) -> HttpResponse:
    _opened(request, inbound_id)
    case_id = incoming.add_to(inbound_id, body.number, by=acting(request), at=clock.now())
    return reply(shapes.AddedTo, {"case_id": case_id})


@router.post(
    "/incoming/{int:inbound_id}/dismissal",
    operation_id="dismiss_incoming",
    summary="Dismiss a message",
    response={204: None},
)
def dismiss(request: HttpRequest, inbound_id: InboundId, body: shapes.Dismissal) -> HttpResponse:
    """What it said is erased; that it came, and the reason, stay."""
    _opened(request, inbound_id)
    try:
        incoming.dismiss(inbound_id, reason=body.reason, by=acting(request), at=clock.now())
    except ReasonMissing:
        fault = Fault("too_short", _("It must not be empty."), pointer("reason"))
        raise ProblemFound(Kind.INVALID, faults=[fault]) from None
    return HttpResponse(status=204)


def _opened(request: HttpRequest, inbound_id: int) -> Opened:
    require(request, Permission.CASES_ACCEPT)
    try:
        return incoming.opened(inbound_id, client_of(request).viewer)
    except NotThere:
        raise ProblemFound(Kind.NOT_FOUND) from None
