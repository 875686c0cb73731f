"""Clocks as jsonb and back."""

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.core.clocks.example_calendars import local

from banjie.core.clocks import (
    Clock,
    ClockError,
    clock_from_record,
    clock_to_record,
    extend,
    parse_target,
    pause,
    resume,
    start,
    stop,
)


def full_clock() -> Clock:
    clock = start("whole", parse_target("5wd"), at=local("2026-03-02 09:00"))
    clock = pause(clock, at=local("2026-03-03 09:00"), reason="问诉求人", cap=parse_target("3wd"))
    clock = resume(clock, at=local("2026-03-04 09:00"))
    clock = extend(clock, by=parse_target("2wd"), at=local("2026-03-04 10:00"), reason="parts")
    return extend(clock, by=timedelta(minutes=90), at=local("2026-03-04 11:00"), reason="storm")


@pytest.mark.parametrize(
    "clock",
    [
        start("handle", parse_target("4wh"), at=local("2026-03-02 09:00"), warning=None),
        full_clock(),
        pause(full_clock(), at=local("2026-03-05 09:00"), reason="waiting"),
        stop(full_clock(), at=local("2026-03-05 09:00:07.123456")),
    ],
)
def test_a_clock_survives_jsonb(clock: Clock) -> None:
    assert clock_from_record(json.loads(json.dumps(clock_to_record(clock)))) == clock


def test_the_record_of_a_new_clock_is_small_and_readable() -> None:
    assert clock_to_record(start("handle", parse_target("4wh"), at=local("2026-03-02 09:00"))) == {
        "v": 1,
        "name": "handle",
        "target": "4wh",
        "started_at": "2026-03-02T01:00:00+00:00",
        "warning": "75%",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": None},
        {"started_at": "yesterday"},
        {"started_at": None},
        {"started_at": "2026-03-02T01:00:00"},
        {"target": "4x"},
        {"target": None},
        {"pauses": [{"paused_at": "2026-03-02T01:00:00+00:00"}]},
        {"pauses": 3},
        {"warning": "soon"},
    ],
)
def test_a_record_that_is_not_ours_is_refused_with_a_code(change: dict[str, Any]) -> None:
    record = clock_to_record(start("handle", parse_target("4wh"), at=local("2026-03-02 09:00")))
    with pytest.raises(ClockError) as refused:
        clock_from_record(record | change)
    assert refused.value.code


def test_an_empty_record_is_refused() -> None:
    with pytest.raises(ClockError, match="unreadable"):
        clock_from_record({})
