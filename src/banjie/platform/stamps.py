"""Cache versions shared by every process: read rarely changing data once, and again when its stamp moves.

A process asks the database for all stamps at most once in `FRESH_FOR` seconds, so a change is seen
everywhere within that time, and at once in the process that made it.
"""

import gc
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

FRESH_FOR = 1.0

# What took longer to load than this is big, and stays for long.
_BIG_SECONDS = 0.02

_lock = threading.Lock()
_spared = False
_values: dict[str, int] = {}
_read_at = float("-inf")
_forgotten = 0


def current(name: str) -> int:
    """The stamp's value, at most `FRESH_FOR` seconds old; 0 for one never bumped.

    A transaction that has bumped a stamp sees its own values, and nobody else sees them before it commits.
    """
    own = _own_values()
    if own is not None:
        return own.get(name, 0)
    if time.monotonic() - _read_at > FRESH_FOR:
        _refresh()
    return _values.get(name, 0)


def bump(name: str) -> None:
    """Tell every process that what it cached under `name` is stale. Part of the caller's transaction.

    Values come from a sequence, which never gives the same one again: what was loaded under the number of a
    transaction that was rolled back is never taken for fresh.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO platform_stamp (name, value) VALUES (%s, nextval('platform_stamp_values')) "
            "ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
            [name],
        )
    transaction.on_commit(forget)
    if connection.in_atomic_block:
        _thread.own = _Own(connection.run_on_commit, _read())


def spare_from_collection() -> None:
    """Has the garbage collector leave alone what is loaded by now, and whatever big is loaded from here on.

    Walking through it found nothing and took 180 ms each time, in the middle of somebody's request. For processes
    that serve for long: what is given up later in circles is not reclaimed, and cached values hold none.
    """
    global _spared
    _spared = True
    gc.collect()
    gc.freeze()


def forget() -> None:
    """Read the stamps anew at the next question."""
    global _read_at, _forgotten
    with _lock:
        _read_at = float("-inf")
        _forgotten += 1


def _refresh() -> None:
    global _read_at, _values
    while True:
        before, asked_at = _forgotten, time.monotonic()
        values = _read()
        with _lock:
            # What another thread committed while this one was reading may be missing from what it read.
            if before == _forgotten:
                _values, _read_at = values, asked_at
                return


def _read() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, value FROM platform_stamp")
        return dict(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class _Own:
    """What a transaction that has bumped sees. Django makes `mark` anew with every transaction and rollback."""

    mark: list[Any]
    values: dict[str, int]


_thread = threading.local()


def _own_values() -> dict[str, int] | None:
    own: _Own | None = getattr(_thread, "own", None)
    if own is None:
        return None
    if not connection.in_atomic_block:
        _thread.own = None
        return None
    if own.mark is not connection.run_on_commit:
        own = _thread.own = _Own(connection.run_on_commit, _read())
    return own.values


class Cached[T]:
    """A value loaded by `load` and kept until the stamps it depends on move.

    Usage at module level of a `queries.py`: `_index = Cached("areas", load=_load_index)`; then `_index.get()`.
    """

    def __init__(self, *stamps: str, load: Callable[[], T]) -> None:
        self._stamps = stamps
        self._load = load
        self._entry: tuple[tuple[int, ...], T] | None = None
        self._loading = threading.Lock()
        _every.append(self)

    def get(self) -> T:
        versions = tuple(current(name) for name in self._stamps)
        entry = self._entry
        if entry is not None and entry[0] == versions:
            return entry[1]
        with self._loading:
            entry = self._entry
            if entry is None or entry[0] != versions:
                begun = time.monotonic()
                entry = self._entry = (versions, self._load())
                if _spared and time.monotonic() - begun > _BIG_SECONDS:
                    spare_from_collection()
            return entry[1]

    def last(self) -> T | None:
        """What was loaded last, stale or not: for a `load` that takes over what has not changed."""
        return self._entry[1] if self._entry is not None else None

    def clear(self) -> None:
        self._entry = None


_every: list[Cached[object]] = []


def clear_all() -> None:
    """Forget everything cached in this process; tests call it when they roll the database back."""
    _thread.own = None
    for cached in _every:
        cached.clear()
    forget()
