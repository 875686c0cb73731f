"""Running Banjie: the web server, the worker and, without DATABASE_URL, the database, as one thing."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from banjie.config import supervisor
from banjie.config.cli import database
from banjie.config.cli.console import fail, out


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    web: Annotated[int, typer.Option(help="Web processes.", min=1)] = 1,
    threads: Annotated[int, typer.Option(help="Threads in each web process.", min=1)] = 4,
    jobs: Annotated[bool, typer.Option("--jobs/--no-jobs", help="Run the worker beside the web server.")] = True,
) -> None:
    """Start Banjie: web server, worker and, without DATABASE_URL, an embedded PostgreSQL. Ctrl-C stops all."""
    refuse_taken_port(host, port)
    stop_database = database.start()
    prepare()
    out.print(f"Banjie listens on http://{_shown(host)}:{port}", highlight=False)
    run(host=host, port=port, web=web, threads=threads, jobs=jobs, database_folder=stop_database)


def worker(
    concurrency: Annotated[int, typer.Option(help="Jobs at once.", min=1)] = 3,
    until_empty: Annotated[bool, typer.Option(help="Stop when nothing is left to do.")] = False,
) -> None:
    """Do the jobs that wait: alarms, imports, reports, deliveries."""
    with database.ready(migrate=False):
        from banjie.platform import worker as jobs_worker

        jobs_worker.run(concurrency=concurrency, until_empty=until_empty)


def prepare() -> None:
    """What must stand before the first request: translations, static files, a calendar, a catalogue."""
    from banjie.config import foundation

    foundation.lay()


def run(*, host: str, port: int, web: int, threads: int, jobs: bool, database_folder: Path | None) -> None:
    """Becomes the supervisor of the services, which stops them and the database at the end."""
    commands = {"The web server": _granian(host, port, web, threads)}
    if jobs:
        commands["The worker"] = [sys.executable, "-m", "banjie", "worker"]
    supervisor.replace_this_process(commands, database=database_folder)


def refuse_taken_port(host: str, port: int) -> None:
    """Says so before anything is started, rather than after."""
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            fail(f"Port {port} is taken: Banjie may be running already. Choose another with --port.")


def _granian(host: str, port: int, web: int, threads: int) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(web), "--blocking-threads", str(threads), "--respawn-failed-workers"]
    command += ["--no-ws", "--log-level", "warning", "--backlog", "2048", "banjie.config.wsgi:application"]
    return command


def _shown(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104 — only compared
