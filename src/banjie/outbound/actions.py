"""Subscriptions are made, changed, stopped and tried; what was given up is sent again."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction

from banjie.organisations.actions.record import differing_but, record_beside
from banjie.organisations.clients import queries as clients
from banjie.outbound import events, fan_out, secrets_kept, signing
from banjie.outbound.events import Fields, Type
from banjie.outbound.models import Delivery, State, Subscription
from banjie.platform.actors import Actor
from banjie.platform.calling.addresses import BadAddress, server_in, target_of
from banjie.platform.tables.text import clean_text

# A new secret and the old one both sign for this long, so that a receiver can change over.
_BOTH_FOR: Final = timedelta(days=1)
MOST: Final = 20
# Under which word changes stand in the organisation's record.
RECORDED: Final = "subscription"
_FACTS: Final = ("name", "url", "types", "fields", "area_path", "category_path")
# What others are told of an address may be secret: its server stands on record, the rest does not.
_WITHHELD: Final = ("url", "secret")


@dataclass
class Refused(Exception):
    """Nothing was changed. `code` is worded at the edge, `field` says where."""

    code: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a subscription is to be. `types` empty: all; `fields` beyond the summary, as far as the scopes go."""

    name: str
    url: str
    types: Collection[str] = ()
    fields: Collection[str] = ()
    area_path: str = ""
    category_path: str = ""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription with the secret that is shown this once."""

    subscription_id: int
    secret: str


def subscribe(*, client_id: int, wanted: Wanted, by: Actor, at: datetime) -> Subscribed:
    """Raises Refused: name_missing, name_taken, address_*, field_beyond_scopes, type_unknown, too_many."""
    secret = signing.new_secret()
    if Subscription.objects.filter(client_id=client_id).count() >= MOST:
        raise Refused("too_many")
    made = Subscription(
        client_id=client_id,
        created_at=at,
        secret=secrets_kept.sealed(secret, client_id),
        **_checked(client_id, wanted, at),
    )
    with transaction.atomic():
        _saved(made)
        _record("create", made, by=by, at=at, after=_facts(made))
    return Subscribed(made.pk, secret)


def change(*, subscription_id: int, wanted: Wanted, by: Actor, at: datetime) -> None:
    """Raises Refused as `subscribe` does, and unknown."""
    with transaction.atomic():
        held = _locked(subscription_id)
        before = _facts(held)
        for name, value in _checked(held.client_id, wanted, at).items():
            setattr(held, name, value)
        held.failures, held.resume_at = 0, None
        _saved(held)
        if before != (after := _facts(held)):
            _record("change", held, by=by, at=at, before=before, after=after)


def renew_secret(*, subscription_id: int, by: Actor, at: datetime) -> str:
    """A new secret, shown this once; for a day the old one signs beside it. Raises Refused: unknown."""
    secret = signing.new_secret()
    with transaction.atomic():
        held = _locked(subscription_id)
        held.secret_before, held.before_until = held.secret, at + _BOTH_FOR
        held.secret = secrets_kept.sealed(secret, held.client_id)
        held.save(update_fields=["secret", "secret_before", "before_until"])
        _record("renew", held, by=by, at=at, after={"secret": ""})
    return secret


def stop(*, subscription_id: int, by: Actor, at: datetime) -> None:
    """Nothing more is sent, and nothing more waits for it. Raises Refused: unknown."""
    with transaction.atomic():
        held = _locked(subscription_id)
        was_active, held.active, held.stopped_why = held.active, False, "by_hand"
        held.save(update_fields=["active", "stopped_why"])
        if was_active:
            _record("stop", held, by=by, at=at)


def start(*, subscription_id: int, by: Actor, at: datetime) -> None:
    """Sends again, what waited first. Raises Refused: unknown."""
    with transaction.atomic():
        held = _locked(subscription_id)
        was_active, held.active, held.stopped_why, held.failures, held.resume_at = held.active, True, "", 0, None
        held.save(update_fields=["active", "stopped_why", "failures", "resume_at"])
        if not was_active:
            _record("start", held, by=by, at=at)


def remove(*, subscription_id: int, by: Actor, at: datetime) -> None:
    """With everything that was on its way. Raises Refused: unknown."""
    with transaction.atomic():
        held = _locked(subscription_id)
        _record("remove", held, by=by, at=at, before=_facts(held), after=dict.fromkeys(_facts(held)))
        held.delete()


def send_test(*, subscription_id: int, by: Actor, at: datetime) -> str:
    """An event that is about no case, at once, whatever it rests for. Returns its id. Raises Refused: unknown."""
    with transaction.atomic():
        held = _locked(subscription_id)
        held.resume_at = None
        held.save(update_fields=["resume_at"])
        event_id = f"test/{held.pk}/{int(at.timestamp() * 1000)}"
        body = events.envelope(
            event_id=event_id,
            type_=events.TEST,
            source=fan_out.source(),
            subject="test",
            at=at,
            data={"subscription": held.pk, "name": held.name},
        )
        Delivery.objects.create(
            subscription=held, event_id=event_id, type=events.TEST, subject="test", body=body, created_at=at, next_at=at
        )
    return event_id


def replay(*, subscription_id: int, delivery_ids: Collection[int] | None, by: Actor, at: datetime) -> int:
    """Sends again what was given up: these, or with None all of it. Returns how many. Raises Refused: unknown."""
    with transaction.atomic():
        held = _locked(subscription_id)
        dead = Delivery.objects.filter(subscription=held, state=State.DEAD)
        if delivery_ids is not None:
            dead = dead.filter(pk__in=delivery_ids)
        count = dead.update(
            state=State.WAITING, attempts=0, next_at=at, ended_at=None, leased_until=None, note="", excerpt="", status=0
        )
        if count:
            held.failures, held.resume_at = 0, None
            held.save(update_fields=["failures", "resume_at"])
    return count


def _locked(subscription_id: int) -> Subscription:
    held = Subscription.objects.select_for_update().filter(pk=subscription_id).first()
    if held is None:
        raise Refused("unknown")
    return held


def _facts(held: Subscription) -> dict[str, Any]:
    return {name: getattr(held, name) for name in _FACTS} | {"server": server_in(held.url)}


def _record(
    verb: str,
    held: Subscription,
    *,
    by: Actor,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    told = differing_but(before or {}, after or {}, withheld=_WITHHELD)
    record_beside(verb, kind=RECORDED, subject_id=held.pk, name=held.name, by=by, at=at, **told)


def _checked(client_id: int, wanted: Wanted, at: datetime) -> dict[str, object]:
    name = clean_text(wanted.name, limit=80).text.strip()
    if not name:
        raise Refused("name_missing", "name")
    url = wanted.url.strip()
    try:
        target_of(url, private_allowed=settings.BANJIE_HOOKS_PRIVATE)
    except BadAddress as error:
        raise Refused(f"address_{error.fault}", "url") from None
    if unknown := set(wanted.types) - {str(each) for each in Type}:
        raise Refused("type_unknown", "types") from ValueError(json.dumps(sorted(unknown)))
    client = clients.client_known(client_id, at=at)
    allowed = events.allowed_fields(client.scopes) if client is not None else frozenset[Fields]()
    if not allowed or set(wanted.fields) - {str(each) for each in allowed}:
        raise Refused("field_beyond_scopes", "fields")
    return {
        "name": name,
        "url": url,
        "types": sorted(wanted.types),
        "fields": sorted(set(wanted.fields) | {str(Fields.SUMMARY)}),
        "area_path": wanted.area_path,
        "category_path": wanted.category_path,
    }


def _saved(subscription: Subscription) -> None:
    try:
        with transaction.atomic():
            subscription.save()
    except IntegrityError:
        raise Refused("name_taken", "name") from None
