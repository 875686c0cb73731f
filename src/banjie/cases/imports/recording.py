"""Keeps the record of a run while it is under way, and what was wrong with its rows."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final, cast

import orjson
import psycopg
from django.db import connection

from banjie.cases.imports.batches import Batch
from banjie.cases.imports.faults import RefusedRow
from banjie.cases.imports.found import Found
from banjie.cases.imports.pipe import Raw
from banjie.cases.models import ImportFault, ImportRun, RunState

_FAULTS: Final = "COPY case_import_fault (run_id, row, field, code, detail) FROM STDIN"
_ADVANCE: Final = """
    UPDATE case_import SET next_row = %(next_row)s, done = %(next_row)s, made = made + %(made)s,
        left_out = left_out + %(left_out)s, refused = refused + %(refused)s,
        repeated = repeated + %(repeated)s
    WHERE id = %(id)s
"""
# What looking into the file had shown (its columns, its sheets) stays beside what reading it showed.
_FINISH: Final = """
    UPDATE case_import SET state = %(state)s, found = found || %(found)s::jsonb, ended_at = %(ended_at)s, failure = ''
"""
_COUNTS: Final = """
    , done = %(done)s, made = %(made)s, repeated = %(repeated)s, left_out = %(left_out)s, refused = %(refused)s
"""


class RunRecord:
    """The row of one run. What ends in `_in` is written on the import's own connection, with its cases."""

    def __init__(
        self,
        run_id: int,
        *,
        now: Callable[[], datetime],
        progress: Callable[[int], None] = lambda done: None,
    ) -> None:
        self.run_id = run_id
        self._now = now
        self._progress = progress

    def progress(self, done: int) -> bool:
        """Tells how many rows were looked at; True if somebody asked for an end."""
        self._progress(done)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE case_import SET done = %s WHERE id = %s RETURNING cancel_asked", [done, self.run_id])
            row = cursor.fetchone()
        return row is None or bool(row[0])

    def go_on(self) -> bool:
        return not ImportRun.objects.filter(id=self.run_id, cancel_asked=True).exists()

    def clear_faults(self) -> None:
        """Before a file is read from its beginning."""
        ImportFault.objects.filter(run_id=self.run_id).delete()

    def add_faults(self, refused: Iterable[RefusedRow]) -> None:
        rows = list(refused)
        if rows:
            connection.ensure_connection()
            self.add_faults_in(cast("psycopg.Connection[Any]", connection.connection), rows)

    def add_faults_in(self, raw: Raw, refused: Iterable[RefusedRow]) -> None:
        rows = sorted(refused, key=lambda row: row.number)
        if not rows:
            return
        with raw.cursor() as cursor, cursor.copy(_FAULTS) as copy:
            for row in rows:
                for fault in row.faults:
                    copy.write_row((self.run_id, row.number, fault.field[:60], fault.code[:40], fault.detail[:200]))

    def advance_in(self, raw: Raw, batch: Batch, *, made: int, next_row: int) -> None:
        """Notes a batch as done, in the transaction that writes it."""
        repeated = batch.seen - made - batch.left_out - len(batch.refused)
        values = {
            "id": self.run_id,
            "next_row": next_row,
            "made": made,
            "left_out": batch.left_out,
            "refused": len(batch.refused),
            "repeated": repeated,
        }
        raw.execute(_ADVANCE, values)

    def finish_in(self, raw: Raw, state: RunState, found: Found, *, counts: bool = True) -> None:
        """Notes the run as over. Without `counts` those stand that its batches have noted."""
        raw.execute(f"{_FINISH}{_COUNTS if counts else ''} WHERE id = %(id)s", self._ended(state, found))

    def finish(self, state: RunState, found: Found) -> None:
        """The same for a run of which nothing was written, on Django's connection."""
        with connection.cursor() as cursor:
            cursor.execute(f"{_FINISH}{_COUNTS} WHERE id = %(id)s", self._ended(state, found))

    def end(self, state: RunState, *, failure: str = "") -> None:
        """Notes that a run ended before its end. What its batches noted of themselves stands."""
        ImportRun.objects.filter(id=self.run_id).update(state=state, failure=failure, ended_at=self._now())

    def _ended(self, state: RunState, found: Found) -> dict[str, Any]:
        return {
            "id": self.run_id,
            "state": str(state),
            "found": orjson.dumps(found.as_json()).decode(),
            "ended_at": self._now(),
            "done": found.seen,
            "made": found.made,
            "repeated": found.repeated,
            "left_out": found.left_out,
            "refused": found.refused,
        }
