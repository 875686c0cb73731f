"""One round of work for an endpoint: what is to be sent, what is awaited, what is followed.

Each endpoint by itself, under a lease, so that two workers never send the same. The first failure of the line ends
the round, and the endpoint rests the longer the oftener it failed.
"""

import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import connection, transaction
from django.db.models import F, Q

from banjie.cases import handing_on
from banjie.cases.errors import CaseNotFound
from banjie.onward import carrying, contesting, following, linking, sending
from banjie.onward.calling import Failed
from banjie.onward.models import Endpoint, Link, State
from banjie.onward.servers import endpoints
from banjie.platform import clock
from banjie.platform.calling import patience

_LEASE: Final = timedelta(minutes=10)
_SECONDS: Final = 240.0
_MOST: Final = 200
_UPDATES_EVERY: Final = timedelta(minutes=5)
TELL_AFTER: Final = 5
_FOLLOWED: Final = (State.OPEN, State.CLOSED)


@dataclass(frozen=True, slots=True)
class _Step:
    """A piece of a round; `calls`: whether the endpoint is spoken to in it."""

    do: Callable[[], None]
    calls: bool = True


def due(*, at: datetime) -> list[int]:
    """The endpoints that have something to do now."""
    if not endpoints():
        return []
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    awake = Q(resume_at=None) | Q(resume_at__lte=at)
    ready = Q(links__ended_at=None, links__next_at__lte=at) | Q(links__ended_at=None) & ~Q(links__owed="")
    found = Endpoint.objects.filter(free, awake, ready, active=True).order_by("id")
    return list(found.values_list("id", flat=True).distinct())


def work(endpoint_id: int, *, at: datetime) -> bool:
    """One round. False where somebody else is at it."""
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    if not Endpoint.objects.filter(free, pk=endpoint_id, active=True).update(leased_until=at + _LEASE):
        return False
    try:
        _round(Endpoint.objects.get(pk=endpoint_id), at)
    finally:
        Endpoint.objects.filter(pk=endpoint_id).update(leased_until=None)
    return True


def _round(endpoint: Endpoint, at: datetime) -> None:
    until = time.monotonic() + _SECONDS
    heard = False
    try:
        for step in _steps(endpoint, at):
            if time.monotonic() > until:
                break
            step.do()
            heard = heard or step.calls
    except Failed as failed:
        _rest(endpoint, failed, at)
        return
    if heard:
        Endpoint.objects.filter(pk=endpoint.pk).update(failures=0, resume_at=None, note="", said="", heard_at=at)


def _steps(endpoint: Endpoint, at: datetime) -> list[_Step]:
    waiting = Link.objects.filter(endpoint=endpoint, ended_at=None, next_at__lte=at).order_by("next_at", "id")
    steps: list[_Step] = []
    followed: list[Link] = []
    for link in waiting[:_MOST]:
        if link.state not in {State.SENDING} and _has_moved_on(link, endpoint):
            steps.append(_Step(partial(following.tell_over, link, endpoint, at=at)))
        elif link.state in _FOLLOWED:
            followed.append(link)
        elif link.state == State.CONTESTED:
            steps.append(_Step(partial(contesting.tell, link, endpoint, at=at), calls=endpoint.takes_updates))
        else:
            steps.append(_Step(partial(_unsent, link, endpoint, at)))
    owing = Link.objects.filter(endpoint=endpoint, ended_at=None).exclude(owed="").order_by("id")
    steps += [_Step(partial(following.pay, link, endpoint, at=at), calls=False) for link in owing[:_MOST]]
    if followed and endpoint.has_updates and _updates_due(endpoint, at):
        steps.append(_Step(partial(following.ask_updates, endpoint, at=at)))
    for start in range(0, len(followed), following.BATCH):
        steps.append(_Step(partial(following.look, followed[start : start + following.BATCH], endpoint, at=at)))
    return steps


def _unsent(link: Link, endpoint: Endpoint, at: datetime) -> None:
    """By what is known of it: sent, looked for, or its token exchanged."""
    if link.state == State.SENDING and not sending.take_up(link, at=at):
        return
    if link.state == State.TOKEN:
        sending.exchange(link, endpoint, at=at)
    elif link.state == State.LOOKING:
        sending.look(link, endpoint, at=at)
    elif link.state == State.WAITING:
        sending.send(link, endpoint, at=at)


def _has_moved_on(link: Link, endpoint: Endpoint) -> bool:
    """Over here other than by its own answer, or with another unit by now."""
    try:
        case = handing_on.telling(link.case_id)
    except CaseNotFound:
        return True
    if case.state in {"withdrawn", "merged", "declined"}:
        return True
    return case.is_open and not handing_on.still_with(link.case_id, endpoint.unit_id) and case.state != "returned"


def _rest(endpoint: Endpoint, failed: Failed, at: datetime) -> None:
    """A refusal of one request says nothing of the others; everything else has the endpoint left alone for a while."""
    held = Endpoint.objects.filter(pk=endpoint.pk)
    if failed.is_final:
        held.update(note=failed.note, said=failed.said[:500], heard_at=at)
        return
    failures = min(endpoint.failures + 1, patience.ATTEMPTS - 1)
    wait = patience.wait_after(failures, jitter=random.random, asked=failed.retry_after)
    resume_at = at + wait if wait else at
    held.update(failures=F("failures") + 1, resume_at=resume_at, note=failed.note, said=failed.said[:500])
    if endpoint.failures + 1 == TELL_AFTER:
        _tell(endpoint, failed, at)


def _tell(endpoint: Endpoint, failed: Failed, at: datetime) -> None:
    """The dispatchers of what waits hear of it, once."""
    unsent = Link.objects.filter(endpoint=endpoint, ended_at=None, state__in=(State.WAITING, State.LOOKING))
    for link in unsent.order_by("id")[:20]:
        with transaction.atomic():
            carrying.record(link, endpoint, handing_on.TROUBLE, at=at, trouble=failed.note, text=failed.said[:300])


def _updates_due(endpoint: Endpoint, at: datetime) -> bool:
    return endpoint.updates_until is None or at - endpoint.updates_until >= _UPDATES_EVERY


class Rounds:
    """Runs in a worker: whoever is due gets a thread of their own, and none waits for another."""

    def __init__(self, threads: int = 3) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="onward")
        self._running: dict[int, Future[bool]] = {}

    def turn(self) -> None:
        at = clock.now()
        linking.gather(at=at)
        self._running = {key: future for key, future in self._running.items() if not future.done()}
        for endpoint_id in due(at=at):
            if endpoint_id not in self._running:
                self._running[endpoint_id] = self._pool.submit(_in_thread, endpoint_id)

    def stop(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _in_thread(endpoint_id: int) -> bool:
    try:
        return work(endpoint_id, at=clock.now())
    finally:
        connection.close()
