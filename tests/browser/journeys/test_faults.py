"""What goes wrong at a desk: the session ends, the line is down, somebody is quicker, somebody writes a book."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from banjie.cases.models import Case, CaseText, TimelineEntry
from tests.browser.conftest import SignIn
from tests.browser.settling import goto, settling
from tests.integration.cases.test_closed_loop import do, walked_to_handling
from tests.integration.cases.world import World
from tests.integration.organisations.factories import PASSWORD

pytestmark = pytest.mark.browser
ACCOUNT = "换灯泡一只，更换镇流器，恢复照明。"


def answering(page: Page) -> None:
    page.locator("#command a[href$='/do/answer/']").click()
    expect(page.locator("form.command-form[action$='/do/answer/']")).to_be_visible()
    # The draft is kept by a script that comes with the form.
    page.wait_for_load_state("networkidle")


def filled(page: Page) -> None:
    for name, value in (("found_true", "yes"), ("within_duty", "yes"), ("contacted_how", "not_needed")):
        page.locator(f"[name={name}][value={value}]").check()
    page.locator("[name=solved][value=solved]").check()
    page.fill("[name=internal_account]", ACCOUNT)
    page.fill("[name=public_reply]", "路灯已修复。")


def test_a_session_that_ends_while_one_types_costs_nothing(signed_in: SignIn, world: World) -> None:
    case = walked_to_handling(world)
    handler = world.staff["handler"]
    handler.set_password(PASSWORD)
    handler.save()
    page = signed_in("handler", f"/work/cases/{case.case_id}/")
    answering(page)
    filled(page)
    page.wait_for_timeout(600)
    Session.objects.all().delete()
    page.locator("form.command-form button[type=submit]").click()
    expect(page.get_by_text("可能已退出登录")).to_be_visible()
    expect(page.locator("[name=internal_account]")).to_have_value(ACCOUNT)
    goto(page, page.url)
    expect(page).to_have_url(re.compile("/sign-in/"))
    page.fill("[name=username]", world.staff["handler"].username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(re.compile(rf"//[^/]+/work/cases/{case.case_id}/$"))
    answering(page)
    expect(page.locator("[name=internal_account]")).to_have_value(ACCOUNT)
    expect(page.locator(".draft-note")).to_be_visible()
    with settling(page), page.expect_navigation():
        page.locator("form.command-form button[type=submit]").click()
    assert Case.objects.get(id=case.case_id).state == "answered"


def test_a_line_that_is_down_is_said_and_what_was_typed_stays(signed_in: SignIn, world: World) -> None:
    case = walked_to_handling(world)
    page = signed_in("handler", f"/work/cases/{case.case_id}/")
    answering(page)
    filled(page)
    page.context.set_offline(True)
    page.locator("form.command-form button[type=submit]").click()
    expect(page.get_by_text("网络未连接")).to_be_visible()
    expect(page.locator("[name=internal_account]")).to_have_value(ACCOUNT)
    page.context.set_offline(False)
    with settling(page), page.expect_navigation():
        page.locator("form.command-form button[type=submit]").click()
    assert TimelineEntry.objects.filter(command="answer").count() == 1


def test_two_at_one_case_see_each_other(signed_in: SignIn, world: World) -> None:
    case = walked_to_handling(world)
    first = signed_in("handler", f"/work/cases/{case.case_id}/")
    answering(first)
    first.locator("[name=internal_account]").press_sequentially("换")
    first.wait_for_load_state("networkidle")
    second = signed_in("leader", f"/work/cases/{case.case_id}/")
    expect(second.locator("#present")).to_contain_text(f"{world.staff['handler'].name}正在填写")
    do(world, "handler", case.case_id, "note", text="其间")
    with first.expect_response("**/do/answer/") as answer:
        filled(first)
        first.locator("form.command-form button[type=submit]").click()
    assert answer.value.status == 409
    expect(first.locator("#command-form")).to_contain_text("其间")
    expect(first.locator("[name=internal_account]")).to_have_value(ACCOUNT)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_book_and_long_names_break_no_page(signed_in: SignIn, world: World, size: str) -> None:
    case = walked_to_handling(world)
    long_name = "青禾县综合行政执法与城市精细化管理服务保障中心清源街道东关社区联合工作站"
    world.units["urban"].__class__.objects.filter(pk=world.units["urban"].pk).update(name=long_name * 2)
    world.staff["handler"].__class__.objects.filter(pk=world.staff["handler"].pk).update(name="阿" * 60)
    Case.objects.filter(id=case.case_id).update(title="字" * 200, place_text="W" * 200)
    CaseText.objects.filter(case_id=case.case_id).update(body="路灯不亮。" * 4_000 + "x" * 500)
    page = signed_in("handler", "/work/cases/?queue=to_handle", size)
    base = page.url.split("/work/")[0]
    for path in (
        "/work/cases/",
        f"/work/cases/{case.case_id}/",
        f"/work/cases/{case.case_id}/print/",
        "/work/notices/",
    ):
        goto(page, base + path)
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), path
        assert not page.evaluate(
            "document.querySelector('main').scrollWidth > document.querySelector('main').clientWidth"
        ), path
