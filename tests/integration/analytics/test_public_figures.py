"""Figures for everybody: reckoned once a period is over, kept, the same on page, in tables and for machines."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from banjie.analytics.models import PublicFigures
from banjie.analytics.public import keeping
from banjie.cases import actions as cases
from banjie.cases.acting import AS_REPORTER, AS_SYSTEM
from banjie.cases.intake.draft import Draft, Past
from banjie.platform import clock
from tests.integration.cases.world import AT, World, make_world
from tests.integration.web.conftest import soup
from tests.integration.web.publicity import words

pytestmark = pytest.mark.django_db
# In the morning of the first of April everything of March is over.
LATER = datetime(2026, 4, 1, 20, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def past(
    world: World, count: int, *, unit: str = "urban", area: str = "west", days: int = 2, at: datetime = AT
) -> None:
    """Cases that came in and were closed after some days, as a file from elsewhere tells them."""
    drafts = [
        Draft(
            title="路灯不亮",
            body="路灯不亮",
            channel="spreadsheet",
            received_at=at + timedelta(minutes=number),
            category=world.category,
            area=area,
            submission_key=f"{unit}{area}{number}{at}",
            past=Past(lead_unit=world.units[unit].pk, closed_at=at + days * DAY, due_at=at + 3 * DAY),
        )
        for number in range(count)
    ]
    cases.submit_many(drafts, by=AS_SYSTEM, at=max(LATER, at + 40 * DAY))


def figures(period: str) -> dict[str, Any]:
    found = keeping.kept("county", period)
    assert found is not None
    return found.figures


def test_a_month_is_told_once_it_is_over_and_no_number_as_it_is(world: World) -> None:
    past(world, 23)
    past(world, 31, unit="water", area="east", days=9)
    past(world, 3, unit="housing")
    assert keeping.reckon_due(at=AT + 20 * DAY) == 0
    assert keeping.reckon_due(at=LATER) == 2
    told = figures("2026-03")
    assert told["total"]["received"] in {55, 60}
    assert (told["total"]["on_time"], told["total"]["in_week"]) == (46, 46)
    units = {row["name"]: row for row in told["unit"]}
    assert set(units) == {world.units[code].name for code in ("urban", "water", "housing")}
    assert units[world.units["water"].name]["received"] in {30, 35}
    assert units[world.units["water"].name]["on_time"] == 0
    small = units[world.units["housing"].name]
    assert (small["received"], small["closed"], small["on_time"]) == (None, None, None)
    assert {row["key"] for row in told["area"]} == {"county.west", "county.east"}


def test_quarters_and_years_follow_and_the_trend_is_of_the_kept_months(world: World) -> None:
    past(world, 30, at=AT - 60 * DAY)
    past(world, 40)
    keeping.reckon_due(at=LATER)
    assert [month["key"] for month in figures("2026-03")["months"]] == ["2026-01", "2026-02", "2026-03"]
    assert figures("2026-Q1")["total"]["received"] == 70
    assert keeping.kept("county", "2026") is None
    assert keeping.reckon_due(at=LATER) == 0
    keeping.reckon_due(at=datetime(2027, 1, 2, tzinfo=UTC))
    assert figures("2026")["total"]["received"] == 70


def test_the_same_number_is_told_the_same_again_and_late_records_count_while_it_settles(world: World) -> None:
    past(world, 23)
    keeping.reckon_due(at=LATER)
    first = figures("2026-03")
    assert keeping.reckon_due(at=LATER + DAY) == 2
    assert figures("2026-03") == first
    past(world, 40, at=AT + DAY)
    keeping.reckon_due(at=LATER + 2 * DAY)
    assert figures("2026-03")["total"]["received"] in {60, 65}
    assert keeping.reckon_due(at=LATER + 60 * DAY) > 0
    made_at = PublicFigures.objects.get(period="2026-03").made_at
    keeping.reckon_due(at=LATER + 61 * DAY)
    assert PublicFigures.objects.get(period="2026-03").made_at == made_at


def test_a_visit_reads_one_row_and_says_all_there_is(
    world: World, monkeypatch: Any, django_assert_num_queries: Any
) -> None:
    past(world, 23)
    past(world, 3, unit="housing")
    keeping.reckon_due(at=LATER)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    client = Client()
    page = client.get("/public/figures/")
    told = words(page)
    for said in ("2026年03月", "收到多少", "在期限内办结的件数", "不单独公布", "最近统计于2026-04-02"):
        assert said in told, said
    names = {each.get_text() for each in soup(page).select("#h-unit ~ div tbody th")}
    assert names == {world.units["urban"].name}
    assert world.units["housing"].name in told
    with django_assert_num_queries(1):
        assert client.get("/public/figures/?area=county&period=2026-03").status_code == 200
    for staff in world.staff.values():
        assert staff.name not in page.content.decode()
    english = client.get("/public/figures/", headers={"accept-language": "en"})
    assert "Closed in time" in words(english)


@pytest.mark.parametrize("query", ["period=2026-13", "period=x", "period=2031", "area=atlantis", "period=%00"])
def test_what_is_not_kept_is_said_not_to_be_there(world: World, query: str) -> None:
    past(world, 23)
    keeping.reckon_due(at=LATER)
    assert Client().get(f"/public/figures/?{query}").status_code == 404
    assert Client().get(f"/public/figures.csv?{query}").status_code == 404
    assert Client().get(f"/api/v1/public/figures?{query}").status_code in {400, 404, 422}


def test_before_the_first_month_is_over_there_are_none(world: World) -> None:
    assert keeping.reckon_due(at=LATER) == 0
    page = Client().get("/public/figures/")
    assert page.status_code == 404
    assert "还没有数据" in words(page)


def test_tables_and_machines_are_told_the_same(world: World) -> None:
    past(world, 23)
    past(world, 3, unit="housing")
    keeping.reckon_due(at=LATER)
    sheet = Client().get("/public/figures.csv?period=2026-03")
    rows = list(csv.DictReader(StringIO(sheet.content.decode("utf-8-sig"))))
    given = Client().get("/api/v1/public/figures?period=2026-03").json()
    assert rows[0]["by"] == "total"
    assert rows[0]["received"] == str(given["total"]["received"])
    housing = next(row for row in rows if row["name"] == world.units["housing"].name)
    assert (housing["received"], housing["on_time"]) == ("", "")
    assert next(row for row in given["by_unit"] if row["name"] == housing["name"])["received"] is None
    assert {each["key"] for each in given["formulas"]} == {"on_time", "in_week", "response", "solution", "satisfaction"}


def test_how_long_it_took_is_told_in_working_days_and_not_of_few(world: World, monkeypatch: Any) -> None:
    """From Monday the 2nd: three days later is Thursday, six is Sunday, so five working days; nobody's hours."""
    past(world, 40, days=3)
    past(world, 12, days=6, area="east")
    past(world, 19, unit="water", area="east", days=1)
    keeping.reckon_due(at=LATER)
    told = figures("2026-03")
    assert (told["total"]["median_days"], told["total"]["p90_days"]) == (3, 4)
    units = {row["name"]: (row["median_days"], row["p90_days"]) for row in told["unit"]}
    assert units == {world.units["urban"].name: (3, 4), world.units["water"].name: (None, None)}
    areas = {row["name"]: (row["median_days"], row["p90_days"]) for row in told["area"]}
    assert areas == {"西乡": (3, None), "东镇": (1, None)}
    monkeypatch.setattr(clock, "now", lambda: LATER)
    page = words(Client().get("/public/figures/"))
    assert "3个工作日" in page
    row = next(csv.DictReader(StringIO(Client().get("/public/figures.csv?period=2026-03").content.decode("utf-8-sig"))))
    assert (row["median_days"], row["p90_days"]) == ("3", "4")
    given = Client().get("/api/v1/public/figures?period=2026-03").json()
    assert (given["total"]["median_days"], given["by_area"][1]["p90_days"]) == (3, None)


def test_what_was_reckoned_before_lengths_were_told_is_reckoned_once_more(world: World) -> None:
    past(world, 23)
    keeping.reckon_due(at=LATER)
    row = PublicFigures.objects.get(period="2026-03")
    for name in ("median_days", "p90_days"):
        del row.figures["total"][name]
    row.save()
    assert Client().get("/api/v1/public/figures?period=2026-03").json()["total"]["median_days"] is None
    assert Client().get("/public/figures/").status_code == 200
    much_later = LATER + 90 * DAY
    keeping.reckon_due(at=much_later)
    assert figures("2026-03")["total"]["median_days"] == 2


def test_a_closing_that_was_opened_again_counts_as_long_as_it_took(world: World) -> None:
    from banjie.cases.queries.period_durations import durations
    from banjie.cases.queries.period_tallies import Scope
    from tests.integration.cases.test_closed_loop import HOUR, walked_to_closed

    made = walked_to_closed(world)
    scope, span = Scope(area_path="county"), {"since": AT - DAY, "until": AT + 20 * DAY}
    before = durations(scope, **span)
    assert [dict(days) for days in before.values()] == [{0: 1}]
    cases.perform(made.case_id, "reopen", by=AS_REPORTER, at=AT + 4 * HOUR, data={"reason": "又不亮了"})
    assert durations(scope, **span) == before
