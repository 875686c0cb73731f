"""A supervisor finds a unit that falls behind and reminds it; its handler hears of it and answers for the case."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from banjie.cases.models import Case, Notice, TimelineEntry
from banjie.cases.notices import telling
from tests.browser.conftest import SignIn
from tests.integration.cases.test_closed_loop import walked_to_handling
from tests.integration.cases.world import AT, World

pytestmark = pytest.mark.browser


def overdue(world: World) -> Case:
    made = walked_to_handling(world)
    Case.objects.filter(id=made.case_id).update(due_at=AT - timedelta(hours=5))
    return Case.objects.get(id=made.case_id)


def test_a_unit_that_falls_behind_is_reminded_and_its_handler_hears_of_it(signed_in: SignIn, world: World) -> None:
    cases = [overdue(world), overdue(world)]
    desk = signed_in("supervisor", "/work/")
    desk.locator("a.rail-link[href='/work/oversight/']").click()
    desk.wait_for_url("**/work/oversight/")
    desk.get_by_role("link", name="催办").click()
    desk.wait_for_url("**/remind/*/")
    desk.get_by_label(cases[1].number).uncheck()
    desk.locator("#note").fill("今天下班前答复")
    desk.locator(".form-actions button").click()
    expect(desk.locator("main p[role=status]")).to_contain_text("1 件中已催办 1 件")
    reminded = TimelineEntry.objects.get(command="remind")
    assert reminded.case_id == cases[0].id
    # The worker's part.
    assert telling.tell(reminded.case_id, reminded.sequence, at=AT) == 2

    hand = signed_in("handler", "/work/notices/")
    expect(hand.locator("#rail-count-notices")).to_have_text("1")
    notice = hand.locator(".timeline-entry")
    expect(notice).to_contain_text("今天下班前答复")
    notice.get_by_role("link").click()
    hand.wait_for_url(f"**/work/cases/{cases[0].id}/")
    assert Notice.objects.get(staff=world.staff["handler"]).read_at is not None


def test_a_supervisor_takes_the_list_away(signed_in: SignIn, world: World, tmp_path: Path) -> None:
    case = overdue(world)
    desk = signed_in("supervisor", "/work/cases/?queue=overdue")
    desk.locator("details.menu summary", has_text="导出").click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="当前各列：文本文件（.csv）").click()
    download.value.save_as(tmp_path / "list.csv")
    rows = list(csv.reader((tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:]] == [case.number]
