"""A party on a telephone of 360 px: from the paper to a signature, and nothing left behind; axe on every page."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from banjie.mediation import access, actions
from banjie.mediation.models import Consent, Signature
from tests.browser.conftest import SIZES
from tests.browser.pages.test_accessibility import faults
from tests.browser.settling import goto
from tests.integration.cases.world import AT
from tests.integration.mediation.agreeing import make_read
from tests.integration.mediation.world import add_parties, consent, make_claimed, make_mediation_world, seat_alone

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser: Browser):
    width, height = SIZES["phone"]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        has_touch=True,
        color_scheme="dark",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    context.close()
    assert told == []


def draw(page: Page) -> None:
    box = page.locator("#sign-field").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 20):
        page.mouse.move(box["x"] + 40 + step * 10, box["y"] + 60 + (step % 5) * 6)
    page.mouse.up()


@pytest.mark.usefixtures("transactional_db", "_working_hours")
def test_from_the_paper_to_a_signature(phone: Page, live_server: LiveServer) -> None:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    world = make_mediation_world()
    by = world.acting("township")
    case_id = make_claimed(world)
    first, second = add_parties(world, case_id)
    seat_alone(world, case_id, "township")
    paper = access.issue(case_id, first, by=by, at=AT)
    told: list[str] = []

    # The picture on the paper carries the code where no server is sent it.
    phone.goto(f"{live_server.url}/m/#{paper.code}")
    expect(phone.locator("#code")).to_have_value(paper.code)
    assert paper.code not in phone.url
    told += faults(phone)
    phone.locator("form .button-primary").click()
    told += faults(phone)
    phone.locator("#number").fill(access.read_out(case_id, paper.access_id, by=by, at=AT))
    phone.locator("form .button-primary").click()
    phone.wait_for_url("**/m/matter/")
    told += faults(phone)

    phone.locator(".party-ask a.button-primary").click()
    told += faults(phone)
    phone.locator("input[name=told]").check()
    phone.locator("form .button-primary").click()
    phone.wait_for_url("**/m/matter/?done=agree")
    assert Consent.objects.get(party_id=first).how == "on_page"

    consent(world, case_id, second)
    actions.begin(case_id, by=by, at=AT)
    agreement_id, _digest = make_read(world, case_id, second, first)
    phone.reload()
    phone.locator("a[href='/m/matter/agreement/']").first.click()
    told += faults(phone)
    phone.locator("input[name=read]").check()
    draw(phone)
    phone.locator("#sign .button-primary").click()
    phone.wait_for_url("**/m/matter/?done=signed")
    assert Signature.objects.get(agreement_id=agreement_id).party_id == first
    told += faults(phone)
    for path in ("rights/", "said/", "stop/"):
        phone.goto(f"{live_server.url}/m/matter/{path}")
        told += faults(phone)

    phone.locator("header form[action='/m/leave/'] button").click()
    phone.wait_for_url("**/m/?left=1")
    told += faults(phone)
    phone.go_back()
    phone.goto(f"{live_server.url}/m/matter/")
    assert "/m/?closed" in phone.url
    names = {cookie["name"] for cookie in phone.context.cookies()}
    assert names <= {"csrftoken"}
    assert told == []


@pytest.mark.usefixtures("transactional_db", "_working_hours")
def test_the_desk_that_makes_the_papers_has_no_fault(browser: Browser, live_server: LiveServer) -> None:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    world = make_mediation_world()
    case_id = make_claimed(world)
    add_parties(world, case_id)
    client = Client()
    client.force_login(world.people["township"])
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    goto(page, f"{live_server.url}/work/mediation/{case_id}/pages/")
    told = faults(page)
    page.locator("section.party form button").first.click()
    page.locator("#code").wait_for()
    told += faults(page)
    goto(page, f"{live_server.url}/work/mediation/{case_id}/pages/ask/")
    told += faults(page)
    context.close()
    assert told == []
