"""The scripts as an installation sends them: joined and hashed, and at work as the separate ones are."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from banjie.ui.templatetags import ui
from tests.browser.ui.conftest import Open

pytestmark = pytest.mark.browser


@pytest.fixture
def collected(tmp_path: Path, page: Page, settings: Settings) -> Iterator[Page]:
    """Pages name the collected files, and get them."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "banjie.ui.staticfiles.BundledStaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    ui._preloads.cache_clear()

    def send(route: Route) -> None:
        route.fulfill(path=tmp_path / route.request.url.split("/static/")[1].split("?")[0])

    page.route("**/static/**", send)
    yield page
    page.unroute_all(behavior="ignoreErrors")
    ui._preloads.cache_clear()


def test_no_module_comes_twice_and_components_that_come_later_share_the_first_ones(
    collected: Page, gallery: Open, stopped: list[str]
) -> None:
    page = gallery()
    page.locator("#c1").focus()
    page.keyboard.type("ldbl")
    page.keyboard.press("Tab")
    expect(page.locator("#c1")).to_have_value("路灯不亮")
    page.keyboard.press("Escape")
    page.locator("h1").first.click()
    page.keyboard.press("?")
    expect(page.locator("#ui-keys")).to_be_visible()
    names = page.evaluate("performance.getEntriesByType('resource').map((each) => new URL(each.name).pathname)")
    loaded = Counter(name.rsplit("/", 1)[1].split(".")[0] for name in names if name.startswith("/static/ui/js/"))
    assert loaded["app"] == loaded["every_page"] == loaded["combobox"] == 1
    assert set(loaded) & set(ui.APP_IMPORTS) == {"every_page"}
    assert stopped == []


def test_a_part_asked_for_by_its_own_address_is_the_part_that_already_runs(collected: Page, gallery: Open) -> None:
    page = gallery()
    same = page.evaluate(
        "async ([toasts, whole]) => (await import(toasts)).toast === (await import(whole)).toast",
        [ui.static("ui/js/toasts.js"), ui.static("ui/js/every_page.js")],
    )
    assert same
    page.evaluate("document.dispatchEvent(new CustomEvent('toast', { detail: { text: '好了' } }))")
    expect(page.locator("[data-toast]", has_text="好了")).to_have_count(1)
    for _ in range(3):
        page.evaluate("document.dispatchEvent(new CustomEvent('toast', { detail: { text: '断了', tone: 'danger' } }))")
    expect(page.locator("[data-toast]", has_text="断了")).to_have_count(1)
