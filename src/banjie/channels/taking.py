"""Makes something of a message: a case, an addition to one, a verdict, or a reason why not. Wholly or not at all.

Everything happens in the transaction that says so on the message's own row: a message that comes again, a job that
runs twice, and a process that is killed all meet the same row, and it is dealt with once.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import Error as DatabaseFault
from django.db import transaction

from banjie.cases import queries as cases
from banjie.cases.errors import CaseNotFound
from banjie.channels import receiving, threads
from banjie.channels.adding import add
from banjie.channels.kinds import READERS
from banjie.channels.making import Made, Unmade, make_case
from banjie.channels.message import Message, NotTaken, Reason
from banjie.channels.models import UNDER_WAY, Endpoint, Inbound, Kind, State, Thread
from banjie.platform import stamps
from banjie.platform.jobs import later
from banjie.platform.proving.asking import knocked

logger = logging.getLogger(__name__)

# Tries with ever longer waits, half a day in all; then a person looks at it.
_WAITS: Final = (1, 5, 15, 60, 180, 420)
# New matters from one address within a quarter of an hour, as `proving` counts: more is a machine or a mistake.
_MOST_NEW: Final = 10


def take(inbound_id: int, *, at: datetime) -> State:
    """Deals with a message unless that was done. What fails is put down and tried again, never lost."""
    try:
        with transaction.atomic():
            row = Inbound.objects.select_for_update(of=("self",)).select_related("endpoint").get(pk=inbound_id)
            if row.state in UNDER_WAY:
                _deal_with(row, at)
            return State(row.state)
    except Exception as error:
        logger.exception("message %s could not be dealt with", inbound_id)
        return _failed(inbound_id, error, at)


def take_due(*, at: datetime) -> int:
    """What waits for another try, or was left by whoever was killed. Returns how many."""
    due = Inbound.objects.filter(state__in=UNDER_WAY, next_at__lte=at).order_by("next_at", "id")
    ids = list(due.values_list("id", flat=True)[:200])
    for inbound_id in ids:
        take(inbound_id, at=at)
    return len(ids)


def settle(row: Inbound, state: State, *, at: datetime, reason: str = "", detail: str = "", case_id: int | None = None,
           thread: Thread | None = None, receipt: str = "") -> None:  # fmt: skip
    """What became of a message. What it said is kept only where somebody still has to look at it."""
    if State.SET_ASIDE in {row.state, state}:
        stamps.bump(receiving.STAMP)
    row.state, row.reason, row.detail = state, reason, detail[:200]
    row.case_id, row.thread, row.next_at = case_id, thread, None
    row.receipt = receipt
    if state != State.SET_ASIDE:
        row.sealed, row.ended_at = None, at
    row.save()
    if receipt:
        from banjie.channels.jobs import reply

        later(reply, inbound_id=row.pk)


def _deal_with(row: Inbound, at: datetime) -> None:
    endpoint = row.endpoint
    read = READERS[endpoint.kind](receiving.raw_of(row), endpoint)
    if isinstance(read, NotTaken):
        if read.bounced is not None:
            threads.bounced(read.bounced, at=at)
        state = State.PASSED_OVER if read.passed_over else State.SET_ASIDE
        settle(row, state, at=at, reason=read.reason, detail=read.detail)
        return
    found = belongs_to(read, endpoint, at)
    if found.reason:
        receipt = "code" if found.reason is Reason.AMBIGUOUS and read.answerable else ""
        settle(row, State.SET_ASIDE, at=at, reason=found.reason, thread=found.thread, receipt=receipt)
    elif found.thread is None or not _added(row, read, found, at):
        _begin(row, read, at)


@dataclass(frozen=True, slots=True)
class Belongs:
    """The thread that a message goes on with, or why it cannot. `surely`: by a sign or a code, not by its address."""

    thread: Thread | None = None
    surely: bool = False
    reason: Reason | None = None


def belongs_to(message: Message, endpoint: Endpoint, at: datetime) -> Belongs:
    """By a sign of ours, by a code, or because an answer from this address is awaited."""
    thread: Thread | None = None
    surely = True
    if message.thread is not None:
        thread = Thread.objects.filter(pk=message.thread).first()
    elif (case_id := _by_code(message, at)) is not None:
        thread = threads.begin(endpoint, case_id, address=message.address, name=message.name, at=at)
    elif endpoint.kind in {Kind.SMS, Kind.WECHAT} and message.address:
        surely = False
        awaiting = threads.awaiting(endpoint, message.address, at=at)
        if len(awaiting) > 1:
            return Belongs(reason=Reason.AMBIGUOUS)
        thread = awaiting[0] if awaiting else None
    if thread is not None and threads.busy(thread, at=at):
        return Belongs(thread, surely, Reason.TOO_MANY)
    return Belongs(thread, surely)


def _by_code(message: Message, at: datetime) -> int | None:
    """The code is the reporter's key: from whatever address it comes, what is said belongs to the case."""
    for code in message.codes:
        try:
            return cases.tracked(code, at=at).case_id
        except CaseNotFound:
            continue
    return None


def _added(row: Inbound, message: Message, found: Belongs, at: datetime) -> bool:
    """False for what is no answer to a case that is over, and only came from the same address: a matter of its own."""
    thread = found.thread
    assert thread is not None
    added = add(thread, message, at=at)
    if added.reason is Reason.CASE_OVER and not found.surely:
        return False
    if added.reason:
        settle(row, State.SET_ASIDE, at=at, reason=added.reason, case_id=thread.case_id, thread=thread)
        return True
    receipt = added.receipt if message.answerable else ""
    settle(row, State.ADDED, at=at, case_id=thread.case_id, thread=thread, receipt=receipt)
    return True


def _begin(row: Inbound, message: Message, at: datetime) -> None:
    if not (message.body or message.title or message.files):
        settle(row, State.SET_ASIDE, at=at, reason=Reason.EMPTY)
        return
    endpoint = row.endpoint
    if endpoint.kind != Kind.HOOK and knocked(f"channel {endpoint.pk}", message.address, at=at, most=_MOST_NEW):
        settle(row, State.SET_ASIDE, at=at, reason=Reason.TOO_MANY)
        return
    made = make_case(endpoint, message, key=f"channel:{endpoint.pk}:{bytes(row.key).hex()}:{row.generation}", at=at)
    match made:
        case Unmade(codes):
            settle(row, State.SET_ASIDE, at=at, reason=Reason.REFUSED, detail=" ".join(codes))
        case Made(case_id, thread, added_to_open):
            receipt = "case" if message.answerable and thread is not None else ""
            state = State.ADDED if added_to_open else State.TAKEN
            settle(row, state, at=at, case_id=case_id, thread=thread, receipt="" if added_to_open else receipt)


@transaction.atomic
def _failed(inbound_id: int, error: Exception, at: datetime) -> State:
    row = Inbound.objects.select_for_update(of=("self",)).get(pk=inbound_id)
    if row.state not in UNDER_WAY:
        return State(row.state)
    # That the database was away says nothing about the message.
    if not isinstance(error, DatabaseFault):
        row.attempts += 1
    row.detail = type(error).__name__
    if row.attempts > len(_WAITS):
        row.state, row.reason, row.next_at = State.SET_ASIDE, Reason.FAILED, None
        stamps.bump(receiving.STAMP)
    else:
        row.state, row.next_at = State.FAILED, at + timedelta(minutes=_WAITS[max(row.attempts - 1, 0)])
    row.save(update_fields=["state", "reason", "detail", "attempts", "next_at"])
    return State(row.state)
