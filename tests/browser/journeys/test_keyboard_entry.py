"""A clerk with a caller on the line: one page, no mouse."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from banjie.cases.models import Case
from banjie.places.models import PlaceName
from tests.browser.conftest import SignIn
from tests.integration.cases.world import POINT_WEST, World

pytestmark = pytest.mark.browser
# What a clerk presses beside the caller's own words, name and number.
MOST_KEYS = 25
MOST_SECONDS = 20.0


class Keyboard:
    """Counts what is pressed. `say` is the caller's own words, which an input method brings."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.said = page, 0, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def tab_to(self, field: str) -> None:
        """As often as it takes to come past the category's questions."""
        for _ in range(12):
            self.press("Tab")
            if self.page.locator(field).evaluate("(input) => input === document.activeElement"):
                return
        raise AssertionError(f"{field} cannot be reached with Tab")

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    def say(self, text: str) -> None:
        self.said += len(text)
        self.page.keyboard.insert_text(text)


@pytest.fixture
def hospital(world: World) -> PlaceName:
    return PlaceName.objects.create(
        area=world.townships[0],
        name="西乡医院",
        kind="hospital",
        initials="xxyy",
        pinyin="xixiangyiyuan",
        longitude=POINT_WEST[0],
        latitude=POINT_WEST[1],
    )


def test_a_typical_matter_is_taken_in_and_dispatched_without_a_mouse(
    signed_in: SignIn, world: World, hospital: PlaceName, record_property: Callable[[str, object], None]
) -> None:
    page = signed_in("dispatcher", "/work/cases/")
    keyboard = Keyboard(page)
    started = time.perf_counter()
    keyboard.press("n")
    expect(page.locator("#id_body")).to_be_focused()
    # Keys of a machine come before the page's script has made the lists searchable; a person's words take longer.
    expect(page.locator("input#id_category[role=combobox]")).to_be_attached()
    keyboard.say("西乡医院门口路灯不亮三天了，晚上看不见路。")
    keyboard.press("Tab")
    keyboard.type("ld")
    expect(page.locator("[role=option]").first).to_be_visible()
    keyboard.press("Tab")
    keyboard.type("xxyy")
    expect(page.get_by_role("option", name="西乡医院")).to_be_visible()
    keyboard.press("Enter")
    expect(page.locator("#suggestion")).to_contain_text("西乡", timeout=5_000)
    keyboard.tab_to("#id_contact_name")
    keyboard.say("某某")
    keyboard.press("Tab")
    keyboard.say("19900000001")
    with page.expect_navigation():
        keyboard.press("Control+Enter")
    seconds = time.perf_counter() - started
    record_property("keys", keyboard.keys)
    record_property("seconds", round(seconds, 1))
    case = Case.objects.get()
    assert case.place_text == "西乡医院"
    assert case.area_path == "county.west"
    assert case.category_id is not None
    assert keyboard.keys <= MOST_KEYS
    assert seconds < MOST_SECONDS


def test_words_typed_before_the_page_is_ready_are_searched_and_not_wiped(signed_in: SignIn, world: World) -> None:
    page = signed_in("intake", "/work/")
    held: list[Route] = []
    page.route("**/combobox*.js", lambda route: held.append(route))
    page.goto(page.url.split("/work/")[0] + "/work/cases/new/")
    field = page.locator("input#id_category")
    field.click()
    page.keyboard.type("ld")
    for route in held:
        route.continue_()
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    expect(field).to_have_value("ld")
    page.keyboard.press("Tab")
    expect(page.locator("input[type=hidden][name=category]")).not_to_have_value("")
