"""Speaking instead of typing, where the device itself writes down what is said; nowhere else."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.pages.test_accessibility import faults
from tests.browser.settling import goto
from tests.integration.cases.world import World

pytestmark = pytest.mark.browser
# As a browser with the language on the device has it (Web Speech API, `processLocally`).
DEVICE = """
window.asked = [];
window.SpeechRecognition = class {
  static async available(options) { window.asked.push(options); return "%s"; }
  start() { window.heard = this; }
  stop() { this.onend(); }
};
"""
SAY = """(words) => window.heard.onresult({resultIndex: 0, results: words.map(([text, isFinal]) =>
  Object.assign([{transcript: text}], {isFinal}))})"""


def opened(page: Page, live_server: LiveServer, available: str) -> None:
    page.add_init_script(DEVICE % available)
    goto(page, f"{live_server.url}/report/")


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_what_is_said_stands_in_the_field(page: Page, world: World, live_server: LiveServer) -> None:
    opened(page, live_server, "available")
    button = page.get_by_role("button", name="语音输入")
    button.click()
    expect(page.get_by_role("button", name="停止")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.heard.processLocally") is True, "nothing said leaves the device"
    assert page.evaluate("window.heard.lang") == "zh-CN"
    page.evaluate(SAY, [["门口的路灯", True], ["不亮了", False]])
    expect(page.get_by_label("发生了什么事")).to_have_value("门口的路灯")
    expect(page.locator("[data-said]")).to_have_text("不亮了")
    page.evaluate(SAY, [["不亮了，已经三天。", True]])
    expect(page.get_by_label("发生了什么事")).to_have_value("门口的路灯不亮了，已经三天。")
    assert faults(page) == []
    page.get_by_role("button", name="停止").click()
    expect(button).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_microphone_that_is_refused_is_said(page: Page, world: World, live_server: LiveServer) -> None:
    opened(page, live_server, "available")
    page.get_by_role("button", name="语音输入").click()
    page.evaluate("() => { window.heard.onerror({error: 'not-allowed'}); window.heard.onend(); }")
    expect(page.locator("[data-said]")).to_contain_text("麦克风")
    expect(page.get_by_role("button", name="语音输入")).to_be_visible()


@pytest.mark.parametrize("available", ["unavailable", "downloadable"])
def test_where_sound_would_go_elsewhere_it_is_not_offered(
    page: Page, world: World, live_server: LiveServer, available: str
) -> None:
    opened(page, live_server, available)
    expect(page.get_by_role("button", name="语音输入")).to_have_count(0)
    assert page.evaluate("window.asked") == [{"langs": ["zh-CN"], "processLocally": True}]
