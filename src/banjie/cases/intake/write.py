"""Writes planned rows: COPY for a batch, one round trip for a single case."""

from collections.abc import Sequence
from contextlib import nullcontext
from functools import lru_cache
from itertools import batched
from typing import Any, cast

import psycopg
from django.db import IntegrityError, connection

from banjie.cases.intake.copying import entries_text
from banjie.cases.intake.rows import (
    AnswerColumns,
    CaseColumns,
    ContactColumns,
    EntryColumns,
    Rows,
    TextColumns,
)
from banjie.platform.database.copying import copy_text

# Below this, one statement for all tables beats COPY, which needs a turn of its own for each.
_COPY_FROM = 20
_LINES_AT_ONCE = 500
# Statements of a single case are the same each time, so the server keeps them from the second on.
_PREPARE_AFTER = 1

_TABLES: tuple[tuple[str, str, type[Any]], ...] = (
    ("case", "cases", CaseColumns),
    ("case_text", "texts", TextColumns),
    ("case_contact", "contacts", ContactColumns),
    ("case_timeline", "entries", EntryColumns),
    ("case_answer", "answers", AnswerColumns),
)
_CASTS = {"search": "::tsvector", "category_path": "::ltree", "area_path": "::ltree"} | {
    "lead_unit_path": "::ltree",
    "about_unit_path": "::ltree",
    "clocks": "::jsonb",
    "answers": "::jsonb",
    "data": "::jsonb",
}


class SubmittedBefore(Exception):
    """Some of the submission keys are taken; the caller looks the first results up."""


def reserve_ids(count: int) -> Sequence[int]:
    """Ids for cases that are about to be planned."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('case_id_seq') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def write(rows: Rows, *, into: psycopg.Connection[Any] | None = None) -> None:
    """Writes everything, inside the caller's transaction. Raises SubmittedBefore and leaves that unusable.

    `into` is another connection than Django's, whose transaction an import holds open.
    """
    raw = into if into is not None else _raw()
    try:
        # Django's own errors, so that it notices a lost connection and does not use it again.
        with connection.wrap_database_errors if into is None else nullcontext():
            if len(rows.cases) >= _COPY_FROM:
                _copy(rows, raw)
            else:
                _insert(rows, raw)
    except (IntegrityError, psycopg.errors.UniqueViolation) as error:
        cause = error if isinstance(error, psycopg.Error) else error.__cause__
        if isinstance(cause, psycopg.Error) and cause.diag.constraint_name == "case_submission_once":
            raise SubmittedBefore from error
        raise


def _copy(rows: Rows, raw: psycopg.Connection[Any]) -> None:
    with raw.cursor() as cursor:
        for table, name, columns in _TABLES:
            batch: Sequence[Any] = getattr(rows, name)
            if batch:
                with cursor.copy(f'COPY "{table}" ({_names(columns._fields)}) FROM STDIN') as copy:
                    for lot in batched(batch, _LINES_AT_ONCE):
                        copy.write(entries_text(lot) if columns is EntryColumns else copy_text(lot))


def _insert(rows: Rows, raw: psycopg.Connection[Any]) -> None:
    """Every table in one statement, which is whole or nothing also where no transaction is open."""
    # Django's cursors put the values into the text; these have the server keep the statement, parsed.
    if raw.prepare_threshold is None:
        raw.prepare_threshold = _PREPARE_AFTER
    batches: list[Sequence[tuple[Any, ...]]] = [getattr(rows, name) for _, name, _ in _TABLES]
    if not any(batches):
        return
    statement = _statement(tuple(len(batch) for batch in batches))
    with psycopg.Cursor(raw) as cursor:
        cursor.execute(statement, [value for batch in batches for row in batch for value in row])


@lru_cache(maxsize=200)
def _statement(counts: tuple[int, ...]) -> Any:
    """Inserts so many rows into each of the tables. Foreign keys are looked at when all of it is done."""
    inserts = []
    for (table, _, columns), count in zip(_TABLES, counts, strict=True):
        if count:
            fields = columns._fields
            one = "(" + ", ".join(f"%s{_CASTS.get(field, '')}" for field in fields) + ")"
            inserts.append(f'INSERT INTO "{table}" ({_names(fields)}) VALUES ' + ", ".join([one] * count))  # noqa: S608
    *others, last = inserts
    before = ", ".join(f"part{number} AS ({insert})" for number, insert in enumerate(others))
    return f"WITH {before} {last}" if before else last


def _names(fields: Sequence[str]) -> str:
    return ", ".join(f'"{field}"' for field in fields)


def _raw() -> psycopg.Connection[Any]:
    connection.ensure_connection()
    return cast("psycopg.Connection[Any]", connection.connection)
