"""How a clock stands at a moment: what is used, what remains, and what to call it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from banjie.core.clocks.calendars import WorkingCalendar
from banjie.core.clocks.clock import Clock
from banjie.core.clocks.deadlines import allowance_in, warning_at
from banjie.core.clocks.instants import from_us, span, to_us
from banjie.core.clocks.measures import Measure, axis_of, measure_of
from banjie.core.clocks.targets import Unit
from banjie.core.clocks.trace import Trace, trace


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    WARNED = "warned"
    OVERDUE = "overdue"
    STOPPED_IN_TIME = "stopped_in_time"
    STOPPED_LATE = "stopped_late"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clock stands. Exactly at its deadline it is still in time.

    `remaining` is negative once late, and `used` has no pauses in it; both are in `measure`.
    `remaining_days` is for targets in days: closes of business, or local dates with today, still to come (1
    on the last day; 0 or less once late). `paused_since` and `pause_ends_at` (its cap) are set while paused;
    `due_at` is then the deadline if the clock were resumed now.
    """

    state: State
    due_at: datetime
    warning_at: datetime | None
    measure: Measure
    remaining: timedelta
    used: timedelta
    allowed: timedelta
    remaining_days: int | None
    paused_since: datetime | None
    pause_ends_at: datetime | None

    @property
    def late(self) -> bool:
        return self.state in (State.OVERDUE, State.STOPPED_LATE)

    @property
    def used_percent(self) -> int:
        """Rounded down; over 100 once late."""
        return 100 * self.used // self.allowed if self.allowed else 100


def standing(clock: Clock, calendar: WorkingCalendar, at: datetime) -> Standing:
    """How the clock stands at `at`. An `at` before the start (time set back) is taken as the start."""
    now = clock.stopped_at or max(at, clock.started_at)
    steps = trace(clock, calendar, now)
    allowance = allowance_in(steps)  # with a moment given, every pause has an end
    due_us = allowance.due_us
    measure = measure_of(clock.target.unit)
    axis = axis_of(measure, calendar)
    now_us = to_us(now)
    warning = warning_at(clock, calendar)
    pause = clock.open_pause
    if pause is not None and (steps.without_effect or _capped(steps)):
        pause = None
    return Standing(
        state=_state(clock, now, from_us(due_us), warning, paused=pause is not None),
        due_at=from_us(due_us),
        warning_at=warning,
        measure=measure,
        remaining=span(axis.position(due_us) - axis.position(now_us)),
        used=span(allowance.used_us(now_us, axis)),
        allowed=span(allowance.used_us(due_us, axis)),
        remaining_days=_remaining_days(clock.target.unit, calendar, now_us, due_us),
        paused_since=pause.paused_at if pause else None,
        pause_ends_at=calendar.add(pause.paused_at, pause.cap) if pause and pause.cap else None,
    )


def _state(clock: Clock, now: datetime, due: datetime, warning: datetime | None, *, paused: bool) -> State:
    if clock.stopped_at is not None:
        return State.STOPPED_LATE if now > due else State.STOPPED_IN_TIME
    if now > due:
        return State.OVERDUE
    if paused:
        return State.PAUSED
    return State.WARNED if warning is not None and now >= warning else State.RUNNING


def _capped(steps: Trace) -> bool:
    effects = list(steps.effects)
    return bool(effects) and effects[-1].stretch.capped


def _remaining_days(unit: Unit, calendar: WorkingCalendar, now_us: int, due_us: int) -> int | None:
    timeline = calendar.timeline
    if unit is Unit.WORKING_DAYS:
        return timeline.closed_days(due_us) - timeline.closed_days(now_us)
    if unit is Unit.CALENDAR_DAYS:
        days = (timeline.date_of(due_us) - timeline.date_of(now_us)).days
        return days + 1 if now_us < due_us else days
    return None
