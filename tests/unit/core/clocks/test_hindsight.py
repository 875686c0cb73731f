"""A clock as whoever looked earlier would have met it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from banjie.core import clocks as c

START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TARGET = c.Target(5, c.Unit.WORKING_DAYS)
steps = st.lists(st.sampled_from(["pause", "resume", "extend"]), max_size=12)


def walked(wanted: list[str]) -> list[c.Clock]:
    """The clock after each hour of a life of pauses and extensions."""
    clock = c.start(c.WHOLE, TARGET, at=START)
    lives = [clock]
    for hour, step in enumerate(wanted, 1):
        at = START + timedelta(hours=hour)
        if step == "pause" and clock.open_pause is None:
            clock = c.pause(clock, at=at, reason="x", cap=None)
        elif step == "resume" and clock.open_pause is not None:
            clock = c.resume(clock, at=at)
        elif step == "extend":
            clock = c.extend(clock, by=TARGET, at=at, reason="x")
        lives.append(clock)
    return lives


@given(steps)
def test_looking_back_finds_the_clock_as_it_was(wanted):
    lives = walked(wanted)
    stopped = c.stop(lives[-1], at=START + timedelta(hours=len(wanted) + 1))
    for hour, then in enumerate(lives):
        just_after = START + timedelta(hours=hour, minutes=30)
        assert c.as_of(stopped, just_after) == then


def test_before_it_started_there_is_none():
    clock = c.start(c.WHOLE, TARGET, at=START)
    assert c.as_of(clock, START) is None
    assert c.as_of(clock, START + timedelta(microseconds=1)) == clock
