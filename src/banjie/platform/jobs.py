"""Jobs as rows of the database, written in the transaction of the change that wants them.

Nothing else imports procrastinate, so that another queue can take its place. A crash loses nothing: a job
that was under way is taken up again by `rescue`, which is why every job must bear being run twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

logger = logging.getLogger(__name__)

QUEUES = ("default", "bulk")


@dataclass(frozen=True, slots=True)
class Job[**P]:
    """A named piece of work. Call it to do the work now; `later` to have a worker do it.

    Of the jobs with the same `alone` one is done at a time, in all workers together.
    """

    name: str
    work: Callable[P, None]
    queue: str
    alone: str | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self.work(*args, **kwargs)


class Steady(Protocol):
    """Work that goes on as long as the worker does. What is left undone at the end is taken up by the next."""

    def turn(self) -> None: ...
    def stop(self) -> None: ...


_jobs: dict[str, Job[...]] = {}
_steady: dict[str, tuple[Callable[[], Steady], float]] = {}
_every: dict[str, str] = {}


def job[**P](
    name: str, *, queue: str = "default", every: str | None = None, alone: str | None = None
) -> Callable[[Callable[P, None]], Job[P]]:
    """Registers a function as a job under a name that stays; `every` is a cron line for periodic work.

    Arguments are JSON values. A periodic job is called with no arguments.
    """

    def register(work: Callable[P, None]) -> Job[P]:
        made = Job(name, work, queue, alone)
        if name in _jobs:
            raise ValueError(f"two jobs are called {name}")
        _jobs[name] = made
        if every is not None:
            _every[name] = every
        return made

    return register


def steady(name: str, *, every: float) -> Callable[[Callable[[], "Steady"]], Callable[[], "Steady"]]:
    """Registers work that each worker keeps at, looking again every so many seconds.

    The function is called once in a worker and gives what is called at each turn, and at the end.
    """

    def register(begin: Callable[[], Steady]) -> Callable[[], Steady]:
        _steady[name] = (begin, every)
        return begin

    return register


def later(wanted: Job[...], *, at: datetime | None = None, once: str | None = None, **arguments: Any) -> None:
    """Has a worker do the job once this transaction commits, not before `at`.

    With `once`, a job that already waits under that key is enough.
    """
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import AlreadyEnqueued

    deferrer = app.configure_task(
        wanted.name, queue=wanted.queue, lock=wanted.alone, queueing_lock=once, schedule_at=at, allow_unknown=True
    )
    # The savepoint keeps the caller's transaction usable when the job waits already.
    try:
        with transaction.atomic():
            deferrer.defer(**arguments)
    except AlreadyEnqueued:
        logger.debug("job %s waits already under %s", wanted.name, once)


def registered() -> dict[str, Job[...]]:
    """Every job by name; `platform.worker` turns them into tasks of the queue's own kind."""
    return dict(_jobs)


def steady_work() -> dict[str, tuple[Callable[[], Steady], float]]:
    """What begins each steady work by its name, and the seconds between two turns."""
    return dict(_steady)


def periodic() -> dict[str, str]:
    """The cron line of each periodic job."""
    return dict(_every)


def under_way(wanted: Job[...]) -> str:
    """How a job that was asked for stands: "doing", "todo", or "" where none is on its way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(status::text) FROM procrastinate_jobs WHERE task_name = %s AND status IN ('todo', 'doing')",
            [wanted.name],
        )
        return str(cursor.fetchone()[0] or "")


def waiting() -> int:
    """How many jobs wait or are under way; `doctor` and tests ask."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
        return int(cursor.fetchone()[0])
