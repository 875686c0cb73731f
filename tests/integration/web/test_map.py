"""The map of cases: what lies where, how areas compare, and the ways from there to the cases."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from banjie.analytics import area_indicators
from banjie.analytics.indicators import Indicator, value
from banjie.cases import actions, cells
from banjie.cases.acting import AS_REPORTER
from banjie.cases.columns import holding
from banjie.cases.models import Case
from banjie.organisations.queries import viewer_for
from banjie.platform import clock
from banjie.web import waiting
from tests.integration.cases.test_closed_loop import HOUR, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, POINT_EAST, POINT_WEST, World, make_world

pytestmark = pytest.mark.django_db
NOW = AT + timedelta(days=2)
COUNTY = "box=109.9,29.9,112.1,31.1&zoom=8"
STREET = f"box={POINT_WEST[0] - 0.01},{POINT_WEST[1] - 0.01},{POINT_WEST[0] + 0.01},{POINT_WEST[1] + 0.01}&zoom=16"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(holding, "FRESH_FOR", -1.0)
    return make_world()


def of(world: World, who: str = "supervisor") -> Client:
    client = Client()
    client.force_login(world.staff[who])
    return client


def soup(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def cells_of(client: Client, asked: str = COUNTY) -> dict:
    answer = client.get(f"/work/map/cells/?{asked}")
    assert answer.status_code == 200
    return answer.json()


def moved_east(world: World, case_id: int) -> None:
    longitude, latitude = POINT_EAST
    Case.objects.filter(id=case_id).update(
        area=world.townships[1],
        area_path="county.east",
        longitude=longitude,
        latitude=latitude,
        cell=cells.cell_at(longitude, latitude),
    )


def test_cases_are_counted_by_cell_and_each_cell_leads_to_their_list(world: World):
    taken_in(world), taken_in(world)
    moved_east(world, taken_in(world).case_id)
    found = cells_of(of(world))
    assert (found["kind"], found["total"]) == ("cells", 3)
    counts = {each[0]: each[1] for each in found["cells"]}
    assert sorted(counts.values()) == [1, 2]
    for name, count in counts.items():
        listed = soup(of(world).get(f"/work/cases/?cell={name}"))
        assert len(listed.select("tbody tr")) == count
        assert "六边形（宽约" in listed.select_one(".filter-chips").text


def test_near_by_single_cases_are_shown_and_each_says_what_it_is(world: World):
    late, ended = walked_to_handling(world), walked_to_closed(world)
    Case.objects.filter(id=late.case_id).update(due_at=NOW - HOUR, title="路灯不亮")
    found = cells_of(of(world), STREET)
    assert found["kind"] == "points"
    assert {each[0]: each[3] for each in found["points"]} == {late.case_id: "overdue", ended.case_id: "ended"}
    said = soup(of(world).get(f"/work/map/cases/{late.case_id}/"))
    assert said.select_one(f'a[href="/work/cases/{late.case_id}/"]').text == "路灯不亮"
    assert "超" in said.text


@pytest.mark.parametrize("values", [{"identity": "anonymous"}, {"identity": "confidential"}, {"kind": "dispute"}])
def test_a_place_that_may_be_a_home_is_shown_as_the_middle_of_its_cell(world: World, values):
    made = taken_in(world)
    Case.objects.filter(id=made.case_id).update(**values)
    ((_, longitude, latitude, _),) = cells_of(of(world), STREET)["points"]
    own = cells.cell_at(*POINT_WEST)
    assert (longitude, latitude) == tuple(round(each, 5) for each in cells.centre(own))
    assert (longitude, latitude) != POINT_WEST


def test_other_cases_stand_where_they_are(world: World):
    taken_in(world)
    ((_, longitude, latitude, _),) = cells_of(of(world), STREET)["points"]
    assert (longitude, latitude) == POINT_WEST


def test_what_one_may_not_see_is_neither_counted_nor_shown(world: World):
    made = walked_to_handling(world)
    Case.objects.filter(id=made.case_id).update(
        about_unit_id=world.units["centre"].pk, about_unit_path=world.units["centre"].path
    )
    assert cells_of(of(world))["total"] == 0
    assert cells_of(of(world), STREET)["points"] == []
    assert of(world).get(f"/work/map/cases/{made.case_id}/").status_code == 404
    assert cells_of(of(world, "other_handler"))["total"] == 0
    assert cells_of(of(world, "handler"))["total"] == 1


def test_there_is_no_map_for_who_sees_no_cases_nor_for_strangers(world: World):
    for path in ("", "cells/?" + COUNTY, "figures/", "areas.geojson?within=county", "cases/1/"):
        assert of(world, "administrator").get(f"/work/map/{path}").status_code == 404
        assert Client().get(f"/work/map/{path}").status_code == 302
    assert "/work/map/" not in of(world, "administrator").get("/organisation/units/").content.decode()


@pytest.mark.parametrize(
    "asked", ["", "box=1,2,3&zoom=4", "box=a,b,c,d&zoom=4", "box=1,2,3,4&zoom=nan", "box=9,2,1,4&zoom=4"]
)
def test_a_part_of_the_world_that_cannot_be_read_is_refused(world: World, asked: str):
    assert of(world).get(f"/work/map/cells/?{asked}").status_code == 400


def test_the_page_says_in_a_table_what_the_map_shows_and_every_figure_leads_to_its_cases(world: World):
    late = walked_to_handling(world)
    Case.objects.filter(id=late.case_id).update(due_at=NOW - HOUR)
    moved_east(world, taken_in(world).case_id)
    moved_east(world, taken_in(world).case_id)
    page = soup(of(world).get("/work/map/?kind=report"))
    rows = {row["data-path"]: row for row in page.select("tr[data-path]")}
    assert [row["data-path"] for row in page.select("tr[data-path]")] == ["county.east", "county.west"]
    assert [cell.text.strip() for cell in rows["county.west"].select("td")] == ["西乡", "1", "1", "1"]
    for link in page.select("tr[data-path] td.number a"):
        query = parse_qs(urlsplit(link["href"]).query)
        assert query["kind"] == ["report"]
        assert len(soup(of(world).get(link["href"])).select("tbody tr")) == int(link.text)
    assert page.select_one("svg.map-picture path.map-cell")
    assert page.select_one("svg.bars rect")


def test_areas_are_shaded_by_the_figure_asked_for_and_none_where_there_is_nothing_to_say(world: World):
    late = walked_to_handling(world)
    Case.objects.filter(id=late.case_id).update(due_at=NOW - HOUR)
    page = soup(of(world).get("/work/map/?show=overdue_rate"))
    rows = {row["data-path"]: row for row in page.select("tr[data-path]")}
    assert (rows["county.west"]["data-figure"], rows["county.west"]["data-shade"]) == ("100.0%", "5")
    assert (rows["county.east"]["data-figure"], rows["county.east"]["data-shade"]) == ("–", "0")
    assert len(page.select("svg.map-picture path.map-area.shade-5")) == 1
    assert {label.text for label in page.select("svg.map-picture text")} == {"100.0%", "–"}
    assert not page.select("svg.map-picture path.map-cell")


def test_the_table_is_sorted_by_plain_links(world: World):
    moved_east(world, taken_in(world).case_id)
    page = soup(of(world).get("/work/map/"))
    by_name, by_figure = (link["href"] for link in page.select("th .table-sort"))
    paths = lambda url: [row["data-path"] for row in soup(of(world).get(url)).select("tr[data-path]")]  # noqa: E731
    assert paths("/work/map/") == ["county.east", "county.west"]
    assert paths(by_figure) == ["county.west", "county.east"]
    assert paths(by_name) == ["county.east", "county.west"]


def test_the_same_filters_lead_to_the_list_and_back(world: World):
    taken_in(world)
    page = soup(of(world).get("/work/map/?kind=report&since=2026-03-01&show=open"))
    to_list = page.select_one("[data-heat-list]")["href"]
    assert parse_qs(urlsplit(to_list).query) == {"kind": ["report"], "since": ["2026-03-01"]}
    back = soup(of(world).get(to_list)).select_one('a[href^="/work/map/"].button')["href"]
    assert parse_qs(urlsplit(back).query) == {"kind": ["report"], "since": ["2026-03-01"]}


def test_filters_that_match_nothing_say_so_and_no_cases_at_all_too(world: World):
    assert "还没有事项" in soup(of(world).get("/work/map/")).text
    taken_in(world)
    page = soup(of(world).get("/work/map/?kind=dispute"))
    assert page.select_one('a.button[href="/work/map/"]').text == "移除全部条件"
    assert not page.select("[data-heat-map]")
    assert soup(of(world).get("/work/map/?kind=dispute&show=closed")).select("[data-heat-map] tr[data-path]")
    assert cells_of(of(world), COUNTY + "&kind=dispute")["cells"] == []
    assert of(world).get("/work/map/?since=2026-03-09&until=2026-03-01").status_code == 200
    assert of(world).get("/work/map/?area=nowhere&cell=x&show=x&sort=x").status_code == 200


def test_a_stretch_of_time_counts_what_came_in_and_what_ended_in_it(world: World):
    closed = walked_to_closed(world)
    rated = {"solved": True, "satisfaction": 5}
    actions.perform(closed.case_id, "rate", by=AS_REPORTER, at=AT + 4 * HOUR, data=rated)
    viewer = viewer_for(world.staff["supervisor"], NOW)

    def tally(since, until):
        return area_indicators.tallies(viewer, ["county.west", "county.east"], since=since, until=until, at=NOW)

    whole = tally(None, None)["county.west"]
    assert (whole.received, whole.closed, whole.closed_with_deadline, whole.closed_late, whole.open) == (1, 1, 1, 0, 0)
    assert {
        value(each, whole) for each in (Indicator.ON_TIME_RATE, Indicator.SOLVED_RATE, Indicator.SATISFACTION_RATE)
    } == {1}
    before_closing = tally(AT - HOUR, AT + HOUR)["county.west"]
    assert (before_closing.received, before_closing.closed, before_closing.open) == (1, 0, 1)
    later = tally(AT + 2 * HOUR, NOW)["county.west"]
    assert (later.received, later.closed) == (0, 1)
    assert tally(None, None)["county.east"].received == 0
    just_now = area_indicators.tallies(viewer, ["county.west"], since=None, until=None, at=AT)["county.west"]
    assert (just_now.received, just_now.open, just_now.overdue) == (1, 1, 0)


def test_figures_alone_are_told_for_another_stretch(world: World):
    taken_in(world)
    told = soup(of(world).get("/work/map/figures/?show=received&since=2026-03-03&until=2026-03-04"))
    assert told.select_one('tr[data-path="county.west"]')["data-figure"] == "0"
    assert not told.select("html")


def test_outlines_come_with_a_place_for_a_label(world: World):
    found = of(world).get("/work/map/areas.geojson?within=county").json()
    assert {each["properties"]["path"] for each in found["features"]} == {"county.west", "county.east"}
    assert all(len(each["properties"]["label_at"]) == 2 for each in found["features"])


def test_close_by_the_parts_in_view_are_outlined(world: World):
    def outlined(asked: str) -> list[str]:
        found = of(world).get(f"/work/map/areas.geojson?{asked}").json()
        return [each["properties"]["path"] for each in found["features"]]

    assert outlined("within=&box=110.1,30.1,110.2,30.2&zoom=9") == ["county"]
    assert outlined("within=&box=110.1,30.1,110.2,30.2&zoom=11") == ["county.west"]
    assert outlined("within=&box=110.1,30.1,111.2,30.2&zoom=15") == ["county.east", "county.west"]
    assert outlined("within=county&box=1,1,2,2&zoom=15") == []
    assert of(world).get("/work/map/areas.geojson?within=&box=x&zoom=9").status_code == 400


def test_the_map_costs_the_same_however_many_cases_there_are(world: World):
    client = of(world)

    def cost(url: str) -> int:
        client.get(url)
        waiting.forget()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len([each for each in captured.captured_queries if "platform_stamp" not in each["sql"]])

    for _ in range(2):
        taken_in(world)
    holding.FRESH_FOR = 60.0
    few = {url: cost(url) for url in ("/work/map/", f"/work/map/cells/?{COUNTY}", "/work/map/figures/")}
    for _ in range(6):
        taken_in(world)
    holding.forget()
    assert {url: cost(url) for url in few} == few
    assert few[f"/work/map/cells/?{COUNTY}"] <= 2
    assert few["/work/map/"] <= 5
