"""Deadlines on working calendars: pure values and arithmetic, no framework and no system clock.

`WorkingCalendar` knows the hours and holidays of a place and adds a `Target` to an instant. A `Clock` is one
promise with its pauses and extensions; `due_at`, `standing`, `explain` and `due_alarms` say what it means on
a calendar. How periods are counted, and by what law, is written in `calendars`.
"""

from banjie.core.clocks.calendars import WorkingCalendar
from banjie.core.clocks.clock import (
    DEFAULT_WARNING,
    WHOLE,
    Clock,
    Extension,
    Pause,
    extend,
    pause,
    restart,
    resume,
    retarget,
    start,
    stop,
)
from banjie.core.clocks.days import Day, DayKind, DayOverride, OverrideKind
from banjie.core.clocks.deadlines import due_at, due_at_many, moment_of, warning_at
from banjie.core.clocks.errors import ClockError, ClockErrorCode
from banjie.core.clocks.explain import ExplanationLine, LineKind, explain
from banjie.core.clocks.hindsight import as_of
from banjie.core.clocks.hours import (
    ORDINARY_WEEK,
    Shift,
    WorkingWeek,
    format_shifts,
    format_week,
    parse_shifts,
    parse_week,
)
from banjie.core.clocks.ladder import (
    DEFAULT_LADDER,
    Alarm,
    Ladder,
    LadderRung,
    due_alarms,
    format_ladder,
    next_alarm_at,
    parse_ladder,
)
from banjie.core.clocks.ledger import LedgerDay, ledger
from banjie.core.clocks.measures import Measure
from banjie.core.clocks.records import clock_from_record, clock_to_record
from banjie.core.clocks.standing import Standing, State, standing
from banjie.core.clocks.targets import Target, Unit, format_target, parse_target
from banjie.core.clocks.when import AT_DUE, Anchor, When, after_due, before_due, parse_when, used

__all__ = [
    "AT_DUE",
    "DEFAULT_LADDER",
    "DEFAULT_WARNING",
    "ORDINARY_WEEK",
    "WHOLE",
    "Alarm",
    "Anchor",
    "Clock",
    "ClockError",
    "ClockErrorCode",
    "Day",
    "DayKind",
    "DayOverride",
    "ExplanationLine",
    "Extension",
    "Ladder",
    "LadderRung",
    "LedgerDay",
    "LineKind",
    "Measure",
    "OverrideKind",
    "Pause",
    "Shift",
    "Standing",
    "State",
    "Target",
    "Unit",
    "When",
    "WorkingCalendar",
    "WorkingWeek",
    "after_due",
    "as_of",
    "before_due",
    "clock_from_record",
    "clock_to_record",
    "due_alarms",
    "due_at",
    "due_at_many",
    "explain",
    "extend",
    "format_ladder",
    "format_shifts",
    "format_target",
    "format_week",
    "ledger",
    "moment_of",
    "next_alarm_at",
    "parse_ladder",
    "parse_shifts",
    "parse_target",
    "parse_week",
    "parse_when",
    "pause",
    "restart",
    "resume",
    "retarget",
    "standing",
    "start",
    "stop",
    "used",
    "warning_at",
]
