"""The database behind a command: the embedded one is started where it is needed and left as it was found."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from banjie.config.cli.console import err, fail, start_django
from banjie.platform.database import holding


@contextmanager
def ready(*, migrate: bool = True) -> Iterator[None]:
    """Django set up, the database running and migrated. Stops the embedded database if it started it."""
    start_django()
    from django.conf import settings

    if not settings.EMBEDDED_DATABASE:
        _migrated(migrate)
        yield
        return
    from banjie.platform.database.embedded import Cluster, DatabaseDidNotStart

    cluster = Cluster(Path(settings.DATA) / "postgres")
    try:
        started = cluster.ensure_running()
    except DatabaseDidNotStart as error:
        fail(f"PostgreSQL did not start. {error}")
    try:
        _migrated(migrate)
        yield
    finally:
        from django.db import connections

        connections.close_all()
        # Meanwhile somebody may have begun to serve on it, and keeps it.
        if started and (claim := holding.claim(cluster.data)):
            with claim:
                cluster.stop()


def start() -> Path | None:
    """Like `ready`, for a command that goes on as the supervisor.

    Returns the folder of the embedded database, if there is one, for the supervisor to keep and to stop.
    """
    start_django()
    from django.conf import settings

    if not settings.EMBEDDED_DATABASE:
        _migrated(wanted=True)
        return None
    from banjie.platform.database.embedded import Cluster, DatabaseDidNotStart

    cluster = Cluster(Path(settings.DATA) / "postgres")
    try:
        cluster.ensure_running()
    except DatabaseDidNotStart as error:
        fail(f"PostgreSQL did not start. {error}")
    _migrated(wanted=True)
    return cluster.data


def _migrated(wanted: bool) -> None:
    if not wanted:
        return
    from django.core.management import call_command
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            err.print("Preparing the database …", highlight=False)
            call_command("migrate", verbosity=0, stdout=StringIO())
    except OperationalError as error:
        fail(f"The database does not answer: {str(error).splitlines()[0]}")
