"""Service halls: how many wait, for anybody; numbers taken and called, for machines that give them out or call them.

What somebody typed at a kiosk is read at a counter and nowhere else: it is no part of this.
"""

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from banjie.api.problems import Fault, Kind, ProblemFound, pointer
from banjie.api.v1.credentials import acting, client_of
from banjie.api.v1.intake import IdempotencyKey, submission_key
from banjie.api.v1.shapes import halls as shapes
from banjie.api.v1.wire import reply
from banjie.platform import clock
from banjie.services.hall import halls, queries, tickets
from banjie.services.hall.errors import Reason, Refused
from banjie.services.hall.halls import HallRef
from banjie.services.hall.rules import Ending

strangers = Router(tags=["Service halls"], auth=None)
router = Router(tags=["Service halls"])

HallCode = Annotated[str, Path(min_length=2, max_length=40, description="The code in the hall's address")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="A number of today")]
_INVALID = {Reason.DESK_UNKNOWN, Reason.SAME_DESK}


@strangers.get(
    "/halls/{hall_code}", operation_id="hall_standing", summary="Who waits now", response=shapes.HallStanding
)
def standing(request: HttpRequest, hall_code: HallCode) -> HttpResponse:
    hall = halls.by_code(hall_code)
    if hall is None:
        raise ProblemFound(Kind.NOT_FOUND)
    found = queries.standing(hall, at=clock.now())
    return reply(shapes.HallStanding, {"code": hall.code, "name": hall.name} | asdict(found))


@router.post(
    "/halls/{hall_code}/numbers", operation_id="take_number", summary="Take a number", response={201: shapes.HallNumber}
)
def take(
    request: HttpRequest, hall_code: HallCode, body: shapes.HallNumberWanted, key: IdempotencyKey = None
) -> HttpResponse:
    hall, client = _served(request, hall_code), client_of(request)
    try:
        taken = tickets.take_number(
            hall_id=hall.id,
            purpose=body.purpose,
            priority=body.priority,
            key=submission_key(key, client),
            at=clock.now(),
        )
    except Refused as refused:
        raise _problem(refused) from refused
    return reply(shapes.HallNumber, taken, status=201)


@router.get(
    "/halls/{hall_code}/numbers", operation_id="list_numbers", summary="Numbers that wait", response=shapes.HallQueue
)
def waiting(request: HttpRequest, hall_code: HallCode) -> HttpResponse:
    hall = _served(request, hall_code)
    found = queries.queue(client_of(request).viewer, hall, at=clock.now())
    return reply(shapes.HallQueue, {"numbers": [asdict(each) for each in found]})


@router.post("/halls/{hall_code}/calls", operation_id="call_next", summary="Call the next", response=shapes.HallCalled)
def call_next(request: HttpRequest, hall_code: HallCode, body: shapes.HallDesk) -> HttpResponse:
    """However many desks call at once, none gets the number of another."""
    hall = _served(request, hall_code)
    try:
        number = tickets.call_next(hall_id=hall.id, desk=body.desk, by=acting(request), at=clock.now())
    except Refused as refused:
        raise _problem(refused) from refused
    return reply(shapes.HallCalled, {"number": number})


@router.post(
    "/halls/{hall_code}/numbers/{int:number}",
    operation_id="act_on_number",
    summary="Call again, send on, or end a visit",
    response={204: None},
)
def act(request: HttpRequest, hall_code: HallCode, number: Number, body: shapes.HallAct) -> HttpResponse:
    hall = _served(request, hall_code)
    common: dict[str, Any] = {"hall_id": hall.id, "number": number, "by": acting(request), "at": clock.now()}
    try:
        if body.what == "again":
            tickets.call_again(**common)
        elif body.what == "hand_on":
            tickets.hand_on(to_desk=body.to_desk or 0, **common)
        else:
            tickets.end(ending=Ending(body.what), **common)
    except Refused as refused:
        raise _problem(refused) from refused
    return HttpResponse(status=204)


def _served(request: HttpRequest, code: str) -> HallRef:
    """A hall whose numbers the client calls; for others there is none here."""
    hall = halls.by_code(code)
    if hall is None or not halls.may_serve(client_of(request).viewer, hall):
        raise ProblemFound(Kind.NOT_FOUND)
    return hall


def _problem(refused: Refused) -> ProblemFound:
    if refused.code in _INVALID:
        return ProblemFound(
            Kind.INVALID, code=refused.code, faults=[Fault(refused.code, refused.code, pointer(refused.field))]
        )
    return ProblemFound(Kind.NOT_FOUND if refused.code is Reason.NOT_HERE else Kind.CONFLICT, code=refused.code)
