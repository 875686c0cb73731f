"""A supervisor looks where matters pile up, narrows the time, and goes on to the cases; with and without WebGL."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from banjie.cases import cells
from banjie.cases.columns import holding
from banjie.cases.models import Case
from tests.browser.conftest import SignIn
from tests.browser.settling import goto
from tests.integration.cases.test_closed_loop import taken_in, walked_to_handling
from tests.integration.cases.world import AT, POINT_EAST, World

pytestmark = pytest.mark.browser
NO_WEBGL = """
const really = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith("webgl") ? null : really.call(this, kind, ...rest);
};
"""


@pytest.fixture(autouse=True)
def _kept_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "FRESH_FOR", -1.0)


def spread(world: World) -> dict[str, int]:
    """One late case in the west, two of a week before in the east."""
    late = walked_to_handling(world).case_id
    Case.objects.filter(id=late).update(due_at=AT - timedelta(hours=5))
    longitude, latitude = POINT_EAST
    for _ in range(2):
        Case.objects.filter(id=taken_in(world).case_id).update(
            area=world.townships[1],
            area_path="county.east",
            longitude=longitude,
            latitude=latitude,
            cell=cells.cell_at(longitude, latitude),
            received_at=AT - timedelta(days=7),
        )
    return {"late": late}


def drawn(page: Page) -> Page:
    expect(page.locator("[data-heat-map]")).to_have_class(re.compile("heat-ready"), timeout=20_000)
    return page


def test_from_the_map_to_the_cases_of_a_hexagon(signed_in: SignIn, world: World) -> None:
    spread(world)
    desk = signed_in("supervisor", "/work/oversight/")
    desk.context.add_init_script("addEventListener('map:ready', (event) => { window.drawn = event.detail.map; });")
    desk.locator("a.rail-link[href='/work/map/']").click()
    desk.wait_for_url("**/work/map/")
    drawn(desk)
    expect(desk.locator("[data-heat-legend]")).to_contain_text("每个六边形内的事项数")
    spot = desk.evaluate(
        "(place) => { const { x, y } = drawn.project(place), box = drawn.getCanvas().getBoundingClientRect();"
        " return [box.x + x, box.y + y]; }",
        list(POINT_EAST),
    )
    desk.mouse.click(*spot)
    popup = desk.locator(".heat-popup")
    expect(popup).to_contain_text("2件")
    popup.get_by_role("link", name="查看事项列表").click()
    desk.wait_for_url("**/work/cases/?cell=*")
    expect(desk.locator("tbody tr")).to_have_count(2)
    expect(desk.locator(".filter-chips")).to_contain_text("地图范围")


def test_the_handles_narrow_map_figures_and_links_by_keyboard(signed_in: SignIn, world: World) -> None:
    spread(world)
    desk = drawn(signed_in("supervisor", "/work/map/"))
    expect(desk.locator("[data-heat-count]")).to_have_text("3件")
    with desk.expect_response("**/work/map/cells/**since=2026-03-02**"):
        desk.get_by_label("起始", exact=True).press("End")
    expect(desk.locator("[data-heat-count]")).to_have_text("1件")
    expect(desk.locator("tr[data-path='county.east']")).to_have_attribute("data-figure", "0")
    assert "since=2026-03-02" in (desk.locator("[data-heat-list]").get_attribute("href") or "")
    desk.get_by_role("button", name="恢复全部时间").click()
    expect(desk.locator("tr[data-path='county.east']")).to_have_attribute("data-figure", "2")
    expect(desk.locator("[data-heat-narrowed]")).to_be_hidden()


def test_areas_are_compared_and_the_way_leads_to_the_late_ones(signed_in: SignIn, world: World) -> None:
    spread(world)
    desk = signed_in("supervisor", "/work/map/")
    desk.get_by_label("查看").select_option("overdue_rate")
    desk.get_by_role("button", name="应用").first.click()
    desk.wait_for_url("**show=overdue_rate**")
    drawn(desk)
    expect(desk.locator(".heat-label").filter(has_text="西乡")).to_contain_text("100.0%")
    desk.locator("tr[data-path='county.west'] td.number a").last.click()
    desk.wait_for_url("**/work/cases/?**queue=overdue**")
    expect(desk.locator("tbody tr")).to_have_count(1)


def test_without_webgl_picture_and_table_say_the_same(signed_in: SignIn, world: World) -> None:
    spread(world)
    desk = signed_in("supervisor", "/work/cases/")
    desk.context.add_init_script(NO_WEBGL)
    goto(desk, desk.url.replace("/work/cases/", "/work/map/"))
    expect(desk.locator("[data-heat-note]")).to_contain_text("静态图")
    expect(desk.locator("svg.map-picture path.map-cell")).to_have_count(2)
    expect(desk.locator("tr[data-path]")).to_have_count(2)
    expect(desk.locator("canvas")).to_have_count(0)
    desk.get_by_label("起始", exact=True).press("End")
    expect(desk.locator("tr[data-path='county.east']")).to_have_attribute("data-figure", "0")


def test_an_answer_that_does_not_come_is_told_and_mended(signed_in: SignIn, world: World) -> None:
    spread(world)
    desk = drawn(signed_in("supervisor", "/work/map/"))
    gone: list[Route] = []

    def fail(route: Route) -> None:
        gone.append(route)
        route.abort()

    desk.route("**/work/map/cells/**", fail)
    desk.get_by_role("button", name="放大").click()
    desk.get_by_role("button", name="放大").click()
    expect(desk.locator("[data-heat-problem]")).to_contain_text("地图未收到服务器响应")
    assert gone
    desk.unroute("**/work/map/cells/**")
    desk.get_by_role("button", name="缩小").click()
    expect(desk.locator("[data-heat-problem]")).to_be_hidden()
