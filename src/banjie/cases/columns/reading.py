"""Cases from the database as fixed-width rows: binary COPY, which numpy takes as it comes."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import Connection

from banjie.cases.columns.table import ROW, Flag
from banjie.cases.models import Kind, Level
from banjie.cases.models.case import Channel, Identity
from banjie.core.workflow import shipped

# Places in these stand in the columns.
STATES: Final = tuple(sorted({key for process in shipped().values() for key in process.states}))
KINDS: Final = tuple(Kind.values)
LEVELS: Final = tuple(Level.values)
CHANNELS: Final = tuple(Channel.values)

_PATHS: Final = {"area": "area_path", "lead": "lead_unit_path", "about": "about_unit_path", "category": "category_path"}
_HEADER: Final = 19
_FLAGS: Final = {
    Flag.OPEN: "is_open",
    Flag.HAD_DEADLINE: "closed_late IS NOT NULL",
    Flag.CLOSED_LATE: "closed_late IS TRUE",
    Flag.RETURNED: "returns > 0",
    Flag.REOPENED: "reopens > 0",
    Flag.REMINDED: "reminders > 0",
    Flag.RATED: "rated_solved IS NOT NULL",
    Flag.RATED_SOLVED: "rated_solved IS TRUE",
    Flag.GUARDED: f"identity <> '{Identity.OPEN}' OR kind = '{Kind.DISPUTE}'",
}

# Before its fields every row tells how many there are, and before each field how long it is.
_ON_THE_WIRE: Final = np.dtype(
    [("fields", ">i2")]
    + [part for name in ROW.names or () for part in ((f"{name} length", ">i4"), (name, ROW[name]))]
)  # fmt: skip


type Read = tuple[NDArray[Any], Mapping[int, str]]


def everything() -> Read:
    """All cases, and the paths that they carry by their hashes."""
    return _read("")


def these(ids: Iterable[int]) -> Read:
    return _read(f"WHERE c.id IN ({_listed(ids)})")


def _read(narrowed: str) -> Read:
    """Rows and paths come one after the other: where a path changed in between, both are read again."""
    while True:
        rows = _copied(_select(narrowed))
        met = [np.unique(rows[name], return_index=True) for name in _PATHS]
        paths = _paths({each for _, first in met for each in rows["id"][first].tolist()})
        if all(value in paths for values, _ in met for value in values.tolist()):
            return rows, paths


def _paths(ids: Iterable[int]) -> Mapping[int, str]:
    narrowed = f"WHERE id IN ({_listed(ids)})"
    each = " UNION ".join(f'SELECT {column} AS path FROM "case" {narrowed}' for column in _PATHS.values())  # noqa: S608  columns of this module, whole numbers
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_hashed('path')}, path::text FROM ({each}) AS every")  # noqa: S608  likewise
        return dict(cursor.fetchall())


def changed_after(entry: int) -> list[int]:
    """The cases to which something happened after that entry of the timeline."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT case_id FROM case_timeline WHERE id > %s", [entry])
        return [row[0] for row in cursor.fetchall()]


def last_entry() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM case_timeline")
        return int(cursor.fetchone()[0])


def transactions() -> tuple[int, int]:
    """The oldest transaction of others that still writes, and the next to begin (equal where nobody writes)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint,"
            " pg_current_xact_id_if_assigned()::text::bigint FROM pg_current_snapshot() AS s"
        )
        oldest, following, own = cursor.fetchone()
    return (following if oldest == own else oldest), following


def _select(narrowed: str) -> str:
    columns = {
        "id": "c.id",
        "received": "coalesce(received_at, '-infinity')",
        "closed": "coalesce(closed_at, '-infinity')",
        "due": "coalesce(due_at, '-infinity')",
        "cell": "coalesce(cell, 0)",
        "longitude": "coalesce(longitude, 'NaN')::float4",
        "latitude": "coalesce(latitude, 'NaN')::float4",
        **{name: _hashed(column) for name, column in _PATHS.items()},
        "state": _place("state", STATES),
        "kind": _place("kind", KINDS),
        "level": _place("level", LEVELS),
        "channel": _place("channel", CHANNELS),
        "flags": f"({' + '.join(f'({said})::int * {int(flag)}' for flag, said in _FLAGS.items())})::int2",
        "satisfaction": "coalesce(r.satisfaction, 0)::int2",
    }
    latest = "SELECT DISTINCT ON (case_id) case_id, satisfaction FROM case_rating ORDER BY case_id, round DESC"
    chosen = ", ".join(columns[name] for name in ROW.names or ())
    return f'SELECT {chosen} FROM "case" AS c LEFT JOIN ({latest}) AS r ON r.case_id = c.id {narrowed}'  # noqa: S608  likewise


def _hashed(column: str) -> str:
    return f"hashtextextended({column}::text, 0)"


def _place(column: str, values: Iterable[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"(coalesce(array_position(ARRAY[{listed}], {column}::text), 0) - 1)::int2"


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(str(int(each)) for each in ids) or "NULL"


def _copied(select: str) -> NDArray[Any]:
    connection.ensure_connection()
    raw = cast("Connection[Any]", connection.connection)
    with raw.cursor() as cursor, cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT BINARY)") as copy:
        data = bytearray()
        for block in copy:
            data += block
    count = (len(data) - _HEADER - 2) // _ON_THE_WIRE.itemsize
    return np.frombuffer(data, _ON_THE_WIRE, count=count, offset=_HEADER)
