"""A phone is told that there is news: asked on the page of a matter, shown by its worker, stopped again.

The service of the browser's maker is out of reach of a test; in its place the page gets an address of a stand-in, and
the message is handed to the real worker by the browser's own tools.
"""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from banjie.channels.models import Phone
from banjie.channels.phones import keeping
from banjie.platform.pushing import identity
from tests.browser.pages.test_accessibility import faults
from tests.browser.settling import goto, settling
from tests.integration.cases.test_closed_loop import do, taken_in
from tests.integration.cases.world import World
from tests.unit.platform.pushing.browser import Browser as Standing

pytestmark = pytest.mark.browser

# As the Push API's own, but without a service behind it.
STANDING_IN = """
const kept = () => JSON.parse(sessionStorage.getItem("kept"));
const made = (given) => given && {
  options: { applicationServerKey: Uint8Array.fromBase64(given.key, { alphabet: "base64url" }).buffer },
  toJSON: () => given.subscription,
  unsubscribe: async () => { sessionStorage.removeItem("kept"); return true; },
};
PushManager.prototype.getSubscription = async () => made(kept());
PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
  if (!userVisibleOnly) throw new Error("shown to nobody");
  sessionStorage.setItem("kept", JSON.stringify({ key: applicationServerKey, subscription: SUBSCRIPTION }));
  return made(kept());
};
"""


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, world: World, settings) -> Iterator[Page]:
    settings.BANJIE_PUSH_KEY = identity.new_key()
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", has_touch=True)
    context.set_default_timeout(15_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def test_a_phone_is_told_and_leads_to_the_matter(phone: Page, live_server: LiveServer, world: World) -> None:
    made = taken_in(world)
    service = Standing("https://push.example.cn/a")
    phone.context.grant_permissions(["notifications"])
    phone.add_init_script(STANDING_IN.replace("SUBSCRIPTION", json.dumps(service.subscription)))
    wire = phone.context.new_cdp_session(phone)
    registered: list[dict[str, str]] = []
    wire.on("ServiceWorker.workerRegistrationUpdated", lambda told: registered.extend(told["registrations"]))
    wire.send("ServiceWorker.enable")
    track = f"{live_server.url}/track/{made.tracking_code}/"
    goto(phone, track)
    assert not Phone.objects.exists()
    assert faults(phone) == []
    phone.get_by_role("button", name="有消息时提醒我").tap()
    expect(phone.get_by_text("会在这部手机上提醒您")).to_be_visible()
    assert keeping.opened(Phone.objects.get()).address.endpoint == service.endpoint
    (own,) = {(each["registrationId"], each["scopeURL"]) for each in registered}
    assert own[1] == track
    message = json.dumps({"title": "办结", "body": "有新消息", "lang": "zh-hans"})
    told = {"origin": live_server.url + "/", "registrationId": own[0], "data": message}
    wire.send("ServiceWorker.deliverPushMessage", told)
    shown = """async () => {
      const own = await navigator.serviceWorker.getRegistration();
      for (let tries = 0; tries < 50; tries += 1) {
        const [found] = await own.getNotifications();
        if (found) return [found.title, found.body, found.tag];
        await new Promise((go) => setTimeout(go, 100));
      }
      return [];
    }"""
    assert phone.evaluate(shown) == ["办结", "有新消息", track]
    with settling(phone):
        phone.reload()
    expect(phone.get_by_text("会在这部手机上提醒您")).to_be_visible()
    assert faults(phone) == []
    phone.get_by_role("button", name="不再提醒我").tap()
    expect(phone.get_by_role("button", name="有消息时提醒我")).to_be_visible()
    assert not Phone.objects.exists()
    assert phone.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0


def test_a_matter_that_is_over_lets_the_worker_go(phone: Page, live_server: LiveServer, world: World) -> None:
    made = taken_in(world)
    service = Standing("https://push.example.cn/a")
    phone.context.grant_permissions(["notifications"])
    phone.add_init_script(STANDING_IN.replace("SUBSCRIPTION", json.dumps(service.subscription)))
    track = f"{live_server.url}/track/{made.tracking_code}/"
    goto(phone, track)
    phone.get_by_role("button", name="有消息时提醒我").tap()
    expect(phone.get_by_text("会在这部手机上提醒您")).to_be_visible()
    do(world, "intake", made.case_id, "decline", reason="非本县", lawful_channel="邻县热线")
    with settling(phone):
        phone.reload()
    expect(phone.get_by_text("在这部手机上接收提醒")).to_have_count(0)
    phone.wait_for_function("navigator.serviceWorker.getRegistrations().then((found) => found.length === 0)")


def test_a_browser_without_a_service_says_so_and_nothing_is_kept(
    phone: Page, live_server: LiveServer, world: World
) -> None:
    """As most phones without Google's services: the browser knows the words and reaches nobody."""
    made = taken_in(world)
    phone.context.grant_permissions(["notifications"])
    goto(phone, f"{live_server.url}/track/{made.tracking_code}/")
    phone.get_by_role("button", name="有消息时提醒我").tap()
    expect(phone.get_by_text("没有设置成功")).to_be_visible()
    assert faults(phone) == []
    assert not Phone.objects.exists()
    assert phone.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
