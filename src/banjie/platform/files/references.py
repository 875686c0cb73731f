"""Which columns name files of the store, so that what nothing names any more can go, and nothing else does.

Each app declares its own in `file_references.py`: what stands above need not be known here. A column of the same
shape that names no file is declared as well, with what it holds, so that none is forgotten (`tests/repo`).
"""

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import models

from .storing import Sweep, delete_unreferenced, stored_digests

logger = logging.getLogger(__name__)

# SHA-256 in hexadecimal: the shape of a column that can name a file.
LENGTH: Final = 64

type Column = tuple[type[models.Model], str]

_naming: dict[Column, None] = {}
_other: dict[Column, str] = {}


class NothingNamed(RuntimeError):
    """The store holds files and the database names none of them: it is not the database of this store."""


def names_files(model: type[models.Model], *columns: str) -> None:
    """Columns of a table that hold digests of files in the store, or nothing."""
    for column in columns:
        _naming[model, column] = None


def names_none(model: type[models.Model], *columns: str, holds: str) -> None:
    """Columns of the same shape that name no file; `holds` says what is in them."""
    for column in columns:
        _other[model, column] = holds


def naming() -> tuple[Column, ...]:
    return tuple(_naming)


def declared() -> frozenset[Column]:
    """Every column that an app has spoken for, naming files or not."""
    return frozenset(_naming) | frozenset(_other)


def in_use(digests: Collection[str]) -> set[str]:
    """Which of some digests are named anywhere. One statement: a name that moves from one table to another while it
    is asked would else be met in neither.
    """
    wanted = list(digests)
    asked = [
        # Not the manager that gives rows to readers: nothing is shown here.
        model._base_manager.order_by().filter(**{f"{column}__in": wanted}).values_list(column, flat=True)
        for model, column in _naming
    ]
    if not asked:
        return set()
    first, *others = asked
    return set(first.union(*others).order_by())


def sweep(*, at: datetime) -> Sweep:
    """Removes files that nothing names and that are older than a day; safe to repeat and to interrupt.

    A file that was just stored, or stored again, counts as new. Raises NothingNamed rather than empty a store.
    """
    if not _any_named():
        if next(stored_digests(), None) is None:
            return Sweep(0, 0, 0, 0)
        raise NothingNamed
    done = delete_unreferenced(in_use, at=at)
    logger.info("files swept: %s examined, %s removed, %s bytes freed", done.examined, done.removed, done.freed)
    return done


def _any_named() -> bool:
    return any(model._base_manager.exclude(**{column: ""}).exists() for model, column in _naming)
