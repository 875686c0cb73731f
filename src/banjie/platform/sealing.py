"""Which columns hold sealed values, so that a new key reaches every one of them.

Each app declares its own in `sealed_columns.py`: what stands above need not be known here. A binary column that
holds something else is declared as well, with what it holds, so that none is forgotten (`tests/repo`).
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, models, transaction
from django.db.models.functions import Substr

from banjie.platform import crypto
from banjie.platform.database.guards import RESEALING

type Binding = Callable[[Any], str]

_BATCH: Final = 500
_WAIT_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of tokens; `bound_to` says of a row what its token is bound to."""

    model: type[models.Model]
    name: str
    bound_to: Binding


_sealed: dict[tuple[type[models.Model], str], Column] = {}
_plain: dict[tuple[type[models.Model], str], str] = {}


def declare(model: type[models.Model], **columns: Binding) -> None:
    """Columns of a table that hold tokens of `platform.crypto`, each with what a row's is bound to."""
    for name, bound_to in columns.items():
        _sealed[model, name] = Column(model, name, bound_to)


def holds_no_secret(model: type[models.Model], *names: str, holds: str) -> None:
    """Binary columns that are not sealed; `holds` says what is in them."""
    for name in names:
        _plain[model, name] = holds


def columns() -> tuple[Column, ...]:
    return tuple(_sealed.values())


def declared() -> frozenset[tuple[type[models.Model], str]]:
    """Every column that an app has spoken for, sealed or not."""
    return frozenset(_sealed) | frozenset(_plain)


def reseal() -> Iterator[tuple[Column, int]]:
    """Brings every token under the key that now seals; tells after each batch how many it was.

    A batch is a transaction, and what is done is not done again: it may be interrupted and repeated. Rows that
    somebody else holds are left for later, so that this never stands in anybody's way. Raises CannotDecrypt.
    """
    for column in columns():
        last = 0
        while True:
            done = _reseal_after(column, last)
            if done:
                yield column, len(done)
                last = done[-1]
            elif not under_older_keys(column):
                break
            else:
                last = 0
                time.sleep(_WAIT_SECONDS)


def under_older_keys(column: Column) -> int:
    """How many tokens of a column still need a key other than the newest."""
    return _waiting(column).count()


def _waiting(column: Column) -> models.QuerySet[models.Model]:
    # Not the manager that gives rows to readers: nothing is shown here.
    rows: models.QuerySet[models.Model] = column.model._base_manager.filter(**{f"{column.name}__isnull": False})
    header = Substr(column.name, 1, crypto.HEADER_BYTES, output_field=models.BinaryField())
    waiting: models.QuerySet[models.Model] = rows.alias(sealed_with=header).exclude(sealed_with=crypto.keyring().header)
    return waiting


@transaction.atomic
def _reseal_after(column: Column, last: int) -> list[int]:
    """One batch, held while it is sealed anew, so that what is erased meanwhile stays erased."""
    rows = _waiting(column).filter(pk__gt=last).order_by("pk")
    batch = list(rows.select_for_update(skip_locked=True, of=("self",))[:_BATCH])
    with connection.cursor() as cursor:
        # What is signed does not change; its guards let a token go over to another key, in this transaction only.
        cursor.execute("SELECT set_config(%s, 'on', true)", [RESEALING])
    for row in batch:
        setattr(row, column.name, crypto.rotate(getattr(row, column.name), bound_to=column.bound_to(row)))
    column.model._base_manager.bulk_update(batch, [column.name])
    return [row.pk for row in batch]
