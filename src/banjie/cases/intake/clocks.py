"""The clocks that a new case has after its first steps. Pure.

What `clockwork.opened` and `clockwork.planned` do one transition at a time is done here in one go: the first
steps of a case only start and stop clocks, and none of them pauses. A test holds the two together.

A matter that was over before it came here has the clock of the whole only: how long each step took there,
nobody told.
"""

from collections.abc import Sequence
from datetime import datetime

from banjie.cases import clockwork
from banjie.cases.intake.draft import Draft
from banjie.cases.intake.history import Step
from banjie.cases.intake.settle import Settled
from banjie.core.clocks import WHOLE, Clock, WorkingCalendar

type Intervals = dict[str, tuple[datetime, datetime | None]]

_NO_MOMENTS = clockwork.Moments(None, None, None)


def first_clocks(draft: Draft, found: Settled, steps: Sequence[Step]) -> clockwork.Clocks:
    """Started by the first step, moved by each that follows; the whole keeps a deadline set elsewhere."""
    targets, received_at = found.targets, steps[0].at
    if draft.past is not None and draft.past.closed_at is not None:
        running: Intervals = {WHOLE: (received_at, steps[-1].at)}
    else:
        running = _intervals(found, steps)
    clocks = {
        name: Clock(name, targets[name], started_at, stopped_at=stopped_at)
        for name, (started_at, stopped_at) in running.items()
        if name in targets
    }
    due_at = draft.past.due_at if draft.past is not None else None
    if due_at is not None and due_at > received_at:
        stopped_at = running[WHOLE][1]
        clocks[WHOLE] = clockwork.given(received_at, due_at, stopped_at=stopped_at)
    return clocks


def moments_of(
    clocks: clockwork.Clocks, calendar: WorkingCalendar, *, after: datetime, is_open: bool
) -> clockwork.Moments:
    """The moments to store; of a case that is over only the deadline it had."""
    if is_open:
        return clockwork.moments(clocks, calendar, after)
    whole = clocks.get(WHOLE)
    if whole is None:
        return _NO_MOMENTS
    return clockwork.Moments(clockwork.due_of(whole, calendar), None, None)


def _intervals(found: Settled, steps: Sequence[Step]) -> Intervals:
    """When each clock started, and when it stopped."""
    received_at = steps[0].at
    running: Intervals = {WHOLE: (received_at, None)}
    if (first := found.process.states[steps[0].target].step) is not None:
        running[first] = received_at, None
    for step in steps[1:]:
        plan, at = step.clocks, step.at
        ended = [name for name in running if name not in plan.start] if plan.stop_whole else plan.stop
        for name in ended:
            if name in running and running[name][1] is None:
                running[name] = running[name][0], at
        for name in plan.start:
            running[name] = at, None
    return running
