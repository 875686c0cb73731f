"""Runs the jobs: the registered functions as tasks of procrastinate, periodic ones included."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections, connections
from procrastinate import App
from procrastinate import jobs as procrastinate_jobs
from procrastinate.contrib.django import app as django_app
from procrastinate.retry import RetryStrategy

from banjie.platform import jobs

logger = logging.getLogger(__name__)

_RETRY = RetryStrategy(max_attempts=6, exponential_wait=4)


def run(*, queues: list[str] | None = None, concurrency: int = 3, until_empty: bool = False) -> None:
    """Works until told to stop (SIGTERM, SIGINT), or with `until_empty` until nothing is left to do."""
    asyncio.run(_work(queues, concurrency, until_empty))


async def _work(queues: list[str] | None, concurrency: int, until_empty: bool) -> None:
    # An app of its own: jobs that ask for further jobs do so through Django's, in their own transaction.
    worker_app = App(connector=django_app.connector.get_worker_connector())  # type: ignore[attr-defined]
    _register(worker_app, leaves_nothing=until_empty)
    async with worker_app.open_async():
        await _rescue(worker_app)
        silent = float(settings.BANJIE_WORKER_SILENT_SECONDS)
        rescuing = asyncio.create_task(_keep_rescuing(worker_app, every=silent))
        begun = {} if until_empty else {name: begin() for name, (begin, _every) in jobs.steady_work().items()}
        at_it = [asyncio.create_task(_keep_at(name, work, jobs.steady_work()[name][1])) for name, work in begun.items()]
        await worker_app.run_worker_async(
            queues=list(queues or jobs.QUEUES),
            # One beside another would find nothing and end while the other asks for more.
            concurrency=1 if until_empty else concurrency,
            wait=not until_empty,
            install_signal_handlers=not until_empty,
            delete_jobs="successful",
            update_heartbeat_interval=silent / 3,
            stalled_worker_timeout=silent,
        )
        for task in (rescuing, *at_it):
            task.cancel()
        for work in begun.values():
            await sync_to_async(work.stop, thread_sensitive=False)()


async def _keep_at(name: str, work: jobs.Steady, every: float) -> None:
    while True:
        try:
            await sync_to_async(_with_connection, thread_sensitive=False)(work.turn, {}, False)
        except Exception:
            # The database may be away for a moment; the next turn tries again.
            logger.exception("a turn of %s failed", name)
        await asyncio.sleep(every)


def _register(app: App, *, leaves_nothing: bool) -> None:
    for name, job in jobs.registered().items():
        task = app.task(name=name, queue=job.queue, lock=job.alone, retry=_RETRY)(_in_thread(job.work, leaves_nothing))
        if (cron := jobs.periodic().get(name)) is not None:
            app.periodic(cron=cron)(task)


def _in_thread(work: Callable[..., None], leaves_nothing: bool) -> Callable[..., Any]:
    """Django's ORM is synchronous: the job runs in a thread, on a connection that is still alive.

    The connection stays open for the next job, unless there will be none and the caller wants nothing left.
    """

    async def run_job(*_: Any, timestamp: int | None = None, **arguments: Any) -> None:
        await sync_to_async(_with_connection, thread_sensitive=False)(work, arguments, leaves_nothing)

    return run_job


def _with_connection(work: Callable[..., None], arguments: dict[str, Any], leaves_nothing: bool) -> None:
    close_old_connections()
    try:
        work(**arguments)
    finally:
        if leaves_nothing:
            connections.close_all()
        else:
            close_old_connections()


async def _keep_rescuing(app: App, *, every: float) -> None:
    while True:
        await asyncio.sleep(every)
        try:
            await _rescue(app)
        except Exception:
            # The database may be away for a moment; the next turn looks again.
            logger.exception("could not look for jobs of killed workers")


async def _rescue(app: App) -> None:
    """Takes up the jobs of workers that were killed."""
    stalled = await app.job_manager.get_stalled_jobs(
        seconds_since_heartbeat=float(settings.BANJIE_WORKER_SILENT_SECONDS)
    )
    for job in stalled:
        logger.warning("job %s (%s) is taken up again", job.id, job.task_name)
        await _retry(app, job)


async def _retry(app: App, job: procrastinate_jobs.Job) -> None:
    from banjie.platform.clock import now

    await app.job_manager.retry_job(job, now())
