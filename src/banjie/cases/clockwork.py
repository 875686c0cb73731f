"""The clocks of a case: what a transition does to them, and the moments that lists and alarms need. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from banjie.cases.commands.change import Context, Reference
from banjie.cases.commands.fields import Payload
from banjie.core import clocks as c
from banjie.core.workflow import ClockPlan, shipped

WHOLE = c.WHOLE
# The reason on a deadline that an imported matter brought along.
GIVEN = "given_elsewhere"
_A_MINUTE = c.Target(1, c.Unit.CALENDAR_MINUTES)
_MINUTE = timedelta(minutes=1)
_LEAST = timedelta(microseconds=1)
# Three working days are over after this, whatever holidays lie between.
_LADDER_ENDS = timedelta(days=60)

type Clocks = dict[str, c.Clock]


@dataclass(frozen=True, slots=True)
class Moments:
    """What is kept in columns: the deadline of the whole and of the step, and when somebody must be told."""

    due_at: datetime | None
    step_due_at: datetime | None
    next_alarm_at: datetime | None


def load(stored: Mapping[str, Any]) -> Clocks:
    return {name: c.clock_from_record(value) for name, value in stored.items()}


def dump(clocks: Clocks) -> dict[str, Any]:
    return {name: c.clock_to_record(clock) for name, clock in clocks.items()}


def given(started_at: datetime, due_at: datetime, *, stopped_at: datetime | None = None) -> c.Clock:
    """The whole's clock with a deadline that was set elsewhere, to the second: a minute, then what is left.

    It stands whatever our own limits are (see `retargeted`); pauses and extensions move it as any other.
    """
    rest = max(due_at - started_at - _MINUTE, _LEAST)
    brought = c.Extension(rest, started_at, GIVEN)
    return c.Clock(WHOLE, _A_MINUTE, started_at, extensions=(brought,), stopped_at=stopped_at)


def is_given(clock: c.Clock) -> bool:
    """Whether the deadline of a clock was set elsewhere."""
    return any(extension.reason == GIVEN for extension in clock.extensions)


def due_of(clock: c.Clock, calendar: c.WorkingCalendar) -> datetime | None:
    """The deadline of a clock; at once for one that was brought along and that nothing has moved."""
    if not clock.pauses and len(clock.extensions) == 1 and clock.extensions[0].reason == GIVEN:
        brought = clock.extensions[0].by
        assert isinstance(brought, timedelta)
        return clock.started_at + _MINUTE + brought
    return c.due_at(clock, calendar)


def opened(steps: tuple[str, ...], targets: Mapping[str, c.Target], at: datetime) -> Clocks:
    """The clocks of a case that begins at `at`: the whole, and the first step if it has a target."""
    return {name: c.start(name, targets[name], at=at) for name in (WHOLE, *steps) if name in targets}


def planned(
    clocks: Clocks,
    plan: ClockPlan,
    *,
    at: datetime,
    targets: Mapping[str, c.Target],
    reason: str = "",
    cap: c.Target | None = None,
) -> Clocks:
    """The clocks after a transition. A step without a target has no clock."""
    after = dict(clocks)
    for name in plan.stop:
        _change(after, name, lambda clock: clock if clock.stopped_at else c.stop(clock, at=at))
    if plan.pause:
        for name in list(after):
            _change(after, name, lambda clock: _paused(clock, at, reason, cap))
    if plan.resume:
        for name in list(after):
            _change(after, name, lambda clock: c.resume(clock, at=at) if clock.open_pause else clock)
    for name in plan.start:
        if (target := cap if plan.pause else targets.get(name)) is not None:
            after[name] = c.start(name, target, at=at)
    for name in plan.rerun:
        _change(after, name, lambda clock: c.restart(clock, at=at, reason=reason) if clock.stopped_at else clock)
    return _whole(after, plan, at, targets)


def moments(clocks: Clocks, calendar: c.WorkingCalendar, after: datetime) -> Moments:
    """The deadlines to store and the next alarm later than `after`."""
    whole = clocks.get(WHOLE)
    running = [clock for name, clock in clocks.items() if name != WHOLE and clock.stopped_at is None]
    # What stands still has no deadline to meet now: the step is the wait itself.
    moving = [clock for clock in running if clock.open_pause is None]
    steps = [due for clock in moving if (due := c.due_at(clock, calendar)) is not None]
    live = [*running, *([whole] if whole is not None and whole.stopped_at is None else [])]
    alarms = [
        alarm
        for clock in live
        if not _long_past(clock, calendar, after)
        and (alarm := c.next_alarm_at(clock, calendar, c.DEFAULT_LADDER, after=after)) is not None
    ]
    return Moments(
        due_at=due_of(whole, calendar) if whole is not None else None,
        step_due_at=min(steps, default=None),
        next_alarm_at=min(alarms, default=None),
    )


def _long_past(clock: c.Clock, calendar: c.WorkingCalendar, after: datetime) -> bool:
    """Whether even the last rung of the ladder, some days after the deadline, lies behind; quick to tell."""
    due = due_of(clock, calendar)
    return due is not None and due + _LADDER_ENDS < after


@dataclass(frozen=True, slots=True)
class Terms:
    """What a capability agreed with the people concerned: limits instead of the process's own, and more time.

    `longer` is added to the step that runs and to the whole, `longer_whole` to the whole alone; `reason` stands
    on the clocks.
    """

    limits: Mapping[str, c.Target] = field(default_factory=dict)
    longer: c.Target | None = None
    longer_whole: c.Target | None = None
    reason: str = ""


NO_TERMS = Terms()


def limits_of(case: Any, reference: Reference, *, release: int | None = None) -> Mapping[str, c.Target]:
    """The limits of a case: a catalogue's (its own release, if none is named), and those of its process."""
    set_here = reference.targets(case.catalogue_release if release is None else release, case.category_path, case.level)
    return {**set_here, **shipped()[case.process].times}


def advance(case: Any, context: Context, payload: Payload, *, terms: Terms = NO_TERMS) -> None:
    """Moves the clocks of a case row along with a command that was granted."""
    decision, at = context.decision, context.at
    targets = {**limits_of(case, context.reference), **terms.limits}
    reason, cap = _pause_terms(decision.command, payload)
    clocks = planned(load(case.clocks), decision.clocks, at=at, targets=targets, reason=reason, cap=cap)
    if decision.command == "grant_extension":
        clocks = _extended(clocks, context)
    if decision.command == "classify":
        clocks = retargeted(clocks, targets)
    clocks = _longer(clocks, terms, at)
    if decision.clocks.stop_whole:
        case.closed_late = stopped_late(clocks, context.reference.calendar)
    place(case, clocks, context.reference.calendar, at)


def place(case: Any, clocks: Clocks, calendar: c.WorkingCalendar, at: datetime) -> None:
    """Writes clocks and their moments into the columns of a case row."""
    case.clocks = dump(clocks)
    found = moments(clocks, calendar, at)
    case.due_at, case.step_due_at, case.next_alarm_at = found.due_at, found.step_due_at, found.next_alarm_at


def stopped_late(clocks: Clocks, calendar: c.WorkingCalendar) -> bool | None:
    """Whether the whole missed its deadline; None for a case that had none."""
    whole = clocks.get(WHOLE)
    if whole is None or whole.stopped_at is None:
        return None
    due = due_of(whole, calendar)
    return due is not None and whole.stopped_at > due


def _whole(clocks: Clocks, plan: ClockPlan, at: datetime, targets: Mapping[str, c.Target]) -> Clocks:
    if plan.stop_whole:
        for name in list(clocks):
            if name == WHOLE or name not in plan.start:
                _change(clocks, name, lambda clock: clock if clock.stopped_at else c.stop(clock, at=at))
    if plan.restart_whole and WHOLE in targets:
        clocks[WHOLE] = c.start(WHOLE, targets[WHOLE], at=at)
    return clocks


def _paused(clock: c.Clock, at: datetime, reason: str, cap: c.Target | None) -> c.Clock:
    if clock.stopped_at is not None or clock.open_pause is not None:
        return clock
    return c.pause(clock, at=at, reason=reason, cap=cap)


def _change(clocks: Clocks, name: str, change: Any) -> None:
    if name in clocks:
        clocks[name] = change(clocks[name])


def _pause_terms(command: str, payload: Payload) -> tuple[str, c.Target | None]:
    """Why the clocks stand still and for how long at most; `within` of the two commands that pause them."""
    within = getattr(payload, "within", None)
    return command, c.parse_target(within) if within else None


def _extended(clocks: Clocks, context: Context) -> Clocks:
    """More time for the handling and for the whole; other steps keep theirs."""
    if context.extension_asked is None:
        return clocks
    by = c.parse_target(context.extension_asked)
    after = dict(clocks)
    for name in (WHOLE, "handle"):
        _change(
            after,
            name,
            lambda clock: clock if clock.stopped_at else c.extend(clock, by=by, at=context.at, reason="extension"),
        )
    return after


def _longer(clocks: Clocks, terms: Terms, at: datetime) -> Clocks:
    after = dict(clocks)
    for name, clock in clocks.items():
        by = terms.longer or (terms.longer_whole if name == WHOLE else None)
        if by is not None and clock.stopped_at is None:
            after[name] = c.extend(clock, by=by, at=at, reason=terms.reason)
    return after


def retargeted(clocks: Clocks, targets: Mapping[str, c.Target]) -> Clocks:
    """The running clocks under other targets; what is over stays as it was judged, what was given as it was."""
    return {
        name: c.retarget(clock, targets[name])
        if clock.stopped_at is None and name in targets and not is_given(clock)
        else clock
        for name, clock in clocks.items()
    }
