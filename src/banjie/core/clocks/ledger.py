"""The dates between a start and a deadline: what was counted on each, and why nothing on the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from banjie.core.clocks.calendars import WorkingCalendar
from banjie.core.clocks.clock import Clock
from banjie.core.clocks.days import Day, DayKind
from banjie.core.clocks.instants import span
from banjie.core.clocks.measures import Axis, Measure, axis_of
from banjie.core.clocks.trace import NEVER, Basis, Leg, paused_us, trace


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One local date of a count in working time: the time `counted` towards the deadline, and `paused`."""

    day: Day
    counted: timedelta
    paused: timedelta


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A run of dates not worked: one holiday with the weekends inside it, or all the weekends of a count."""

    holiday: bool
    first: date
    last: date
    days: int
    name: str = ""
    name_en: str = ""


def ledger(clock: Clock, calendar: WorkingCalendar, at: datetime | None = None) -> tuple[LedgerDay, ...]:
    """Date by date how a deadline in working time came about: for a strip of days, or to check it by hand.

    The counted time of a clock in working hours adds up to its target and extensions. Empty for calendar
    hours and calendar days; `at` as in `due_at`.
    """
    legs = trace(clock, calendar, at).legs
    return tuple(
        entry
        for leg in legs
        if leg.basis in (Basis.WORKING_TIME, Basis.WORKING_DAYS)
        for entry in leg_days(leg, calendar)
    )


def leg_days(leg: Leg, calendar: WorkingCalendar) -> list[LedgerDay]:
    """The dates of one leg, from the first that counts to that of the deadline."""
    timeline = calendar.timeline
    axis = axis_of(Measure.WORKING, calendar)
    due_us = leg.grants[-1].due_us if leg.due_us is None else leg.due_us
    day = timeline.date_of(leg.counted_from_us)
    last = timeline.date_of(due_us - 1)
    entries: list[LedgerDay] = []
    while day <= last:
        next_day = day + timedelta(days=1)
        since_us = max(leg.counted_from_us, timeline.midnight(day))
        until_us = min(due_us, timeline.midnight(next_day))
        entries.append(_entry(leg, calendar.day(day), since_us, until_us, axis))
        day = next_day
    return entries


def days_off(days: Sequence[LedgerDay]) -> list[DaysOff]:
    """Holidays by name, in order, then the remaining weekends in one.

    A weekend between two days off of one name belongs to that holiday.
    """
    runs: list[DaysOff] = []
    between: list[date] = []
    weekends: list[date] = []
    for day in (entry.day for entry in days):
        last = runs[-1] if runs else None
        if day.worked:
            weekends += between
            between = []
        elif day.kind is DayKind.WEEKEND:
            between.append(day.day)
        elif last is not None and _continues(last, day, between):
            length = last.days + len(between) + 1
            runs[-1] = DaysOff(True, last.first, day.day, length, last.name, last.name_en)
            between = []
        else:
            weekends += between
            between = []
            runs.append(DaysOff(True, day.day, day.day, 1, day.name, day.name_en))
    weekends += between
    if weekends:
        runs.append(DaysOff(False, weekends[0], weekends[-1], len(weekends)))
    return runs


def _continues(run: DaysOff, day: Day, between: Sequence[date]) -> bool:
    """The same holiday, with nothing but a weekend since."""
    return run.name == day.name and (day.day - run.last).days == len(between) + 1


def _entry(leg: Leg, day: Day, since_us: int, until_us: int, axis: Axis) -> LedgerDay:
    if until_us <= since_us:
        return LedgerDay(day, timedelta(), timedelta())
    paused = sum(
        paused_us(effect.stretch, since_us, until_us, axis) for effect in leg.effects if effect.stretch.end_us != NEVER
    )
    worked = axis.position(until_us) - axis.position(since_us)
    return LedgerDay(day, span(worked - paused), span(paused))
