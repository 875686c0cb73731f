"""Rows as the text of COPY."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from banjie.cases.intake.copying import entries_text
from banjie.cases.intake.rows import EntryColumns
from banjie.platform.actors import ActorKind
from banjie.platform.database.copying import copy_text


def test_every_kind_of_value_has_its_text() -> None:
    moment = datetime(2026, 11, 20, 6, 30, 5, 7, tzinfo=UTC)
    row = (None, "灯", 7, -1.5, Decimal("3.50"), True, False, b"\x00\xff", moment, date(2026, 11, 20), ActorKind.STAFF)
    assert copy_text([row]) == (
        "\\N\t灯\t7\t-1.5\t3.50\tt\tf\t\\\\x00ff\t2026-11-20T06:30:05.000007+00:00\t2026-11-20\tstaff\n"
    )


def test_what_could_be_taken_for_a_mark_is_marked() -> None:
    assert copy_text([("a\tb\nc\rd\\N",)]) == "a\\tb\\nc\\rd\\\\N\n"


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="list"):
        copy_text([([],)])


def test_entries_have_the_text_that_any_row_has() -> None:
    at = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
    first, second = b"\x01" * 32, b"\x02" * 32
    who = (ActorKind.STAFF, 7, "周\t晓梅", None, True)
    rows = [
        EntryColumns(1, 1, at, at, "submit", "", "received", *who, '{"note":"a\\nb"}', bytes(32), first),
        EntryColumns(1, 2, at, at, "accept", "received", "accepted", *who, "{}", first, second),
        EntryColumns(2, 1, at, at, "submit", "", "received", *who, "{}", bytes(32), first),
    ]
    assert entries_text(rows) == copy_text(rows)
