"""Column types that PostgreSQL has and Django does not."""

from typing import Any

from django.db import models
from django.db.models.lookups import BuiltinLookup


class LtreeField(models.TextField[str, str]):
    """A path of dotted labels ([A-Za-z0-9_]+), with subtree lookups that an index answers."""

    def db_type(self, connection: Any) -> str:
        return "ltree"

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value)


class _LtreeLookup(BuiltinLookup[Any]):
    operator: str

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        # The cast is spelled out: a text parameter would otherwise pick the operator for lquery.
        return f"{left} {self.operator} ({right})::ltree", (*left_params, *right_params)

    def get_prep_lookup(self) -> Any:
        return self.rhs if hasattr(self.rhs, "resolve_expression") else str(self.rhs)


@LtreeField.register_lookup
class DescendantsOf(_LtreeLookup):
    """The path itself and everything below it."""

    lookup_name = "descendants_of"
    operator = "<@"


@LtreeField.register_lookup
class AncestorsOf(_LtreeLookup):
    """The path itself and everything above it."""

    lookup_name = "ancestors_of"
    operator = "@>"
