"""Who is told when."""

from itertools import pairwise

import pytest
from tests.unit.core.clocks.example_calendars import CHINA, local, wall

from banjie.core.clocks import (
    DEFAULT_LADDER,
    Clock,
    ClockError,
    due_alarms,
    extend,
    format_ladder,
    next_alarm_at,
    parse_ladder,
    parse_target,
    pause,
    start,
    stop,
)

CLOCK = start("handle", parse_target("8wh"), at=local("2026-03-02 09:00"))
END = local("2026-12-31 00:00")


def moments(clock: Clock, since: str | None = None, until: str = "2026-12-31 00:00") -> list[tuple[str, str]]:
    alarms = due_alarms(clock, CHINA, DEFAULT_LADDER, since=None if since is None else local(since), until=local(until))
    return [(wall(alarm.at), alarm.rung.audience) for alarm in alarms]


def test_the_default_ladder_climbs_from_the_handler_to_the_county() -> None:
    assert moments(CLOCK) == [
        ("2026-03-02 16:30", "handler"),
        ("2026-03-03 10:00", "handler"),
        ("2026-03-03 10:00", "unit_leader"),
        ("2026-03-04 17:30", "centre_supervisor"),
        ("2026-03-06 17:30", "county_leader"),
    ]


def test_each_alarm_falls_into_exactly_one_window() -> None:
    edges = [
        "2026-03-02 09:00",
        "2026-03-02 16:30",
        "2026-03-03 09:59",
        "2026-03-04 17:30",
        "2026-03-06 17:29",
        "2026-03-06 17:30",
    ]
    windows = [moments(CLOCK, since, until) for since, until in pairwise(edges)]
    assert [alarm for window in windows for alarm in window] == moments(CLOCK)
    assert [len(window) for window in windows] == [1, 0, 3, 0, 1]


def test_a_window_that_runs_backwards_is_empty() -> None:
    assert moments(CLOCK, "2026-03-06 17:30", "2026-03-02 09:00") == []


def test_a_stopped_clock_rings_no_more() -> None:
    assert moments(stop(CLOCK, at=local("2026-03-03 09:00"))) == [("2026-03-02 16:30", "handler")]
    assert moments(stop(CLOCK, at=local("2026-03-03 10:00"))) == [("2026-03-02 16:30", "handler")]


def test_a_pause_holds_the_ladder_off() -> None:
    waiting = pause(CLOCK, at=local("2026-03-02 17:00"), reason="waiting")
    assert moments(waiting) == [("2026-03-02 16:30", "handler")]
    assert next_alarm_at(waiting, CHINA, DEFAULT_LADDER, after=local("2026-03-02 17:00")) is None


def test_a_capped_pause_rings_by_itself_when_the_cap_is_used_up() -> None:
    waiting = pause(CLOCK, at=local("2026-03-02 17:00"), reason="waiting", cap=parse_target("2h"))
    assert wall(next_alarm_at(waiting, CHINA, DEFAULT_LADDER, after=local("2026-03-02 17:00"))) == "2026-03-03 10:30"


def test_an_extension_moves_the_alarms_and_their_keys_stay() -> None:
    longer = extend(CLOCK, by=parse_target("8wh"), at=local("2026-03-02 10:00"), reason="parts")
    before = due_alarms(CLOCK, CHINA, DEFAULT_LADDER, since=None, until=END)
    after = due_alarms(longer, CHINA, DEFAULT_LADDER, since=None, until=END)
    assert [alarm.key for alarm in before] == [alarm.key for alarm in after]
    assert all(one.at < other.at for one, other in zip(before, after, strict=True))
    assert after[0].key == "handle:75%:handler:warn"
    assert wall(after[0].due_at) == "2026-03-04 11:00"


def test_a_job_can_sleep_from_alarm_to_alarm() -> None:
    woken = []
    at = CLOCK.started_at
    while (following := next_alarm_at(CLOCK, CHINA, DEFAULT_LADDER, after=at)) is not None:
        woken.append(wall(following))
        at = following
    assert woken == ["2026-03-02 16:30", "2026-03-03 10:00", "2026-03-04 17:30", "2026-03-06 17:30"]


def test_a_ladder_is_read_back_from_its_rows() -> None:
    assert parse_ladder(format_ladder(DEFAULT_LADDER)) == DEFAULT_LADDER
    assert format_ladder(DEFAULT_LADDER)[0] == ("75%", "handler", "warn")


@pytest.mark.parametrize("row", [("75%", "handler"), ("75%", " ", "warn"), ("soon", "handler", "warn")])
def test_a_row_that_is_no_rung_is_refused(row: tuple[str, ...]) -> None:
    with pytest.raises(ClockError, match="bad_when"):
        parse_ladder([row])
