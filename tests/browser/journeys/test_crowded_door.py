"""Very many come at once: the phone does its task by itself, photos included; without script one waits."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from banjie.cases.models import Attachment, Case
from banjie.platform.models import SpentTask
from tests.browser.journeys.test_closed_loop import report
from tests.browser.pages.test_accessibility import faults
from tests.integration.cases.world import World
from tests.integration.web.publicity import released
from tests.integration.web.test_crowded_door import crowd

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_the_phone_does_its_task_and_the_photos_stay(page: Page, world: World, live_server: LiveServer) -> None:
    report(page, world, live_server)
    crowd(60)
    page.locator("#entry button[type=submit]").click()
    page.wait_for_url("**/report/sent/**")
    assert SpentTask.objects.count() == 1
    assert Case.objects.count() == 1
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_door_that_is_full_says_so_and_keeps_what_was_typed(
    page: Page, world: World, live_server: LiveServer
) -> None:
    report(page, world, live_server)
    crowd(1_000)
    page.locator("#entry button[type=submit]").click()
    expect(page.locator(".callout-warn")).to_contain_text("15 分钟")
    expect(page.get_by_label("发生了什么事")).to_have_value("西乡主街路灯不亮三天了，晚上看不见路。")
    assert faults(page) == []


def test_without_script_one_waits_and_is_told_how_long(browser: Browser, world: World, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{live_server.url}/report/")
    page.get_by_label("发生了什么事").fill("西乡主街路灯不亮")
    crowd(20)
    page.locator("#entry button[type=submit]").click()
    expect(page.locator(".callout-warn")).to_contain_text("20 秒")
    expect(page.get_by_label("发生了什么事")).to_have_value("西乡主街路灯不亮")
    context.close()


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_stranger_objects_and_it_is_gone(page: Page, world: World, live_server: LiveServer) -> None:
    number = released(world).number
    page.goto(f"{live_server.url}/public/{number}/")
    page.get_by_role("link", name="此内容不宜公开").click()
    page.get_by_text("泄露了他人的身份").click()
    page.locator("#concern button[type=submit]").click()
    page.wait_for_url("**/public/")
    expect(page.get_by_text("已暂停展示")).to_be_visible()
    page.goto(f"{live_server.url}/public/{number}/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("主街路灯不亮")
