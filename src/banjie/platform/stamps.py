"""Cache versions shared by every process: read rarely changing data once, and again when its stamp moves.

A process asks the database for all stamps at most once in `FRESH_FOR` seconds, so a change is seen
everywhere within that time, and at once in the process that made it.
"""

import threading
import time
from collections.abc import Callable

from django.db import connection, transaction

FRESH_FOR = 1.0

_lock = threading.Lock()
_values: dict[str, int] = {}
_read_at = float("-inf")


def current(name: str) -> int:
    """The stamp's value, at most `FRESH_FOR` seconds old; 0 for one never bumped."""
    global _read_at, _values
    if time.monotonic() - _read_at > FRESH_FOR:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, value FROM platform_stamp")
            values = dict(cursor.fetchall())
        with _lock:
            _values, _read_at = values, time.monotonic()
    return _values.get(name, 0)


def bump(name: str) -> None:
    """Tell every process that what it cached under `name` is stale. Part of the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO platform_stamp (name, value) VALUES (%s, 1) "
            "ON CONFLICT (name) DO UPDATE SET value = platform_stamp.value + 1",
            [name],
        )
    transaction.on_commit(forget)
    forget()


def forget() -> None:
    """Read the stamps anew at the next question."""
    global _read_at
    with _lock:
        _read_at = float("-inf")


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
                entry = self._entry = (versions, self._load())
            return entry[1]

    def clear(self) -> None:
        self._entry = None


_every: list[Cached[object]] = []


def clear_all() -> None:
    """Forget everything cached in this process; tests call it when they roll the database back."""
    for cached in _every:
        cached.clear()
    forget()
