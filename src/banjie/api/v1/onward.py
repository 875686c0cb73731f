"""Cases that were sent on to other Open311 servers, for other systems: how they fare there, and mending it."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from banjie.api.problems import Fault, Kind, ProblemFound, pointer
from banjie.api.v1.credentials import acting, require
from banjie.api.v1.shapes import onward as shapes
from banjie.api.v1.wire import reply
from banjie.cases import queries as cases
from banjie.onward import linking, queries
from banjie.onward.actions import Refused
from banjie.onward.servers import endpoints
from banjie.organisations.permissions import Permission
from banjie.platform import clock

router = Router(tags=["Sent on"])

CaseId = Annotated[int, Path(ge=1, le=2**63 - 1, description="The id of a case")]
LinkId = Annotated[int, Path(ge=1, le=2**63 - 1, description="The id of a link")]
_KEPT = ("id", "name", "unit_id", "active", "tells_contact", "takes_updates")


@router.get(
    "/onward/endpoints", operation_id="list_endpoints", summary="Servers to send on to", response=shapes.Endpoints
)
def list_endpoints(request: HttpRequest) -> HttpResponse:
    """They are added and changed by people; their keys and addresses are told nobody."""
    require(request, Permission.CASES_SEARCH)
    found = [{name: getattr(each, name) for name in _KEPT} for each in endpoints().values()]
    return reply(shapes.Endpoints, {"endpoints": found})


@router.get(
    "/cases/{int:case_id}/onward", operation_id="list_links", summary="A case at other servers", response=shapes.Links
)
def list_links(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """The newest first; those that ended too."""
    found = queries.seen_links(case_id, acting(request))
    return reply(shapes.Links, {"links": [asdict(each) for each in found]})


@router.post(
    "/cases/{int:case_id}/onward/{int:link_id}/do/{what}",
    operation_id="mend_link",
    summary="Send again, follow no more, unlink, or name the number there",
    response=shapes.Links,
)
def mend_link(
    request: HttpRequest,
    case_id: CaseId,
    link_id: LinkId,
    what: Annotated[Literal["send", "stop", "unlink", "there"], Path(description="What to do")],
    body: shapes.Mending,
) -> HttpResponse:
    by = acting(request)
    if not cases.brief(case_id, by).capacities & linking.MENDS:
        raise ProblemFound(Kind.FORBIDDEN)
    if queries.link(link_id, case_id) is None:
        raise ProblemFound(Kind.NOT_FOUND)
    common: dict[str, Any] = {"link_id": link_id, "by": by.actor, "at": clock.now()}
    doing: dict[str, Callable[[], None]] = {
        "send": lambda: linking.send_again(**common),
        "stop": lambda: linking.follow_no_more(**common),
        "unlink": lambda: linking.unlink(**common, reason=body.reason),
        "there": lambda: linking.is_there(**common, remote_id=body.remote_id),
    }
    try:
        doing[what]()
    except Refused as refused:
        where = pointer(refused.field) if refused.field else None
        raise ProblemFound(
            Kind.INVALID, code=refused.code, faults=[Fault(refused.code, refused.code, where)]
        ) from refused
    return list_links(request, case_id)
