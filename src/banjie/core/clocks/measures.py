"""The two ways time passes for a clock: on the wall, or only while the office works."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from banjie.core.clocks.calendars import WorkingCalendar
from banjie.core.clocks.targets import Unit


class Measure(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


class Axis(NamedTuple):
    """Instants (microseconds since 1970 UTC) to positions on a measure and back.

    `instant` gives the earliest instant at a position, such as the end of a shift; `latest` the last one,
    the start of the shift after it.
    """

    position: Callable[[int], int]
    instant: Callable[[int], int]
    latest: Callable[[int], int]


def measure_of(unit: Unit) -> Measure:
    """What pauses give back and what remains are measured in.

    Calendar hours stand still and run on by the wall clock. Everything else, calendar days included, ends at
    a close of business, so time paused is given back as working time: a pause over a weekend takes
    nothing from anybody, and every deadline still falls into office hours.
    """
    if unit in (Unit.CALENDAR_MINUTES, Unit.CALENDAR_HOURS):
        return Measure.CALENDAR
    return Measure.WORKING


def axis_of(measure: Measure, calendar: WorkingCalendar) -> Axis:
    if measure is Measure.WORKING:
        timeline = calendar.timeline
        return Axis(timeline.position, timeline.instant, timeline.latest)
    return _WALL


def _same(us: int) -> int:
    return us


_WALL = Axis(_same, _same, _same)
