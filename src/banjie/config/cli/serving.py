"""Running Banjie: the web server, the worker and, without DATABASE_URL, the database, as one thing."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType
from typing import Annotated

import typer

from banjie.config.cli import database
from banjie.config.cli.console import err, out

RESTART_AFTER = 1.0
GRACE = 10.0


@dataclass
class Service:
    """One process that is kept running; killed, it comes back."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        # A group of its own: Ctrl-C is ours to pass on, in order.
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603

    def revive(self) -> None:
        if self.process is None or self.process.poll() is None:
            return
        if time.monotonic() - self.started > RESTART_AFTER:
            err.print(f"{self.name} ended (code {self.process.returncode}); starting it again.", highlight=False)
            self.start()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    web: Annotated[int, typer.Option(help="Web processes.", min=1)] = 2,
    threads: Annotated[int, typer.Option(help="Threads in each web process.", min=1)] = 4,
    jobs: Annotated[bool, typer.Option("--jobs/--no-jobs", help="Run the worker beside the web server.")] = True,
) -> None:
    """Start Banjie: web server, worker and, without DATABASE_URL, an embedded PostgreSQL. Ctrl-C stops all."""
    with database.ready():
        prepare()
        out.print(f"Banjie listens on http://{_shown(host)}:{port}", highlight=False)
        run(host=host, port=port, web=web, threads=threads, jobs=jobs)


def worker(
    concurrency: Annotated[int, typer.Option(help="Jobs at once.", min=1)] = 2,
    until_empty: Annotated[bool, typer.Option(help="Stop when nothing is left to do.")] = False,
) -> None:
    """Do the jobs that wait: alarms, imports, reports, deliveries."""
    with database.ready(migrate=False):
        from banjie.platform import worker as jobs_worker

        jobs_worker.run(concurrency=concurrency, until_empty=until_empty)


def prepare() -> None:
    """What must stand before the first request: translations compiled, a calendar and a catalogue to work by."""
    from banjie.config import foundation

    foundation.lay()


def run(*, host: str, port: int, web: int, threads: int, jobs: bool) -> None:
    """Keeps the services running until SIGINT or SIGTERM, then stops them in order."""
    services = [Service("The web server", _granian(host, port, web, threads))]
    if jobs:
        services.append(Service("The worker", [sys.executable, "-m", "banjie", "worker"]))
    stopping = _told_to_stop()
    for service in services:
        service.start()
    while not stopping:
        time.sleep(0.2)
        for service in services:
            if not stopping:
                service.revive()
    for service in services:
        service.stop()
    deadline = time.monotonic() + GRACE
    for service in services:
        service.wait(deadline)
    out.print("Stopped. Nothing is lost.", highlight=False)


def _granian(host: str, port: int, web: int, threads: int) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(web), "--blocking-threads", str(threads), "--respawn-failed-workers"]
    command += ["--no-ws", "--log-level", "warning", "--backlog", "2048", "banjie.config.wsgi:application"]
    return command


def _told_to_stop() -> list[int]:
    """A list that gets the signal once it comes."""
    received: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        received.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)
    return received


def _shown(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104 — only compared


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
