"""A clerk types, sees the likely category with its reason, takes it by a press, and it is in the form."""

import pytest
from playwright.sync_api import Page, expect

from banjie.cases import learning
from banjie.platform.actors import SYSTEM
from tests.browser.conftest import SignIn
from tests.integration.cases.world import AT, World

pytestmark = pytest.mark.browser


def test_a_suggested_category_is_taken_by_a_press(signed_in: SignIn, world: World) -> None:
    learning.train(by=SYSTEM, at=AT)
    page: Page = signed_in("intake", "/work/cases/new/", "desktop", "light")
    page.locator("#id_body").press_sequentially("这条道路需要修")
    suggestion = page.locator("button[data-category=repair]")
    expect(suggestion).to_be_visible()
    expect(page.locator(".suggested-room mark").first).to_contain_text("道路")
    suggestion.click()
    expect(page.locator("input[name=category]")).to_have_value("repair")
    expect(page.locator(".suggested-room button")).to_have_count(0)
