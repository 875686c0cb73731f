"""The clocks of a new case: those that one transition at a time would give, and deadlines set elsewhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from banjie.cases import clockwork
from banjie.cases.intake.clocks import first_clocks, moments_of
from banjie.cases.intake.draft import Draft, Past, Through
from banjie.cases.intake.history import steps_of
from banjie.cases.intake.settle import Settled
from banjie.core import clocks as c
from banjie.core import workflow
from banjie.organisations.tree import UnitRef
from banjie.platform.actors import SYSTEM
from tests.unit.cases.imports.world import unit

RECEIVED = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PROCESS = workflow.newest("standard")
TARGETS = {name: c.parse_target("2wd") for name in (*PROCESS.steps, c.WHOLE)}
CALENDAR = c.WorkingCalendar("Asia/Shanghai")


def settled(lead: UnitRef | None = None, targets: Any = TARGETS) -> Settled:
    return Settled(
        PROCESS, "report", "general", 1, "lamp", {}, None, None, None, None, lead, None, None, "", False, targets
    )


def draft(past: Past | None = None, through: Through = Through.RECEIVED) -> Draft:
    return Draft("题", "文", "web", RECEIVED, past=past, through=through)


def one_at_a_time(steps: Any, found: Settled) -> clockwork.Clocks:
    first = found.process.states[steps[0].target].step
    clocks = clockwork.opened((first,) if first else (), found.targets, steps[0].at)
    for step in steps[1:]:
        clocks = clockwork.planned(clocks, step.clocks, at=step.at, targets=found.targets)
    return clocks


@pytest.mark.parametrize("lead", [None, unit(7, "cg", "城管局")])
@pytest.mark.parametrize(
    "given",
    [
        draft(),
        draft(through=Through.ACCEPTED),
        draft(through=Through.ASSIGNED),
        draft(Past()),
        draft(Past(accepted_at=RECEIVED + timedelta(hours=3))),
        draft(Past(reply="好", replied_at=RECEIVED + timedelta(days=1))),
        draft(Past(note="转")),
    ],
)
def test_the_first_clocks_are_those_of_one_transition_at_a_time(given: Draft, lead: UnitRef | None) -> None:
    found = settled(lead)
    steps = steps_of(given, found, by=SYSTEM, at=AT)
    assert first_clocks(given, found, steps) == one_at_a_time(steps, found)


def test_a_step_without_a_limit_has_no_clock() -> None:
    found = settled(targets={c.WHOLE: TARGETS[c.WHOLE]})
    steps = steps_of(draft(), found, by=SYSTEM, at=AT)
    assert set(first_clocks(draft(), found, steps)) == {c.WHOLE}


def test_a_matter_that_was_over_has_the_clock_of_the_whole_only() -> None:
    closed = RECEIVED + timedelta(days=9)
    given = draft(Past(closed_at=closed))
    clocks = first_clocks(given, settled(), steps_of(given, settled(), by=SYSTEM, at=AT))
    assert {name: clock.stopped_at for name, clock in clocks.items()} == {c.WHOLE: closed}


@pytest.mark.parametrize("after", [timedelta(seconds=61), timedelta(days=13, hours=1, seconds=7), timedelta(days=7300)])
def test_a_deadline_set_elsewhere_is_kept_to_the_second(after: timedelta) -> None:
    due = RECEIVED + after
    clock = clockwork.given(RECEIVED, due)
    assert c.due_at(clock, CALENDAR) == due == clockwork.due_of(clock, CALENDAR)
    assert c.clock_from_record(c.clock_to_record(clock)) == clock


def test_a_deadline_set_elsewhere_stands_whatever_our_limits_become() -> None:
    due = RECEIVED + timedelta(days=30)
    clocks = {c.WHOLE: clockwork.given(RECEIVED, due), "handle": c.start("handle", TARGETS["handle"], at=RECEIVED)}
    changed = clockwork.retargeted(clocks, dict.fromkeys(clocks, c.parse_target("9wd")))
    assert c.due_at(changed[c.WHOLE], CALENDAR) == due
    assert changed["handle"].target == c.parse_target("9wd")


def test_a_deadline_set_elsewhere_moves_with_a_pause() -> None:
    due = RECEIVED + timedelta(days=30)
    paused = c.resume(c.pause(clockwork.given(RECEIVED, due), at=AT, reason="wait"), at=AT + timedelta(days=2))
    assert c.due_at(paused, CALENDAR) == due + timedelta(days=2)


@pytest.mark.parametrize(("days", "late"), [(29, False), (31, True)])
def test_closing_is_judged_by_the_deadline_set_elsewhere(days: int, late: bool) -> None:
    stopped = RECEIVED + timedelta(days=days)
    clocks = {c.WHOLE: clockwork.given(RECEIVED, RECEIVED + timedelta(days=30), stopped_at=stopped)}
    assert clockwork.stopped_late(clocks, CALENDAR) is late


def test_nobody_is_told_of_deadlines_long_past() -> None:
    clocks = {c.WHOLE: clockwork.given(RECEIVED, RECEIVED + timedelta(days=1))}
    long_after = RECEIVED + timedelta(days=4000)
    assert moments_of(clocks, CALENDAR, after=long_after, is_open=True).next_alarm_at is None
    soon = moments_of(clocks, CALENDAR, after=RECEIVED, is_open=True).next_alarm_at
    assert soon is not None
    assert soon == c.next_alarm_at(clocks[c.WHOLE], CALENDAR, c.DEFAULT_LADDER, after=RECEIVED)
