"""Puts down how far learning has come, so that a page can show it, after a reload and from another process too."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import DatabaseError

from banjie.intelligence.classifying.progress import Step, Tell, quiet
from banjie.intelligence.shelf.models import Learning, Outcome
from banjie.platform.actors import Actor

logger = logging.getLogger(__name__)

# Seconds between two notes: a page asks every second.
_OFTEN: Final = 0.5


@dataclass
class Told:
    """What learning tells of itself. `made` is set once there is a model; without it there was nothing to learn."""

    purpose: str
    at: datetime
    also: Tell = quiet
    made: bool = False
    _begun: float = field(default_factory=time.monotonic)
    _last: float = 0.0

    def tell(self, step: Step, share: float) -> None:
        self.also(step, share)
        if time.monotonic() - self._last < _OFTEN:
            return
        self._last = time.monotonic()
        Learning.objects.filter(purpose=self.purpose).update(step=step, share=share, told_at=self.now())

    def now(self) -> datetime:
        """The moment that was passed in, and what has gone by since."""
        return self.at + timedelta(seconds=time.monotonic() - self._begun)


@contextmanager
def learning(purpose: str, *, by: Actor, at: datetime, also: Tell = quiet) -> Iterator[Told]:
    """Notes that learning begins, how far it is, and how it ends. A fault is noted and goes on to the caller."""
    begun = {"begun_at": at, "begun_by": by.name[:80], "step": Step.READ, "share": 0.0, "told_at": at}
    Learning.objects.update_or_create(purpose=purpose, defaults=begun | {"ended_at": None, "outcome": ""})
    told = Told(purpose, at, also)
    try:
        yield told
    except BaseException:
        logger.exception("Learning of %s ended by a fault", purpose)
        # Where it is the database that failed, the row says that nothing was heard any more.
        with suppress(DatabaseError):
            _ended(told, Outcome.FAILED)
        raise
    _ended(told, Outcome.MADE if told.made else Outcome.NOTHING)


def _ended(told: Told, outcome: Outcome) -> None:
    Learning.objects.filter(purpose=told.purpose).update(ended_at=told.now(), outcome=outcome)
