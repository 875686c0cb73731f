"""Subscriptions and what became of their events, for whoever keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from banjie.outbound.models import Delivery, State, Subscription

_COLUMNS = (
    *("id", "client_id", "name", "url", "types", "fields", "area_path", "category_path", "active", "created_at"),
    *("failures", "resume_at", "taken_at", "stopped_why"),
)


@dataclass(frozen=True, slots=True)
class SubscriptionFile:
    """A subscription and how it stands; its secret is never among it."""

    id: int
    client_id: int
    name: str
    url: str
    types: Sequence[str]
    fields: Sequence[str]
    area_path: str
    category_path: str
    active: bool
    created_at: datetime
    failures: int
    resume_at: datetime | None
    taken_at: datetime | None
    stopped_why: str
    waiting: int
    dead: int
    last_fault: str


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One event on its way, or how it ended."""

    id: int
    event_id: str
    type: str
    subject: str
    created_at: datetime
    state: str
    attempts: int
    next_at: datetime
    ended_at: datetime | None
    status: int
    note: str
    excerpt: str


def subscriptions_of(client_id: int) -> list[SubscriptionFile]:
    rows = Subscription.objects.filter(client_id=client_id).order_by("name", "id").values(*_COLUMNS)
    return _files(list(rows))


def subscription(subscription_id: int, *, client_id: int) -> SubscriptionFile | None:
    """None also for another client's."""
    rows = Subscription.objects.filter(pk=subscription_id, client_id=client_id).values(*_COLUMNS)
    return next(iter(_files(list(rows))), None)


def deliveries(subscription_id: int, *, state: str = "", limit: int = 100) -> list[DeliveryLine]:
    """The newest first; of one state, or all."""
    found = Delivery.objects.filter(subscription_id=subscription_id)
    if state:
        found = found.filter(state=state)
    return [DeliveryLine(**row) for row in found.order_by("-id").values(*DeliveryLine.__slots__)[:limit]]


def given_up() -> Mapping[int, int]:
    """How many events were given up, by client."""
    dead = Delivery.objects.filter(state=State.DEAD).values("subscription__client_id").annotate(n=Count("id"))
    return {row["subscription__client_id"]: row["n"] for row in dead.order_by("subscription__client_id")}


def _files(rows: Sequence[dict[str, Any]]) -> list[SubscriptionFile]:
    ids = [row["id"] for row in rows]
    counted = (
        Delivery.objects.filter(subscription_id__in=ids, state__in=(State.WAITING, State.DEAD))
        .values("subscription_id")
        .annotate(waiting=Count("id", filter=Q(state=State.WAITING)), dead=Count("id", filter=Q(state=State.DEAD)))
        .order_by("subscription_id")
    )
    counts = {row["subscription_id"]: (row["waiting"], row["dead"]) for row in counted}
    faulty = Delivery.objects.filter(subscription_id__in=ids).exclude(note="").exclude(state=State.TAKEN)
    notes = dict(faulty.order_by("id").values_list("subscription_id", "note"))
    return [
        SubscriptionFile(
            **row,
            waiting=counts.get(row["id"], (0, 0))[0],
            dead=counts.get(row["id"], (0, 0))[1],
            last_fault=notes.get(row["id"], ""),
        )
        for row in rows
    ]
