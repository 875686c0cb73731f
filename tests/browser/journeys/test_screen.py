"""A wall that stands for days: figures change in place, a lost connection is told and heals, a click leads on."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from banjie.analytics import screen
from banjie.cases.models import Case
from banjie.organisations.screens import actions
from banjie.organisations.screens.layout import DEFAULT, Layout, Panel, Placed, Size, moved
from banjie.platform.actors import SYSTEM
from tests.browser.conftest import SignIn
from tests.browser.settling import goto, settling
from tests.integration.cases.test_closed_loop import taken_in, walked_to_handling
from tests.integration.cases.world import AT, World

pytestmark = pytest.mark.browser
WALL = {"width": 1920, "height": 1080}
FIGURES = re.compile(r"/figures/$")
type Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer, world: World) -> Iterator[Open]:
    """A screen as the supervisor sees it, with a clock that tests can wind on: `opened("county")`."""
    contexts, faults = [], []

    def open_for(
        code: str = "county",
        *,
        viewport: dict[str, int] = WALL,
        who: str | None = "supervisor",
        language: str = "zh-CN",
    ) -> Page:
        context = browser.new_context(viewport=viewport, locale=language, timezone_id="Asia/Shanghai")
        contexts.append(context)
        context.set_default_timeout(30_000)
        if who is not None:
            client = Client()
            client.force_login(world.staff[who])
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.clock.install()
        page.on("pageerror", lambda error: faults.append(str(error)))
        goto(page, f"{live_server.url}/screen/{code}/")
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert faults == []


def refreshed(page: Page) -> None:
    """Winds on to the next refresh and waits for its answer."""
    screen.forget()
    with page.expect_response(FIGURES):
        page.clock.run_for(20_000)


def late(world: World) -> Case:
    made = walked_to_handling(world)
    Case.objects.filter(id=made.case_id).update(due_at=AT - timedelta(hours=5))
    return Case.objects.get(id=made.case_id)


def value(page: Page, name: str):
    return page.locator(f'[data-figure="{name}"] [data-value]')


def test_figures_change_in_place_and_nothing_moves(opened: Open, world: World) -> None:
    page = opened()
    expect(value(page, "received")).to_have_text("0")
    page.evaluate("window.kept = document.querySelector('[data-figure=received] [data-value]')")
    page.evaluate(
        "window.shifts = 0; new PerformanceObserver((list) => { for (const each of list.getEntries()) "
        "window.shifts += each.value; }).observe({ type: 'layout-shift' })"
    )
    taken_in(world)
    late(world)
    refreshed(page)
    expect(value(page, "received")).to_have_text("2")
    expect(value(page, "overdue")).to_have_text("1")
    expect(page.locator('[data-list="latest"] li:visible')).to_have_count(1)
    expect(page.locator('[data-label="west"]')).to_contain_text("超期 1")
    expect(page.locator('[data-area="west"]')).to_have_class(re.compile("lamp-danger"))
    # Two cases in one place are one larger point, and the square on it stands for the one that is late.
    assert page.locator('[data-spots="open-2"]').get_attribute("d")
    assert page.locator('[data-spots="late-1"]').get_attribute("d")
    assert page.evaluate("window.kept.isConnected && window.kept.textContent === '2'")
    assert page.evaluate("window.shifts") < 0.02


def test_a_lost_connection_is_told_the_figures_stay_and_it_heals_by_itself(opened: Open, world: World) -> None:
    late(world)
    page = opened()
    told = page.locator("[data-lost]")
    expect(told).to_be_hidden()
    page.route(FIGURES, lambda route: route.abort())
    page.clock.run_for(20_000)
    expect(told).to_be_visible()
    expect(told).to_have_text(re.compile(r"^\s*\d\d:\d\d 起连接中断，显示 \d\d:\d\d 的数据，正在重新连接$"))
    expect(value(page, "overdue")).to_have_text("1")
    since = told.inner_text()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if FIGURES.search(request.url) else None)
    for _ in range(24):
        page.clock.run_for(5_000)
        page.wait_for_timeout(20)
    # Two minutes of failures: it goes on asking, but never oftener than it must.
    assert 3 <= len(asked) <= 12
    assert told.inner_text() == since
    page.unroute(FIGURES)
    late(world)
    screen.forget()
    # The next question is reckoned from when the last failure was noticed, which on a busy machine is some steps late.
    with page.expect_response(FIGURES, timeout=60_000) as healed:
        for _ in range(24):
            page.clock.run_for(5_000)
            page.wait_for_timeout(20)
    assert healed.value.ok
    expect(told).to_be_hidden()
    expect(value(page, "overdue")).to_have_text("2")


def test_a_click_leads_down_to_a_township_and_back_and_to_the_cases(opened: Open, world: World) -> None:
    case = late(world)
    page = opened()
    page.locator('a[data-area="west"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/screen/west/")
    page.locator("h1 a").click()
    page.wait_for_url("**/screen/county/")
    page.locator('[data-list="latest"] a').first.click()
    page.wait_for_url(f"**/work/cases/{case.id}/")
    page.go_back()
    page.locator('[data-figure="overdue"] a').click()
    page.wait_for_url("**/work/cases/?*queue=overdue*")
    with settling(page):
        page.go_back()
    where = page.evaluate(
        "() => { const sheet = document.querySelector('[data-sheet]'); const [x, y] = "
        "document.querySelector('[data-spots=\"late-1\"]').getAttribute('d').slice(1).split(/[ h]/).map(Number);"
        "const point = new DOMPoint(x, y).matrixTransform(sheet.getScreenCTM()); return [point.x, point.y]; }"
    )
    page.mouse.click(where[0] + 4, where[1])
    page.wait_for_url(f"**/work/cases/{case.id}/")


def test_keys_show_tables_turn_boards_and_list_themselves(opened: Open, world: World) -> None:
    page = opened()
    flow = page.locator("#chart-flow")
    expect(page.locator('[data-panel="map"]')).to_be_visible()
    expect(flow).to_be_hidden()
    page.keyboard.press("n")
    expect(flow.locator("canvas")).to_be_visible()
    expect(page.locator('[data-panel="map"]')).to_be_hidden()
    page.keyboard.press("t")
    expect(flow.locator("canvas")).to_be_hidden()
    expect(flow.get_by_role("cell").first).to_be_in_viewport()
    page.keyboard.press("t")
    expect(flow.locator("canvas")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#ui-keys")).to_contain_text("图表改为表格")
    expect(page.locator("#ui-keys")).to_contain_text("全屏")


def test_boards_turn_by_themselves_unless_somebody_is_at_work_or_holds_them(opened: Open, world: World) -> None:
    page = opened()
    chart = page.locator("#chart-flow")
    page.clock.run_for(41_000)
    expect(chart).to_be_visible()
    page.keyboard.press("p")
    page.clock.run_for(400_000)
    expect(chart).to_be_visible()
    page.keyboard.press("p")
    page.clock.run_for(60_000)
    expect(chart).to_be_visible()
    page.clock.run_for(120_000)
    expect(chart).to_be_hidden()


def test_two_boards_stand_beside_each_other_where_there_is_room(opened: Open, world: World) -> None:
    page = opened(viewport={"width": 3840, "height": 1080})
    for panel in Panel:
        expect(page.locator(f'[data-panel="{panel}"]')).to_be_in_viewport(ratio=0.99)
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        3840,
        1080,
    ]


WALLS = [(1280, 720), (1366, 768), (1440, 900), (1920, 1080), (3840, 2160), (3840, 1080)]
EXTENT = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".screen-main *")]
  .filter((each) => each.checkVisibility() && !each.closest(".visually-hidden, svg") && each.textContent.trim())
  .map((each) => parseFloat(getComputedStyle(each).fontSize)))"""
CUT = Path(__file__).with_name("cut_figures.js").read_text("utf-8")


def figures_of_a_province(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many digits as a screen will ever have to hold."""
    monkeypatch.setattr("banjie.web.screen.presenting._number", lambda count: f"{count + 123_456:,}")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_figure_is_cut_and_nothing_scrolls_on_any_wall(
    opened: Open, world: World, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    figures_of_a_province(monkeypatch)
    late(world)
    page = opened(language=language)
    for width, height in WALLS:
        page.set_viewport_size({"width": width, "height": height})
        for shown in range(1 if width > 3 * height else 2):
            if shown:
                page.keyboard.press("n")
            page.wait_for_function("document.querySelector('.board[data-shown]')")
            assert page.evaluate(CUT) == [], (width, height, shown)
            assert page.evaluate(EXTENT) == [width, height], shown
        # Twenty points at 1080 lines, and as much of every other wall.
        assert page.evaluate(SMALLEST) >= 0.99 * 20 * min(height / 1080, width / 1920), (width, height)


def test_figures_fill_whatever_panel_they_are_given(
    opened: Open, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures_of_a_province(monkeypatch)
    page = opened(viewport={"width": 1440, "height": 900})
    for size in Size:
        layout = Layout((Placed(Panel.FIGURES, size), Placed(Panel.LATEST, Size.TALL)))
        actions.lay_out(area_id=world.county.pk, layout=layout, by=SYSTEM, at=AT)
        page.reload(wait_until="networkidle")
        expect(page.locator(f".panel-{size} [data-value]").first).to_have_text("123,456")
        assert page.evaluate(CUT) == [], size


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_figure_is_cut_where_the_panels_follow_each_other(
    opened: Open, world: World, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    figures_of_a_province(monkeypatch)
    late(world)
    page = opened(language=language)
    for width in (1200, 768, 360):
        page.set_viewport_size({"width": width, "height": 690})
        assert page.evaluate(CUT) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [360, 768, 1200])
def test_elsewhere_the_panels_follow_each_other(opened: Open, world: World, width: int) -> None:
    late(world)
    page = opened(viewport={"width": width, "height": 900})
    for panel in Panel:
        expect(page.locator(f'[data-panel="{panel}"]')).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_changed_layout_reaches_a_screen_that_is_on(opened: Open, world: World) -> None:
    page = opened()
    assert page.locator(".panel").first.get_attribute("data-panel") == "map"
    actions.lay_out(area_id=world.county.pk, layout=moved(DEFAULT, Panel.FIGURES, -1), by=SYSTEM, at=AT)
    with page.expect_navigation():
        page.clock.run_for(20_000)
    expect(page.locator(".panel").first).to_have_attribute("data-panel", "figures")
    refreshed(page)
    expect(page.locator(".panel").first).to_have_attribute("data-panel", "figures")


def test_a_wall_is_let_in_and_what_it_shows_is_taken_down_when_its_link_is_revoked(
    opened: Open, world: World, live_server: LiveServer
) -> None:
    late(world)
    made = actions.admit_screen(
        name="大厅", area_id=world.county.pk, expires_at=AT + timedelta(days=9), by=SYSTEM, at=AT
    )
    page = opened(who=None)
    page.goto(f"{live_server.url}/screen/open/#{made.token}")
    page.wait_for_url("**/screen/county/")
    expect(value(page, "overdue")).to_have_text("1")
    expect(page.locator('[data-list="latest"] a[href]')).to_have_count(0)
    actions.revoke_screen(link_id=made.link_id, by=SYSTEM, at=AT)
    refreshed(page)
    expect(page.locator("[data-ended]")).to_be_visible()
    expect(page.locator("[data-panel]")).to_have_count(0)
    assert "超期" not in page.locator("main").inner_text()


def test_its_keeper_lays_it_out_without_a_mouse(signed_in: SignIn, world: World) -> None:
    page = signed_in("supervisor", "/work/screens/layout/county/")
    row = page.locator('[data-panel-row="units"]')
    row.get_by_role("checkbox").uncheck()
    row.get_by_role("button", name="单位前移").press("Enter")
    expect(page.locator(".layout-panel", has_text="单位")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("尚未保存")
    page.get_by_role("button", name="保存版面").press("Enter")
    page.get_by_role("link", name="打开大屏").click()
    page.wait_for_url("**/screen/county/")
    expect(page.locator('[data-panel="units"]')).to_have_count(0)
