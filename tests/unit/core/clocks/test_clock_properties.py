"""Properties that hold for any clock on any of four calendars, some checked against a reckoning by hand."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.core.clocks.example_calendars import CHINA, PLAIN, SHIFTS, TOWN

from banjie.core.clocks import (
    DEFAULT_LADDER,
    Clock,
    Extension,
    LineKind,
    Pause,
    State,
    Target,
    Unit,
    WorkingCalendar,
    before_due,
    clock_from_record,
    clock_to_record,
    due_alarms,
    due_at,
    due_at_many,
    explain,
    ledger,
    moment_of,
    next_alarm_at,
    parse_when,
    standing,
)

WORKING_UNITS = (Unit.WORKING_HOURS, Unit.WORKING_MINUTES)
NOTHING = timedelta(0)
usual = settings(max_examples=60, deadline=None)

calendars = st.sampled_from([CHINA, PLAIN, TOWN, SHIFTS])
FIRST = datetime(2025, 11, 1, tzinfo=UTC)
instants = st.timedeltas(timedelta(0), timedelta(days=457)).map(lambda after: FIRST + after)
waits = st.timedeltas(NOTHING, timedelta(days=12))
units = st.sampled_from(list(Unit))


@st.composite
def targets(draw: st.DrawFn, among: st.SearchStrategy[Unit] = units) -> Target:
    unit = draw(among)
    return Target(draw(st.integers(1, 12 if unit.in_days else 90)), unit)


@st.composite
def clocks(draw: st.DrawFn, *, closed: bool = True) -> Clock:
    started_at = draw(instants)
    pauses: list[Pause] = []
    moment = started_at
    for _ in range(draw(st.integers(0, 3))):
        paused_at = moment + draw(waits)
        moment = paused_at + draw(waits)
        pauses.append(Pause(paused_at, "x", moment, draw(st.none() | targets())))
    if pauses and not closed and draw(st.booleans()):
        pauses[-1] = Pause(pauses[-1].paused_at, "x", None, pauses[-1].cap)
    by = draw(st.lists(targets() | st.timedeltas(timedelta(minutes=1), timedelta(days=5)), max_size=2))
    extensions = tuple(Extension(more, started_at, "x") for more in by)
    return Clock("handle", draw(targets()), started_at, tuple(pauses), extensions)


def work(calendar: WorkingCalendar, day: date) -> list[tuple[datetime, datetime]]:
    """The shifts of a date in UTC, straight from the wall clock."""
    midnight = datetime.combine(day, time())
    return [
        (
            (midnight + timedelta(minutes=shift.start_minute)).replace(tzinfo=calendar.zone).astimezone(UTC),
            (midnight + timedelta(minutes=shift.end_minute)).replace(tzinfo=calendar.zone).astimezone(UTC),
        )
        for shift in calendar.day(day).shifts
    ]


def reckoned_by_hand(clock: Clock, calendar: WorkingCalendar, budget: timedelta) -> datetime:
    """Walk through the shifts, leave the pauses out, until the budget is used."""
    day = clock.started_at.astimezone(calendar.zone).date() - timedelta(days=1)
    while True:
        for opens, closes in work(calendar, day):
            moment = max(opens, clock.started_at)
            for gap in clock.pauses:
                assert gap.resumed_at is not None
                running = max(NOTHING, min(gap.paused_at, closes) - moment)
                if running >= budget:
                    return moment + budget
                budget -= running
                moment = max(moment, min(gap.resumed_at, closes), min(gap.paused_at, closes))
            if closes - moment >= budget:
                return moment + budget
            budget -= max(NOTHING, closes - moment)
        day += timedelta(days=1)


@usual
@given(calendars, instants, targets(st.sampled_from(WORKING_UNITS)))
def test_working_time_added_is_the_working_time_counted(
    calendar: WorkingCalendar, start: datetime, target: Target
) -> None:
    added = timedelta(**{target.unit.value.removeprefix("working_"): target.amount})
    assert calendar.working_time(start, calendar.add(start, target)) == added


@usual
@given(calendars, instants, st.integers(1, 40))
def test_working_days_added_are_the_closes_counted_after_the_first_day(
    calendar: WorkingCalendar, start: datetime, days: int
) -> None:
    due = calendar.add(start, Target(days, Unit.WORKING_DAYS))
    today = calendar.date_of(start)
    worked = [
        day for day in _dates(today, calendar.date_of(due - timedelta(microseconds=1))) if calendar.day(day).worked
    ]
    # A night shift closes on the date after the one it belongs to.
    belongs = {
        closes: day for day in _dates(today, today + timedelta(days=120)) for _, closes in work(calendar, day)[-1:]
    }
    assert len([day for day in worked if today < day <= belongs[due]]) == days


@usual
@given(calendars, instants, instants, targets())
def test_a_later_start_is_never_due_earlier(
    calendar: WorkingCalendar, one: datetime, other: datetime, target: Target
) -> None:
    first, second = sorted((one, other))
    assert calendar.add(first, target) <= calendar.add(second, target)


@usual
@given(calendars, instants, targets())
def test_a_longer_target_is_never_due_earlier_and_none_before_its_start(
    calendar: WorkingCalendar, start: datetime, target: Target
) -> None:
    due = calendar.add(start, target)
    assert start < due <= calendar.add(start, Target(target.amount + 1, target.unit))


@usual
@given(calendars, instants, instants, instants)
def test_working_time_adds_up(calendar: WorkingCalendar, one: datetime, two: datetime, three: datetime) -> None:
    first, second, third = sorted((one, two, three))
    whole = calendar.working_time(first, third)
    assert whole == calendar.working_time(first, second) + calendar.working_time(second, third)
    assert NOTHING <= whole <= third - first


@usual
@given(calendars, clocks(), st.sampled_from(WORKING_UNITS), st.integers(1, 60))
def test_a_deadline_in_working_hours_is_what_one_reckons_by_hand(
    calendar: WorkingCalendar, clock: Clock, unit: Unit, amount: int
) -> None:
    uncapped = tuple(Pause(gap.paused_at, "x", gap.resumed_at) for gap in clock.pauses)
    plain = Clock("x", Target(amount, unit), clock.started_at, uncapped)
    budget = timedelta(**{unit.value.removeprefix("working_"): amount})
    assert due_at(plain, calendar) == reckoned_by_hand(plain, calendar, budget)


@usual
@given(calendars, instants, st.integers(1, 200), waits, waits)
def test_a_pause_moves_calendar_hours_by_exactly_its_length(
    calendar: WorkingCalendar, start: datetime, hours: int, wait: timedelta, length: timedelta
) -> None:
    target = Target(hours, Unit.CALENDAR_HOURS)
    paused = Clock("x", target, start, (Pause(start + wait, "x", start + wait + length),))
    due = calendar.add(start, target)
    assert due_at(paused, calendar) == (due + length if start + wait < due else due)


@usual
@given(calendars, clocks())
def test_each_pause_moves_the_deadline_by_exactly_what_it_gave_back(calendar: WorkingCalendar, clock: Clock) -> None:
    for line in explain(clock, calendar):
        if line.kind is LineKind.PAUSE:
            assert line.amount is not None
            assert line.due_before is not None
            assert line.due is not None
            assert line.amount >= NOTHING
            moved = (line.due - line.due_before, calendar.working_time(line.due_before, line.due))
            assert line.amount in moved


@usual
@given(calendars, clocks(), st.floats(0, 1))
def test_it_does_not_matter_whether_a_pause_is_one_or_two(calendar: WorkingCalendar, clock: Clock, part: float) -> None:
    whole = tuple(Pause(gap.paused_at, "x", gap.resumed_at) for gap in clock.pauses)
    halves: list[Pause] = []
    for gap in whole:
        assert gap.resumed_at is not None
        middle = gap.paused_at + part * (gap.resumed_at - gap.paused_at)
        halves += [Pause(gap.paused_at, "x", middle), Pause(middle, "x", gap.resumed_at)]
    once = Clock("x", clock.target, clock.started_at, whole, clock.extensions)
    twice = Clock("x", clock.target, clock.started_at, tuple(halves), clock.extensions)
    assert due_at(once, calendar) == due_at(twice, calendar)


@usual
@given(calendars, clocks(), waits)
def test_a_longer_pause_or_an_extension_never_brings_a_deadline_forward(
    calendar: WorkingCalendar, clock: Clock, more: timedelta
) -> None:
    due = due_at(clock, calendar)
    assert due is not None
    if clock.pauses:
        last = clock.pauses[-1]
        assert last.resumed_at is not None
        longer = Pause(last.paused_at, "x", last.resumed_at + more, last.cap)
        stretched = due_at(
            Clock("x", clock.target, clock.started_at, (*clock.pauses[:-1], longer), clock.extensions),
            calendar,
        )
        assert stretched is not None
        assert stretched >= due
    extended = Clock(
        "x",
        clock.target,
        clock.started_at,
        clock.pauses,
        (*clock.extensions, Extension(more + timedelta(seconds=1), clock.started_at, "x")),
    )
    assert (due_at(extended, calendar) or due) > due


@usual
@given(calendars, clocks(), instants)
def test_a_pause_begun_before_the_deadline_is_never_overdue_when_it_ends(
    calendar: WorkingCalendar, clock: Clock, at: datetime
) -> None:
    due = due_at(clock, calendar)
    assert due is not None
    paused_at = max([clock.started_at, *(gap.resumed_at for gap in clock.pauses if gap.resumed_at)])
    waiting = Clock("x", clock.target, clock.started_at, (*clock.pauses, Pause(paused_at, "x")), clock.extensions)
    found = standing(waiting, calendar, max(at, paused_at))
    assert found.state is (State.PAUSED if paused_at < due else found.state)
    assert found.remaining >= NOTHING or paused_at >= due


@usual
@given(calendars, clocks(closed=False), instants)
def test_what_is_used_and_what_remains_make_the_whole(calendar: WorkingCalendar, clock: Clock, at: datetime) -> None:
    found = standing(clock, calendar, at)
    assert found.used >= NOTHING
    if not found.late and not clock.extensions and at > calendar.add(clock.started_at, Target(1, Unit.CALENDAR_DAYS)):
        assert found.remaining <= found.allowed
    if found.warning_at is not None:
        assert found.warning_at >= clock.started_at


@usual
@given(calendars, clocks(), st.integers(1, 98))
def test_moments_come_in_order_and_before_the_deadline(calendar: WorkingCalendar, clock: Clock, percent: int) -> None:
    moments = [
        moment_of(clock, calendar, parse_when(when))
        for when in (f"{percent}%", f"{percent + 1}%", "due", "+1wh", "+2wd")
    ]
    known = [moment for moment in moments if moment is not None]
    assert len(known) == len(moments)
    assert known == sorted(known)


@usual
@given(calendars, clocks(), targets())
def test_a_reminder_comes_before_the_deadline_and_not_before_the_start(
    calendar: WorkingCalendar, clock: Clock, offset: Target
) -> None:
    due, reminder = due_at(clock, calendar), moment_of(clock, calendar, before_due(offset))
    assert due is not None
    assert reminder is not None
    assert clock.started_at <= reminder < due


@usual
@given(calendars, clocks())
def test_the_explanation_ends_at_the_deadline(calendar: WorkingCalendar, clock: Clock) -> None:
    lines = explain(clock, calendar)
    due = due_at(clock, calendar)
    assert lines[-1].due == due
    moved = [line for line in lines if line.due is not None]
    assert moved[-1].due == due
    steps = [line for line in moved if line.kind in (LineKind.PAUSE, LineKind.EXTENSION)]
    before = moved[0].due
    for step in steps:
        assert step.due_before == before
        before = step.due


@usual
@given(calendars, clocks(), st.sampled_from(WORKING_UNITS), st.integers(1, 60))
def test_the_ledger_adds_up_to_the_target(calendar: WorkingCalendar, clock: Clock, unit: Unit, amount: int) -> None:
    plain = Clock("x", Target(amount, unit), clock.started_at, clock.pauses)
    budget = timedelta(**{unit.value.removeprefix("working_"): amount})
    assert sum((entry.counted for entry in ledger(plain, calendar)), NOTHING) == budget


@usual
@given(calendars, st.lists(instants, max_size=20), targets())
def test_bulk_equals_single(calendar: WorkingCalendar, starts: list[datetime], target: Target) -> None:
    single = [calendar.add(start, target) for start in starts]
    assert calendar.add_many(starts, target) == single
    assert due_at_many([Clock("x", target, start) for start in starts], calendar) == single


@usual
@given(clocks(closed=False))
def test_a_record_gives_the_same_clock_back(clock: Clock) -> None:
    assert clock_from_record(clock_to_record(clock)) == clock


@usual
@given(calendars, clocks(closed=False), instants)
def test_the_next_alarm_is_the_first_of_those_to_come(calendar: WorkingCalendar, clock: Clock, at: datetime) -> None:
    ahead = due_alarms(clock, calendar, DEFAULT_LADDER, since=at, until=datetime(2090, 1, 1, tzinfo=UTC))
    assert next_alarm_at(clock, calendar, DEFAULT_LADDER, after=at) == (ahead[0].at if ahead else None)


def _dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
