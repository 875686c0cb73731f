"""A clock as it stood at an earlier moment: what came later is taken off again."""

from dataclasses import replace
from datetime import datetime

from banjie.core.clocks.clock import Clock


def as_of(clock: Clock, at: datetime) -> Clock | None:
    """The clock as whoever looked just before `at` would have met it; None if it had not started.

    Its target is the one it has now: a limit that was corrected is not remembered.
    """
    if clock.started_at >= at:
        return None
    pauses = tuple(
        replace(pause, resumed_at=None) if pause.resumed_at is not None and pause.resumed_at >= at else pause
        for pause in clock.pauses
        if pause.paused_at < at
    )
    extensions = tuple(each for each in clock.extensions if each.granted_at < at)
    stopped_at = clock.stopped_at if clock.stopped_at is not None and clock.stopped_at < at else None
    return replace(clock, pauses=pauses, extensions=extensions, stopped_at=stopped_at)
