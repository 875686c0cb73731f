"""A file is brought in through the pages, and one of its open cases goes round to its reporter's verdict."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from banjie.cases import integrity
from banjie.cases.imports.jobs import work
from banjie.cases.models import Case, ImportRun, TimelineEntry
from banjie.catalogue import queries as catalogue
from tests.browser.conftest import SignIn
from tests.browser.journeys.test_closed_loop import answered, carry_out, press
from tests.browser.settling import goto, settling
from tests.integration.cases.world import POINT_WEST, World

pytestmark = pytest.mark.browser


def file_of(category: str) -> dict[str, object]:
    """Two matters as a department keeps them: one settled long ago, one open."""
    headers = ["编号", "标题", "内容", "类别", "受理时间", "状态", "办结时间", "经度", "纬度"]
    point = [str(part) for part in POINT_WEST]
    settled = ["CG-1", "井盖松动", "车一压就响", category, "2026-02-03 10:00", "已办结", "2026-02-05 09:30", *point]
    waiting = ["CG-2", "主街路灯不亮", "三天了，晚上看不见路", category, "2026-02-27 16:20", "办理中", "", *point]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headers, settled, waiting])
    return {"name": "二月登记表.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode("gbk")}


def bring_in(page: Page, world: World) -> None:
    name = catalogue.current().category(world.category).name
    page.locator("input[type=file]").set_input_files([file_of(name)])
    with settling(page), page.expect_navigation():
        page.locator(".form-actions button").click()
    with settling(page), page.expect_navigation():
        page.locator(".form-actions button").click()
    run = ImportRun.objects.get()
    work(run_id=run.pk)
    goto(page, page.url)
    expect(page.get_by_text("主街路灯不亮").first).to_be_visible()
    with settling(page), page.expect_navigation():
        page.locator("form[action$='/start/'] button").click()
    work(run_id=run.pk)
    goto(page, page.url)


def test_an_imported_case_goes_round_to_its_reporters_verdict(
    signed_in: SignIn, live_server: LiveServer, world: World
) -> None:
    desk = signed_in("intake", "/work/cases/")
    desk.locator("a.rail-link[href='/work/imports/']").click()
    desk.wait_for_url("**/work/imports/")
    bring_in(desk, world)
    assert Case.objects.count() == 2
    case = Case.objects.get(is_open=True)

    goto(desk, f"{live_server.url}/work/cases/?q=路灯")
    desk.locator("a.row-link").click()
    desk.wait_for_url(f"**/work/cases/{case.pk}/")
    desk.locator("a[href$='/tracking-code/']").click()
    desk.locator("#purpose").fill("导入事项没有回执")
    desk.locator("main form button.button-primary").click()
    code = desk.locator("#tracking-code").inner_text()
    if case.state == "received":
        goto(desk, f"{live_server.url}/work/cases/{case.pk}/")
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

    phone = signed_in("handler", "/work/", "phone")
    phone.context.clear_cookies()
    goto(phone, f"{live_server.url}/track/{code}/")
    expect(phone.get_by_text("导入事项没有回执")).to_be_visible()
    phone.locator("a[href*='/do/rate/']").click()
    phone.check("[name=solved][value=yes]")
    phone.locator("[name=satisfaction][value='5']").check()
    phone.locator("#act button.button-primary").click()
    expect(phone).to_have_url(re.compile(rf"/track/{code}/$"))

    told = list(TimelineEntry.objects.filter(case=case).order_by("sequence").values_list("command", flat=True))
    assert told[0] == "submit"
    assert told[-6:] == ["assign", "claim", "answer", "approve", "close", "rate"]
    assert TimelineEntry.objects.get(case=case, sequence=1).data["imported"]["key"] == "CG-2"
    assert [fault for fault in integrity.verify() if isinstance(fault, integrity.Fault)] == []
