"""Guard-rails of the whole suite: a throwaway database, no network, no lasting cache, no luck with order."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import HealthCheck
from hypothesis import settings as trying

from banjie.platform.database import embedded
from tests import unordered

# How long an example takes says how busy the machine is, and nothing of what is tried.
trying.register_profile("banjie", deadline=None, suppress_health_check=[HealthCheck.too_slow])
trying.load_profile("banjie")


def _cluster() -> embedded.Cluster:
    return embedded.Cluster(settings.DATA / "postgres", settings=embedded.SETTINGS | embedded.VOLATILE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """The cluster starts with the first test that needs a database, so that unit tests stay quick."""
    _cluster().ensure_running()


def pytest_unconfigure(config: pytest.Config) -> None:
    from django.db import connections

    if not settings.configured:
        return
    connections.close_all()
    # Only ever the folder that tests.settings made: other settings may name somebody's real data.
    if not settings.DATA.name.startswith("banjie-test-"):
        return
    if (settings.DATA / "postgres").exists():
        _cluster().destroy()
    shutil.rmtree(settings.DATA, ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_cached() -> Iterator[None]:
    yield
    from banjie.analytics import screen
    from banjie.platform import stamps
    from banjie.web import waiting
    from banjie.web.hall import devices
    from banjie.web.screen import access

    stamps.clear_all()
    waiting.forget()
    screen.forget()
    access.forget()
    devices.forget()


@pytest.fixture(scope="session", autouse=True)
def _no_luck_with_order() -> Iterator[None]:
    with unordered.backwards():
        yield


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_can_be_emptied() -> Iterator[None]:
    """Between tests that commit, Django empties every table; the guards on the timeline stand aside for that."""
    execute: Callable[..., None] = DatabaseOperations.execute_sql_flush

    def flush(operations: DatabaseOperations, statements: list[str]) -> None:
        with _as_replica(operations):
            execute(operations, statements)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(DatabaseOperations, "execute_sql_flush", flush)
        patched.setattr(DatabaseOperations, "sql_flush", _delete_what_is_there)
        # Types and permissions of Django's own, which nothing here asks for, are not written anew after every test.
        patched.setattr("django.core.management.commands.flush.emit_post_migrate_signal", lambda *_, **__: None)
        yield


def _delete_what_is_there(operations: DatabaseOperations, _style: object, tables: list[str], **_: bool) -> list[str]:
    """TRUNCATE makes the files of 170 tables and of their indexes anew, which takes longer than most tests."""
    quoted = [operations.quote_name(table) for table in tables]
    asked = " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS (SELECT FROM {table})" for number, table in enumerate(quoted)
    )
    with operations.connection.cursor() as cursor:
        cursor.execute(asked)
        return [f"DELETE FROM {quoted[number]}" for (number,) in cursor.fetchall()]


@contextmanager
def _as_replica(operations: DatabaseOperations) -> Iterator[None]:
    with operations.connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    yield
    with operations.connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
