"""Papers in a browser: made from what is on record, a copy of the file fetched, a broken template told; axe on all."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from banjie.mediation.actions import bind_file
from banjie.mediation.documents.making import shipped
from banjie.mediation.models import FileBinding
from banjie.organisations.actions import prefer
from banjie.organisations.models import PreferenceName
from tests.browser.conftest import SignIn
from tests.browser.pages.test_accessibility import LOOKS, faults
from tests.browser.settling import goto
from tests.integration.cases.world import AT, World
from tests.integration.mediation.world import MediationWorld, make_begun, make_mediation_world
from tests.unit.platform.documents.word_files import word_file

pytestmark = pytest.mark.browser


@pytest.fixture
def mediation(world: World) -> Iterator[MediationWorld]:
    made = make_mediation_world(world)
    world.staff.update(made.people)  # type: ignore[arg-type]
    for staff in made.people.values():
        prefer(PreferenceName.TOUR_TAKEN, True, staff_id=staff.pk)  # type: ignore[attr-defined]
    return made


def fetched(page: Page, selector: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(selector).first.click()
    return Path(waiting.value.path()).read_bytes()


def go(page: Page, path: str) -> None:
    goto(page, "/".join(page.url.split("/")[:3]) + path)


def test_from_what_is_on_record_to_a_copy_of_the_file(signed_in: SignIn, mediation: MediationWorld) -> None:
    case_id, _ = make_begun(mediation)
    papers = f"/work/mediation/{case_id}/documents/"
    desk = signed_in("township", papers)
    expect(desk.locator(".callout").first).to_be_visible()
    go(desk, f"{papers}make/application/")
    expect(desk.locator("[name=facts]")).to_have_value("楼上夜间装修，多次交涉无果。")
    desk.fill("[name=requests]", "停止夜间施工")
    desk.locator(".form-actions button").first.click()
    expect(desk.locator("#papers, table")).to_contain_text("人民调解申请书")
    assert fetched(desk, "a[href$='/docx/']")[:2] == b"PK"
    pdf = PdfReader(BytesIO(fetched(desk, "a[href$='/pdf/']")))
    assert "停止夜间施工" in "".join(pdf.pages[0].extract_text().split())
    desk.select_option("#file [name=side]", "A")
    desk.locator("#file form button").click()
    expect(desk.locator("#file progress")).to_be_visible(timeout=30_000)
    bind_file(FileBinding.objects.get().id, at=AT)
    expect(desk.locator("#file a[download]")).to_be_visible(timeout=30_000)
    whole = PdfReader(BytesIO(fetched(desk, "#file a[download]")))
    assert "人民调解卷宗" in whole.pages[0].extract_text()
    assert "第1页/共1页" in "".join(whole.pages[2].extract_text().split())


def test_a_template_broken_in_word_names_its_paragraphs_and_one_that_holds_is_taken(
    signed_in: SignIn, mediation: MediationWorld, tmp_path: Path
) -> None:
    broken, good = tmp_path / "坏.docx", tmp_path / "好.docx"
    broken.write_bytes(word_file("第一段", "卷号：{{ file_nmber }}"))
    good.write_bytes(shipped("file_contents") + b"")
    desk = signed_in("administrator", "/work/mediation/forms/file_contents/chinese/")
    desk.set_input_files("input[type=file]", str(broken))
    desk.locator(".form-actions button").first.click()
    told = desk.locator("table", has_text="卷号：{{ file_nmber }}")
    expect(told).to_contain_text("第2段")
    expect(told).to_contain_text("file_number")
    desk.set_input_files("input[type=file]", str(good))
    desk.locator(".form-actions button").first.click()
    expect(desk.locator("main, .pane").first).to_contain_text("好.docx")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_pages_have_no_fault_that_axe_finds(
    signed_in: SignIn, mediation: MediationWorld, size: str, scheme: str
) -> None:
    case_id, _ = make_begun(mediation)
    papers = f"/work/mediation/{case_id}/documents/"
    desk = signed_in("township", papers, size=size, scheme=scheme)
    for path in (papers, f"{papers}make/acceptance_register/", f"/work/mediation/{case_id}/papers/add/"):
        go(desk, path)
        assert faults(desk) == [], path
    keeper = signed_in("administrator", "/work/mediation/forms/", size=size, scheme=scheme)
    for path in ("/work/mediation/forms/", "/work/mediation/forms/agreement/bilingual/"):
        go(keeper, path)
        assert faults(keeper) == [], path
