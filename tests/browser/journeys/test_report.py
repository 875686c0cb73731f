"""A supervisor reads yesterday, follows a figure, puts a paragraph in other words, releases it and takes it away."""

from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

from banjie.analytics.models import Report
from banjie.platform import clock
from tests.browser.conftest import SignIn
from tests.integration.cases.test_closed_loop import walked_to_closed, walked_to_handling
from tests.integration.cases.world import World

pytestmark = pytest.mark.browser


def test_a_report_is_read_edited_released_and_taken_away(
    signed_in: SignIn, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked_to_closed(world)
    walked_to_handling(world)
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(days=1))

    desk = signed_in("supervisor", "/work/")
    desk.locator("a.rail-link[href='/work/reports/']").click()
    desk.get_by_role("button", name="生成报告").click()
    desk.wait_for_url("**/work/reports/*/")
    page = desk.url
    received = desk.locator("[id='p-overall.received']")
    expect(received).to_contain_text("当日收到诉求2件")

    received.get_by_role("link", name="2").click()
    expect(desk.locator("#cases tbody tr")).to_have_count(2)
    desk.go_back()

    received.locator("summary").first.click()
    received.locator("textarea").fill("当日收到诉求2件，均为路灯问题。")
    received.get_by_role("button", name="保存文字").click()
    desk.wait_for_url(f"{page}#p-overall.received")
    expect(received.locator(".report-prose")).to_have_text("（一）当日收到诉求2件，均为路灯问题。")
    received.locator("summary", has_text="原文").click()
    expect(received.locator(".report-made")).to_contain_text("较前一日增加2件")

    desk.get_by_role("button", name="签发报告").click()
    desk.get_by_role("dialog").get_by_role("button", name="签发", exact=True).click()
    expect(desk.locator(".report-signature")).to_contain_text(world.staff["supervisor"].name)
    expect(desk.locator(".report-edit")).to_have_count(0)
    assert Report.objects.get().released_by == world.staff["supervisor"].pk

    with desk.expect_download() as word:
        desk.get_by_role("link", name="文档").click()
    word.value.save_as(tmp_path / "report.docx")
    assert "均为路灯问题" in "".join(each.text for each in Document(str(tmp_path / "report.docx")).paragraphs)
    with desk.expect_download() as printed:
        desk.get_by_role("link", name="PDF").click()
    printed.value.save_as(tmp_path / "report.pdf")
    text = "".join(each.extract_text() for each in PdfReader(tmp_path / "report.pdf").pages).replace(" ", "")
    assert "均为路灯问题" in text
    assert "每日工作情况" in text
