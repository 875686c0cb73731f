"""From the outbox to subscriptions: which of them hear of an entry, and what they are told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from banjie.cases.masking import Outgoing
from banjie.cases.queries import told
from banjie.cases.queries.told import Told
from banjie.organisations.clients import queries as clients
from banjie.organisations.clients.queries import KnownClient
from banjie.organisations.permissions import inside
from banjie.outbound import events
from banjie.outbound.events import Fields, Type
from banjie.outbound.models import Delivery, Subscription

_BATCH: Final = 500
_TAKEN: Final = f"""DELETE FROM outbound_outbox WHERE id IN (
    SELECT id FROM outbound_outbox ORDER BY id LIMIT {_BATCH} FOR UPDATE SKIP LOCKED) RETURNING id, case_id, sequence"""  # noqa: S608 constants


@dataclass(frozen=True, slots=True)
class _Hearer:
    """A subscription with what its client may see and read just now."""

    subscription: Subscription
    client: KnownClient
    fields: frozenset[Fields]


@transaction.atomic
def fan_out(*, at: datetime) -> int:
    """Makes deliveries of what waits in the outbox, a batch at a time. Returns how many entries it took.

    What is taken leaves the outbox in the transaction that writes the deliveries, so nothing is lost or doubled
    wherever this is killed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN)
        taken = [(case_id, sequence) for _id, case_id, sequence in sorted(cursor.fetchall())]
    if not taken:
        return 0
    entries = [each for each in told.entries(taken) if _type(each) is not None]
    for hearer in _hearers(at):
        _tell(hearer, entries, at)
    return len(taken)


def _hearers(at: datetime) -> list[_Hearer]:
    found = []
    for subscription in Subscription.objects.filter(active=True).order_by("id"):
        client = clients.client_known(subscription.client_id, at=at)
        if client is not None:
            fields = events.allowed_fields(client.scopes) & {Fields(each) for each in subscription.fields}
            found.append(_Hearer(subscription, client, fields | {Fields.SUMMARY}))
    return found


def _type(entry: Told) -> Type | None:
    return events.type_of(entry.command, source=entry.source, target=entry.target, reached=entry.reached)


def _tell(hearer: _Hearer, entries: Sequence[Told], at: datetime) -> None:
    wanted = [each for each in entries if _is_wanted(hearer.subscription, each)]
    seen = told.visible([each.case_id for each in wanted], hearer.client.viewer)
    confidential = told.may_read_confidential(hearer.client.viewer)
    outgoing = Outgoing(hearer.client.viewer, as_written=Fields.PERSONAL in hearer.fields)
    made = [
        _delivery(hearer, each, _data(each, hearer.fields, outgoing, confidential=confidential), at)
        for each in wanted
        if each.case_id in seen
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True, batch_size=200)


def _is_wanted(subscription: Subscription, entry: Told) -> bool:
    if subscription.types and str(_type(entry)) not in subscription.types:
        return False
    if subscription.area_path and not inside(entry.area_path, subscription.area_path):
        return False
    return not subscription.category_path or inside(entry.category_path, subscription.category_path)


def _delivery(hearer: _Hearer, entry: Told, data: Mapping[str, Any], at: datetime) -> Delivery:
    type_ = _type(entry)
    assert type_ is not None
    event_id = f"{entry.number}/{entry.sequence}"
    name = events.full_name(type_)
    body = events.envelope(event_id=event_id, type_=name, source=source(), subject=entry.number, at=entry.at, data=data)
    return Delivery(
        subscription=hearer.subscription,
        event_id=event_id,
        type=name,
        subject=entry.number,
        body=body,
        created_at=at,
        next_at=at,
    )


def source() -> str:
    return f"{settings.PUBLIC_URL}/api/v1"


def _data(entry: Told, fields: Collection[Fields], outgoing: Outgoing, *, confidential: bool) -> dict[str, Any]:
    """What of the case goes along, as it stands when it is told; `sequence` says how far its timeline is."""
    data: dict[str, Any] = {"sequence": entry.sequence, "state": entry.target, **entry.summary}
    # Of who wished to be known to the centre only, the words and the place would tell.
    readable = confidential or not entry.is_confidential
    if Fields.PLACE in fields:
        data["place"] = outgoing.values(entry.place) if readable else None
    if Fields.UNIT in fields:
        data["unit"] = entry.unit
    if Fields.TEXT in fields:
        data["text"] = outgoing.values(entry.text) if readable else None
    if Fields.ANSWER in fields:
        data["answer"] = outgoing.words(entry.answer)
    if Fields.VERDICT in fields:
        data["verdict"] = entry.verdict
    return data
