"""Which rows were brought in before."""

from django.db import connection

from banjie.cases.imports.batches import Batch


def came_before(source: str) -> bool:
    """Whether any row of this source is a case; if none is, its rows need not be looked for one by one."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT EXISTS (SELECT 1 FROM "case" WHERE submission_key IS NOT NULL AND submission_key LIKE %s)',
            [f"import:{source}:%".replace("_", r"\_")],
        )
        return bool(cursor.fetchone()[0])


def set_aside_known(batch: Batch) -> int:
    """Takes the drafts out that are cases already; returns how many."""
    keys = [draft.submission_key for draft in batch.drafts]
    if not keys:
        return 0
    with connection.cursor() as cursor:
        cursor.execute('SELECT submission_key FROM "case" WHERE submission_key = ANY(%s)', [keys])
        known = {row[0] for row in cursor.fetchall()}
    if known:
        batch.keep(index for index, key in enumerate(keys) if key not in known)
    return len(known)
