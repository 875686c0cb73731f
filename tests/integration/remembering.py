"""A world made once by its actions, and put back as it was for every further test of the process.

Making one takes hundreds of statements, which was four fifths of the time of the suite. What is put back are the very
rows that the actions wrote the first time; a change of theirs is seen by the next run.
"""

import functools
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from banjie.platform import stamps

# What a migrated database holds before anybody did anything.
_MIGRATED = {"django_migrations", "django_content_type", "auth_permission"}
# Jobs are not Django's to empty between tests that commit; those that a world brought with it are nobody's business.
_JOBS = "procrastinate_"


@dataclass(frozen=True)
class _Table:
    name: str
    columns: str
    rows: bytes


@dataclass(frozen=True)
class _Remembered:
    tables: Sequence[_Table]
    value: bytes


def remembered[T](make: Callable[[], T]) -> Callable[[], T]:
    """For a function that fills an empty database and returns what can be pickled. In a database that is not empty
    when it is called for the first time, it is carried out and not remembered.
    """
    kept: list[_Remembered] = []

    @functools.wraps(make)
    def making() -> T:
        if kept:
            return _put_back(kept[0])
        empty = not _filled()
        made = make()
        if empty:
            kept.append(_Remembered(_taken(), pickle.dumps(made)))
        return made

    return making


def _put_back[T](known: _Remembered) -> T:
    with transaction.atomic(), connection.cursor() as cursor:
        # Neither guards nor foreign keys are asked: they were when these rows were written.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in known.tables:
            with cursor.copy(f"COPY {table.name} ({table.columns}) FROM STDIN") as copy:
                copy.write(table.rows)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    stamps.forget()
    value: T = pickle.loads(known.value)
    return value


def _taken() -> list[_Table]:
    tables = []
    with connection.cursor() as cursor:
        for name in sorted(_filled()):
            cursor.execute(
                "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) "
                "FROM information_schema.columns "
                "WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'",
                [name],
            )
            (columns,) = cursor.fetchone()
            quoted = connection.ops.quote_name(name)
            with cursor.copy(f"COPY {quoted} ({columns}) TO STDOUT") as copy:
                tables.append(_Table(quoted, columns, b"".join(copy)))
    return tables


def _filled() -> set[str]:
    """The tables that hold anything beyond what migrations left."""
    names = [
        name for name in connection.introspection.table_names() if name not in _MIGRATED and not name.startswith(_JOBS)
    ]
    asked = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(name)})" for name in names
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}
