"""One matter, five people, four of them at a desk: from a phone in the street to the verdict on the phone."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from banjie.cases import integrity
from banjie.cases.models import Attachment, Case, TimelineEntry
from tests.browser.conftest import SignIn
from tests.browser.settling import goto, settling
from tests.integration.cases.world import POINT_WEST, World

pytestmark = pytest.mark.browser
COMMANDS = ["submit", "classify", "accept", "assign", "claim", "answer", "approve", "close", "rate"]


def photo(colour: str) -> dict[str, object]:
    kept = io.BytesIO()
    Image.new("RGB", (32, 32), colour).save(kept, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def report(page: Page, world: World, live_server: LiveServer) -> None:
    """Fills the resident's form, up to its button."""
    goto(page, f"{live_server.url}/report/")
    page.get_by_label("发生了什么事").fill("西乡主街路灯不亮三天了，晚上看不见路。")
    page.locator("[name=photos]").set_input_files([photo("red"), photo("blue")])
    details = page.locator("[data-map-coordinates]")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.locator("[name=longitude]").fill(str(POINT_WEST[0]))
    page.locator("[name=latitude]").fill(str(POINT_WEST[1]))


def press(page: Page, command: str) -> None:
    """Opens a command's form beside the case."""
    page.locator(f"#command a[href$='/do/{command}/']").click()
    expect(page.locator(f"form.command-form[action$='/do/{command}/']")).to_be_visible()


def carry_out(page: Page) -> None:
    """Sends the open form and waits for the case as it is afterwards."""
    with settling(page), page.expect_navigation():
        page.locator("form.command-form button[type=submit]").click()


def answered(page: Page) -> None:
    press(page, "answer")
    page.check("[name=found_true][value=yes]")
    page.check("[name=within_duty][value=yes]")
    page.locator("[name=contacted_how][value=not_needed]").check()
    page.locator("[name=solved][value=solved]").check()
    page.fill("[name=internal_account]", "换灯泡一只。")
    page.fill("[name=public_reply]", "路灯已修复。")
    carry_out(page)


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_matter_filed_on_a_phone_goes_round_through_four_desks(
    page: Page, signed_in: SignIn, live_server: LiveServer, world: World
) -> None:
    report(page, world, live_server)
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#tracking-code")).to_be_visible()
    code = page.locator("#tracking-code").inner_text()
    case = Case.objects.get()
    assert code == case.tracking_code
    assert Attachment.objects.filter(case=case).count() == 2

    desk = signed_in("intake", "/work/cases/?queue=to_accept")
    desk.locator("a.row-link").click()
    desk.wait_for_url("**/work/cases/*/")
    press(desk, "classify")
    desk.locator("input#id_category").fill("ld")
    expect(desk.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    desk.locator("input#id_category").press("Tab")
    carry_out(desk)
    press(desk, "accept")
    carry_out(desk)

    desk = signed_in("dispatcher", f"/work/cases/{case.pk}/")
    press(desk, "assign")
    desk.locator("input#id_lead").fill("urban")
    desk.locator("input#id_lead").press("Tab")
    carry_out(desk)

    desk = signed_in("handler", f"/work/cases/{case.pk}/")
    press(desk, "claim")
    carry_out(desk)
    answered(desk)

    desk = signed_in("reviewer", f"/work/cases/{case.pk}/")
    for command in ("approve", "close"):
        press(desk, command)
        carry_out(desk)

    goto(page, f"{live_server.url}/track/{code}/")
    expect(page.get_by_text("路灯已修复。")).to_be_visible()
    page.locator("a[href*='/do/rate/']").click()
    page.check("[name=solved][value=yes]")
    page.locator("[name=satisfaction][value='5']").check()
    page.locator("#act button.button-primary").click()
    expect(page).to_have_url(re.compile(rf"/track/{code}/$"))

    assert list(TimelineEntry.objects.order_by("sequence").values_list("command", flat=True)) == [
        "submit",
        "attach",
        "attach",
        *COMMANDS[1:],
    ]
    assert page.locator(".timeline-entry").count() >= 6
    assert [fault for fault in integrity.verify() if isinstance(fault, integrity.Fault)] == []


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_double_click_on_send_makes_one_case(page: Page, live_server: LiveServer, world: World) -> None:
    report(page, world, live_server)
    page.get_by_role("button", name="提交").dblclick()
    expect(page.locator("#tracking-code")).to_be_visible()
    assert Case.objects.count() == 1


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_place_that_is_in_no_list_is_kept_as_it_was_typed(page: Page, live_server: LiveServer, world: World) -> None:
    report(page, world, live_server)
    place = page.locator("#id_place_text")
    place.fill("老槐树东边第二根灯杆")
    place.press("Tab")
    expect(place).to_have_value("老槐树东边第二根灯杆")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#tracking-code")).to_be_visible()
    assert Case.objects.get().place_text == "老槐树东边第二根灯杆"
