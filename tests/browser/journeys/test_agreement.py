"""An agreement in the browser: written with its checks beside it, read out, signed with a finger, bound by the seal."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Page, expect

from banjie.mediation import actions
from banjie.mediation.actions import Item, Proposal
from banjie.mediation.models import Agreement
from tests.browser.conftest import SignIn
from tests.browser.pages.test_accessibility import faults
from tests.browser.settling import goto
from tests.integration.cases.world import AT, World
from tests.integration.mediation.agreeing import make_binding, make_draft, make_read
from tests.integration.mediation.world import MediationWorld, make_begun, make_mediation_world

pytestmark = pytest.mark.browser


@pytest.fixture
def mediation(transactional_db: None, _working_hours: None) -> MediationWorld:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    return make_mediation_world()


@pytest.fixture
def world(mediation: MediationWorld) -> World:
    mediation.base.staff.update(mediation.people)
    return mediation.base


@pytest.fixture
def begun(mediation: MediationWorld) -> tuple[int, int, int]:
    case_id, (first, second) = make_begun(mediation)
    return case_id, first, second


def bargained(mediation: MediationWorld, case_id: int) -> None:
    by = mediation.acting("township")
    actions.raise_point(case_id, text="漏水发生在2026年11月3日夜里", standing="agreed", by=by, at=AT)
    actions.raise_point(case_id, text="漏水的原因", says={"A": "楼上防水层失效", "B": "公共水管老化"}, by=by, at=AT)
    first = actions.make_offer(case_id, side="A", proposal=Proposal("一次付清", Decimal(36000)), by=by, at=AT)
    counter = Proposal("分三期", Decimal(20000))
    actions.make_offer(case_id, side="B", proposal=counter, counter_to=first, by=by, at=AT)
    actions.make_offer(case_id, side="A", proposal=Proposal("两万八千也能接受"), confided=True, by=by, at=AT)
    for number in range(3):
        actions.hand_in(
            case_id, side="AB"[number % 2], item=Item(f"照片{number + 1}张", "吊顶和墙面受损的情况"), by=by, at=AT
        )


def draw(page: Page) -> None:
    field = page.locator("#sign-field")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box is not None
    x, y = box["x"], box["y"] + box["height"] / 2
    page.mouse.move(x + 40, y)
    page.mouse.down()
    for step in range(1, 24):
        page.mouse.move(x + 40 + step * 8, y + (step % 5) * 7 - 14)
    page.mouse.up()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"[name={name}][value={value}]").check()


def test_from_the_first_line_to_the_seal(
    signed_in: SignIn, mediation: MediationWorld, begun: tuple[int, int, int]
) -> None:
    case_id, first, second = begun
    desk = signed_in("township", f"/work/mediation/{case_id}/agreement/begin/")
    write_it(desk, case_id, first, second)
    agreement = Agreement.objects.get()
    phone = signed_in("township", f"/work/mediation/{case_id}/agreement/", "phone")
    sign_it(phone, first, second)
    seal_it(desk, case_id, agreement)
    agreement.refresh_from_db()
    assert agreement.state == "binding"
    assert faults(desk) == []


def write_it(desk: Page, case_id: int, first: int, second: int) -> None:
    """Three instalments and something to be done for good, whose vague words are found while it is written."""
    desk.locator("main form button[type=submit]").first.click()
    desk.wait_for_url("**/write/")
    desk.fill("[name=facts]", "楼上卫生间漏水，致楼下吊顶损坏。")
    desk.fill("[name=terms-0-amount]", "1,000")
    desk.fill("[name=terms-0-due_on]", "2027-01-31")
    desk.locator(".draft-more summary").nth(1).click()
    desk.fill("[name=terms-0-parts]", "3")
    desk.locator("[value=parts-0]").click()
    expect(desk.locator(".draft-instalment")).to_have_count(3)
    assert desk.input_value("[name=facts]") == "楼上卫生间漏水，致楼下吊顶损坏。"
    desk.locator("[value=add]").click()
    expect(desk.locator(".draft-term")).to_have_count(4)
    last = desk.locator(".draft-term").last
    last.locator("select[name$=-kind]").select_option("do")
    last.locator("select[name$=-owed_by]").select_option(str(first))
    last.locator("select[name$=-owed_to]").select_option(str(second))
    last.locator("select[name$=-due]").select_option("lasting")
    last.locator("textarea").fill("尽快撤下业主群里的视频")
    last.locator("textarea").blur()
    expect(last.locator(".found-warning")).to_have_count(1)
    last.locator("textarea").fill("撤下业主群里的视频，今后不再发布")
    last.locator("textarea").blur()
    expect(last.locator(".found-warning")).to_have_count(0)
    assert faults(desk) == []
    desk.locator("button.button-primary[value=save]").click()
    desk.wait_for_url(f"**/{case_id}/agreement/")
    desk.locator("form[action$='/read_out/'] button").click()
    desk.locator("form[action$='/open_signing/'] button").click()
    expect(desk.locator(".signer")).to_have_count(4)


def sign_it(phone: Page, first: int, second: int) -> None:
    """Both parties and the mediator, on one phone that goes round."""
    for party in (first, second):
        phone.locator(f"#place-party-{party} a").click()
        phone.wait_for_url("**/sign/**")
        assert faults(phone) == []
        choose(phone, "identity", "card")
        draw(phone)
        phone.locator("#sign button[type=submit]").click()
        phone.wait_for_url("**/signed/**")
        assert (phone.locator(".drawn-name path").get_attribute("d") or "").startswith("M")
        phone.locator("a.button-wide").click()
        phone.wait_for_url("**/agreement/")
    phone.locator("[id^=place-mediator] a").click()
    draw(phone)
    phone.locator("#sign button[type=submit]").click()
    phone.wait_for_url("**/signed/**")


def seal_it(desk: Page, case_id: int, agreement: Agreement) -> None:
    """The committee's seal, on the scan of the paper."""
    desk.goto(desk.url.split("/work/")[0] + f"/work/mediation/{case_id}/agreement/{agreement.id}/paper/")
    desk.locator("[name=places]").check()
    choose(desk, "identity", "known")
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(picture, "PNG")
    desk.locator("[name=scan]").set_input_files(
        {"name": "盖章页.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    desk.locator("main form button[type=submit]").click()
    desk.wait_for_url(f"**/{case_id}/agreement/")


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_no_page_of_evidence_or_agreement_has_a_fault(
    signed_in: SignIn, mediation: MediationWorld, begun: tuple[int, int, int], size: str, scheme: str
) -> None:
    case_id, first, second = begun
    bargained(mediation, case_id)
    agreement_id = make_draft(mediation, case_id, second, first)
    home = f"/work/mediation/{case_id}"
    page = signed_in("township", f"{home}/evidence/", size, scheme)
    told = faults(page)
    base = page.url.split("/work/")[0]
    for path in ("agreement/", f"agreement/{agreement_id}/write/", f"agreement/{agreement_id}/read/", "offers/add/"):
        goto(page, f"{base}{home}/{path}")
        told += faults(page)
    assert told == []


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "dark"), ("phone", "light")])
def test_no_page_of_signing_has_a_fault(
    signed_in: SignIn, mediation: MediationWorld, begun: tuple[int, int, int], size: str, scheme: str
) -> None:
    case_id, first, second = begun
    agreement_id, _ = make_read(mediation, case_id, second, first)
    home = f"/work/mediation/{case_id}"
    page = signed_in("township", f"{home}/agreement/", size, scheme)
    told = faults(page)
    base = page.url.split("/work/")[0]
    for path in (f"agreement/{agreement_id}/sign/party-{first}/", f"agreement/{agreement_id}/paper/"):
        goto(page, f"{base}{home}/{path}")
        told += faults(page)
    actions.abandon_agreement(case_id, agreement_id, by=mediation.acting("township"), at=AT)
    agreement_id = make_binding(mediation, case_id, second, first)
    for path in ("agreement/", f"agreement/{agreement_id}/read/"):
        goto(page, f"{base}{home}/{path}")
        told += faults(page)
    assert told == []
