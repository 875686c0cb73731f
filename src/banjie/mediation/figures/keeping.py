"""Keeps what figures count of each dispute, and looks whether what is kept is so."""

import logging
from collections.abc import Iterator
from typing import Final

from django.db import connection, transaction

from .entries import COLUMNS, entries

logger = logging.getLogger(__name__)

AT_ONCE: Final = 5_000
_LOCK: Final = 5_926_535_897
_THESE: Final = "d.case_id = ANY(%s)"
_KEPT: Final = f"SELECT {COLUMNS} FROM dispute_figure_entry d WHERE dispute_id = ANY(%s)"  # noqa: S608  this module's


@transaction.atomic
def keep_up() -> int:
    """Finds anew what counts of disputes that changed. Returns how many notes were followed; 0 where another does it.

    What changes while this runs is noted after what is taken here, and so is looked at again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(
            "DELETE FROM dispute_figure_due WHERE id IN (SELECT id FROM dispute_figure_due ORDER BY id LIMIT %s)"
            " RETURNING dispute_id",
            [AT_ONCE],
        )
        noted = [row[0] for row in cursor.fetchall()]
        if noted:
            these = sorted(set(noted))
            cursor.execute("DELETE FROM dispute_figure_entry WHERE dispute_id = ANY(%s)", [these])
            cursor.execute(f"INSERT INTO dispute_figure_entry ({COLUMNS}) {entries(_THESE)}", [these] * 3)
    return len(noted)


def differing() -> Iterator[int]:
    """The disputes of which something else is kept than their tables say, but for those that are due. None should be.

    Kept and found are compared in one statement, so that no change slips in between.
    """
    statement = f"""
        WITH kept AS ({_KEPT}), found AS ({entries(_THESE)})
        SELECT dispute_id FROM (
            (SELECT * FROM kept EXCEPT ALL SELECT * FROM found)
            UNION ALL (SELECT * FROM found EXCEPT ALL SELECT * FROM kept)
        ) AS other
        WHERE NOT EXISTS (SELECT 1 FROM dispute_figure_due due WHERE due.dispute_id = other.dispute_id)
        GROUP BY dispute_id ORDER BY dispute_id
    """  # noqa: S608  words of this package
    for these in _everything():
        with connection.cursor() as cursor:
            cursor.execute(statement, [these] * 4)
            yield from (row[0] for row in cursor.fetchall())


def look_over() -> int:
    """Has what differs found anew, and says so to whoever keeps the installation. Returns how many did."""
    wrong = list(differing())
    if wrong:
        logger.error(
            "figures of %d disputes were not kept as they are; they are found anew: %s", len(wrong), wrong[:20]
        )
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO dispute_figure_due (dispute_id) SELECT unnest(%s::bigint[])", [wrong])
    return len(wrong)


def _everything() -> Iterator[list[int]]:
    """All disputes, and whatever else something is kept of, some at a time."""
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "(SELECT case_id AS id FROM dispute WHERE case_id > %s ORDER BY case_id LIMIT %s)"
                " UNION (SELECT DISTINCT dispute_id FROM dispute_figure_entry WHERE dispute_id > %s"
                " ORDER BY dispute_id LIMIT %s) ORDER BY id LIMIT %s",
                [after, AT_ONCE, after, AT_ONCE, AT_ONCE],
            )
            these = [row[0] for row in cursor.fetchall()]
        if not these:
            return
        yield these
        after = these[-1]
