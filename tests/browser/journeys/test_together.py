"""Two people, one case: the second sees what the first did, and nothing of either is lost."""

import pytest
from playwright.sync_api import expect

from banjie.cases.models import Case
from tests.browser.conftest import SignIn
from tests.browser.journeys.test_closed_loop import carry_out, press
from tests.integration.cases.test_closed_loop import taken_in
from tests.integration.cases.world import World

pytestmark = pytest.mark.browser


def test_the_second_sees_what_changed_and_keeps_what_they_wrote(signed_in: SignIn, world: World) -> None:
    made = taken_in(world)
    path = f"/work/cases/{made.case_id}/"
    first, second = signed_in("intake", path), signed_in("dispatcher", path)
    press(second, "decline")
    second.fill("[name=reason]", "我写的理由")
    second.fill("[name=lawful_channel]", "向法院提起诉讼")
    press(first, "accept")
    first.fill("[name=note]", "先受理")
    carry_out(first)
    second.locator("form.command-form button[type=submit]").click()
    expect(second.locator(".command-form .callout")).to_contain_text("先受理")
    expect(second.locator("[name=reason]")).to_have_value("我写的理由")
    assert Case.objects.get().state == "accepted"
    carry_out(second)
    assert Case.objects.get().state == "declined"
