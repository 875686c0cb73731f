"""Keeps promises in time: raises alarms, ends waits that ran out, and recomputes when the rules change."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import Min, QuerySet

from banjie.cases import clockwork, events, recording
from banjie.cases.acting import AS_SYSTEM
from banjie.cases.errors import CommandRefused
from banjie.cases.facts import REOPEN_WITHIN
from banjie.cases.models import Case
from banjie.cases.perform import perform
from banjie.cases.reference import reference
from banjie.core import clocks as c
from banjie.platform import events as news
from banjie.platform.actors import SYSTEM, Actor

logger = logging.getLogger(__name__)

_BATCH = 200
# A wait that ran out goes on by itself, so that no case is forgotten in a drawer.
_ENDS_BY_ITSELF = {"waiting": "stop_waiting", "suspended": "resume"}


def tick(*, at: datetime, since: datetime | None = None) -> int:
    """Raises every alarm that has come due by `at`, after `since` if it is given. Returns how many cases were
    looked at.

    A fault in one case is logged and keeps no other from its alarms; the next tick tries it again.
    """
    seen = 0
    faulty: list[int] = []
    due = _due(since, at).order_by("next_alarm_at")
    while batch := list(due.exclude(id__in=faulty).values_list("id", flat=True)[:_BATCH]):
        for case_id in batch:
            try:
                _alarm(case_id, at=at)
            except OperationalError:
                raise  # not this case's fault: the database is away
            except Exception:
                logger.exception("the alarms of case %s could not be raised", case_id)
                faulty.append(case_id)
        seen += len(batch)
    return seen


def relive_alarms(*, until: datetime, since: datetime | None = None) -> None:
    """Raises what has come due by `until`, each alarm at its own moment; for a past that is told afterwards.

    `since`: up to when it has been told. Looking no further back spares the walk over what the same transaction
    wrote and wrote over.
    """
    while (moment := _due(since, until).aggregate(first=Min("next_alarm_at"))["first"]) is not None:
        tick(at=moment, since=since)
        # What is still due now is faulty, and logged.
        since = moment


def _due(since: datetime | None, until: datetime) -> QuerySet[Case]:
    due = Case.objects.filter(next_alarm_at__lte=until)
    return due if since is None else due.filter(next_alarm_at__gt=since)


@transaction.atomic
def _alarm(case_id: int, *, at: datetime) -> None:
    case = Case.objects.select_for_update(of=("self",)).get(id=case_id)
    calendar = reference().calendar
    loaded = clockwork.load(case.clocks)
    told = set(case.told)
    # By audience: of several alarms that came due at once, each hears the last alone.
    raised: dict[str, int] = {}
    for clock in loaded.values():
        for alarm in c.due_alarms(clock, calendar, c.DEFAULT_LADDER, since=None, until=at):
            key = f"{alarm.key}:{case.reopens}"
            if key not in told:
                told.add(key)
                _raise(case, alarm, at)
                raised[alarm.rung.audience] = case.entries
    for entry in raised.values():
        news.publish(events.StaffToTell(case.id, entry, at))
    case.told = sorted(told)
    case.next_alarm_at = clockwork.moments(loaded, calendar, at).next_alarm_at
    case.save()


def _raise(case: Case, alarm: c.Alarm, at: datetime) -> None:
    data = {
        "clock": alarm.clock,
        "audience": alarm.rung.audience,
        "action": alarm.rung.action,
        "due_at": alarm.due_at,
        "unit": case.lead_unit_id,
    }
    recording.append(case, "alarm", by=SYSTEM, at=at, data=data)


def end_waits(*, at: datetime) -> int:
    """Goes on with cases whose wait for the reporter, or whose suspension, has run out."""
    due = Case.objects.filter(is_open=True, state__in=_ENDS_BY_ITSELF, step_due_at__lte=at)
    rows = list(due.values_list("id", "state"))
    return sum(_by_itself(case_id, _ENDS_BY_ITSELF[state], at=at) for case_id, state in rows)


def finish_silent(*, at: datetime) -> int:
    """Ends closed cases whose window for reopening has passed without a word from the reporter."""
    due = Case.objects.filter(state="closed", closed_at__lt=at - REOPEN_WITHIN).values_list("id", flat=True)
    return sum(_by_itself(case_id, "finish", at=at) for case_id in list(due[:5000]))


def _by_itself(case_id: int, command: str, *, at: datetime) -> bool:
    """Whether it was done. Somebody may have been quicker since the case was looked up; that is no fault."""
    try:
        perform(case_id, command, by=AS_SYSTEM, at=at)
    except CommandRefused:
        return False
    return True


def recompute_open(*, by: Actor, reason: str, at: datetime) -> Iterator[tuple[int, int]]:
    """Reckons the deadlines of all open cases anew after a change of calendar or targets.

    Yields (done, total) as it goes. Each case whose deadline moved has the change on its timeline. Safe to
    interrupt and to repeat: what is right already is left alone.
    """
    ids = list(Case.objects.filter(is_open=True).order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), _BATCH):
        with transaction.atomic():
            cases = Case.objects.select_for_update(of=("self",)).filter(
                id__in=ids[start : start + _BATCH], is_open=True
            )
            for case in cases.order_by("id"):
                _recompute(case, by=by, reason=reason, at=at)
        yield min(start + _BATCH, len(ids)), len(ids)


def _recompute(case: Case, *, by: Actor, reason: str, at: datetime) -> None:
    look_up = reference()
    targets = clockwork.limits_of(case, look_up, release=look_up.catalogue.number)
    before = {"due_at": case.due_at, "step_due_at": case.step_due_at}
    loaded = clockwork.load(case.clocks)
    clockwork.place(case, clockwork.retargeted(loaded, targets), look_up.calendar, at)
    if before == {"due_at": case.due_at, "step_due_at": case.step_due_at}:
        return
    data: dict[str, Any] = {"reason": reason, "before": before["due_at"], "after": case.due_at}
    recording.append(case, "recompute", by=by, at=at, data=data)
    case.save()
