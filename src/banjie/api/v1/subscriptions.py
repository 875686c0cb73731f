"""A client's own subscriptions: where events of the cases that it may see are sent."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from banjie.api.problems import Fault, Kind, ProblemFound, pointer
from banjie.api.v1.credentials import acting, client_of
from banjie.api.v1.shapes import changes as changes_shapes
from banjie.api.v1.shapes import subscriptions as shapes
from banjie.api.v1.wire import reply
from banjie.organisations import queries as organisations
from banjie.outbound import actions, queries
from banjie.outbound.actions import Refused
from banjie.outbound.queries import SubscriptionFile
from banjie.platform import clock

router = Router(tags=["Subscriptions"])

SubscriptionId = Annotated[int, Path(ge=1, le=2**63 - 1, description="The id of a subscription")]


@router.get(
    "/subscriptions", operation_id="list_subscriptions", summary="Own subscriptions", response=shapes.Subscriptions
)
def list_subscriptions(request: HttpRequest) -> HttpResponse:
    found = queries.subscriptions_of(client_of(request).id)
    return reply(shapes.Subscriptions, {"subscriptions": [asdict(each) for each in found]})


@router.post("/subscriptions", operation_id="subscribe", summary="Subscribe to events", response={201: shapes.Made})
def subscribe(request: HttpRequest, body: shapes.Wanted) -> HttpResponse:
    """Events are sent as CloudEvents 1.0 in structured mode, signed as Standard Webhooks has it."""
    client = client_of(request)
    try:
        made = actions.subscribe(client_id=client.id, wanted=_wanted(body), by=acting(request).actor, at=clock.now())
    except Refused as refused:
        raise _problem(refused) from refused
    file = _own(request, made.subscription_id)
    return reply(shapes.Made, asdict(file) | {"secret": made.secret}, status=201)


@router.get(
    "/subscriptions/{int:subscription_id}",
    operation_id="get_subscription",
    summary="A subscription and how it stands",
    response=shapes.Subscription,
)
def get_subscription(request: HttpRequest, subscription_id: SubscriptionId) -> HttpResponse:
    return reply(shapes.Subscription, asdict(_own(request, subscription_id)))


@router.put(
    "/subscriptions/{int:subscription_id}",
    operation_id="change_subscription",
    summary="Change a subscription",
    response=shapes.Subscription,
)
def change_subscription(request: HttpRequest, subscription_id: SubscriptionId, body: shapes.Wanted) -> HttpResponse:
    _own(request, subscription_id)
    try:
        actions.change(subscription_id=subscription_id, wanted=_wanted(body), by=acting(request).actor, at=clock.now())
    except Refused as refused:
        raise _problem(refused) from refused
    return reply(shapes.Subscription, asdict(_own(request, subscription_id)))


@router.delete(
    "/subscriptions/{int:subscription_id}",
    operation_id="unsubscribe",
    summary="Remove a subscription",
    response={204: None},
)
def unsubscribe(request: HttpRequest, subscription_id: SubscriptionId) -> HttpResponse:
    """With everything that is on its way."""
    actions.remove(subscription_id=_own(request, subscription_id).id, by=acting(request).actor, at=clock.now())
    return HttpResponse(status=204)


@router.post(
    "/subscriptions/{int:subscription_id}/do/{what}",
    operation_id="act_on_subscription",
    summary="Stop, start or try a subscription",
    response=shapes.Subscription,
)
def act(
    request: HttpRequest,
    subscription_id: SubscriptionId,
    what: Annotated[Literal["stop", "start", "test"], Path(description="What to do")],
) -> HttpResponse:
    _own(request, subscription_id)
    doing = {"stop": actions.stop, "start": actions.start, "test": actions.send_test}[what]
    doing(subscription_id=subscription_id, by=acting(request).actor, at=clock.now())
    return reply(shapes.Subscription, asdict(_own(request, subscription_id)))


@router.post(
    "/subscriptions/{int:subscription_id}/secret",
    operation_id="renew_secret",
    summary="A new secret",
    response=shapes.Secret,
)
def renew(request: HttpRequest, subscription_id: SubscriptionId) -> HttpResponse:
    """Shown this once. For a day messages are signed with the old one too."""
    _own(request, subscription_id)
    secret = actions.renew_secret(subscription_id=subscription_id, by=acting(request).actor, at=clock.now())
    return reply(shapes.Secret, {"secret": secret}, headers={"Cache-Control": "no-store"})


@router.get(
    "/subscriptions/{int:subscription_id}/deliveries",
    operation_id="list_deliveries",
    summary="What was sent",
    response=shapes.Deliveries,
)
def list_deliveries(
    request: HttpRequest,
    subscription_id: SubscriptionId,
    state: Annotated[Literal["", "waiting", "taken", "dead"], Query(description="Only of this state")] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> HttpResponse:
    found = queries.deliveries(_own(request, subscription_id).id, state=state, limit=limit)
    return reply(shapes.Deliveries, {"deliveries": [asdict(each) for each in found]})


@router.post(
    "/subscriptions/{int:subscription_id}/deliveries/replay",
    operation_id="replay_deliveries",
    summary="Send again what was given up",
    response=shapes.Count,
)
def replay(request: HttpRequest, subscription_id: SubscriptionId) -> HttpResponse:
    _own(request, subscription_id)
    count = actions.replay(subscription_id=subscription_id, delivery_ids=None, by=acting(request).actor, at=clock.now())
    return reply(shapes.Count, {"count": count})


@router.get(
    "/subscriptions/{int:subscription_id}/changes",
    operation_id="list_subscription_changes",
    summary="Who changed a subscription",
    response=changes_shapes.Changes,
)
def list_changes(request: HttpRequest, subscription_id: SubscriptionId) -> HttpResponse:
    found = organisations.changes_of(actions.RECORDED, _own(request, subscription_id).id)
    return reply(changes_shapes.Changes, {"changes": [asdict(each) for each in found]})


def _own(request: HttpRequest, subscription_id: int) -> SubscriptionFile:
    found = queries.subscription(subscription_id, client_id=client_of(request).id)
    if found is None:
        raise ProblemFound(Kind.NOT_FOUND)
    return found


def _wanted(body: shapes.Wanted) -> actions.Wanted:
    given: dict[str, Any] = body.model_dump()
    return actions.Wanted(**given | {"types": [str(each) for each in body.types], "fields": [*map(str, body.fields)]})


def _problem(refused: Refused) -> ProblemFound:
    where = pointer(refused.field) if refused.field else None
    return ProblemFound(Kind.INVALID, code=refused.code, faults=[Fault(refused.code, refused.code, where)])
