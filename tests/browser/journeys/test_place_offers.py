"""The place that is named in the words is taken by a key at the desk, and by a tap in the portal."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from banjie.cases.models import Case
from banjie.places import actions
from banjie.places.actions import PlaceData
from banjie.places.levels import PlaceKind
from banjie.platform.actors import SYSTEM
from tests.browser.conftest import SignIn
from tests.browser.settling import goto
from tests.integration.cases.world import AT, POINT_WEST, World

pytestmark = pytest.mark.browser


@pytest.fixture
def named(world: World) -> World:
    west = world.townships[0]
    for name, kind, point in (("人民路", PlaceKind.ROAD, POINT_WEST), ("老粮站", PlaceKind.LANDMARK, (None, None))):
        actions.add_place(PlaceData(west.pk, name, kind, point[0], point[1]), by=SYSTEM, at=AT)
    return world


def test_a_clerk_takes_the_place_with_a_key(signed_in: SignIn, named: World) -> None:
    page: Page = signed_in("intake", "/work/cases/new/", "desktop", "light")
    page.locator("#id_body").press_sequentially("人民路12号对面路灯不亮")
    expect(page.locator("button[data-place]")).to_have_text("人民路12号 西乡 Ctrl I")
    page.keyboard.press("Control+i")
    expect(page.locator("#id_place_text")).to_have_value("人民路12号")
    expect(page.locator("[data-map-lon]")).to_have_value(str(POINT_WEST[0]))
    expect(page.locator("button[data-place]")).to_have_count(0)
    expect(page.locator("#suggestion")).to_contain_text("西乡")


def test_a_place_without_a_point_gives_the_matter_its_area(signed_in: SignIn, named: World) -> None:
    page: Page = signed_in("intake", "/work/cases/new/", "desktop", "light")
    page.locator("#id_body").press_sequentially("老粮站门口路灯不亮")
    page.locator("button[data-place]").click()
    expect(page.locator("input[name=area]")).to_have_value("west")
    expect(page.locator("#suggestion")).to_contain_text("西乡")
    with page.expect_navigation():
        page.locator("button[name=through][value=received]").click()
    case = Case.objects.get()
    assert (case.place_text, case.area_path, case.longitude) == ("老粮站", "county.west", None)


def test_what_is_typed_as_the_place_afterwards_takes_the_area_away(signed_in: SignIn, named: World) -> None:
    page: Page = signed_in("intake", "/work/cases/new/", "desktop", "light")
    page.locator("#id_body").press_sequentially("老粮站门口路灯不亮")
    page.locator("button[data-place]").click()
    expect(page.locator("input[name=area]")).to_have_value("west")
    page.locator("#id_place_text").fill("别处")
    page.keyboard.press("Tab")
    expect(page.locator("input[name=area]")).to_have_value("")


def test_a_resident_is_asked_and_puts_the_pin_with_a_tap(page: Page, live_server: LiveServer, named: World) -> None:
    goto(page, f"{live_server.url}/report/")
    page.locator("#id_body").press_sequentially("人民路12号对面路灯不亮")
    expect(page.get_by_text("您说的是人民路12号吗？")).to_be_visible()
    page.get_by_role("button", name="是的，把图钉放到那里").click()
    expect(page.locator("#id_place_text")).to_have_value("人民路12号")
    expect(page.locator("[data-map-lat]")).to_have_value(str(POINT_WEST[1]))
    expect(page.get_by_text("您说的是人民路12号吗？")).to_have_count(0)


def test_where_the_pin_stands_a_press_writes_the_place_and_the_pin_stays(signed_in: SignIn, named: World) -> None:
    page: Page = signed_in("intake", "/work/cases/new/", "desktop", "light")
    lon, lat = POINT_WEST[0] + 0.001, POINT_WEST[1] + 0.001
    page.evaluate(
        """([lon, lat]) => { for (const [name, value] of [["lon", lon], ["lat", lat]]) {
            const field = document.querySelector(`[data-map-${name}]`);
            field.value = value; field.dispatchEvent(new Event("change", { bubbles: true })); } }""",
        [lon, lat],
    )
    page.locator("#id_body").press_sequentially("人民路12号对面路灯不亮")
    offered = page.locator("button[data-place]")
    expect(offered).to_contain_text("人民路12号")
    offered.click()
    expect(page.locator("#id_place_text")).to_have_value("人民路12号")
    expect(page.locator("[data-map-lon]")).to_have_value(str(lon))
