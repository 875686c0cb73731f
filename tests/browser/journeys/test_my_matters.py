"""Somebody lost their codes: proves an address, waits on a page that goes on by itself, and leaves nothing behind."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from banjie.cases import own
from banjie.cases.models import OwnSearch
from banjie.platform import clock
from banjie.platform.models import AddressProof
from banjie.web.resident import proving_pages
from tests.browser.pages.test_accessibility import faults
from tests.integration.cases.world import World
from tests.integration.web.publicity import raised

pytestmark = pytest.mark.browser
ADDRESS = "secret.person@example.cn"


@pytest.fixture
def _mail(settings: Settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    mail.outbox = []


def digits() -> str:
    """What a worker sends by e-mail, as it is read there."""
    proving_pages.send_number(AddressProof.objects.get().pk, at=clock.now())
    found = re.search(r"\d{6}", str(mail.outbox[-1].body))
    assert found is not None
    return found[0]


@pytest.mark.usefixtures("_mail")
@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_the_page_waits_for_the_search_goes_on_by_itself_and_is_left(
    page: Page, world: World, live_server: LiveServer
) -> None:
    raised(world, title="我家门口路灯不亮")
    page.goto(f"{live_server.url}/mine/")
    page.get_by_label("您的电子邮箱或手机号码").fill(ADDRESS)
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_label("六位数字").fill(digits())
    page.get_by_role("button", name="继续").click()
    # Not measured by axe here: the page loads itself anew under its hands.
    expect(page.get_by_role("heading", name="正在查找您的事项")).to_be_visible()
    search = OwnSearch.objects.get()
    assert search.found_at is None
    own.search(search.pk, at=clock.now())
    # Nothing is pressed: the page itself looks again.
    matter = page.get_by_role("link", name="我家门口路灯不亮")
    expect(matter).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_label("您的电子邮箱或手机号码")).to_be_visible()
    page.goto(f"{live_server.url}/mine/")
    expect(page.get_by_label("您的电子邮箱或手机号码")).to_be_visible()
    assert not OwnSearch.objects.exists()
