"""A clock: what was promised from when, and everything that has moved the deadline since.

A clock is a value; every change returns a new one. Nothing here needs a calendar: what the changes amount
to is worked out in `deadlines`, so that a corrected calendar corrects every clock.

Time set back: a change dated before the latest thing on the clock is put at that latest thing. So the
record stays in order, no pause is ever negative, and a clock cannot stop before it started.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from banjie.core.clocks.errors import ClockError, ClockErrorCode
from banjie.core.clocks.targets import Target
from banjie.core.clocks.when import When, used

WHOLE: Final = "whole"
DEFAULT_WARNING: Final = used(75)
_NOTHING: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still from `paused_at` to `resumed_at` (None: still), but no longer than `cap`.

    Beyond the cap time counts again, whether or not anybody resumed. `reason` is a code or the words of
    whoever paused it.
    """

    paused_at: datetime
    reason: str
    resumed_at: datetime | None = None
    cap: Target | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """More time: a target, counted on from the deadline, or an absolute duration (over nights and holidays).

    `granted_at` is on the record only. A grant after the deadline does not start anew: it still counts on
    from the deadline.
    """

    by: Target | timedelta
    granted_at: datetime
    reason: str

    def __post_init__(self) -> None:
        if isinstance(self.by, timedelta) and self.by <= _NOTHING:
            raise ClockError(ClockErrorCode.BAD_TARGET, amount=str(self.by))
        if isinstance(self.by, Target) and self.by.amount == 0:
            raise ClockError(ClockErrorCode.BAD_TARGET, amount=str(self.by))


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise: the whole case (`name` "whole") or one step of its process.

    `pauses` are in order of time and do not overlap; only the last may be open. A pause ends where the clock
    stops. `warning` is the moment a handler is warned, None for no warning.
    Raises ClockError PAUSES_OUT_OF_ORDER, NAIVE_TIME.
    """

    name: str
    target: Target
    started_at: datetime
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    stopped_at: datetime | None = None
    warning: When | None = DEFAULT_WARNING

    def __post_init__(self) -> None:
        if self.started_at.tzinfo is None:
            raise ClockError(ClockErrorCode.NAIVE_TIME, at=self.started_at.isoformat())
        if self.pauses or self.stopped_at is not None:
            _check_order(self)

    @property
    def open_pause(self) -> Pause | None:
        """The pause that nobody has ended; its cap may have."""
        last = self.pauses[-1] if self.pauses else None
        return last if last is not None and last.resumed_at is None else None


def start(name: str, target: Target, *, at: datetime, warning: When | None = DEFAULT_WARNING) -> Clock:
    """A new clock that runs from `at`."""
    return Clock(name, target, at, warning=warning)


def pause(clock: Clock, *, at: datetime, reason: str, cap: Target | None = None) -> Clock:
    """Stand still from `at`. Raises ALREADY_PAUSED, ALREADY_STOPPED.

    A pause whose cap has run out is still open until it is resumed. A pause that begins after the deadline
    is recorded and does not move it.
    """
    _refuse_stopped(clock)
    if clock.open_pause is not None:
        raise ClockError(ClockErrorCode.ALREADY_PAUSED, since=clock.open_pause.paused_at)
    return replace(clock, pauses=(*clock.pauses, Pause(_not_before(clock, at), reason, cap=cap)))


def resume(clock: Clock, *, at: datetime) -> Clock:
    """Run again from `at`. Raises NOT_PAUSED, ALREADY_STOPPED."""
    _refuse_stopped(clock)
    if clock.open_pause is None:
        raise ClockError(ClockErrorCode.NOT_PAUSED, clock=clock.name)
    return _end_pause(clock, _not_before(clock, at))


def extend(clock: Clock, *, by: Target | timedelta, at: datetime, reason: str) -> Clock:
    """More time, granted at `at`. Raises ALREADY_STOPPED, and BAD_TARGET for nothing or less."""
    _refuse_stopped(clock)
    granted_at = max(at, clock.started_at)
    return replace(clock, extensions=(*clock.extensions, Extension(by, granted_at, reason)))


def stop(clock: Clock, *, at: datetime) -> Clock:
    """The promise is kept, or the need for it is gone. An open pause ends here. Raises ALREADY_STOPPED."""
    _refuse_stopped(clock)
    stopped_at = _not_before(clock, at)
    ended = clock if clock.open_pause is None else _end_pause(clock, stopped_at)
    return replace(ended, stopped_at=stopped_at)


def restart(clock: Clock, *, at: datetime, reason: str) -> Clock:
    """Run on after a stop, as when an answer is sent back: the time between is a pause. Raises NOT_STOPPED.

    A clock that stopped late stays late: the pause begins after the deadline.
    """
    if clock.stopped_at is None:
        raise ClockError(ClockErrorCode.NOT_STOPPED, clock=clock.name)
    gap = Pause(clock.stopped_at, reason, max(at, clock.stopped_at))
    return replace(clock, pauses=(*clock.pauses, gap), stopped_at=None)


def retarget(clock: Clock, target: Target) -> Clock:
    """The same clock under another target, as when the catalogue changes or the level is raised."""
    return replace(clock, target=target)


def latest(clock: Clock) -> datetime:
    """The latest start, pause, resumption or stop on the clock."""
    if clock.stopped_at is not None:
        return clock.stopped_at
    if not clock.pauses:
        return clock.started_at
    last = clock.pauses[-1]
    return last.paused_at if last.resumed_at is None else last.resumed_at


def _not_before(clock: Clock, at: datetime) -> datetime:
    return max(at, latest(clock))


def _end_pause(clock: Clock, at: datetime) -> Clock:
    return replace(clock, pauses=(*clock.pauses[:-1], replace(clock.pauses[-1], resumed_at=at)))


def _refuse_stopped(clock: Clock) -> None:
    if clock.stopped_at is not None:
        raise ClockError(ClockErrorCode.ALREADY_STOPPED, at=clock.stopped_at)


def _check_order(clock: Clock) -> None:
    moment = clock.started_at
    for index, gap in enumerate(clock.pauses):
        if gap.paused_at < moment:
            raise ClockError(ClockErrorCode.PAUSES_OUT_OF_ORDER, at=gap.paused_at)
        last = index == len(clock.pauses) - 1
        if gap.resumed_at is None and not (last and clock.stopped_at is None):
            raise ClockError(ClockErrorCode.PAUSES_OUT_OF_ORDER, at=gap.paused_at)
        moment = gap.resumed_at or gap.paused_at
        if moment < gap.paused_at:
            raise ClockError(ClockErrorCode.PAUSES_OUT_OF_ORDER, at=moment)
    if clock.stopped_at is not None and clock.stopped_at < moment:
        raise ClockError(ClockErrorCode.PAUSES_OUT_OF_ORDER, at=clock.stopped_at)
