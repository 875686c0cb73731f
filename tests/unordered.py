"""A guard-rail: rows that nobody ordered come backwards.

PostgreSQL gives them in the order in which they lie, which for a fresh table is that in which they were written, until
one day it is not: the same test then fails on another machine. Backwards is as good an order as any, and the same every
time, so whatever leans on the order of writing fails at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models.expressions import OrderBy, RawSQL
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import BaseTable

type Ordering = list[tuple[Any, tuple[str, Any, bool]]]


@contextmanager
def backwards() -> Iterator[None]:
    """Every plain read through the ORM without an order of its own, while this is open."""
    ordered: Callable[[SQLCompiler], Ordering] = SQLCompiler.get_order_by
    combined = SQLCompiler.get_combinator_sql
    depth = 0

    def get_order_by(compiler: SQLCompiler) -> Ordering:
        found = ordered(compiler)
        table = None if found or depth else _plain_table(compiler)
        if table is None:
            return found
        place = f'"{table}".ctid'
        return [(OrderBy(RawSQL(place, ()), descending=True), (f"{place} DESC", (), True))]

    def get_combinator_sql(*args: Any, **kwargs: Any) -> Any:
        nonlocal depth
        depth += 1
        try:
            return combined(*args, **kwargs)
        finally:
            depth -= 1

    SQLCompiler.get_order_by = get_order_by  # type: ignore[method-assign]
    SQLCompiler.get_combinator_sql = get_combinator_sql  # type: ignore[method-assign]
    try:
        yield
    finally:
        SQLCompiler.get_order_by = ordered  # type: ignore[method-assign]
        SQLCompiler.get_combinator_sql = combined  # type: ignore[method-assign]


def _plain_table(compiler: SQLCompiler) -> str | None:
    """The table that is read, unless the query is of a kind whose order says nothing or may not be given."""
    query = compiler.query
    computed = query.annotation_select.values()
    if (
        type(compiler) is not SQLCompiler
        or query.subquery
        or query.distinct
        or query.combinator
        or query.group_by is not None
        or query.is_empty()
        or any(each.contains_aggregate or each.contains_over_clause for each in computed)
    ):
        return None
    table: str | None = query.base_table
    return table if table and isinstance(query.alias_map[table], BaseTable) else None
