"""Somebody scans a plate with a cheap phone, sees whom to call, and reports what is broken there."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from banjie.cases.models import Case
from banjie.organisations.models import Unit
from banjie.places import actions
from banjie.places.codes.drafts import CodeDraft
from banjie.places.levels import CodeKind
from banjie.places.models import PlaceCode
from banjie.platform import stamps
from banjie.platform.actors import SYSTEM
from tests.browser.pages.test_accessibility import faults
from tests.browser.settling import goto
from tests.integration.cases.world import AT, POINT_WEST, World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_plate_is_scanned_and_what_is_broken_there_is_reported(
    browser: Browser, live_server: LiveServer, world: World, scheme: str
) -> None:
    Unit.objects.filter(code="west_centre").update(phone="0000-8000101")
    stamps.bump("organisations")
    name = "文化花园三号楼"
    actions.make_codes([CodeDraft(world.townships[0].pk, CodeKind.BUILDING, name, *POINT_WEST)], by=SYSTEM, at=AT)
    code = PlaceCode.objects.get().code
    phone = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", timezone_id="Asia/Shanghai", color_scheme=scheme
    )
    phone.set_default_timeout(10_000)
    page = phone.new_page()

    goto(page, f"{live_server.url}/p/{code}/")
    expect(page.locator("h1")).to_have_text(name)
    expect(page.get_by_role("link", name="0000-8000101")).to_have_attribute("href", "tel:0000-8000101")
    told = faults(page)
    page.get_by_role("link", name="反映这里的问题").click()

    expect(page.get_by_role("combobox", name="在哪里？")).to_have_value(name)
    page.get_by_label("发生了什么事？").fill("三号楼楼道灯不亮，已经三天了。")
    page.wait_for_load_state("networkidle")
    told += faults(page)
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/report/sent/*/")
    told += faults(page)

    page.get_by_role("link", name="查看我的事项").click()
    page.wait_for_url("**/track/*/")
    expect(page.get_by_text(name, exact=True)).to_be_visible()
    case = Case.objects.get()
    assert (case.place_text, case.longitude, case.latitude) == (name, *POINT_WEST)
    assert case.area_path == "county.west"

    goto(page, f"{live_server.url}/p/0000000000/")
    told += faults(page)
    goto(page, f"{live_server.url}/p/?code=x")
    told += faults(page)
    phone.close()
    assert told == []
