"""A clock is a value: every change gives a new one, and time set back never makes anything negative."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.core.clocks.example_calendars import CHINA, local, wall

from banjie.core.clocks import (
    Clock,
    ClockError,
    ClockErrorCode,
    Extension,
    Pause,
    due_at,
    extend,
    parse_target,
    pause,
    restart,
    resume,
    retarget,
    standing,
    start,
    stop,
)

MONDAY = local("2026-03-02 09:00")
CLOCK = start("handle", parse_target("8wh"), at=MONDAY)


def later(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def test_a_change_leaves_the_clock_it_was_made_from_alone() -> None:
    paused = pause(CLOCK, at=later(1), reason="waiting")
    assert CLOCK.pauses == ()
    assert paused.pauses == (Pause(later(1), "waiting"),)
    assert paused.open_pause == paused.pauses[0]
    assert resume(paused, at=later(2)).open_pause is None


def test_a_clock_cannot_be_paused_twice_over() -> None:
    paused = pause(CLOCK, at=later(1), reason="waiting")
    with pytest.raises(ClockError) as refused:
        pause(paused, at=later(2), reason="weather")
    assert refused.value.code is ClockErrorCode.ALREADY_PAUSED
    assert refused.value.data == {"since": later(1)}


def test_a_running_clock_cannot_be_resumed() -> None:
    with pytest.raises(ClockError, match="not_paused"):
        resume(CLOCK, at=later(1))


def test_nothing_moves_a_stopped_clock() -> None:
    stopped = stop(CLOCK, at=later(1))
    attempts = (
        lambda: pause(stopped, at=later(2), reason="waiting"),
        lambda: resume(stopped, at=later(2)),
        lambda: extend(stopped, by=parse_target("1wd"), at=later(2), reason="parts"),
        lambda: stop(stopped, at=later(2)),
    )
    for attempt in attempts:
        with pytest.raises(ClockError, match="already_stopped"):
            attempt()


def test_only_a_stopped_clock_can_be_restarted() -> None:
    with pytest.raises(ClockError, match="not_stopped"):
        restart(CLOCK, at=later(1), reason="sent_back")


def test_a_pause_ends_where_the_clock_stops() -> None:
    stopped = stop(pause(CLOCK, at=later(1), reason="waiting"), at=later(2))
    assert stopped.pauses == (Pause(later(1), "waiting", later(2)),)
    assert stopped.stopped_at == later(2)


def test_the_time_between_a_stop_and_a_restart_is_a_pause() -> None:
    again = restart(stop(CLOCK, at=later(1)), at=later(26), reason="sent_back")
    assert again.stopped_at is None
    assert again.pauses == (Pause(later(1), "sent_back", later(26)),)
    assert wall(due_at(again, CHINA)) == "2026-03-04 11:00"


@pytest.mark.parametrize("by", [parse_target("0wd"), timedelta(0), timedelta(hours=-1)])
def test_an_extension_of_nothing_is_refused(by: timedelta) -> None:
    with pytest.raises(ClockError, match="bad_target"):
        extend(CLOCK, by=by, at=later(1), reason="parts")


def test_another_target_keeps_the_start_and_the_pauses() -> None:
    paused = resume(pause(CLOCK, at=later(1), reason="waiting"), at=later(2))
    urgent = retarget(paused, parse_target("2wh"))
    assert wall(due_at(urgent, CHINA)) == "2026-03-02 12:00"


def test_a_clock_set_back_pauses_at_the_latest_thing_known() -> None:
    paused = pause(CLOCK, at=later(-5), reason="waiting")
    assert paused.pauses[0].paused_at == MONDAY
    resumed = resume(paused, at=later(-3))
    assert resumed.pauses[0].resumed_at == MONDAY
    assert due_at(resumed, CHINA) == due_at(CLOCK, CHINA)


def test_a_clock_set_back_never_stops_before_it_started() -> None:
    assert stop(CLOCK, at=later(-100)).stopped_at == MONDAY
    paused = pause(CLOCK, at=later(2), reason="waiting")
    assert stop(paused, at=later(1)).stopped_at == later(2)
    assert restart(stop(CLOCK, at=later(3)), at=later(1), reason="sent_back").pauses[0].resumed_at == later(3)
    assert extend(CLOCK, by=timedelta(1), at=later(-1), reason="x").extensions[0].granted_at == MONDAY


def test_a_moment_before_the_start_is_taken_as_the_start() -> None:
    before, at_start = standing(CLOCK, CHINA, later(-1000)), standing(CLOCK, CHINA, MONDAY)
    assert before == at_start
    assert before.used == timedelta(0)
    assert before.remaining == before.allowed == timedelta(hours=8)


@pytest.mark.parametrize(
    "pauses",
    [
        (Pause(later(-1), "x", later(1)),),
        (Pause(later(2), "x", later(1)),),
        (Pause(later(1), "x"), Pause(later(2), "x")),
        (Pause(later(1), "x", later(3)), Pause(later(2), "x", later(4))),
    ],
)
def test_pauses_out_of_order_make_no_clock(pauses: tuple[Pause, ...]) -> None:
    with pytest.raises(ClockError, match="pauses_out_of_order"):
        Clock("handle", parse_target("8wh"), MONDAY, pauses=pauses)


def test_a_clock_that_stops_before_its_pause_is_no_clock() -> None:
    with pytest.raises(ClockError, match="pauses_out_of_order"):
        Clock("x", parse_target("8wh"), MONDAY, (Pause(later(2), "x", later(3)),), stopped_at=later(1))
    with pytest.raises(ClockError, match="pauses_out_of_order"):
        Clock("x", parse_target("8wh"), MONDAY, (Pause(later(2), "x"),), stopped_at=later(3))


def test_a_clock_needs_a_time_zone() -> None:
    with pytest.raises(ClockError, match="naive_time"):
        start("handle", parse_target("8wh"), at=datetime(2026, 3, 2, 9, tzinfo=UTC).replace(tzinfo=None))


def test_an_extension_keeps_why_and_when_it_was_granted() -> None:
    extended = extend(CLOCK, by=parse_target("1wd"), at=later(1), reason="parts ordered")
    assert extended.extensions == (Extension(parse_target("1wd"), later(1), "parts ordered"),)
