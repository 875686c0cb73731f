"""A clerk with a caller on the line who only asks: the answer is read out, and one key takes it in and closes it."""

import pytest
from playwright.sync_api import expect

from banjie.cases.models import Case
from tests.browser.conftest import SignIn
from tests.browser.pages.test_accessibility import faults
from tests.browser.settling import goto
from tests.integration.cases.world import World
from tests.integration.knowledge.articles import published

pytestmark = pytest.mark.browser


def test_an_enquiry_by_telephone_is_answered_with_one_key(signed_in: SignIn, world: World) -> None:
    published(world)
    page = signed_in("intake", "/work/cases/new/")
    page.keyboard.insert_text("来电人问路灯坏了多久能修好")
    offered = page.locator("#articles details").first
    expect(offered).to_contain_text("主街24小时内修好。")
    assert faults(page) == []
    page.keyboard.press("Control+j")
    expect(page.get_by_text("用已发布的问答当场答复").first).to_be_visible()
    # Its scripts have run: they are what lets the draft go.
    page.wait_for_load_state()
    case = Case.objects.get()
    assert (case.state, case.kind) == ("closed", "enquiry")
    goto(page, page.url.rsplit("/", 2)[0] + "/new/")
    expect(page.get_by_label("反映内容")).to_have_value("")
