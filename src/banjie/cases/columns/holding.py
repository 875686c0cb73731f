"""The columns of this process: read whole once, then kept up by what the timeline says has happened since.

Whatever happens to a case is an entry of its timeline, whose ids only grow; but a long transaction shows its
entries late, with ids below others seen before. So a place in the timeline counts as passed only once every
transaction that was writing when it was seen has ended; until then the stretch after it is read again.
"""

import logging
import threading
import time
from dataclasses import dataclass, field
from typing import Final

from django.db import DatabaseError, connection

from banjie.cases.columns import reading
from banjie.cases.columns.table import Columns, empty
from banjie.platform.stamps import Cached

logger = logging.getLogger(__name__)

# Moves when cases change of which no timeline tells: when units are put under others.
STAMP: Final = "case_columns"
# What is counted is at most this old.
FRESH_FOR: Final = 5.0
# Others' small transactions end within this; one that goes on (an import) has the whole read anew afterwards.
_PATIENCE: Final = 1.0
_PAUSE: Final = 0.02
# Above this it is quicker to read all than to name each (after an import).
_MANY: Final = 50_000


def columns() -> Columns:
    """All cases as they stood at most `FRESH_FOR` seconds ago."""
    return _held.get().fresh()


@dataclass(slots=True)
class _Held:
    """One reading of everything, and how far along the timeline it has been kept up."""

    value: Columns
    passed: int
    seen: list[tuple[int, int]] = field(default_factory=list)
    # A transaction that was still writing when everything was read: once it has ended, everything is read anew.
    reread_after: int | None = None
    kept_up_at: float = 0.0
    keeping_up: threading.Lock = field(default_factory=threading.Lock)

    def fresh(self) -> Columns:
        """Whoever comes while another keeps it up takes it as it is."""
        if time.monotonic() - self.kept_up_at > FRESH_FOR and self.keeping_up.acquire(blocking=False):
            try:
                self._keep_up()
                self.kept_up_at = time.monotonic()
            finally:
                self.keeping_up.release()
        return self.value

    def _keep_up(self) -> None:
        # In this order: what is in the timeline by now was written by transactions that have begun by now.
        last, (oldest, following) = reading.last_entry(), reading.transactions()
        if self.reread_after is not None and oldest >= self.reread_after:
            again = _load()
            self.value, self.passed, self.seen = again.value, again.passed, []
            self.reread_after = again.reread_after
            return
        if last > self.passed:
            changed = reading.changed_after(self.passed)
            read = reading.these(changed) if len(changed) <= _MANY else reading.everything()
            self.value = self.value.merged(*read)
        # Only now: what ended just before is in what was read just now.
        self.passed = max([self.passed, *(entry for entry, until in self.seen if oldest >= until)])
        self.seen = [(entry, until) for entry, until in self.seen if oldest < until]
        if last > self.passed:
            self.seen.append((last, following))


def _load() -> _Held:
    passed, (oldest, following) = reading.last_entry(), reading.transactions()
    began = time.monotonic()
    while oldest < following and not connection.in_atomic_block and time.monotonic() - began < _PATIENCE:
        time.sleep(_PAUSE)
        oldest = reading.transactions()[0]
    value = empty().merged(*reading.everything())
    return _Held(value, passed, reread_after=following if oldest < following else None, kept_up_at=time.monotonic())


_held: Cached[_Held] = Cached(STAMP, load=_load)


def forget() -> None:
    """Reads everything anew at the next question."""
    _held.clear()


def warm() -> None:
    """Reads everything before anybody asks; for a thread of its own when a process begins to serve."""
    try:
        columns()
    except DatabaseError:
        logger.warning("the cases could not be read ahead; the first to open the map waits for it", exc_info=True)
    finally:
        connection.close()
