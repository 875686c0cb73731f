"""When a clock is due, and when the other moments in its life come."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from banjie.core.clocks.calendars import UNIT_US, WorkingCalendar
from banjie.core.clocks.clock import Clock
from banjie.core.clocks.instants import from_us, to_us
from banjie.core.clocks.measures import Axis, Measure, axis_of, measure_of
from banjie.core.clocks.targets import Target, Unit
from banjie.core.clocks.trace import NEVER, Effect, Trace, counted_from, paused_us, stretches_of, trace
from banjie.core.clocks.when import Anchor, When


def due_at(clock: Clock, calendar: WorkingCalendar, at: datetime | None = None) -> datetime | None:
    """The deadline, in UTC.

    While the clock is paused the deadline moves. With `at`, it is the deadline as it would be if the pause
    ended then. Without, it is the one to store: the deadline if the pause lasts to its cap, and None while a
    pause has no cap.
    """
    if not clock.pauses and not clock.extensions:
        return calendar.add(clock.started_at, clock.target)
    due_us = trace(clock, calendar, at).due_us
    return None if due_us is None else from_us(due_us)


def due_at_many(
    clocks: Iterable[Clock], calendar: WorkingCalendar, at: datetime | None = None
) -> list[datetime | None]:
    """`due_at` for many clocks, as when a calendar has changed."""
    return [due_at(clock, calendar, at) for clock in clocks]


def moment_of(clock: Clock, calendar: WorkingCalendar, when: When, at: datetime | None = None) -> datetime | None:
    """The instant of a moment in the clock's life; None when an open pause keeps it from coming.

    Time paused is not used up. In working time a reminder never falls on a close of business but on the next
    opening, so that one working day before Thursday's close is Thursday morning. A moment that would lie
    before the start ("4 working hours before" a promise of two) is the start. `at` as in `due_at`.
    """
    if when.anchor in (Anchor.DUE, Anchor.AFTER_DUE):
        due = due_at(clock, calendar, at)
        return due if due is None or when.offset is None else calendar.add(due, when.offset)
    measure = _measure_for(clock, when)
    axis = axis_of(measure, calendar)
    allowance = allowance_of(clock, calendar)
    used_us = allowance.used_us(allowance.due_us, axis)
    if when.offset is not None:
        used_us -= _left_us(allowance.due_us, when.offset, calendar, measure)
    elif when.percent is not None:
        used_us = used_us * when.percent // 100
    if used_us <= 0:
        return from_us(to_us(clock.started_at))
    since_us = allowance.counted_from_us
    reached_us = _reached(used_us, since_us, clock, calendar, at, axis, to_instant=axis.latest)
    if when.offset is not None and reached_us is not None and reached_us >= allowance.due_us:
        due = due_at(clock, calendar, at)
        if due is not None and reached_us >= to_us(due):
            # Nobody works between here and the deadline: it is the close of business before it.
            reached_us = _reached(used_us, since_us, clock, calendar, at, axis, to_instant=axis.instant)
    return None if reached_us is None else from_us(reached_us)


def warning_at(clock: Clock, calendar: WorkingCalendar, at: datetime | None = None) -> datetime | None:
    """When the handler is warned; None for a clock without a warning or while a pause holds it off."""
    return None if clock.warning is None else moment_of(clock, calendar, clock.warning, at)


@dataclass(frozen=True, slots=True)
class Allowance:
    """The time a clock is given: from where it counts to where it is due, and the pauses in between."""

    counted_from_us: int
    due_us: int
    effects: tuple[Effect, ...]

    def used_us(self, until_us: int, axis: Axis) -> int:
        """How much of it has passed by an instant, pauses left out; never negative."""
        since_us = self.counted_from_us
        paused = sum(paused_us(effect.stretch, since_us, until_us, axis) for effect in self.effects)
        return max(0, axis.position(until_us) - axis.position(since_us) - paused)


def allowance_of(clock: Clock, calendar: WorkingCalendar) -> Allowance:
    """How much time the clock is given does not hang on when an open pause ends: here it ends at once."""
    if clock.pauses or clock.extensions:
        pause = clock.open_pause
        return allowance_in(trace(clock, calendar, pause.paused_at if pause else None))
    start_us, target = to_us(clock.started_at), clock.target
    due_us = calendar.add_us(start_us, target.amount, target.unit)
    since_us = counted_from(start_us, target.amount, calendar, in_days=target.unit.in_days)
    return Allowance(since_us, due_us, ())


def allowance_in(steps: Trace) -> Allowance:
    """The allowance of a deadline that is known."""
    due_us = steps.due_us
    assert due_us is not None  # a trace in which every pause has an end
    return Allowance(steps.counted_from_us, due_us, tuple(steps.effects))


def _measure_for(clock: Clock, when: When) -> Measure:
    """Hours and minutes before a deadline have a measure of their own; percents and days take the clock's."""
    if when.offset is not None and not when.offset.unit.in_days:
        return measure_of(when.offset.unit)
    return measure_of(clock.target.unit)


def _left_us(due_us: int, offset: Target, calendar: WorkingCalendar, measure: Measure) -> int:
    """How much is still to come, in a measure, so long before a deadline.

    The last n working days of a clock in working time are whole ones, also when it is due within a day.
    """
    position = axis_of(measure, calendar).position
    if offset.unit is Unit.WORKING_DAYS:
        timeline = calendar.timeline
        last = timeline.closed_days(due_us - 1) + 1
        until_us = timeline.closing(last) if measure is Measure.WORKING else due_us
        return position(until_us) - position(timeline.closing(last - offset.amount))
    amount_us = offset.amount * UNIT_US[offset.unit]
    return amount_us if offset.unit.in_working_time else position(due_us) - position(due_us - amount_us)


def _reached(
    used_us: int,
    since_us: int,
    clock: Clock,
    calendar: WorkingCalendar,
    at: datetime | None,
    axis: Axis,
    *,
    to_instant: Callable[[int], int],
) -> int | None:
    """The instant at which so much has been used, stepping over the pauses.

    `to_instant`: the axis' `latest` puts what falls on the end of a shift at the start of the next, when somebody is
    there to be reminded; its `instant` leaves it where it is.
    """
    zero = axis.position(since_us)
    reached_us = to_instant(zero + used_us)
    if not clock.pauses:
        return reached_us
    for stretch in stretches_of(clock, calendar, at):
        if stretch.start_us >= reached_us:
            break
        if stretch.end_us == NEVER:
            return None
        used_us += paused_us(stretch, since_us, NEVER, axis)
        reached_us = to_instant(zero + used_us)
    return reached_us
