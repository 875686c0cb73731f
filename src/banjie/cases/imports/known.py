"""Which rows were brought in before."""

from django.db import connection

from banjie.cases.imports.batches import Batch


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
