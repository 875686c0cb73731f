"""Cases follow when a unit is put under another: who may see them hangs on the paths that they carry."""

from typing import Final

from django.db import connection

from banjie.cases import columns
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import inside
from banjie.platform import stamps

_BATCH: Final = 2_000
# Every place where a case keeps the path of a unit: table, the unit, its path.
_KEPT: Final = (
    ("case", "lead_unit_id", "lead_unit_path"),
    ("case", "about_unit_id", "about_unit_path"),
    ("case_assisting", "unit_id", "unit_path"),
)


def follow_unit(unit_id: int) -> int:
    """Gives the cases of a unit and of its parts, settled ones included, the paths these have now. Returns how many.

    Which unit has a case does not change, so the timelines say nothing. In small transactions, so that nobody
    waits; safe to interrupt and to repeat, and the same in whatever order two moves are followed.
    """
    units = organisations.units_index()
    moved = units.get(unit_id)
    if moved is None:
        return 0
    parts = [unit for unit in units if inside(unit.path, moved.path)]
    changed = sum(_corrected(*kept, unit.id, unit.path) for unit in parts for kept in _KEPT)
    if changed:
        stamps.bump(columns.STAMP)
    return changed


def _corrected(table: str, unit: str, path: str, unit_id: int, present: str) -> int:
    statement = f"""
        UPDATE "{table}" SET {path} = %(present)s::ltree WHERE id IN (
            SELECT id FROM "{table}" WHERE {unit} = %(unit_id)s AND {path} <> %(present)s::ltree LIMIT {_BATCH}
        )
    """  # noqa: S608  constants of this module
    total = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(statement, {"unit_id": unit_id, "present": present})
            changed = int(cursor.rowcount)
            total += changed
            if changed < _BATCH:
                return total
