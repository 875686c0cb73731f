"""Loads the demo by this process alone, in one transaction."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from banjie.config import loading
from banjie.config.demonstration import staging
from banjie.config.demonstration.past import Part, live
from banjie.config.stage import Stage
from banjie.organisations.queries import viewer_for


def load(folder: Path, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Yields (done, total) of what happens in the half of the past that is being lived."""
    with writing():
        stage = stage_of(folder, at)
        for part in Part:
            yield from live(folder, stage, part)
        staging.afterwards(at)


def stage_of(folder: Path, at: datetime) -> Stage:
    """Everything that stands before something happens. To be called within `writing`."""
    stage = staging.set_stage(folder, at)
    loading.replies(folder / "qinghe" / "replies.csv", stage.units, viewer_for(stage.staff["handler"], at), at=at)
    return stage


@contextmanager
def writing() -> Iterator[None]:
    """One transaction, and what makes a long one quick."""
    with _few_collections(), transaction.atomic(), _whole_or_not_at_all():
        with connection.cursor() as cursor:
            # The half that is lived first waits for the other, which may take longer than a request ever may.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield


@contextmanager
def _few_collections() -> Iterator[None]:
    """Forty thousand statements leave much behind and nothing in circles: looking for those less often is a sixth of
    the time.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def _whole_or_not_at_all() -> Iterator[None]:
    """Nobody goes back to the middle of this transaction; the marks for it would be a quarter of its statements."""
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = before
