"""Entries of timelines as the text that COPY takes."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from banjie.cases.intake.rows import EntryColumns
from banjie.platform.database.copying import copy_text, of_bytes, of_text


def entries_text(rows: Sequence[EntryColumns]) -> str:
    """`copy_text` for entries of timelines, of which there are several a case and most of each is the same."""
    lines = []
    digest, digest_text = b"", ""
    for row in rows:
        # The digest before this one is that of the entry above, but for the first of a case.
        previous_text = digest_text if row.previous is digest else of_bytes(row.previous)
        digest, digest_text = row.digest, of_bytes(row.digest)
        lines.append(
            f"{row.case_id}\t{row.sequence}\t{_moment(row.at)}\t{_moment(row.recorded_at)}\t{_who_and_what(row[4:12])}"
            f"\t{of_text(row.data)}\t{previous_text}\t{digest_text}\n"
        )
    return "".join(lines)


@lru_cache(maxsize=1024)
def _who_and_what(columns: tuple[Any, ...]) -> str:
    """The columns from `command` to `resident_sees`: a few kinds of entries in a whole file."""
    return copy_text([columns])[:-1]


@lru_cache(maxsize=64)
def _moment(at: datetime) -> str:
    return at.isoformat()
