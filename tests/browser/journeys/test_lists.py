"""Staff at their lists: by keyboard, with a preview, several at once, and through the palette."""

import pytest
from playwright.sync_api import Page, expect

from banjie.cases.models import Case, TimelineEntry
from tests.browser.conftest import SignIn
from tests.browser.settling import goto, settling
from tests.integration.cases.test_closed_loop import do, taken_in
from tests.integration.cases.world import World, route_repairs_to_urban

pytestmark = pytest.mark.browser


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_case_is_previewed_beside_the_list_and_opened_by_enter(signed_in: SignIn, world: World) -> None:
    first, second = taken_in(world), taken_in(world)
    page = signed_in("dispatcher", "/work/cases/?queue=to_accept")
    with settling(page), page.expect_navigation():
        press(page, "p")
    press(page, "j")
    pane = page.locator("#preview")
    expect(pane).to_contain_text(first.number)
    press(page, "j")
    expect(pane).to_contain_text(second.number)
    page.locator("a.row-link").first.click()
    expect(pane).to_contain_text(first.number)
    expect(page.locator("tr[aria-current=true]")).to_contain_text(first.number)
    press(page, "Enter")
    page.wait_for_url(f"**/work/cases/{first.case_id}/")


def test_several_are_accepted_without_a_mouse(signed_in: SignIn, world: World) -> None:
    cases = [taken_in(world) for _ in range(3)]
    page = signed_in("intake", "/work/cases/?queue=to_accept")
    press(page, "j", "x", "j", "x")
    bar = page.locator("[data-selection-of=cases]")
    expect(bar.locator("[data-selection-count]")).to_have_text("2")
    with settling(page), page.expect_navigation():
        bar.get_by_role("button", name="受理").click()
    expect(page.locator("h1")).to_contain_text("2 件")
    page.locator(".form-actions button").click()
    expect(page.locator("main p[role=status]")).to_contain_text("共 2 件，已办理 2 件")
    assert Case.objects.filter(state="accepted").count() == 2
    page.get_by_role("link", name="返回列表").click()
    expect(page.locator("a.row-link")).to_have_count(1)
    assert Case.objects.get(state="received").id in {case.case_id for case in cases}


def test_on_a_phone_what_can_be_done_to_the_selected_is_within_reach(signed_in: SignIn, world: World) -> None:
    for _ in range(8):
        taken_in(world)
    page = signed_in("intake", "/work/cases/?queue=to_accept", "phone")
    page.locator(".row-select").first.check()
    with settling(page), page.expect_navigation():
        page.locator("[data-selection-of=cases]").get_by_role("button", name="受理").click()
    expect(page.locator("h1")).to_contain_text("1 件")


def test_columns_are_chosen_and_stay_chosen(signed_in: SignIn, world: World) -> None:
    taken_in(world)
    page = signed_in("dispatcher", "/work/cases/")
    page.locator(".list-bar summary", has_text="列").click()
    page.get_by_label("来源渠道").last.check()
    with settling(page), page.expect_navigation():
        page.get_by_role("button", name="按此显示").click()
    goto(page, page.url.split("/work/")[0] + "/work/cases/?queue=to_accept")
    expect(page.locator("#cases thead")).to_contain_text("来源渠道")


def test_the_palette_goes_to_pages_by_initials_and_to_cases_by_words(signed_in: SignIn, world: World) -> None:
    case = taken_in(world)
    page = signed_in("dispatcher", "/work/cases/?queue=to_accept")
    press(page, "Control+k")
    box = page.locator("dialog[data-palette] input")
    expect(box).to_be_focused()
    box.press_sequentially("cq")
    option = page.locator("#palette-0")
    expect(option).to_contain_text("超期")
    with settling(page), page.expect_navigation():
        press(page, "Enter")
    assert "queue=overdue" in page.url
    press(page, "Control+k")
    box.fill("路灯不亮")
    expect(option).to_contain_text(case.number)
    press(page, "Enter")
    page.wait_for_url(f"**/work/cases/{case.case_id}/")
    press(page, "Control+k")
    box.fill("受理")
    expect(option).to_contain_text("受理")
    press(page, "Enter")
    expect(page.locator("form.command-form[action$='/do/accept/']")).to_be_visible()


def test_a_dispatcher_sends_one_after_the_other_with_one_key(signed_in: SignIn, world: World) -> None:
    route_repairs_to_urban(world)
    cases = [taken_in(world).case_id for _ in range(2)]
    for case in cases:
        do(world, "intake", case, "accept")
    page = signed_in("dispatcher", "/work/dispatch/")
    urban = world.units["urban"].name
    expect(page.locator(".desk-proposal")).to_contain_text(urban)
    press(page, "j", "j")
    expect(page.locator(f"tr[aria-current=true] a[href$='case={cases[1]}']")).to_be_visible()
    expect(page.locator(f".desk-proposal form[action='/work/dispatch/{cases[1]}/send/']")).to_be_visible()
    page.locator(".desk-where summary", has_text="各单位在办情况").click()
    expect(page.locator("#every-unit li")).to_have_count(6)
    for left in (1, 0):
        with settling(page), page.expect_navigation():
            press(page, "a")
        expect(page.locator("#incoming a.row-link")).to_have_count(left)
    sent = TimelineEntry.objects.filter(command="assign").order_by("id").values_list("case_id", flat=True)
    assert list(sent) == [cases[1], cases[0]]
    expect(page.get_by_text("已全部派遣")).to_be_visible()


def test_a_first_day_begins_with_a_tour_that_stops_nobody(signed_in: SignIn, world: World) -> None:
    case = taken_in(world)
    page = signed_in("dispatcher", "/work/cases/?queue=to_accept&tour=1")
    tour = page.locator("[data-tour]")
    expect(tour).to_contain_text("1 / 5")
    expect(page.locator(".rail-list[data-pointed-at]")).to_be_visible()
    for place in ("2 / 5", "3 / 5", "4 / 5", "5 / 5"):
        tour.locator("[data-tour-next]").click()
        expect(tour).to_contain_text(place)
    with page.expect_response("**/work/help/tour/") as answer:
        tour.locator("[data-tour-next]").click()
    assert answer.value.status == 204
    expect(tour).to_have_count(0)
    with settling(page):
        page.reload()
    press(page, "j", "Enter")
    page.wait_for_url(f"**/work/cases/{case.case_id}/")
