"""Makes many disputes of the demo's: `python bench/multiply_disputes.py --data /tmp/perf [--disputes 200000]`.

Wants an installation with the demo (bench/fill.py --cases 0 makes one). Every dispute of the demo is copied in the
database with all its rows (case, parties, seats, sessions, evidence, agreements …), a few times where it goes on and
many times where it is over, and spread over three years; run again, it adds what is missing. It is for reading at
speed: the sealed words of copies are bound to the rows they were copied from and cannot be opened, and their timelines
are not for `banjie verify`.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from installation import describe, open_installation

# Between the ids of one copy and the next; the demo's own lie far below.
STRIDE = 10_000_000
OPEN_COPIES = 100
# Mediated still, or agreed and being kept.
GOING_ON = "(c.is_open OR c.state IN ('performing', 'failed'))"
YEARS_DAYS = 3 * 365
# Told to the staff of today or bound to a moment, an address or a meeting of today.
NOT_COPIED = {"Notice", "Presence", "RoundItem", "RoundTask", "AccessEntry", "PartyVisit", "PartyAct", "AccessProof"}
# Alike in two rows nowhere: what a copy has instead, `k` being its number.
UNLIKE = {
    ("Case", "number"): "'M' || k || '-' || right(t.number, 8)",
    ("Case", "tracking_code"): "upper(left(md5(t.tracking_code || k), 16))",
    ("Case", "submission_key"): "NULL",
    ("Case", "next_alarm_at"): "NULL",
    ("Case", "merged_into"): "NULL",
    ("Dispute", "earlier"): "NULL",
    ("FollowUp", "relapse"): "NULL",
    ("PartyAccess", "digest"): "sha256(t.digest || k::text::bytea)",
    ("Session", "uid"): "gen_random_uuid()",
    # Sealed for the session it was copied from, and read in everybody's week.
    ("Session", "place"): "NULL",
    ("Session", "room"): "NULL",
    ("Handover", "key"): "gen_random_uuid()",
    ("DisputeDocument", "count"): "t.count + k * 10000",
}


@dataclass(frozen=True, slots=True)
class Copied:
    """A table of disputes, and the column through which its rows are found."""

    model: Any
    through: str

    @property
    def table(self) -> str:
        return str(self.model._meta.db_table)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--disputes", type=int, default=200_000)
    options = parser.parse_args()
    open_installation(options.data)
    _multiply(options.disputes)
    print(describe())
    return 0


def _multiply(disputes: int) -> None:
    from django.db import connection, transaction

    begun = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL session_replication_role = replica")
        _copies(cursor, disputes)
        for copied in _tables():
            _copy(cursor, copied)
            print(f"  {copied.table:32} {cursor.rowcount:>10,}  {time.perf_counter() - begun:>6.0f} s", flush=True)
    connection.set_autocommit(True)
    _count()
    print(f"  figures kept {time.perf_counter() - begun:>52.0f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _count() -> None:
    """What figures count of the copies: no trigger has noted them."""
    from django.db import connection

    from banjie.mediation.figures import keeping

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dispute_figure_due (dispute_id) SELECT case_id FROM dispute d WHERE NOT EXISTS"
            " (SELECT 1 FROM dispute_figure_entry e WHERE e.dispute_id = d.case_id)"
        )
    while keeping.keep_up():
        continue


def _copies(cursor: Any, disputes: int) -> None:
    """Which dispute is copied under which numbers, and how many days earlier each copy happened."""
    cursor.execute(
        f"SELECT count(*) FILTER (WHERE {GOING_ON} AND d.case_id < %s),"
        f" count(*) FILTER (WHERE NOT {GOING_ON} AND d.case_id < %s), count(*), max(d.case_id) / %s"
        ' FROM dispute d JOIN "case" c ON c.id = d.case_id',
        [STRIDE, STRIDE, STRIDE],
    )
    still_open, over, there, made = cursor.fetchone()
    opened = 0 if made else OPEN_COPIES
    many = (disputes - there - still_open * opened) // over
    cursor.execute(
        "CREATE TEMP TABLE copies ON COMMIT DROP AS"
        f" SELECT d.case_id, k, CASE WHEN {GOING_ON} THEN 0 ELSE (k * 37) %% %s END AS days"
        ' FROM dispute d JOIN "case" c ON c.id = d.case_id'
        f" CROSS JOIN LATERAL generate_series(1 + %s, %s + CASE WHEN {GOING_ON} THEN %s ELSE %s END) AS k"
        " WHERE d.case_id < %s",
        [YEARS_DAYS, made, made, opened, many, STRIDE],
    )
    cursor.execute("ANALYZE copies")
    print(f"{still_open} disputes that go on {opened} times, {over} that are over {many} times", flush=True)


def _tables() -> Iterator[Copied]:
    """Every table that belongs to a case, those first on which others stand."""
    from django.apps import apps

    from banjie.cases.models import Case

    found: dict[Any, str] = {Case: "id"}
    left = [model for app in ("cases", "mediation") for model in apps.get_app_config(app).get_models()]
    yield Copied(Case, "id")
    while reached := [(model, field) for model in left if model not in found and (field := _through(model, found))]:
        for model, field in reached:
            found[model] = field
            if model.__name__ not in NOT_COPIED:
                yield Copied(model, field)


def _through(model: Any, found: dict[Any, str]) -> str:
    """The column of a model that always leads to a copied table; empty without one."""
    fields = [field for field in model._meta.concrete_fields if field.is_relation and not field.null]
    named = [field for field in fields if field.related_model in found]
    return next((field.column for field in named if field.related_model.__name__ not in NOT_COPIED), "")


def _copy(cursor: Any, copied: Copied) -> None:
    """The rows of one table, once for each copy of their dispute."""
    meta = copied.model._meta
    columns = [field.column for field in meta.concrete_fields if not getattr(field, "generated", False)]
    values = [_value(copied, field) for field in meta.concrete_fields if not getattr(field, "generated", False)]
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(
        f'INSERT INTO "{meta.db_table}" ({names}) SELECT {", ".join(values)}'
        f' FROM "{meta.db_table}" t JOIN copies ON copies.case_id = {_case_of(copied)}'
        f' WHERE t."{meta.pk.column}" < {STRIDE}'
    )


def _case_of(copied: Copied) -> str:
    """An expression for the case to which a row `t` of the table belongs."""
    from banjie.cases.models import Case

    model, column, expression = copied.model, copied.through, f't."{copied.through}"'
    found = {each.model: each.through for each in _tables()}
    while model is not Case:
        field = next(field for field in model._meta.concrete_fields if field.column == column)
        model = field.related_model
        if model is Case:
            break
        column = found[model]
        expression = (
            f'(SELECT u."{column}" FROM "{model._meta.db_table}" u WHERE u."{model._meta.pk.column}" = {expression})'
        )
    return expression


def _value(copied: Copied, field: Any) -> str:
    from django.db import models

    if other := UNLIKE.get((copied.model.__name__, field.name)):
        return other
    column = f't."{field.column}"'
    if field.primary_key and not field.is_relation:
        return f"{column} + k * {STRIDE}::bigint"
    if field.is_relation:
        own = field.related_model in {each.model for each in _tables()}
        return f"{column} + k * {STRIDE}::bigint" if own else column
    if isinstance(field, models.DateTimeField):
        return f"{column} - days * interval '1 day'"
    if isinstance(field, models.DateField):
        return f"{column} - days"
    return column


if __name__ == "__main__":
    sys.exit(main())
