"""What is put right today is suggested tomorrow; whoever keeps the models takes a lesson back, and a model too."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from banjie.cases import jobs, learning
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from tests.browser.conftest import SignIn
from tests.browser.settling import goto, settling
from tests.integration.cases.world import AT, World
from tests.integration.intelligence.test_learning import NEW_WORD, hand_in, some_cases

pytestmark = pytest.mark.browser


def suggested(desk: Page, *, first: str | None) -> None:
    """What the clerk sees while typing, before the sentence is finished."""
    goto(desk, "/".join(desk.url.split("/")[:3]) + "/work/cases/new/")
    with desk.expect_response("**/work/suggestions/category/"), settling(desk):
        desk.locator("#id_body").press_sequentially("广场喷泉又漏电")
    offered = desk.locator("button[data-category]")
    if first is None:
        expect(offered).to_have_count(0)
        return
    expect(offered.first).to_have_attribute("data-category", first)
    expect(desk.locator(".suggested-room mark").first).to_be_visible()


def night_after(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """The worker's part: what is due at seven past three. Afterwards it is morning."""
    night, morning = AT + timedelta(days=days), AT + timedelta(days=days, hours=6)
    monkeypatch.setattr(clock, "now", lambda: night)
    jobs.learn()
    monkeypatch.setattr(clock, "now", lambda: morning)


def test_a_correction_made_today_changes_a_suggestion_tomorrow(
    signed_in: SignIn, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_cases(world)
    case = hand_in(world, NEW_WORD, "enquiry")
    learning.train(by=SYSTEM, at=AT)
    desk = signed_in("intake", "/work/cases/new/", "desktop", "light")
    suggested(desk, first="enquiry")

    dispatcher = signed_in("dispatcher", f"/work/cases/{case}/do/classify/?category=repair", "desktop", "light")
    with settling(dispatcher):
        dispatcher.locator("form.command-form button[type=submit]").last.click()
    expect(dispatcher.get_by_label("办理记录（新的在前）")).to_contain_text("设施与环境")
    suggested(desk, first="enquiry")
    night_after(monkeypatch, 1)
    suggested(desk, first="repair")

    keeper = signed_in("administrator", "/work/suggestions/corrections/", "desktop", "light")
    row = keeper.get_by_role("row").filter(has_text="设施与环境")
    with settling(keeper):
        row.get_by_role("button", name="不学这一条").click()
    expect(row.get_by_role("button", name="恢复学习")).to_be_visible()
    night_after(monkeypatch, 2)
    suggested(desk, first=None)

    goto(keeper, "/".join(keeper.url.split("/")[:3]) + "/work/suggestions/")
    second = keeper.get_by_role("row").filter(has_text="2026-03-03")
    with settling(keeper):
        second.get_by_role("button", name="启用此模型").click()
    expect(second).to_contain_text("在用")
    suggested(desk, first="repair")
