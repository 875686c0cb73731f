"""A service hall: from the kiosk to the counter to the case, and a kiosk in which nobody leaves anything."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from banjie.cases.models import Case
from banjie.services.hall import tickets
from banjie.services.hall.halls import HallRef
from banjie.services.hall.models import DeviceKind, Ticket
from tests.browser.conftest import SignIn
from tests.browser.pages.test_accessibility import faults
from tests.integration.cases.test_likeness import MIXER, OTHERS, raised
from tests.integration.cases.world import AT, World
from tests.integration.services.halls import admitted, make_hall, taken

pytestmark = pytest.mark.browser
UPRIGHT, BROAD = (1080, 1920), (1920, 1080)
MATTER = "三号楼二单元的楼道灯坏了三天。"
# What of this page could still hold what somebody typed.
LEFT = """() => JSON.stringify([
  document.body.innerText,
  [...document.querySelectorAll("textarea, input:not([type=radio])")].map((each) => each.value),
  {...localStorage}, {...sessionStorage}, history.state, location.href])"""
# Everything one can touch that is smaller than 64 px, and every word under 20 px.
SMALL = """() => [
  ...[...document.querySelectorAll("button, a, textarea, label.kiosk-choice, input:not([type=radio]), summary")]
    .filter((each) => each.checkVisibility() && !each.matches(".skip-link"))
    .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
    .filter(([, box]) => box.height < 64 || box.width < 64).map(([html, box]) => `${html} ${box.width}x${box.height}`),
  ...[...document.querySelectorAll("main *")]
    .filter((each) => each.checkVisibility())
    .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 20).map((each) => each.outerHTML.slice(0, 90))]"""


@pytest.fixture
def hall(world: World) -> HallRef:
    return make_hall(world)


@pytest.fixture
def device(browser: Browser, hall: HallRef, live_server: LiveServer) -> Iterator:
    """Opens the link of a device in a browser of its own, with a clock that the test may turn."""
    contexts, told = [], []

    def open_one(kind: DeviceKind = DeviceKind.KIOSK, size: tuple[int, int] = UPRIGHT, *, clock: bool = False) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN", has_touch=True)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: told.append(str(error)))
        if clock:
            page.clock.install()
        page.goto(f"{live_server.url}/hall/open/#{admitted(hall, kind).token}")
        page.wait_for_url(f"**/hall/{kind}/")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert told == []


def step(page: Page) -> None:
    page.locator("[data-next-step]:visible").tap()


def matter(page: Page) -> None:
    """Up to the last look at what was typed."""
    page.locator("[data-go=what]").tap()
    page.get_by_role("textbox", name="发生了什么事").fill(MATTER)
    step(page)
    page.get_by_role("textbox", name="在什么地方").fill("幸福里小区")
    step(page)
    page.get_by_text("求助", exact=True).tap()
    step(page)
    for sign in "13800001234":
        page.locator(f"[data-pad=contact_phone] [data-sign='{sign}']").tap()
    step(page)


def test_a_matter_is_raised_with_a_finger_only(device, hall: HallRef) -> None:
    page = device()
    matter(page)
    expect(page.locator("[data-read=body]")).to_have_text(MATTER)
    expect(page.locator("[data-read=kind]")).to_have_text("求助")
    page.get_by_role("button", name="提交").tap()
    case = wait_for_case(page)
    assert (case.text.body, case.channel, case.kind, case.place_text) == (MATTER, "counter", "request", "幸福里小区")
    assert MATTER not in page.evaluate(LEFT)
    code = page.locator("#tracking-code").inner_text()
    page.get_by_role("button", name="完成").tap()
    page.locator("[data-go=follow]").tap()
    for sign in code.replace("-", ""):
        page.locator(f"[data-pad=code] [data-sign='{sign}']").tap()
    expect(page.locator("[data-code]")).to_have_value(code)
    page.get_by_role("button", name="查看进度").tap()
    expect(page.locator("#standing")).to_be_visible()


def wait_for_case(page: Page) -> Case:
    expect(page.locator("#tracking-code")).to_be_visible(timeout=30_000)
    case = Case.objects.get()
    expect(page.locator("#tracking-code")).to_have_text(case.tracking_code)
    return case


def test_from_the_kiosk_to_the_counter_to_the_case_to_the_receipt(device, signed_in: SignIn) -> None:
    page = device()
    page.locator("[data-go=what]").tap()
    page.get_by_role("textbox", name="发生了什么事").fill(MATTER)
    page.locator("[data-tell]:visible").tap()
    page.get_by_role("button", name="有，请优先叫我").tap()
    expect(page.locator(".slip-number")).to_have_text("001")
    assert MATTER not in page.evaluate(LEFT)
    board = device(DeviceKind.BOARD, BROAD)
    expect(board.locator("[data-waiting]")).to_have_text("1")

    desk = signed_in("intake", "/work/counter/")
    desk.get_by_label("我的窗口号").fill("3")
    desk.keyboard.press("Enter")
    desk.locator(".counter-next").wait_for()
    desk.wait_for_load_state("networkidle")
    desk.keyboard.press("n")
    expect(desk.locator(".counter-number")).to_have_text("001")
    desk.wait_for_load_state("networkidle")
    expect(board.locator(".board-call")).to_contain_text("001")
    desk.keyboard.press("t")
    expect(desk.locator("#id_body")).to_have_value(MATTER)
    desk.locator("#id_contact_name").fill("张三")
    desk.get_by_role("button", name="请来访人核对").click()
    expect(desk.locator(".turned")).to_contain_text(MATTER)
    expect(desk.locator(".turned")).to_contain_text("张三")
    assert Case.objects.count() == 0
    desk.get_by_role("button", name="有不对的地方").click()
    desk.locator("#id_body").fill(MATTER + "有人摔了。")
    desk.get_by_role("button", name="请来访人核对").click()
    assert faults(desk) == []
    desk.get_by_role("button", name="没有问题，提交").click()
    case = wait_for_case(desk)
    assert (case.text.body, case.channel) == (MATTER + "有人摔了。", "counter")
    assert "draft:" not in desk.evaluate("JSON.stringify({...localStorage})")
    desk.wait_for_load_state("networkidle")
    desk.keyboard.press("d")
    desk.locator(".counter-next").wait_for()
    assert (Ticket.objects.get().draft, Ticket.objects.get().ending) == (None, "served")


def test_a_visitors_matter_joins_what_others_raised_before(signed_in: SignIn, hall: HallRef, world: World) -> None:
    other = raised(world, OTHERS[0])
    taken(hall, draft={"body": MIXER[1], "identity": "confidential"})
    desk = signed_in("intake", "/work/counter/", "tablet", "dark")
    desk.get_by_label("我的窗口号").fill("3")
    desk.keyboard.press("Enter")
    desk.locator(".counter-next").click()
    expect(desk.locator(".counter-number")).to_have_text("001")
    desk.locator("a[href='/work/counter/take/']").click()
    # Nothing is typed: what was handed over at the kiosk is looked for as soon as the page is there.
    choice = desk.locator(f"#alike [name=merge_into][value='{other.case_id}']")
    expect(desk.locator("#alike a")).to_have_text(OTHERS[0][0], timeout=20_000)
    told = desk.locator("[data-turned-joined]")
    desk.get_by_role("button", name="请来访人核对").click()
    expect(told).to_be_hidden()
    desk.get_by_role("button", name="有不对的地方").click()
    choice.check()
    desk.get_by_role("button", name="请来访人核对").click()
    expect(told).to_be_visible()
    expect(desk.locator(".turned")).not_to_contain_text(OTHERS[0][0])
    assert faults(desk) == []
    desk.get_by_role("button", name="没有问题，提交").click()
    expect(desk.locator("#tracking-code")).to_be_visible(timeout=30_000)
    made = Case.objects.exclude(id=other.case_id).get()
    assert (made.state, made.merged_into_id) == ("merged", other.case_id)
    expect(desk.locator("body")).to_contain_text(other.number)


def test_a_minute_without_a_touch_and_nothing_is_left(device, hall: HallRef) -> None:
    page = device(clock=True)
    entries = page.evaluate("history.length")
    matter(page)
    page.get_by_role("button", name="大字").tap()
    page.clock.run_for(46_000)
    countdown = page.locator("[data-countdown]")
    expect(countdown).to_contain_text("秒")
    assert "您还在吗" in page.locator("[data-spoken]").text_content()
    page.get_by_role("button", name="我还在").tap()
    expect(countdown).to_be_hidden()
    expect(page.locator("[data-read=body]")).to_have_text(MATTER)
    page.clock.run_for(62_000)
    expect(page.get_by_role("heading", name="您要办什么")).to_be_visible()
    expect(countdown).to_be_hidden()
    assert page.evaluate("history.length") == entries
    nothing_left(page)
    page.keyboard.press("Control+z")
    nothing_left(page)
    for turn in (page.go_back, page.go_forward):
        turn()
        page.wait_for_load_state()
        assert MATTER not in page.content()
        # Before the kiosk there was nothing: the empty page of a browser that was just opened has no stores.
        if page.url != "about:blank":
            nothing_left(page)
    assert Case.objects.count() == Ticket.objects.count() == 0


def nothing_left(page: Page) -> None:
    left = page.evaluate(LEFT)
    assert MATTER not in left
    assert "13800001234" not in left
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert [cookie["name"] for cookie in page.context.cookies()] == ["hall"]


def test_it_goes_back_by_itself_from_a_receipt_and_from_another_language(device, live_server: LiveServer) -> None:
    page = device(clock=True)
    page.get_by_role("link", name="English").tap()
    page.wait_for_url("**/hall/kiosk/in/en/")
    page.locator("[data-go=what]").tap()
    page.get_by_role("textbox", name="What happened?").fill("The lamp is broken.")
    for _each in range(4):
        step(page)
    page.get_by_role("button", name="Send the matter").tap()
    wait_for_case(page)
    page.clock.run_for(62_000)
    page.wait_for_url("**/hall/kiosk/")
    expect(page.get_by_role("heading", name="您要办什么")).to_be_visible()
    assert Case.objects.get().tracking_code not in page.content()


def test_on_a_bad_line_it_says_so_keeps_what_was_typed_and_sends_it_once(device) -> None:
    page = device()
    matter(page)
    tries: list[str] = []

    def broken(route) -> None:
        tries.append(route.request.post_data)
        # The first never arrives; of the second only the answer is lost.
        if len(tries) == 2:
            route.fetch()
        if len(tries) < 3:
            route.abort()
        else:
            route.continue_()

    page.route("**/hall/kiosk/send/", broken)
    page.get_by_role("button", name="提交").tap()
    expect(page.locator("[data-lost-note]")).to_be_visible()
    expect(page.locator("[data-read=body]")).to_have_text(MATTER)
    wait_for_case(page)
    expect(page.locator("[data-lost-note]")).to_be_hidden()
    assert (len(tries), Case.objects.count()) == (3, 1)


def test_ending_a_visit_while_the_line_is_down_leaves_nothing_either(device) -> None:
    page = device()
    matter(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="提交").tap()
    expect(page.locator("[data-lost-note]")).to_be_visible()
    page.get_by_role("button", name="结束并清除").tap()
    expect(page.get_by_role("heading", name="您要办什么")).to_be_visible()
    assert MATTER not in page.evaluate(LEFT)
    page.context.set_offline(False)
    page.wait_for_timeout(4_000)
    assert Case.objects.count() == 0


@pytest.mark.parametrize("size", [UPRIGHT, BROAD])
def test_every_screen_can_be_read_and_touched_by_anybody(device, size: tuple[int, int]) -> None:
    page = device(size=size)
    told = seen(page)
    page.locator("[data-go=what]").tap()
    step(page)
    expect(page.locator("#k-what-problem")).to_be_visible()
    told += seen(page)
    page.get_by_role("textbox", name="发生了什么事").fill(MATTER)
    for _each in range(4):
        step(page)
        told += seen(page)
    page.locator("[data-tell]:visible").tap()
    told += seen(page)
    page.get_by_role("button", name="没有，可以等").tap()
    expect(page.locator(".slip-number")).to_be_visible()
    told += seen(page)
    page.get_by_role("button", name="完成").tap()
    page.get_by_role("button", name="高对比").tap()
    page.get_by_role("button", name="大字").tap()
    told += seen(page)
    for screen in ("ask", "follow", "purpose"):
        page.locator(f"[data-screen=start] [data-go={screen}]").tap()
        told += seen(page)
        page.locator("[data-back]:visible").tap()
    assert told == []


def seen(page: Page) -> list[str]:
    return [*faults(page), *page.evaluate(SMALL)]


def test_the_slip_is_printed_on_narrow_paper_with_nothing_around_it(device) -> None:
    page = device()
    matter(page)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="提交").tap()
    wait_for_case(page)
    page.get_by_role("button", name="打印小票").tap()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    shown = page.evaluate("() => document.body.innerText")
    assert "结束并清除" not in shown
    assert Case.objects.get().tracking_code in shown
    assert MATTER not in shown


def test_a_board_changes_without_flicker_and_survives_a_lost_line(device, hall: HallRef, world: World) -> None:
    taken(hall), taken(hall)
    board, clerk = device(DeviceKind.BOARD, BROAD), world.acting("intake")
    expect(board.locator("[data-waiting]")).to_have_text("2")
    assert faults(board) == []
    tickets.call_next(hall_id=hall.id, desk=1, by=clerk, at=AT)
    first = board.locator(".board-call[data-key='001']")
    expect(first).to_contain_text("1")
    first.evaluate("(row) => { row.same = true; }")
    tickets.call_next(hall_id=hall.id, desk=2, by=clerk, at=AT)
    expect(board.locator(".board-call").first).to_contain_text("002")
    assert first.evaluate("(row) => row.same")
    board.context.set_offline(True)
    expect(board.locator("[data-lost]")).to_be_visible(timeout=15_000)
    expect(board.locator(".board-call")).to_have_count(2)
    board.context.set_offline(False)
    expect(board.locator("[data-lost]")).to_be_hidden(timeout=40_000)
