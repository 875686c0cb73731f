"""A committee's register of past disputes is brought in through the pages, and stands in the figures of its year."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from banjie.mediation.models import Dispute, RegisterRun
from banjie.mediation.register.jobs import work
from tests.browser.conftest import SignIn
from tests.browser.settling import goto, settling
from tests.integration.cases.world import World

pytestmark = pytest.mark.browser

HEADERS = ("编号", "纠纷类型", "当事人", "纠纷简况", "受理日期", "结案日期", "调解结果", "协议金额")
ROWS = (
    ("1", "邻里", "张和平与李四", "张和平家漏水", "2025/3/1", "二〇二五年三月十日", "达成书面协议并当场履行", "3万5"),
    ("2", "扯皮", "王某等12人与宏达建筑公司", "拖欠工钱", "3月初", "2025/3/20", "调解未成，转法院", ""),
)


def register() -> dict[str, object]:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADERS, *ROWS])
    return {"name": "2025年调解登记簿.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode("gbk")}


def press(page: Page, selector: str) -> None:
    with settling(page), page.expect_navigation():
        page.locator(selector).click()


def worked(page: Page) -> None:
    """What a worker does, and the page as it is then."""
    work(run_id=RegisterRun.objects.get().pk)
    goto(page, page.url)


def test_a_register_is_brought_in_and_counted(signed_in: SignIn, world: World) -> None:
    desk = signed_in("intake", "/work/mediation/register/")
    desk.locator("input[type=file]").set_input_files([register()])  # type: ignore[list-item]
    press(desk, ".form-actions button")
    expect(desk.locator("#id_year")).to_have_value("2025")
    press(desk, ".form-actions button")
    worked(desk)

    # One word nobody knows; until it means something, nothing can come in.
    expect(desk.locator("form[action$='/start/']")).to_have_count(0)
    desk.locator("select[name='meaning-kind-0']").select_option("wages")
    press(desk, "form[action$='/meanings/'] .form-actions button")
    worked(desk)
    expect(desk.get_by_text("甲方家漏水")).to_be_visible()
    expect(desk.get_by_text("张和平")).to_have_count(0)
    press(desk, "form[action$='/start/'] button")
    worked(desk)
    assert Dispute.objects.count() == 2

    figures = signed_in("supervisor", "/work/mediation/figures/?period=2025-03")
    expect(figures.get_by_text("50.0%").first).to_be_visible()
    expect(figures.locator("#by-kind")).to_contain_text("3.50")
