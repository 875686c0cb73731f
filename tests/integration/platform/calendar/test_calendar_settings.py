"""Hours, days and years of a calendar: set, recorded, and seen at once by whoever reckons deadlines."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from banjie.core.clocks import ClockError, DayKind, OverrideKind, parse_target
from banjie.platform import events, stamps
from banjie.platform.actors import SYSTEM, Actor, ActorKind
from banjie.platform.calendar import actions, queries
from banjie.platform.calendar.models import Calendar, CalendarChange, CalendarDay

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BY = Actor(ActorKind.STAFF, 7, "Administrator")
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
CLOSED = ["09:00-12:00 13:30-17:30"] * 5 + ["", ""]


def due(target: str, key: str = "main") -> str:
    calendar = queries.calendar(key)
    return f"{calendar.local(calendar.add(MONDAY, parse_target(target))):%m-%d %H:%M}"


def changes() -> list[str]:
    return [f"{change.action} {change.subject}" for change in queries.changes()]


def test_before_anything_is_set_main_is_the_ordinary_week_with_no_year_published() -> None:
    calendar = queries.calendar()
    assert calendar.time_zone == "Asia/Shanghai"
    assert due("1wd") == "03-03 17:30"
    assert calendar.published_years == frozenset()
    assert queries.years_covered() == ()
    assert queries.missing_years(today=date(2026, 3, 2)) == (2026,)


def test_an_unknown_calendar_is_said_to_be_unknown() -> None:
    with pytest.raises(queries.UnknownCalendar) as unknown:
        queries.calendar("elsewhere")
    assert unknown.value.key == "elsewhere"


def test_a_day_that_is_set_moves_deadlines_at_once() -> None:
    assert due("1wd") == "03-03 17:30"
    assert actions.set_day(
        day=date(2026, 3, 3), kind=OverrideKind.HOLIDAY, name="县庆", name_en="County day", by=BY, at=AT
    )
    assert due("1wd") == "03-04 17:30"
    day = queries.calendar().day(date(2026, 3, 3))
    assert (day.kind, day.name, day.name_en) == (DayKind.HOLIDAY, "县庆", "County day")
    assert actions.clear_day(day=date(2026, 3, 3), by=BY, at=AT)
    assert due("1wd") == "03-03 17:30"


def test_a_change_is_on_record_with_who_and_what_was_before() -> None:
    actions.set_day(day=date(2026, 3, 3), kind=OverrideKind.HOLIDAY, name="县庆", by=BY, at=AT)
    actions.set_day(day=date(2026, 3, 3), kind=OverrideKind.CUSTOM, hours="09:00-12:00", by=BY, at=AT)
    latest = queries.changes()[0]
    assert (latest.at, latest.by_kind, latest.by_id, latest.by_name) == (AT, "staff", 7, "Administrator")
    assert (latest.action, latest.subject) == ("set_day", "2026-03-03")
    assert (latest.before["kind"], latest.before["name"], latest.before["hours"]) == ("holiday", "县庆", None)
    assert (latest.after["kind"], latest.after["hours"]) == ("custom", ["09:00-12:00"])
    assert due("1wd") == "03-03 12:00"


def test_what_is_so_already_changes_and_records_nothing() -> None:
    for changed in (True, False):
        assert actions.set_day(day=date(2026, 3, 3), kind=OverrideKind.HOLIDAY, by=BY, at=AT) is changed
    assert actions.clear_day(day=date(2026, 5, 3), by=BY, at=AT) is False
    assert actions.set_weekly_hours(hours=CLOSED, by=BY, at=AT) is False
    assert actions.set_time_zone(time_zone="Asia/Shanghai", by=BY, at=AT) is False
    assert changes() == ["set_day 2026-03-03"]


@pytest.mark.parametrize(
    ("kind", "hours"),
    [
        (OverrideKind.HOLIDAY, "09:00-12:00"),
        (OverrideKind.CUSTOM, None),
        (OverrideKind.CUSTOM, ""),
        (OverrideKind.WORKING_DAY, "9-12"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_kept(kind: OverrideKind, hours: str | None) -> None:
    with pytest.raises(ClockError, match="bad_shift"):
        actions.set_day(day=date(2026, 3, 3), kind=kind, hours=hours, by=BY, at=AT)
    assert CalendarDay.objects.count() == CalendarChange.objects.count() == 0


def test_a_make_up_day_may_be_a_short_one() -> None:
    actions.set_day(day=date(2026, 3, 7), kind=OverrideKind.WORKING_DAY, hours="09:00-12:00", by=BY, at=AT)
    assert due("5wd") == "03-07 12:00"
    actions.set_day(day=date(2026, 3, 7), kind=OverrideKind.WORKING_DAY, by=BY, at=AT)
    assert due("5wd") == "03-07 17:30"


def test_weekly_hours_hold_from_their_date_on() -> None:
    summer = ["08:00-12:00 15:00-18:00"] * 5 + ["", ""]
    assert actions.set_weekly_hours(hours=summer, effective_from=date(2026, 3, 4), by=BY, at=AT)
    assert [due("1wd"), due("2wd")] == ["03-03 17:30", "03-04 18:00"]
    assert actions.clear_weekly_hours(effective_from=date(2026, 3, 4), by=BY, at=AT)
    assert due("2wd") == "03-04 17:30"
    assert changes() == ["clear_weekly_hours 2026-03-04", "set_weekly_hours 2026-03-04"]


def test_weekly_hours_without_a_date_replace_the_ordinary_ones() -> None:
    actions.set_weekly_hours(hours=["00:00-24:00"] * 7, by=BY, at=AT)
    assert due("10wh") == "03-02 20:00"
    assert queries.changes()[0].before == [["09:00-12:00", "13:30-17:30"]] * 5 + [[], []]


@pytest.mark.parametrize("hours", [[], [""] * 7, ["09:00-12:00"] * 6, ["09:00-12:00 11:00-13:00"] * 7])
def test_hours_that_cannot_be_are_refused(hours: list[str]) -> None:
    with pytest.raises(ClockError):
        actions.set_weekly_hours(hours=hours, by=BY, at=AT)
    assert changes() == []


def test_a_town_has_a_calendar_and_a_time_zone_of_its_own() -> None:
    actions.set_time_zone(key="town", time_zone="Europe/London", by=BY, at=AT)
    actions.set_weekly_hours(key="town", hours=["09:00-17:00"] * 5 + ["", ""], by=BY, at=AT)
    assert due("1wd", "town") == "03-03 17:00"
    assert due("1wd") == "03-03 17:30"
    with pytest.raises(ClockError, match="unknown_time_zone"):
        actions.set_time_zone(key="town", time_zone="Europe/Nowhere", by=BY, at=AT)


def test_a_change_tells_from_which_day_on_deadlines_may_move(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(events, "publish", heard.append)
    actions.set_day(day=date(2026, 5, 6), kind=OverrideKind.HOLIDAY, by=BY, at=AT)
    actions.set_time_zone(time_zone="Asia/Urumqi", by=BY, at=AT)
    assert [(news.name, news.key, news.first_day) for news in heard] == [
        ("platform.calendar_changed", "main", "2026-05-06"),
        ("platform.calendar_changed", "main", None),
    ]


def test_a_change_that_is_rolled_back_was_never_made() -> None:
    before = queries.calendar()
    with transaction.atomic():
        actions.set_day(day=date(2026, 3, 3), kind=OverrideKind.HOLIDAY, by=BY, at=AT)
        transaction.set_rollback(True)
    stamps.forget()
    assert queries.calendar() == before
    assert changes() == []


def test_the_calendar_is_read_once_and_then_kept(django_assert_num_queries: Any) -> None:
    actions.set_day(day=date(2026, 3, 3), kind=OverrideKind.HOLIDAY, by=BY, at=AT)
    first = queries.calendar()
    with django_assert_num_queries(0):
        assert queries.calendar() is first


def test_a_year_is_published_once_somebody_says_where_it_is_announced() -> None:
    assert actions.confirm_year(year=2027, source="国办发明电〔2026〕7号", by=BY, at=AT)
    assert not actions.confirm_year(year=2027, source="国办发明电〔2026〕7号", by=BY, at=AT)
    (covered,) = queries.years_covered()
    assert (covered.year, covered.published, covered.source) == (2027, True, "国办发明电〔2026〕7号")
    assert queries.calendar().published_years == {2027}


def test_next_year_is_missed_from_october_on() -> None:
    actions.confirm_year(year=2026, source="notice", by=BY, at=AT)
    assert queries.missing_years(today=date(2026, 9, 30)) == ()
    assert queries.missing_years(today=date(2026, 10, 1)) == (2027,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "festival"},
        {"kind": "holiday", "hours": ["09:00-12:00"]},
        {"kind": "custom", "hours": None},
    ],
)
def test_the_database_keeps_no_day_that_cannot_be(wrong: dict[str, Any]) -> None:
    calendar = Calendar.objects.create(key="main", time_zone="Asia/Shanghai")
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(calendar=calendar, date=date(2026, 3, 3), source="staff", **wrong)


def test_a_change_by_the_system_names_nobody() -> None:
    actions.set_day(day=date(2026, 3, 3), kind=OverrideKind.HOLIDAY, by=SYSTEM, at=AT + timedelta(days=1))
    assert queries.changes()[0].by_kind == "system"
    assert queries.changes()[0].by_id is None
