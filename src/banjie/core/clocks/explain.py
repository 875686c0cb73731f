"""Why this moment? A deadline taken apart, line by line, in codes and data.

No sentences: whoever shows the lines words each `kind` in the reader's language. The lines come from the
same trace as the deadline, so they cannot say anything else than it does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from banjie.core.clocks.calendars import WorkingCalendar
from banjie.core.clocks.clock import Clock, Extension
from banjie.core.clocks.days import DayKind
from banjie.core.clocks.instants import from_us, span, to_us
from banjie.core.clocks.ledger import LedgerDay, days_off, leg_days
from banjie.core.clocks.targets import Target
from banjie.core.clocks.trace import NEVER, Basis, Effect, Grant, Leg, Stretch, Trace, trace


class LineKind(StrEnum):
    """What a line says, with the fields of ExplanationLine that it fills."""

    STARTED = "started"  # at
    TARGET = "target"  # target, due
    COUNTED_FROM = "counted_from"  # at: the first working moment, when work was not going on at the start
    FIRST_DAY_NOT_COUNTED = "first_day_not_counted"  # first_day
    COUNTED = "counted"  # first_day, last_day, days, and amount (working time) unless calendar days
    WEEKENDS = "weekends"  # first_day, last_day, days: not counted
    HOLIDAY = "holiday"  # first_day, last_day, days, name: not counted
    MAKE_UP_DAY = "make_up_day"  # first_day, name, amount: a weekend that is worked, counted
    OTHER_HOURS = "other_hours"  # first_day, name, amount: a day with hours of its own
    MOVED_TO_WORKING_DAY = "moved_to_working_day"  # first_day to last_day, day_kind and name of the former
    PAUSE = "pause"  # at, until, reason, target (cap), capped, amount given back, due_before, due
    PAUSE_AFTER_DUE = "pause_after_due"  # at, until, reason: begun after the deadline, moves nothing
    EXTENSION = "extension"  # at, reason, target or amount, due_before, due
    HOLIDAYS_NOT_PUBLISHED = "holidays_not_published"  # years
    DUE = "due"  # due; None while a pause without a cap is open
    STOPPED = "stopped"  # at, due, amount: to spare, or negative when late


@dataclass(frozen=True, slots=True)
class ExplanationLine:
    """One line. Which fields are filled depends on `kind` (see LineKind); instants are UTC, days local.

    `due_before` and `due` are the deadline before and after what the line tells.
    """

    kind: LineKind
    at: datetime | None = None
    until: datetime | None = None
    first_day: date | None = None
    last_day: date | None = None
    days: int = 0
    amount: timedelta | None = None
    target: Target | None = None
    name: str = ""
    name_en: str = ""
    day_kind: DayKind | None = None
    reason: str = ""
    capped: bool = False
    due_before: datetime | None = None
    due: datetime | None = None
    years: tuple[int, ...] = ()


def explain(clock: Clock, calendar: WorkingCalendar, at: datetime | None = None) -> tuple[ExplanationLine, ...]:
    """The lines behind `due_at(clock, calendar, at)`, in the order in which one would reckon.

    The last line is DUE, followed by STOPPED for a clock that has stopped.
    """
    steps = trace(clock, calendar, at)
    lines = [ExplanationLine(LineKind.STARTED, at=clock.started_at)]
    for leg in steps.legs:
        lines.extend(_leg_lines(leg, clock, calendar))
    lines.extend(_extension_line(extension, None, None) for extension in steps.waiting)
    lines.extend(
        ExplanationLine(
            LineKind.PAUSE_AFTER_DUE,
            at=stretch.pause.paused_at,
            until=_end(stretch),
            reason=stretch.pause.reason,
        )
        for stretch in steps.without_effect
    )
    lines.extend(_not_published(steps, clock, calendar))
    lines.extend(_closing_lines(steps, clock))
    return tuple(lines)


def _leg_lines(leg: Leg, clock: Clock, calendar: WorkingCalendar) -> Iterator[ExplanationLine]:
    """The promise, then the days it was counted over, then what moved it."""
    first, *later = leg.grants
    if isinstance(first.source, Extension):
        yield _extension_line(first.source, leg.start_us, first.due_us)
    else:
        yield ExplanationLine(LineKind.TARGET, target=first.source, due=from_us(first.due_us))
    yield from _start_lines(leg, calendar)
    if leg.basis is Basis.CALENDAR_DAYS:
        yield from _calendar_day_lines(leg, calendar)
    elif leg.basis is not Basis.CALENDAR_TIME:
        yield from _working_day_lines(leg, calendar)
    before_us = first.due_us
    for grant in later:
        yield _later_line(grant, before_us)
        before_us = grant.due_us
    for effect in leg.effects:
        yield _pause_line(effect)


def _later_line(grant: Grant, before_us: int) -> ExplanationLine:
    assert isinstance(grant.source, Extension)  # only the first grant of the first leg is the target
    return _extension_line(grant.source, before_us, grant.due_us)


def _start_lines(leg: Leg, calendar: WorkingCalendar) -> Iterator[ExplanationLine]:
    if leg.counted_from_us > leg.start_us:
        day = calendar.timeline.date_of(leg.start_us)
        yield ExplanationLine(LineKind.FIRST_DAY_NOT_COUNTED, first_day=day)
    elif leg.basis is Basis.WORKING_TIME and not calendar.is_working(from_us(leg.start_us)):
        opening = calendar.timeline.latest(calendar.timeline.position(leg.start_us))
        yield ExplanationLine(LineKind.COUNTED_FROM, at=from_us(opening))


def _calendar_day_lines(leg: Leg, calendar: WorkingCalendar) -> Iterator[ExplanationLine]:
    start = calendar.timeline.date_of(leg.start_us)
    last = start + timedelta(days=leg.amount)
    if leg.amount:
        yield ExplanationLine(LineKind.COUNTED, first_day=start + timedelta(days=1), last_day=last, days=leg.amount)
    yield from _moved(last, leg, calendar)


def _working_day_lines(leg: Leg, calendar: WorkingCalendar) -> Iterator[ExplanationLine]:
    if leg.basis is Basis.WORKING_DAYS and not leg.amount:
        yield from _moved(calendar.timeline.date_of(leg.start_us), leg, calendar)
        return
    days = leg_days(leg, calendar)
    counted = [entry for entry in days if entry.counted]
    if counted:
        yield ExplanationLine(
            LineKind.COUNTED,
            first_day=counted[0].day.day,
            last_day=counted[-1].day.day,
            days=len(counted),
            amount=sum((entry.counted for entry in counted), timedelta()),
        )
    for off in days_off(days):
        kind = LineKind.HOLIDAY if off.holiday else LineKind.WEEKENDS
        yield ExplanationLine(
            kind,
            first_day=off.first,
            last_day=off.last,
            days=off.days,
            name=off.name,
            name_en=off.name_en,
        )
    yield from (_unusual_day(entry) for entry in days if _unusual(entry))


def _unusual(entry: LedgerDay) -> bool:
    return entry.day.worked and entry.day.kind in (DayKind.MAKE_UP, DayKind.CUSTOM)


def _unusual_day(entry: LedgerDay) -> ExplanationLine:
    day = entry.day
    kind = LineKind.MAKE_UP_DAY if day.kind is DayKind.MAKE_UP else LineKind.OTHER_HOURS
    return ExplanationLine(kind, first_day=day.day, amount=day.working_time, name=day.name, name_en=day.name_en)


def _moved(last: date, leg: Leg, calendar: WorkingCalendar) -> Iterator[ExplanationLine]:
    due_day = calendar.timeline.date_of(leg.grants[-1].due_us - 1)
    if due_day > last:
        day = calendar.day(last)
        yield ExplanationLine(
            LineKind.MOVED_TO_WORKING_DAY,
            first_day=last,
            last_day=due_day,
            day_kind=day.kind,
            name=day.name,
            name_en=day.name_en,
        )


def _extension_line(extension: Extension, before_us: int | None, due_us: int | None) -> ExplanationLine:
    by = extension.by
    return ExplanationLine(
        LineKind.EXTENSION,
        at=extension.granted_at,
        reason=extension.reason,
        target=by if isinstance(by, Target) else None,
        amount=by if isinstance(by, timedelta) else None,
        due_before=None if before_us is None else from_us(before_us),
        due=None if due_us is None else from_us(due_us),
    )


def _pause_line(effect: Effect) -> ExplanationLine:
    pause = effect.stretch.pause
    return ExplanationLine(
        LineKind.PAUSE,
        at=pause.paused_at,
        until=_end(effect.stretch),
        reason=pause.reason,
        target=pause.cap,
        capped=effect.stretch.capped,
        amount=None if effect.given_back_us is None else span(effect.given_back_us),
        due_before=from_us(effect.due_before_us),
        due=None if effect.due_us is None else from_us(effect.due_us),
    )


def _not_published(steps: Trace, clock: Clock, calendar: WorkingCalendar) -> Iterator[ExplanationLine]:
    """Only for what is counted in working time or days: the wall clock knows no holidays."""
    if calendar.published_years is None or all(leg.basis is Basis.CALENDAR_TIME for leg in steps.legs):
        return
    last_us = steps.due_us if steps.due_us is not None else steps.legs[-1].grants[-1].due_us
    first = calendar.date_of(clock.started_at).year
    years = range(first, calendar.timeline.date_of(last_us).year + 1)
    unknown = tuple(year for year in years if year not in calendar.published_years)
    if unknown:
        yield ExplanationLine(LineKind.HOLIDAYS_NOT_PUBLISHED, years=unknown)


def _closing_lines(steps: Trace, clock: Clock) -> Iterator[ExplanationLine]:
    due = None if steps.due_us is None else from_us(steps.due_us)
    yield ExplanationLine(LineKind.DUE, due=due)
    if clock.stopped_at is not None and steps.due_us is not None:
        spare = span(steps.due_us - to_us(clock.stopped_at))
        yield ExplanationLine(LineKind.STOPPED, at=clock.stopped_at, due=due, amount=spare)


def _end(stretch: Stretch) -> datetime | None:
    return None if stretch.end_us == NEVER else from_us(stretch.end_us)
