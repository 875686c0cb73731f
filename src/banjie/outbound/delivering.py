"""Hands events over: each subscription by itself, so that one that hangs keeps no other waiting.

At least once: a delivery is leased before it is sent and noted after. Whoever is killed in between leaves a lease
that runs out, and the event is sent again under its id.
"""

import random
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from banjie.outbound import events, secrets_kept, signing
from banjie.outbound.models import Delivery, State, Subscription
from banjie.platform import clock
from banjie.platform.calling import patience
from banjie.platform.calling.addresses import BadAddress, Target, target_of
from banjie.platform.calling.sending import Outcome, Poster

_LEASE: Final = timedelta(seconds=90)
_CHUNK: Final = 120
_LANES: Final = 4
_LEASED: Final = """UPDATE outbound_delivery SET leased_until = %(until)s WHERE id IN (
    SELECT id FROM outbound_delivery WHERE subscription_id = %(subscription)s AND state = 'waiting'
       AND next_at <= %(at)s AND (leased_until IS NULL OR leased_until <= %(at)s)
     ORDER BY next_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED) RETURNING id"""


@dataclass(frozen=True, slots=True)
class _Sent:
    """A delivery with what came of it."""

    delivery: Delivery
    outcome: Outcome


def due(*, at: datetime) -> Sequence[int]:
    """The subscriptions that have something to send now."""
    found = Delivery.objects.filter(state=State.WAITING, next_at__lte=at, subscription__active=True)
    rested = found.exclude(subscription__resume_at__gt=at).exclude(leased_until__gt=at)
    return list(rested.order_by("subscription_id").values_list("subscription_id", flat=True).distinct())


def deliver(subscription_id: int) -> int:
    """Sends what a subscription is due, until nothing is left or something fails. Returns how many were taken."""
    taken = 0
    posters: dict[int, Poster] = {}
    try:
        while True:
            at = clock.now()
            subscription = Subscription.objects.filter(pk=subscription_id, active=True).first()
            if subscription is None or (subscription.resume_at is not None and subscription.resume_at > at):
                return taken
            # After a failure one event goes ahead; the others wait for what becomes of it.
            leased = _leased(subscription, 1 if subscription.failures else _CHUNK, at)
            if not leased:
                return taken
            sent = _sent(subscription, leased, posters, at)
            taken += sum(each.outcome.was_taken for each in sent)
            if _noted(subscription, leased, sent, at=clock.now()):
                return taken
    finally:
        for poster in posters.values():
            poster.close()


def _leased(subscription: Subscription, most: int, at: datetime) -> list[Delivery]:
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"subscription": subscription.pk, "at": at, "until": at + _LEASE, "most": most}
        cursor.execute(_LEASED, given)
        ids = [row[0] for row in cursor.fetchall()]
    return list(Delivery.objects.filter(pk__in=ids).order_by("id"))


def _sent(
    subscription: Subscription, leased: Sequence[Delivery], posters: dict[int, Poster], at: datetime
) -> list[_Sent]:
    """Sends over a few connections at once; a lane stops at the first failure, and the others with it."""
    try:
        target = target_of(subscription.url, private_allowed=settings.BANJIE_HOOKS_PRIVATE)
    except BadAddress as error:
        return [_Sent(leased[0], Outcome(0, "private_address" if error.fault == "private" else "bad_address"))]
    keys = secrets_kept.valid(subscription, at)
    stop = threading.Event()
    lanes = min(_LANES, len(leased))
    with ThreadPoolExecutor(lanes) as pool:
        futures = [
            pool.submit(_lane, _poster(posters, lane, target), leased[lane::lanes], keys, stop) for lane in range(lanes)
        ]
    return [each for future in futures for each in future.result()]


def _poster(posters: dict[int, Poster], lane: int, target: Target) -> Poster:
    if lane not in posters:
        posters[lane] = Poster(
            target, private_allowed=settings.BANJIE_HOOKS_PRIVATE, seconds=settings.BANJIE_HOOKS_SECONDS
        )
    return posters[lane]


def _lane(poster: Poster, mine: Sequence[Delivery], keys: Sequence[str], stop: threading.Event) -> list[_Sent]:
    sent = []
    for delivery in mine:
        if stop.is_set():
            break
        body = bytes(delivery.body)
        moment = int(clock.now().timestamp())
        headers = {
            "Content-Type": events.CONTENT_TYPE,
            "User-Agent": "Banjie",
            **signing.headers(keys, message_id=delivery.event_id, timestamp=moment, body=body),
        }
        outcome = poster.post(body, headers)
        sent.append(_Sent(delivery, outcome))
        if not outcome.was_taken:
            stop.set()
    return sent


@transaction.atomic
def _noted(subscription: Subscription, leased: Sequence[Delivery], sent: Sequence[_Sent], *, at: datetime) -> bool:
    """Writes down what came of a batch; True where something failed."""
    taken = [each for each in sent if each.outcome.was_taken]
    failed = [each for each in sent if not each.outcome.was_taken]
    Delivery.objects.filter(pk__in=[each.delivery.pk for each in taken]).update(
        state=State.TAKEN, ended_at=at, attempts=F("attempts") + 1, note="", status=200, leased_until=None
    )
    tried = {each.delivery.pk for each in sent}
    Delivery.objects.filter(pk__in=[each.pk for each in leased if each.pk not in tried]).update(leased_until=None)
    for each in failed:
        _failed(each, at)
    held = Subscription.objects.filter(pk=subscription.pk)
    if taken and not failed:
        held.update(failures=0, resume_at=None, taken_at=at)
    elif failed:
        if taken:
            held.update(taken_at=at)
        _rest(subscription, failed[0].outcome, at)
    return bool(failed)


def _failed(each: _Sent, at: datetime) -> None:
    attempts = each.delivery.attempts + 1
    wait = patience.wait_after(attempts, jitter=random.random, asked=each.outcome.retry_after)
    ends = {"state": State.DEAD, "ended_at": at} if wait is None else {"next_at": at + wait}
    Delivery.objects.filter(pk=each.delivery.pk).update(
        attempts=attempts,
        status=each.outcome.status,
        note=each.outcome.note,
        excerpt=each.outcome.excerpt,
        leased_until=None,
        **ends,
    )


def _rest(subscription: Subscription, outcome: Outcome, at: datetime) -> None:
    """The whole subscription rests, the longer the oftener it failed; one that says it is gone is stopped."""
    held = Subscription.objects.filter(pk=subscription.pk)
    if outcome.note == "gone":
        held.update(active=False, stopped_why="gone")
        return
    failures = min(subscription.failures + 1, patience.ATTEMPTS - 1)
    wait = patience.wait_after(failures, jitter=random.random, asked=outcome.retry_after)
    held.update(failures=F("failures") + 1, resume_at=at + wait if wait else at)


class Deliverer:
    """Runs in a worker: whoever is due gets a thread of their own, and none waits for another."""

    def __init__(self, threads: int = 6) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="outbound")
        self._running: dict[int, Future[int]] = {}

    def turn(self, *, at: datetime) -> int:
        """Starts what is due and not under way. Returns how many are under way."""
        self._running = {key: future for key, future in self._running.items() if not future.done()}
        for subscription_id in due(at=at):
            if subscription_id not in self._running:
                self._running[subscription_id] = self._pool.submit(_in_thread, subscription_id)
        return len(self._running)

    def stop(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _in_thread(subscription_id: int) -> int:
    try:
        return deliver(subscription_id)
    finally:
        connection.close()
