"""Nothing that axe can find, on the pages that most people see, in two looks that share nothing."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import SignIn
from tests.integration.cases.test_closed_loop import taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import World

pytestmark = pytest.mark.browser
AXE = Path("tests/browser/vendor/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [("desktop", "light"), ("phone", "dark")]


def faults(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run({runOnly: rules})", RULES)
    told = [
        f"{page.url} {fault['id']}: {node['html'][:160]} {node['failureSummary'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        told.append(f"{page.url} scrolls sideways")
    return told


def visit(page: Page, paths: list[str]) -> list[str]:
    base = page.url.split("/work/")[0]
    told = []
    for path in paths:
        page.goto(base + path, wait_until="networkidle")
        told += faults(page)
    return told


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_page_of_staff_has_a_fault(signed_in: SignIn, world: World, size: str, scheme: str) -> None:
    fresh, handled = taken_in(world), walked_to_handling(world)
    page = signed_in("dispatcher", "/work/cases/", size, scheme)
    told = visit(page, ["/work/cases/", "/work/cases/new/", f"/work/cases/{fresh.case_id}/"])
    desk = signed_in("intake", "/work/imports/", size, scheme)
    told += visit(desk, ["/work/imports/", "/work/imports/mappings/", f"/work/cases/{fresh.case_id}/tracking-code/"])
    desk = signed_in("handler", f"/work/cases/{handled.case_id}/", size, scheme)
    told += visit(desk, [f"/work/cases/{handled.case_id}/", f"/work/cases/{handled.case_id}/do/answer/"])
    assert told == []


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_no_page_of_residents_has_a_fault(signed_in: SignIn, world: World, size: str, scheme: str) -> None:
    code = walked_to_closed(world).tracking_code
    page = signed_in("handler", "/work/", size, scheme)
    page.context.clear_cookies()
    paths = ["/", "/report/", f"/report/sent/{code}/", f"/track/{code}/", f"/track/{code}/do/rate/", "/track/"]
    assert visit(page, [*paths, "/sign-in/"]) == []
