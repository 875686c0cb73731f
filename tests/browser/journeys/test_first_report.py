"""Somebody who has never been here, with a cheap phone: asks first, is not answered, reports, and follows it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from banjie.analytics.public import keeping
from banjie.cases.models import Case
from banjie.knowledge.models import Tally
from banjie.places.models import PlaceName
from tests.browser.pages.test_accessibility import faults
from tests.browser.settling import goto
from tests.integration.analytics.test_public_figures import LATER, past
from tests.integration.cases.world import POINT_WEST, World
from tests.integration.knowledge.articles import published

pytestmark = pytest.mark.browser
MOST_TAPS = 6

type Phone = tuple[Page, Callable[[Locator], None], list[str]]


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, world: World) -> Iterator[Phone]:
    """A page at 360 px, a way to tap that counts, and what was tapped."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    tapped: list[str] = []

    def tap(what: Locator) -> None:
        tapped.append(str(what))
        what.tap()

    goto(page, live_server.url)
    yield page, tap, tapped
    context.close()
    assert errors == []


def test_a_first_report_takes_six_taps_at_most_besides_typing(phone: Phone, world: World) -> None:
    page, tap, tapped = phone
    where = {"longitude": POINT_WEST[0], "latitude": POINT_WEST[1], "initials": "whhy", "pinyin": "wenhuahuayuan"}
    PlaceName.objects.create(area=world.townships[0], name="文化花园", kind="estate", **where)
    tap(page.get_by_role("link", name="我要反映"))
    page.wait_for_url("**/report/")
    tap(page.get_by_label("发生了什么事？"))
    page.keyboard.type("文化花园门口的路灯不亮，已经三天了。")
    tap(page.locator("#id_place_text"))
    page.keyboard.type("文化花园")
    tap(page.get_by_role("option", name="文化花园").first)
    tap(page.locator("#id_contact_phone"))
    page.keyboard.type("19900000001")
    tap(page.get_by_role("button", name="提交"))
    page.wait_for_url("**/report/sent/*/")
    assert len(tapped) <= MOST_TAPS, tapped
    case = Case.objects.get()
    assert (case.place_text, case.longitude) == ("文化花园", POINT_WEST[0])
    assert faults(page) == []
    page.get_by_role("link", name="查看我的事项").tap()
    page.wait_for_url("**/track/*/")
    expect(page.get_by_text("我们正在查看您反映的事项")).to_be_visible()
    assert faults(page) == []


def test_who_asks_first_is_answered_or_led_on_with_what_is_known(phone: Phone, world: World) -> None:
    page, tap, _tapped = phone
    article = published(world)
    page.get_by_role("searchbox").fill("路灯几天修好")
    page.keyboard.press("Enter")
    page.wait_for_url("**/knowledge/?q=*")
    told = faults(page)
    tap(page.get_by_role("link", name="路灯坏了多久能修好？"))
    page.wait_for_url(f"**/knowledge/{article}/")
    told += faults(page)
    tap(page.get_by_role("button", name="否"))
    tap(page.get_by_role("link", name="我要反映"))
    page.wait_for_url("**/report/?*")
    expect(page.locator("#id_kind")).to_have_value("enquiry")
    expect(page.locator("#id_category")).to_have_value(world.category)
    assert told == []
    assert list(Tally.objects.values_list("what", "count")) == [("no", 1)]


def test_whoever_is_answered_while_typing_sends_nothing_and_finds_an_empty_form_again(
    phone: Phone, world: World
) -> None:
    page, tap, _tapped = phone
    article = published(world)
    tap(page.get_by_role("link", name="我要反映"))
    # Whoever types before the page's script is there is offered something at their next word.
    page.wait_for_load_state("networkidle")
    tap(page.get_by_label("发生了什么事？"))
    page.keyboard.type("路灯坏了多久能修好")
    offered = page.locator("#answers summary")
    expect(offered).to_have_text("路灯坏了多久能修好？")
    tap(offered)
    expect(page.get_by_text("主街24小时内修好。")).to_be_visible()
    assert faults(page) == []
    tap(page.get_by_role("button", name="已解决，不用反映了"))
    page.wait_for_url(f"**/knowledge/{article}/?said=spared*")
    expect(page.get_by_text("您填写的内容没有提交")).to_be_visible()
    assert faults(page) == []
    goto(page, page.url.split("/knowledge/")[0] + "/report/")
    expect(page.get_by_label("发生了什么事？")).to_have_value("")
    assert not Case.objects.exists()
    assert list(Tally.objects.values_list("what", "count")) == [("spared", 1)]


def test_the_figures_for_everybody_are_read_on_a_phone(phone: Phone, world: World) -> None:
    page, tap, _tapped = phone
    past(world, 40)
    past(world, 3, unit="housing")
    keeping.reckon_due(at=LATER)
    tap(page.get_by_role("link", name="公开数据"))
    page.wait_for_url("**/public/figures/")
    expect(page.get_by_role("heading", name="公开数据")).to_be_visible()
    expect(page.locator("#h-unit ~ div tbody tr")).to_have_count(1)
    tap(page.get_by_text("以表格显示"))
    assert faults(page) == []
