"""A connection of its own, on which a thread writes one batch while the next is being planned."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Final, Self, cast

import psycopg
from django.db import connection

type Raw = psycopg.Connection[Any]
type Work = Callable[[Raw], None]

_LOOK_AGAIN_SECONDS: Final = 0.5
# Planning a batch takes a second or two; a process that is stopped for longer than this has lost.
_IDLE: Final = "SET idle_in_transaction_session_timeout = '10min'"
# Foreign keys are checked with each batch, not all at the commit: a queue of millions would fill the memory.
_CHECK_AT_ONCE: Final = "SET CONSTRAINTS ALL IMMEDIATE"


class Pipe:
    """Work is done in order, one piece at a time; what a piece raises comes out at the next call.

    Leaving the block without `commit` undoes everything since the last one. A process that dies does the
    same: the server rolls back what nobody committed.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._wrapper = connection.copy()
        self._wrapper.inc_thread_sharing()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="import")
        self._pending: Future[None] | None = None

    def __enter__(self) -> Self:
        self._wrapper.connect()
        self._raw.execute(_IDLE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._wrapper.close()

    def take_turn(self, *, go_on: Callable[[], bool]) -> bool:
        """Waits until no other import of this source is under way; False once `go_on` says no.

        The turn ends with the connection, whatever becomes of the process.
        """
        while not self._is_free():
            if not go_on():
                return False
            time.sleep(_LOOK_AGAIN_SECONDS)
        self._raw.autocommit = False
        return True

    def put(self, work: Work) -> None:
        """Has the thread do the work once it is done with the piece before, for which this waits."""
        self.settle()
        self._pending = self._thread.submit(self._do, work)

    def settle(self) -> None:
        """Waits for the work under way. Raises what it raised."""
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.result()

    def commit(self) -> None:
        self.settle()
        self._raw.commit()

    def undo(self) -> None:
        """Drops everything since the last commit, the piece under way included."""
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.exception()
        self._raw.rollback()

    @property
    def _raw(self) -> Raw:
        return cast("Raw", self._wrapper.connection)

    def _is_free(self) -> bool:
        row = self._raw.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [f"import:{self._source}"]).fetchone()
        return bool(row and row[0])

    def _do(self, work: Work) -> None:
        self._raw.execute(_CHECK_AT_ONCE)
        work(self._raw)
