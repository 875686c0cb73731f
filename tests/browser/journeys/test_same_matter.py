"""A clerk hears what somebody else has raised before, merges it at once, and the caller reads what becomes of it."""

import pytest
from playwright.sync_api import Page, expect

from banjie.cases.models import Case
from tests.browser.conftest import SignIn
from tests.integration.cases.test_likeness import MIXER, OTHERS, raised
from tests.integration.cases.world import World

pytestmark = pytest.mark.browser


def test_what_was_raised_before_is_seen_while_typing_and_merged_into(signed_in: SignIn, world: World) -> None:
    other = raised(world, OTHERS[0])
    page: Page = signed_in("intake", "/work/cases/new/", "desktop", "light")
    page.locator("#id_body").press_sequentially(MIXER[1])
    # The first question of a process loads its words; a busy machine takes its time.
    expect(page.locator("#alike a")).to_have_text(OTHERS[0][0], timeout=20_000)
    expect(page.locator("#alike mark").first).to_be_visible()
    choice = page.locator(f"[name=merge_into][value='{other.case_id}']")
    choice.check()
    page.locator("#id_body").press_sequentially("请管一管。")
    expect(choice).to_be_checked()
    page.locator("button[name=through][value=accepted]").click()
    page.wait_for_url("**/work/cases/*/")
    made = Case.objects.exclude(id=other.case_id).get()
    assert made.merged_into_id == other.case_id
    base = "/".join(page.url.split("/")[:3])
    page.goto(f"{base}/track/{made.tracking_code}/")
    expect(page.locator("#h-joint")).to_be_visible()


def test_beside_a_case_stands_what_it_may_be_merged_into(signed_in: SignIn, world: World) -> None:
    one, other = raised(world, MIXER), raised(world, OTHERS[0])
    page: Page = signed_in("dispatcher", f"/work/cases/{one.case_id}/", "phone", "dark")
    panel = page.locator("section[aria-labelledby=h-alike]")
    expect(panel.locator("a", has_text=OTHERS[0][0])).to_be_visible(timeout=20_000)
    panel.locator(f"a[href$='into={other.case_id}']").click()
    page.wait_for_url("**/do/merge/**")
    page.locator(".command-form button[type=submit]").click()
    page.wait_for_url(f"**/work/cases/{one.case_id}/")
    assert Case.objects.get(id=one.case_id).merged_into_id == other.case_id
