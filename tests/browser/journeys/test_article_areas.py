"""An editor says for which areas an article is: a grid by a part of its name, taken back by its tick."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from banjie.platform import stamps
from tests.browser.pages.test_accessibility import faults
from tests.integration.cases.world import World
from tests.integration.organisations.factories import make_area

pytestmark = pytest.mark.browser

type SignIn = Callable[..., Page]


def test_a_grid_is_chosen_by_a_part_of_its_name(signed_in: SignIn, world: World) -> None:
    village = make_area("xingfu", level="village", parent=world.townships[0], name="幸福村")
    make_area("grid3", level="grid", parent=village, name="第三网格")
    stamps.bump("areas")
    page = signed_in("handler", "/work/articles/new/")
    page.get_by_text("只适用于部分区域").click()
    for typed, name in (("第三", "西乡 › 幸福村 › 第三网格"), ("幸福", "西乡 › 幸福村")):
        page.locator("#id_more_areas").fill(typed)
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        expect(page.get_by_label(name, exact=True)).to_be_checked()
        expect(page.locator("#id_more_areas")).to_have_value("")
        expect(page.locator("#id_more_areas")).to_be_focused()
    page.get_by_label("西乡 › 幸福村", exact=True).uncheck()
    expect(page.get_by_label("西乡 › 幸福村 › 第三网格")).to_be_checked()
    assert faults(page) == []
