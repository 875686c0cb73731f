"""What a case has gathered, from all its tables in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from django.db import connection, models

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some columns of one table of records, oldest first or newest first."""

    table: type[models.Model]
    columns: Sequence[str]
    newest_first: bool = True


def gathered(case_id: int, wanted: Mapping[str, Wanted]) -> dict[str, list[Row]]:
    """The rows of each table by the name given to it. Moments are aware; columns are as in the models."""
    names = tuple(wanted)
    asked = tuple((each.table, tuple(each.columns), each.newest_first) for each in wanted.values())
    with connection.cursor() as cursor:
        cursor.execute(_statement(asked), [case_id] * len(names))
        found = cursor.fetchone() or ()
    return {name: [_with_moments(row) for row in orjson.loads(text)] for name, text in zip(names, found, strict=True)}


@cache
def _statement(asked: tuple[tuple[type[models.Model], tuple[str, ...], bool], ...]) -> str:
    return "SELECT " + ", ".join(_rows(*each) for each in asked)


def _rows(table: type[models.Model], columns: tuple[str, ...], newest_first: bool) -> str:
    named, name, order = ", ".join(f'"{each}"' for each in columns), table._meta.db_table, " DESC" * newest_first
    rows = f'SELECT {named} FROM "{name}" WHERE case_id = %s ORDER BY id{order}'  # noqa: S608
    return f"(SELECT coalesce(json_agg(each), '[]')::text FROM ({rows}) each)"  # noqa: S608


def _with_moments(row: Row) -> Row:
    for name, value in row.items():
        if value is not None and name.endswith("_at"):
            row[name] = datetime.fromisoformat(value)
    return row
