"""No accessibility fault that axe can find, on any component, in any look."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from banjie.ui.gallery.samples import SAMPLES
from tests.browser.pages.test_accessibility import AT_REST
from tests.browser.ui.conftest import Open

pytestmark = pytest.mark.browser
AXE = Path("tests/browser/vendor/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ["", *(f"{name}/" for name in SAMPLES if not name.startswith("error-")), "error-404/"]


# Every page in two looks that share nothing; the components in all four.
LOOKS = [
    *(
        (path, size, theme, language)
        for path in PAGES
        for size, theme, language in (("desktop", "light", "zh-hans"), ("phone", "dark", "en"))
    ),
    ("", "desktop", "dark", "en"),
    ("", "phone", "light", "zh-hans"),
]
SIDEWAYS = "document.documentElement.scrollWidth > window.innerWidth"


def _faults(page: Page, *, without: str = "#nothing") -> list[str]:
    page.evaluate(AXE)
    page.evaluate(AT_REST)
    run = "([rules, without]) => axe.run({exclude: [[without]]}, {runOnly: rules})"
    found = page.evaluate(run, [RULES, without])
    return [
        f"{fault['id']}: {node['html'][:120]} {node['failureSummary'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("path", "page", "theme", "language"), LOOKS, indirect=["page"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    gallery: Open, page: Page, path: str, theme: str, language: str
) -> None:
    gallery(path, theme=theme, language=language)
    assert _faults(page) == []
    assert not page.evaluate(SIDEWAYS)


def test_axe_finds_nothing_in_open_dialogs_menus_and_lists(gallery: Open) -> None:
    page = gallery()
    # Scrolled out of sight, the table's standing head lies over its last row, which axe counts against both.
    aside = "#component-table"
    page.get_by_role("button", name="删除联系方式").first.click()
    assert _faults(page, without=aside) == []
    page.keyboard.press("Escape")
    page.locator("#component-menu summary").first.click()
    assert _faults(page, without=aside) == []
    page.locator("#c1").click()
    assert _faults(page, without=aside) == []


@pytest.mark.parametrize("page", ["tablet"], indirect=True)
def test_no_page_scrolls_sideways_on_a_tablet(gallery: Open, page: Page) -> None:
    sideways = [path for path in PAGES if gallery(path, language="en").evaluate(SIDEWAYS)]
    assert sideways == []


def test_a_strict_policy_stops_nothing(gallery: Open, page: Page, stopped: list[str]) -> None:
    response = page.request.get(gallery().url)
    assert "script-src 'self'" in response.headers["content-security-policy"]
    for path in ("list/", "page/", "form/", "resident/"):
        gallery(path)
    assert stopped == []
