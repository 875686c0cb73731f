"""Why this moment? The lines, and that they say what the deadline says."""

from datetime import date, datetime, timedelta

from tests.unit.core.clocks.example_calendars import CHINA, PLAIN, TOWN, local, wall

from banjie.core.clocks import (
    Clock,
    DayKind,
    DayOverride,
    ExplanationLine,
    LineKind,
    OverrideKind,
    WorkingCalendar,
    due_at,
    explain,
    extend,
    ledger,
    parse_target,
    parse_week,
    pause,
    resume,
    start,
    stop,
)


def clock(target: str, at: str) -> Clock:
    return start("handle", parse_target(target), at=local(at))


def kinds(of: Clock, at: datetime | None = None) -> list[LineKind]:
    return [line.kind for line in explain(of, CHINA, at)]


def line(of: Clock, kind: LineKind) -> ExplanationLine:
    (found,) = [one for one in explain(of, CHINA) if one.kind is kind]
    return found


def test_working_days_over_the_spring_festival_name_every_day_passed_over() -> None:
    lines = explain(clock("3wd", "2026-02-12 15:00"), CHINA)
    assert lines == (
        ExplanationLine(LineKind.STARTED, at=local("2026-02-12 15:00")),
        ExplanationLine(LineKind.TARGET, target=parse_target("3wd"), due=local("2026-02-24 17:30")),
        ExplanationLine(LineKind.FIRST_DAY_NOT_COUNTED, first_day=date(2026, 2, 12)),
        ExplanationLine(
            LineKind.COUNTED,
            first_day=date(2026, 2, 13),
            last_day=date(2026, 2, 24),
            days=3,
            amount=timedelta(hours=21),
        ),
        ExplanationLine(
            LineKind.HOLIDAY,
            first_day=date(2026, 2, 15),
            last_day=date(2026, 2, 23),
            days=9,
            name="春节",
            name_en="Spring Festival",
        ),
        ExplanationLine(
            LineKind.MAKE_UP_DAY,
            first_day=date(2026, 2, 14),
            amount=timedelta(hours=7),
            name="春节",
            name_en="Spring Festival",
        ),
        ExplanationLine(LineKind.DUE, due=local("2026-02-24 17:30")),
    )


def test_working_hours_that_begin_at_night_say_from_when_they_count() -> None:
    night = clock("4wh", "2026-10-09 20:00")
    assert kinds(night) == [
        LineKind.STARTED,
        LineKind.TARGET,
        LineKind.COUNTED_FROM,
        LineKind.COUNTED,
        LineKind.MAKE_UP_DAY,
        LineKind.DUE,
    ]
    assert wall(line(night, LineKind.COUNTED_FROM).at) == "2026-10-10 09:00"


def test_weekends_are_one_line_however_many() -> None:
    long = line(clock("15wd", "2026-03-02 09:00"), LineKind.WEEKENDS)
    assert (long.first_day, long.last_day, long.days) == (date(2026, 3, 7), date(2026, 3, 22), 6)


def test_holidays_with_work_between_them_are_told_apart() -> None:
    days = [DayOverride(date(2026, 3, day), OverrideKind.HOLIDAY) for day in (3, 5)]
    calendar = WorkingCalendar("Asia/Shanghai", overrides=tuple(days))
    told = [one for one in explain(clock("3wd", "2026-03-02 09:00"), calendar) if one.kind is LineKind.HOLIDAY]
    assert [(one.first_day, one.last_day, one.days) for one in told] == [
        (date(2026, 3, 3), date(2026, 3, 3), 1),
        (date(2026, 3, 5), date(2026, 3, 5), 1),
    ]


def test_an_office_that_closes_at_midnight_closes_on_the_same_day() -> None:
    late = WorkingCalendar("Asia/Shanghai", weeks=(parse_week(["12:00-24:00"] * 7),))
    kinds = [one.kind for one in explain(clock("1d", "2026-03-02 09:00"), late)]
    assert LineKind.MOVED_TO_WORKING_DAY not in kinds
    (counted,) = [one for one in explain(clock("1wd", "2026-03-02 09:00"), late) if one.kind is LineKind.COUNTED]
    assert counted.first_day == counted.last_day == date(2026, 3, 3)


def test_calendar_days_that_end_on_a_holiday_say_where_they_moved() -> None:
    moved = line(clock("15d", "2026-09-16 09:00"), LineKind.MOVED_TO_WORKING_DAY)
    assert (moved.first_day, moved.last_day) == (date(2026, 10, 1), date(2026, 10, 8))
    assert (moved.day_kind, moved.name) == (DayKind.HOLIDAY, "国庆节")


def test_a_promise_for_the_same_day_made_after_closing_says_so() -> None:
    moved = line(clock("0wd", "2026-03-02 18:00"), LineKind.MOVED_TO_WORKING_DAY)
    assert (moved.first_day, moved.last_day, moved.day_kind) == (
        date(2026, 3, 2),
        date(2026, 3, 3),
        DayKind.WORKING,
    )
    assert LineKind.MOVED_TO_WORKING_DAY not in kinds(clock("0wd", "2026-03-02 10:00"))


def test_calendar_hours_have_nothing_to_pass_over() -> None:
    assert kinds(clock("24h", "2026-10-01 10:00")) == [LineKind.STARTED, LineKind.TARGET, LineKind.DUE]


def test_a_pause_says_what_it_gave_back_and_where_the_deadline_went() -> None:
    paused = pause(clock("8wh", "2026-03-02 09:00"), at=local("2026-03-02 11:00"), reason="asked the reporter")
    told = line(resume(paused, at=local("2026-03-02 16:30")), LineKind.PAUSE)
    assert (told.reason, told.amount) == ("asked the reporter", timedelta(hours=4))
    assert (wall(told.at), wall(told.until)) == ("2026-03-02 11:00", "2026-03-02 16:30")
    assert (wall(told.due_before), wall(told.due)) == ("2026-03-03 10:00", "2026-03-03 15:30")


def test_a_capped_pause_says_that_it_was_capped() -> None:
    capped = pause(clock("24h", "2026-03-02 09:00"), at=local("2026-03-02 10:00"), reason="x", cap=parse_target("2h"))
    told = line(resume(capped, at=local("2026-03-02 20:00")), LineKind.PAUSE)
    assert (told.capped, told.target, told.amount) == (True, parse_target("2h"), timedelta(hours=2))
    assert wall(told.until) == "2026-03-02 12:00"
    early = line(resume(capped, at=local("2026-03-02 11:00")), LineKind.PAUSE)
    assert (early.capped, early.amount) == (False, timedelta(hours=1))


def test_an_open_pause_has_no_end_and_no_deadline() -> None:
    open_pause = pause(clock("24h", "2026-03-02 09:00"), at=local("2026-03-02 10:00"), reason="x")
    told = line(open_pause, LineKind.PAUSE)
    assert (told.until, told.amount, told.due) == (None, None, None)
    assert explain(open_pause, CHINA)[-1] == ExplanationLine(LineKind.DUE, due=None)
    assert wall(explain(open_pause, CHINA, local("2026-03-02 12:00"))[-1].due) == "2026-03-03 11:00"


def test_an_extension_behind_an_open_pause_is_told_without_a_deadline() -> None:
    waiting = extend(
        pause(clock("24h", "2026-03-02 09:00"), at=local("2026-03-02 10:00"), reason="x"),
        by=parse_target("1wd"),
        at=local("2026-03-02 11:00"),
        reason="parts",
    )
    told = line(waiting, LineKind.EXTENSION)
    assert (told.target, told.due_before, told.due) == (parse_target("1wd"), None, None)


def test_a_pause_begun_too_late_is_told_as_such() -> None:
    late = pause(clock("24h", "2026-03-02 09:00"), at=local("2026-03-05 10:00"), reason="too late")
    told = line(late, LineKind.PAUSE_AFTER_DUE)
    assert (told.reason, told.due) == ("too late", None)


def test_each_extension_has_its_line() -> None:
    extended = clock("2wd", "2026-03-02 09:00")
    for by in (parse_target("1wd"), timedelta(hours=2)):
        extended = extend(extended, by=by, at=local("2026-03-03 09:00"), reason="parts")
    told = [one for one in explain(extended, CHINA) if one.kind is LineKind.EXTENSION]
    assert [(one.target, one.amount) for one in told] == [
        (parse_target("1wd"), None),
        (None, timedelta(hours=2)),
    ]
    assert [wall(one.due) for one in told] == ["2026-03-05 17:30", "2026-03-05 19:30"]


def test_a_deadline_in_a_year_without_published_holidays_says_so() -> None:
    assert line(clock("10wd", "2026-12-28 09:00"), LineKind.HOLIDAYS_NOT_PUBLISHED).years == (2027,)
    assert LineKind.HOLIDAYS_NOT_PUBLISHED not in kinds(clock("2wd", "2026-12-28 09:00"))
    assert LineKind.HOLIDAYS_NOT_PUBLISHED not in kinds(clock("240h", "2026-12-28 09:00"))


def test_a_calendar_that_nobody_keeps_holidays_for_does_not_complain() -> None:
    lines = explain(clock("10wd", "2026-12-28 09:00"), PLAIN)
    assert LineKind.HOLIDAYS_NOT_PUBLISHED not in [one.kind for one in lines]


def test_a_stopped_clock_ends_with_what_it_had_to_spare() -> None:
    done = stop(clock("24h", "2026-03-02 09:00"), at=local("2026-03-02 21:00"))
    assert explain(done, CHINA)[-1].amount == timedelta(hours=12)
    late = stop(clock("24h", "2026-03-02 09:00"), at=local("2026-03-03 10:00"))
    assert explain(late, CHINA)[-1].amount == -timedelta(hours=1)


def test_the_lines_of_another_place_are_in_its_own_days() -> None:
    town = start("handle", parse_target("1wd"), at=local("2026-07-01 00:30", TOWN))
    told = [one for one in explain(town, TOWN) if one.kind is LineKind.FIRST_DAY_NOT_COUNTED]
    assert told[0].first_day == date(2026, 7, 1)
    assert wall(due_at(town, TOWN), TOWN) == "2026-07-02 17:00"


def test_the_ledger_shows_day_by_day_what_was_counted() -> None:
    paused = pause(clock("8wh", "2026-02-13 11:00"), at=local("2026-02-14 09:00"), reason="x")
    days = ledger(resume(paused, at=local("2026-02-14 10:00")), CHINA)
    told = [(entry.day.day.day, entry.day.kind.value, entry.counted.total_seconds() / 3600) for entry in days]
    assert told == [(13, "working", 5.0), (14, "make_up", 3.0)]
    assert days[1].paused == timedelta(hours=1)
