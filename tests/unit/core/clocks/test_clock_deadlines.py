"""When a clock is due, warns, and how it stands, with pauses, caps and extensions."""

from datetime import date, timedelta

import pytest
from tests.unit.core.clocks.example_calendars import CHINA, local, wall

from banjie.core.clocks import (
    AT_DUE,
    Clock,
    DayOverride,
    Measure,
    OverrideKind,
    State,
    WorkingCalendar,
    due_at,
    due_at_many,
    extend,
    moment_of,
    parse_shifts,
    parse_target,
    parse_when,
    pause,
    restart,
    resume,
    standing,
    start,
    stop,
    warning_at,
)


def clock(target: str, at: str = "2026-03-02 09:00", *, warning: str = "75%") -> Clock:
    return start("handle", parse_target(target), at=local(at), warning=parse_when(warning))


def paused(of: Clock, since: str, until: str | None = None, cap: str | None = None) -> Clock:
    gap = pause(of, at=local(since), reason="waiting", cap=parse_target(cap) if cap else None)
    return gap if until is None else resume(gap, at=local(until))


def extended(of: Clock, *by: str | timedelta) -> Clock:
    for more in by:
        amount = parse_target(more) if isinstance(more, str) else more
        of = extend(of, by=amount, at=local("2026-03-03 10:00"), reason="parts")
    return of


@pytest.mark.parametrize(
    ("target", "since", "until", "due"),
    [
        # Calendar hours give back what the wall clock says.
        ("24h", "2026-03-02 10:00", "2026-03-02 12:30", "2026-03-03 11:30"),
        ("24h", "2026-03-02 10:00", "2026-03-09 10:00", "2026-03-10 09:00"),
        # Working hours and days give back the working time.
        ("8wh", "2026-03-02 10:00", "2026-03-02 14:00", "2026-03-03 14:00"),
        ("8wh", "2026-03-02 12:00", "2026-03-02 13:30", "2026-03-03 10:00"),
        ("1wd", "2026-03-03 10:00", "2026-03-03 11:00", "2026-03-04 10:00"),
        ("2wd", "2026-03-03 00:00", "2026-03-04 00:00", "2026-03-05 17:30"),
        ("2wd", "2026-03-03 15:00", "2026-03-05 10:00", "2026-03-06 14:00"),
        # The day of receipt is not counted, so a pause on it takes nothing.
        ("1wd", "2026-03-02 10:00", "2026-03-02 17:00", "2026-03-03 17:30"),
        # Over a holiday nobody works anyway.
        ("3d", "2026-03-07 00:00", "2026-03-08 12:00", "2026-03-05 17:30"),
        ("5d", "2026-03-07 00:00", "2026-03-08 12:00", "2026-03-09 17:30"),
        ("5d", "2026-03-03 09:00", "2026-03-04 09:00", "2026-03-10 17:30"),
        # A pause that begins at or after the deadline does not rescue it.
        ("8wh", "2026-03-03 10:00", "2026-03-03 16:00", "2026-03-03 10:00"),
        ("1wd", "2026-03-04 09:00", "2026-03-06 16:00", "2026-03-03 17:30"),
        ("0wd", "2026-03-02 10:00", "2026-03-02 11:00", "2026-03-03 10:00"),
    ],
)
def test_a_pause_gives_back_what_it_took(target: str, since: str, until: str, due: str) -> None:
    assert wall(due_at(paused(clock(target), since, until), CHINA)) == due


def test_a_pause_just_before_the_deadline_moves_it_by_just_its_length() -> None:
    over_the_weekend = paused(clock("8wh", "2026-03-05 16:30"), "2026-03-06 17:00", "2026-03-09 09:30")
    assert wall(due_at(clock("8wh", "2026-03-05 16:30"), CHINA)) == "2026-03-06 17:30"
    assert wall(due_at(over_the_weekend, CHINA)) == "2026-03-09 10:00"


def test_beyond_its_cap_a_pause_counts_again() -> None:
    for until in ("2026-03-02 13:00", "2026-03-03 16:00", None):
        capped = paused(clock("24h"), "2026-03-02 10:00", until, cap="2h")
        assert wall(due_at(capped, CHINA)) == "2026-03-03 11:00"
    one_day = paused(clock("8wh"), "2026-03-02 10:00", "2026-03-09 10:00", cap="1wd")
    assert wall(due_at(one_day, CHINA)) == "2026-03-04 17:30"


def test_a_pause_without_a_cap_has_no_deadline_until_somebody_asks_of_a_moment() -> None:
    open_pause = paused(clock("24h"), "2026-03-02 10:00")
    assert due_at(open_pause, CHINA) is None
    assert wall(due_at(open_pause, CHINA, local("2026-03-02 15:00"))) == "2026-03-03 14:00"
    assert wall(due_at(open_pause, CHINA, local("2026-03-02 16:00"))) == "2026-03-03 15:00"


def test_a_pause_that_began_too_late_leaves_the_deadline_known() -> None:
    assert wall(due_at(paused(clock("24h"), "2026-03-04 10:00"), CHINA)) == "2026-03-03 09:00"


@pytest.mark.parametrize(
    ("target", "by", "due"),
    [
        ("8wh", ["4wh"], "2026-03-03 15:30"),
        ("2wd", ["3wd"], "2026-03-09 17:30"),
        ("24h", ["2wd"], "2026-03-05 17:30"),
        ("2wd", ["24h"], "2026-03-05 17:30"),
        ("3d", ["2d"], "2026-03-09 17:30"),
        ("0wd", ["1wd"], "2026-03-03 17:30"),
        ("8wh", [timedelta(minutes=90)], "2026-03-03 11:30"),
        ("8wh", ["1wd", "2wh"], "2026-03-05 11:00"),
    ],
)
def test_an_extension_counts_on_from_the_deadline(target: str, by: list[str | timedelta], due: str) -> None:
    assert wall(due_at(extended(clock(target), *by), CHINA)) == due


def test_calendar_days_and_the_same_day_are_extended_from_the_day_they_ended_on() -> None:
    assert wall(due_at(extended(clock("3d", "2026-09-30 09:00"), "2d"), CHINA)) == "2026-10-10 17:30"
    assert wall(due_at(extended(clock("0wd", "2026-03-02 20:00"), "1wd"), CHINA)) == "2026-03-04 17:30"


def test_it_does_not_matter_whether_an_extension_or_a_pause_came_first() -> None:
    pause_first = extended(paused(clock("2wd"), "2026-03-03 10:00", "2026-03-03 12:00"), "2wd")
    grant_first = paused(extended(clock("2wd"), "2wd"), "2026-03-03 10:00", "2026-03-03 12:00")
    assert wall(due_at(pause_first, CHINA)) == wall(due_at(grant_first, CHINA)) == "2026-03-09 11:00"


def test_a_pause_in_the_extended_time_counts_in_the_extensions_own_measure() -> None:
    late_pause = paused(extended(clock("24h"), "2wd"), "2026-03-04 09:00", "2026-03-04 10:00")
    assert wall(due_at(late_pause, CHINA)) == "2026-03-06 10:00"


def test_many_clocks_have_the_deadlines_of_each() -> None:
    clocks = [clock("8wh"), paused(clock("24h"), "2026-03-02 10:00"), extended(clock("2wd"), "1wd")]
    assert due_at_many(clocks, CHINA) == [due_at(one, CHINA) for one in clocks]


@pytest.mark.parametrize(
    ("target", "when", "moment"),
    [
        ("8wh", "75%", "2026-03-02 16:30"),
        ("8wh", "50%", "2026-03-02 14:30"),
        ("24h", "75%", "2026-03-03 03:00"),
        ("2wd", "50%", "2026-03-04 09:00"),
        ("8wh", "-1wh", "2026-03-03 09:00"),
        ("8wh", "-30m", "2026-03-03 09:30"),
        ("2wd", "-1wd", "2026-03-04 09:00"),
        ("5d", "-1d", "2026-03-09 09:00"),
        ("8wh", "due", "2026-03-03 10:00"),
        ("8wh", "+1wd", "2026-03-04 17:30"),
        ("24h", "+30m", "2026-03-03 09:30"),
        # Calendar hours may be due on a day off, and are reminded of before it.
        ("144h", "-1wd", "2026-03-06 17:30"),
        ("144h", "-1d", "2026-03-07 09:00"),
        ("144h", "-2wh", "2026-03-06 15:30"),
        # More than the whole: at once.
        ("2wh", "-4wh", "2026-03-02 09:00"),
        ("1wd", "-3wd", "2026-03-02 09:00"),
    ],
)
def test_a_moment_is_reckoned_from_the_time_allowed(target: str, when: str, moment: str) -> None:
    assert wall(moment_of(clock(target), CHINA, parse_when(when))) == moment


def test_the_last_working_day_is_a_whole_one_also_when_the_deadline_lies_within_a_day() -> None:
    within_a_day = paused(clock("3wd"), "2026-03-03 09:00", "2026-03-03 11:00")
    assert wall(due_at(within_a_day, CHINA)) == "2026-03-06 11:00"
    assert wall(moment_of(within_a_day, CHINA, parse_when("-1wd"))) == "2026-03-05 11:00"


@pytest.mark.parametrize("when", ["50%", "-4wh"])
def test_a_moment_steps_over_the_pauses_before_it_only(when: str) -> None:
    before = paused(clock("8wh"), "2026-03-02 10:00", "2026-03-02 11:00")
    after = paused(clock("8wh"), "2026-03-02 16:00", "2026-03-02 17:00")
    assert wall(moment_of(before, CHINA, parse_when(when))) == "2026-03-02 15:30"
    assert wall(moment_of(after, CHINA, parse_when(when))) == "2026-03-02 14:30"


def test_a_reminder_that_falls_on_the_start_of_a_pause_still_comes() -> None:
    pause_at_half = paused(clock("8wh"), "2026-03-02 14:30", "2026-03-02 16:00")
    assert wall(moment_of(pause_at_half, CHINA, parse_when("50%"))) == "2026-03-02 14:30"


def test_a_reminder_of_the_whole_time_comes_at_the_start_also_at_night() -> None:
    assert wall(moment_of(clock("2wh", "2026-03-02 20:00"), CHINA, parse_when("-2wh"))) == "2026-03-02 20:00"


def test_the_last_working_day_is_the_deadlines_own_however_short() -> None:
    short = DayOverride(date(2026, 3, 3), OverrideKind.CUSTOM, hours=parse_shifts("09:00-12:00"))
    calendar = WorkingCalendar("Asia/Shanghai", overrides=(short,))
    assert wall(due_at(clock("1wd"), calendar)) == "2026-03-03 12:00"
    assert wall(moment_of(clock("3wd"), calendar, parse_when("-2wd"))) == "2026-03-04 09:00"
    assert wall(moment_of(clock("1wd"), calendar, parse_when("-1wd"))) == "2026-03-02 09:00"
    assert wall(moment_of(extended(clock("0wd"), "1wd"), calendar, parse_when("-1wd"))) == "2026-03-03 09:00"
    assert wall(moment_of(clock("24h", "2026-03-03 17:30"), calendar, parse_when("-1wd"))) == "2026-03-03 17:30"


def test_an_open_pause_holds_off_what_has_not_happened_yet() -> None:
    open_pause = paused(clock("8wh"), "2026-03-02 15:00")
    assert wall(moment_of(open_pause, CHINA, parse_when("50%"))) == "2026-03-02 14:30"
    assert warning_at(open_pause, CHINA) is None
    assert moment_of(open_pause, CHINA, AT_DUE) is None
    assert moment_of(open_pause, CHINA, parse_when("+1wd")) is None


def test_an_extension_puts_the_warning_off() -> None:
    assert wall(warning_at(extended(clock("8wh"), "8wh"), CHINA)) == "2026-03-03 15:30"


def test_a_clock_without_a_warning_gives_none() -> None:
    silent = start("handle", parse_target("8wh"), at=local("2026-03-02 09:00"), warning=None)
    assert warning_at(silent, CHINA) is None
    assert standing(silent, CHINA, local("2026-03-03 09:59")).state is State.RUNNING


@pytest.mark.parametrize(
    ("at", "state", "remaining", "percent"),
    [
        ("2026-03-02 09:00", State.RUNNING, 8, 0),
        ("2026-03-02 16:29", State.RUNNING, 2 + 1 / 60, 74),
        ("2026-03-02 16:30", State.WARNED, 2, 75),
        ("2026-03-03 10:00", State.WARNED, 0, 100),
        ("2026-03-03 10:01", State.OVERDUE, -1 / 60, 100),
        ("2026-03-03 16:30", State.OVERDUE, -5, 162),
    ],
)
def test_a_running_clock_goes_from_running_to_warned_to_overdue(
    at: str, state: State, remaining: float, percent: int
) -> None:
    found = standing(clock("8wh"), CHINA, local(at))
    assert (found.state, found.remaining, found.used_percent) == (state, timedelta(hours=remaining), percent)
    assert found.measure is Measure.WORKING
    assert found.late is (state is State.OVERDUE)


def test_a_paused_clock_stands_still() -> None:
    waiting = paused(clock("8wh"), "2026-03-02 11:00", cap="2wd")
    found = [standing(waiting, CHINA, local(f"2026-03-{at}")) for at in ("02 11:00", "03 10:00", "04 17:00")]
    assert {one.state for one in found} == {State.PAUSED}
    assert {one.remaining for one in found} == {timedelta(hours=6)}
    assert {one.used for one in found} == {timedelta(hours=2)}
    assert {wall(one.pause_ends_at) for one in found} == {"2026-03-04 17:30"}
    assert [wall(one.due_at) for one in found] == [
        "2026-03-03 10:00",
        "2026-03-03 17:30",
        "2026-03-05 16:00",
    ]


def test_a_pause_that_outlived_its_cap_is_no_longer_a_pause() -> None:
    waiting = paused(clock("8wh"), "2026-03-02 11:00", cap="2wd")
    assert standing(waiting, CHINA, local("2026-03-04 17:29")).state is State.PAUSED
    assert standing(waiting, CHINA, local("2026-03-04 17:30")).state is State.RUNNING
    found = standing(waiting, CHINA, local("2026-03-05 10:00"))
    assert (found.state, found.paused_since, found.remaining) == (State.RUNNING, None, timedelta(hours=5))
    assert standing(waiting, CHINA, local("2026-03-09 10:00")).state is State.OVERDUE


def test_a_pause_after_the_deadline_leaves_the_clock_overdue() -> None:
    late = paused(clock("8wh"), "2026-03-04 10:00")
    found = standing(late, CHINA, local("2026-03-05 10:00"))
    assert (found.state, found.paused_since) == (State.OVERDUE, None)


@pytest.mark.parametrize(
    ("stopped", "state", "spare"),
    [
        ("2026-03-02 15:30", State.STOPPED_IN_TIME, 3),
        ("2026-03-03 10:00", State.STOPPED_IN_TIME, 0),
        ("2026-03-03 11:00", State.STOPPED_LATE, -1),
    ],
)
def test_a_stopped_clock_stays_as_it_stopped(stopped: str, state: State, spare: float) -> None:
    done = stop(clock("8wh"), at=local(stopped))
    for at in (stopped, "2026-12-01 09:00"):
        found = standing(done, CHINA, local(at))
        assert (found.state, found.remaining) == (state, timedelta(hours=spare))


def test_a_clock_that_stopped_late_stays_late_when_it_is_set_going_again() -> None:
    late = stop(clock("8wh"), at=local("2026-03-03 11:00"))
    again = restart(late, at=local("2026-03-05 09:00"), reason="sent_back")
    assert wall(due_at(again, CHINA)) == "2026-03-03 10:00"
    assert standing(again, CHINA, local("2026-03-05 09:00")).state is State.OVERDUE


@pytest.mark.parametrize(
    ("target", "at", "days"),
    [
        ("2wd", "2026-03-02 10:00", 3),
        ("2wd", "2026-03-02 18:00", 2),
        ("2wd", "2026-03-04 17:00", 1),
        ("2wd", "2026-03-04 17:30", 0),
        ("2wd", "2026-03-05 18:00", -1),
        ("5d", "2026-03-04 10:00", 6),
        ("5d", "2026-03-09 10:00", 1),
        ("5d", "2026-03-09 18:00", 0),
        ("8wh", "2026-03-02 10:00", None),
    ],
)
def test_a_target_in_days_says_how_many_days_are_left(target: str, at: str, days: int | None) -> None:
    assert standing(clock(target), CHINA, local(at)).remaining_days == days


def test_calendar_hours_remain_by_the_wall_clock() -> None:
    found = standing(clock("24h"), CHINA, local("2026-03-02 21:00"))
    assert (found.measure, found.remaining) == (Measure.CALENDAR, timedelta(hours=12))


def test_a_day_before_a_saturday_is_fridays_close_and_not_mondays_opening() -> None:
    """A deadline that an extension has moved to a day off: Friday 17:30 and a calendar day."""
    moved = extend(clock("1d", "2026-03-12 09:00"), by=timedelta(days=1), at=local("2026-03-13 10:00"), reason="parts")
    assert wall(due_at(moved, CHINA)) == "2026-03-14 17:30"
    assert wall(moment_of(moved, CHINA, parse_when("-1d"))) == "2026-03-13 17:30"
