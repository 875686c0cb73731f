"""One's own matters: an address is proved by six digits, and then a job looks for what was raised with it."""

from dataclasses import asdict
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Header, Router

from banjie.api.problems import Fault, Kind, ProblemFound, pointer
from banjie.api.v1.shapes import own as shapes
from banjie.api.v1.wire import reply
from banjie.cases import own
from banjie.platform import clock, proving
from banjie.platform.origin import address_of
from banjie.platform.proving.addresses import read
from banjie.platform.proving.sending import can_send_by

router = Router(tags=["My matters"], auth=None)

# Not in the address, which ends up in the logs of whatever stands in between.
SearchToken = Annotated[
    str, Header(alias="Own-Search", max_length=200, description="What proving the address gave (`search`)")
]


@router.post(
    "/own/numbers", operation_id="ask_own_number", summary="Have six digits sent", response={202: shapes.OwnAsked}
)
def ask(request: HttpRequest, body: shapes.OwnAddress) -> HttpResponse:
    """Every address gets the same answer, whether anything was raised with it or not. Needs no token."""
    known = read(body.address)
    if known is None:
        fault = Fault("address_unreadable", _("Write an e-mail address or a mobile number."), pointer("address"))
        raise ProblemFound(Kind.INVALID, code=fault.code, faults=[fault])
    if not can_send_by(known[0]):
        fault = Fault("cannot_send", _("Nothing can be sent that way from here just now."), pointer("address"))
        raise ProblemFound(Kind.INVALID, code=fault.code, faults=[fault])
    asked = proving.ask(
        *known, purpose=own.PURPOSE, origin=address_of(request), language=get_language() or "", at=clock.now()
    )
    if isinstance(asked, proving.Busy):
        raise ProblemFound(Kind.TOO_MANY)
    return reply(shapes.OwnAsked, {"token": asked.token}, status=202)


@router.post("/own/searches", operation_id="search_own", summary="Prove the address", response={201: shapes.OwnSearch})
def search(request: HttpRequest, body: shapes.OwnNumber) -> HttpResponse:
    """The number works once. `422` with `number_wrong` says in `tries` how often one may try again."""
    origin = address_of(request)
    proved = proving.prove(body.token, body.number, purpose=own.PURPOSE, origin=origin, at=clock.now())
    if isinstance(proved, proving.Busy):
        raise ProblemFound(Kind.TOO_MANY)
    if isinstance(proved, proving.NotProved):
        fault = Fault("number_wrong", _("The number does not fit, or it has run out."), pointer("number"))
        raise ProblemFound(Kind.INVALID, code=fault.code, faults=[fault], data={"tries": proved.tries})
    return reply(shapes.OwnSearch, {"search": own.begin(proved, at=clock.now())}, status=201)


@router.get("/own/matters", operation_id="list_own", summary="What was found", response=shapes.OwnMatters)
def matters(request: HttpRequest, search: SearchToken) -> HttpResponse:
    """For half an hour after the proof. Disputes in mediation have a door of their own and are not among them."""
    at = clock.now()
    found = own.standing(search, at=at)
    if found is None:
        raise ProblemFound(Kind.NOT_FOUND)
    if found.codes is None:
        waiting = {"ready": False, "matters": [], "more": False}
        return reply(shapes.OwnMatters, waiting, headers={"Retry-After": str(found.again_in(at=at))})
    told = {"ready": True, "more": len(found.codes) >= own.MOST}
    return reply(shapes.OwnMatters, told | {"matters": [asdict(each) for each in own.lines(found.codes)]})


@router.delete("/own/matters", operation_id="forget_own", summary="Give back what was found", response={204: None})
def forget(request: HttpRequest, search: SearchToken) -> HttpResponse:
    own.give_back(search)
    return HttpResponse(status=204)
