"""Counts who comes through a door, and says what is asked of them first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from banjie.platform.crowding import task
from banjie.platform.crowding.ladder import LADDER, MINUTE, WINDOW, Ladder
from banjie.platform.crowding.task import Task, Verdict
from banjie.platform.models import Knock, SpentTask
from banjie.platform.proving.secrets import digest, of_origin

# Whoever cannot work may wait, this often from one address within the window: enough for a hall of old telephones.
MOST_WAITS: Final = 20


@dataclass(frozen=True, slots=True)
class Admitted:
    """Go on."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What is to be done before: a task, or, where there is none, coming back after `later`."""

    task: Task | None
    later: timedelta


def needed(
    door: str, origin: str | None, *, at: datetime, device: int = 0, ladder: Ladder = LADDER
) -> Needed | Admitted:
    """What will be asked of the next try. Counts nothing."""
    here, everywhere = _counted(door, origin, at, ladder)
    if ladder.is_full(here=here):
        return Needed(None, WINDOW)
    bits = ladder.bits(here=here, everywhere=everywhere, device=device)
    return Needed(task.give(door, bits, at=at), task.WAIT) if bits else Admitted()


def admit(
    door: str, origin: str | None, *, text: str, answer: str, at: datetime, device: int = 0, ladder: Ladder = LADDER
) -> Needed | Admitted:
    """Counts a try and lets it in, or says what is needed first. A task that was done counts once."""
    here, everywhere = _counted(door, origin, at, ladder)
    if ladder.is_full(here=here):
        return Needed(None, WINDOW)
    bits = ladder.bits(here=here, everywhere=everywhere, device=device)
    if bits and not _done(door, origin, text, answer, bits, at):
        return Needed(task.give(door, bits, at=at), task.WAIT)
    Knock.objects.create(origin=of_origin(door, origin, at=at), at=at)
    return Admitted()


def forget(*, at: datetime) -> None:
    """Tasks that are too old to be used again."""
    SpentTask.objects.filter(at__lte=at - 2 * task.VALID).delete()


def _done(door: str, origin: str | None, text: str, answer: str, bits: int, at: datetime) -> bool:
    verdict = task.judge(door, text, answer, bits=bits, at=at)
    if verdict is Verdict.UNDONE:
        return False
    waiting = f"{door} waiting"
    if verdict is Verdict.WAITED and _tries(waiting, origin, at, MOST_WAITS) >= MOST_WAITS:
        return False
    try:
        with transaction.atomic():
            SpentTask.objects.create(digest=digest("spent task", text), at=at)
    except IntegrityError:
        return False
    if verdict is Verdict.WAITED:
        Knock.objects.create(origin=of_origin(waiting, origin, at=at), at=at)
    return True


def _counted(door: str, origin: str | None, at: datetime, ladder: Ladder) -> tuple[int, int]:
    here, everywhere = ladder.counted
    all_of_them = Knock.objects.filter(at__gt=at - MINUTE).order_by().values_list("id")[:everywhere]
    return _tries(door, origin, at, here), len(all_of_them)


def _tries(door: str, origin: str | None, at: datetime, most: int) -> int:
    lately = Knock.objects.filter(origin=of_origin(door, origin, at=at), at__gt=at - WINDOW).order_by()
    return len(lately.values_list("id")[:most])
