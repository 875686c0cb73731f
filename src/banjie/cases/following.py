"""Cases follow when a unit is put under another: who may see them hangs on the paths that they carry."""

from typing import Final

from django.db import connection

_BATCH: Final = 2_000
# Every place where a case keeps the path of a unit.
_PATHS: Final = (("case", "lead_unit_path"), ("case", "about_unit_path"), ("case_assisting", "unit_path"))


def follow_unit(*, before: str, after: str) -> int:
    """Gives paths that begin with `before` the beginning `after`, settled cases included. Returns how many.

    Which unit has a case does not change, so the timelines say nothing. In small transactions, so that nobody
    waits; safe to interrupt and to repeat.
    """
    return sum(_renamed(table, column, before, after) for table, column in _PATHS)


def _renamed(table: str, column: str, before: str, after: str) -> int:
    statement = f"""
        UPDATE "{table}" SET {column} = CASE WHEN {column} = %(before)s::ltree THEN %(after)s::ltree
            ELSE %(after)s::ltree || subpath({column}, nlevel(%(before)s::ltree)) END
        WHERE id IN (SELECT id FROM "{table}" WHERE {column} <@ %(before)s::ltree LIMIT {_BATCH})
    """  # noqa: S608  constants of this module
    total = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(statement, {"before": before, "after": after})
            changed = int(cursor.rowcount)
            total += changed
            if changed < _BATCH:
                return total
