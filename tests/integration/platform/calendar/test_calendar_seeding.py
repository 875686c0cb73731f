"""Public holidays taken from the package `holidays`."""

from datetime import UTC, date, datetime

import pytest

from banjie.core.clocks import ClockError, DayKind, OverrideKind, explain, parse_target, start
from banjie.platform.actors import Actor, ActorKind
from banjie.platform.calendar import actions, queries
from banjie.platform.calendar.actions import SeededYear
from banjie.platform.calendar.published import UnknownCountry, published_year

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BY = Actor(ActorKind.STAFF, 7, "Administrator")
# Source: notice of the State Council's General Office of 4 November 2025 on the holidays of 2026.
OFF_2026 = {
    "元旦": [(1, 1), (1, 3)],
    "春节": [(2, 15), (2, 23)],
    "清明节": [(4, 4), (4, 6)],
    "劳动节": [(5, 1), (5, 5)],
    "端午节": [(6, 19), (6, 21)],
    "中秋节": [(9, 25), (9, 27)],
    "国庆节": [(10, 1), (10, 7)],
}
WORKED_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]


def seed(*years: int, country: str = "CN") -> list[SeededYear]:
    return actions.seed_from_holidays(country=country, years=years, by=BY, at=AT)


@pytest.mark.django_db
def test_2026_is_off_and_at_work_as_the_state_council_announced() -> None:
    seed(2026)
    calendar = queries.calendar()
    off = {
        date(2026, *first).replace(day=day) for first, last in OFF_2026.values() for day in range(first[1], last[1] + 1)
    }
    worked = {date(2026, *day) for day in WORKED_2026}
    for ordinal in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        expected = day in worked or (day.weekday() < 5 and day not in off)
        assert calendar.day(day).worked is expected, day


@pytest.mark.django_db
def test_moved_days_carry_the_name_of_their_festival() -> None:
    seed(2025, 2026)
    calendar = queries.calendar()
    named = [
        calendar.day(date(*day)) for day in [(2026, 2, 23), (2026, 2, 14), (2026, 10, 7), (2025, 10, 11), (2026, 1, 2)]
    ]
    assert [(day.kind, day.name) for day in named] == [
        (DayKind.HOLIDAY, "春节"),
        (DayKind.MAKE_UP, "春节"),
        (DayKind.HOLIDAY, "国庆节"),
        (DayKind.MAKE_UP, "国庆节"),
        (DayKind.HOLIDAY, "元旦"),
    ]
    assert named[2].name_en == "National Day"


@pytest.mark.django_db
def test_a_year_not_yet_announced_is_seeded_and_said_not_to_be_published() -> None:
    (seeded,) = seed(2027)
    assert (seeded.published, seeded.working_days) == (False, 0)
    assert seeded.holidays > 10
    (covered,) = queries.years_covered()
    assert (covered.year, covered.published, covered.source) == (2027, False, "holidays:CN")
    assert queries.calendar().published_years == frozenset()
    clock = start("whole", parse_target("5wd"), at=datetime(2027, 3, 1, 2, 0, tzinfo=UTC))
    assert (2027,) in [line.years for line in explain(clock, queries.calendar())]


@pytest.mark.django_db
def test_seeding_again_changes_and_records_nothing() -> None:
    first = seed(2026)
    assert [(year.changed, year.holidays, year.working_days) for year in first] == [(True, 22, 6)]
    again = seed(2026)
    assert [(year.changed, year.holidays, year.working_days) for year in again] == [(False, 22, 6)]
    assert [change.action for change in queries.changes()] == ["seed_year"]


@pytest.mark.django_db
def test_seeding_leaves_what_was_set_by_hand_alone() -> None:
    seed(2026)
    actions.set_day(day=date(2026, 10, 7), kind=OverrideKind.WORKING_DAY, name="防汛", by=BY, at=AT)
    actions.clear_day(day=date(2026, 10, 6), by=BY, at=AT)
    (seeded,) = seed(2026)
    assert (seeded.kept, seeded.changed) == (1, True)
    assert queries.calendar().day(date(2026, 10, 7)).name == "防汛"
    assert queries.calendar().day(date(2026, 10, 6)).kind is DayKind.HOLIDAY
    assert list(queries.changes()[0].after) == ["2026-10-06"]
    sources = {entry.override.day: entry.source for entry in queries.days(year=2026)}
    assert (sources[date(2026, 10, 7)], sources[date(2026, 10, 6)]) == ("staff", "holidays:CN")


@pytest.mark.django_db
def test_seeding_does_not_take_back_a_year_confirmed_by_hand() -> None:
    actions.confirm_year(year=2027, source="notice", by=BY, at=AT)
    seed(2027)
    (covered,) = queries.years_covered()
    assert (covered.published, covered.source) == (True, "notice")


@pytest.mark.django_db
def test_a_country_that_moves_no_days_publishes_every_year() -> None:
    (seeded,) = actions.seed_from_holidays(country="GB", subdivision="ENG", years=[2030], key="town", by=BY, at=AT)
    assert (seeded.published, seeded.working_days) == (True, 0)
    assert queries.calendar("town").day(date(2030, 12, 25)).name == "Christmas Day"
    assert queries.years_covered("town")[0].source == "holidays:GB-ENG"


@pytest.mark.django_db
@pytest.mark.parametrize("country", ["XX", "", "China"])
def test_an_unknown_country_is_refused_and_nothing_is_kept(country: str) -> None:
    with pytest.raises(UnknownCountry):
        seed(2026, country=country)
    assert queries.years_covered() == ()


@pytest.mark.parametrize("year", [1949, 2100])
def test_a_year_the_package_cannot_know_is_refused(year: int) -> None:
    with pytest.raises(ClockError, match="outside_years"):
        published_year("CN", year)


def test_a_make_up_day_before_the_turn_of_the_year_belongs_to_its_own_year() -> None:
    worked = [day.day for day in published_year("CN", 2006).days if day.kind is OverrideKind.WORKING_DAY]
    assert worked[-2:] == [date(2006, 12, 30), date(2006, 12, 31)]
