"""The application to the court: filled from what is on record, by the template that the jurisdiction keeps."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from banjie.mediation import actions
from banjie.mediation.actions import Item, confirming, handing_over
from banjie.mediation.actions.court_application import add_from_file, make_application, sign_at_court
from banjie.mediation.documents.forms import registry
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import ConfirmationEntry, DisputeDocument, Handover
from banjie.mediation.queries import dispute_file
from banjie.mediation.queries.confirming import confirmation_of
from banjie.mediation.queries.filling import About
from banjie.mediation.queries.on_file import on_file
from banjie.platform import clock, files
from tests.integration.cases.world import AT
from tests.integration.mediation.keeping.agreeing import make_agreed
from tests.integration.mediation.keeping.fake_court import fake_court
from tests.integration.mediation.keeping.test_confirming import made_ready
from tests.integration.mediation.world import make_begun
from tests.unit.platform.documents.word_files import picture, word_file

WHO = "township"
FORM = "confirmation_application"


def by(world):
    return {"by": world.acting(WHO), "at": AT}


def text_of(digest: str) -> str:
    with files.open(digest) as file:
        pages = PdfReader(BytesIO(file.read())).pages
        return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def asked(mediation):
    case_id, parties, _ = make_agreed(mediation)
    confirming.begin_confirmation(case_id, court="青城县人民法院", ground="organisation", **by(mediation))
    return case_id, parties


def shown(world, case_id):
    return confirmation_of(dispute_file(case_id, world.acting(WHO).viewer, at=AT), at=AT)


def in_set(world, case_id):
    return {(each.kind, each.party.label if each.party else ""): each for each in shown(world, case_id).papers}


def test_it_says_who_asks_which_court_for_what_and_what_goes_with_it(mediation, asked):
    case_id, _ = asked
    document = DisputeDocument.objects.get(id=make_application(case_id, **by(mediation)))
    text = text_of(document.pdf)
    number = dispute_file(case_id, mediation.acting(WHO).viewer, at=AT).case.number
    for each in ("青城县人民法院", "张三", "李四", number, "2026年3月2日", "附件：1．调解协议书", "张三的身份证明材料"):
        assert each in text, each
    application = in_set(mediation, case_id)["application", ""]
    assert (application.digest, application.document) == (document.pdf, document.id)


def test_it_goes_by_the_template_that_was_edited_in_word(mediation, asked):
    case_id, _ = asked
    needed = "".join(
        f"{{{{ {each} }}}}" for each in ("court", "committee", "agreement_number", "agreed_on", "applied_on")
    )
    content = word_file(
        f"本县格式 {needed}{{% for each in parties %}}{{{{ each.name }}}}{{% endfor %}}"
        "{% for each in enclosures %}附：{{ each.name }}{% endfor %}"
    )
    actions.upload_template(FORM, content=content, name="申请书.docx", by=mediation.acting("administrator"), at=AT)
    document = DisputeDocument.objects.get(id=make_application(case_id, **by(mediation)))
    assert "本县格式" in text_of(document.pdf)
    assert "附：李四的" in text_of(document.pdf)


def test_it_leads_the_package_together_with_what_the_file_holds(mediation, asked):
    case_id, (first, _) = asked
    signed = actions.make_document(
        case_id,
        "address_confirmation",
        typed={"address": "溪村一号"},
        about=About(party_id=first),
        **by(mediation),
    )
    bring = {"content": picture("JPEG"), "name": "证.jpg", **by(mediation)}
    actions.add_paper(case_id, slot="", title="送达地址确认书", copy_of=signed, **bring)
    actions.add_paper(case_id, slot="identity", title="身份证", side="B", **bring)
    make_application(case_id, **by(mediation))
    there = {key for key, each in in_set(mediation, case_id).items() if each.there}
    assert there == {("application", ""), ("address", "A1"), ("identity", "B1")}
    sign_at_court(case_id, reason="together", **by(mediation))
    package = handing_over.export_package(case_id, **by(mediation))
    kinds = [(each["kind"], each["party"]) for each in package.manifest["papers"]]
    assert kinds == [("application", ""), ("address", "A1"), ("identity", "B1")]
    with ZipFile(BytesIO(package.content)) as archive:
        first_paper = archive.read(package.manifest["papers"][0]["file"])
    assert "司法确认申请书" in "".join(PdfReader(BytesIO(first_paper)).pages[0].extract_text().split())


def test_of_two_papers_that_could_be_meant_none_is_taken(mediation, asked):
    case_id, _ = asked
    for title in ("身份证正面", "身份证反面"):
        content = picture("JPEG")
        actions.add_paper(
            case_id, slot="identity", title=title, side="B", content=content, name="证.jpg", **by(mediation)
        )
    make_application(case_id, **by(mediation))
    assert not in_set(mediation, case_id)["identity", "B1"].there


def test_filled_anew_it_keeps_what_was_written_into_it(mediation, asked):
    case_id, _ = asked
    first = make_application(case_id, **by(mediation))
    actions.make_document(
        case_id, FORM, typed={"agreement_number": "青调〔2026〕7号"}, instead_of=first, **by(mediation)
    )
    second = make_application(case_id, **by(mediation))
    row = DisputeDocument.objects.get(form=FORM, superseded_by=None)
    assert row.id == second
    assert "青调〔2026〕7号" in text_of(row.pdf)
    assert in_set(mediation, case_id)["application", ""].document == second


def test_the_signed_copy_takes_its_place(mediation, asked):
    case_id, _ = asked
    make_application(case_id, **by(mediation))
    scan = files.store(picture("JPEG"), name="申请书.jpg")
    confirming.add_paper(case_id, kind="application", digest=scan.digest, name=scan.name, **by(mediation))
    assert in_set(mediation, case_id)["application", ""].document is None


def test_without_a_request_there_is_nothing_to_fill(mediation):
    case_id, _, _ = make_agreed(mediation)
    with pytest.raises(BadEntry, match="confirmation_unknown"):
        make_application(case_id, **by(mediation))
    assert not DisputeDocument.objects.exists()


def test_by_the_page(mediation, asked, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    case_id, _ = asked
    client.force_login(mediation.people[WHO])
    page = f"/work/mediation/{case_id}/confirmation/"
    english = {"accept-language": "en"}
    assert "Fill in the application" in client.get(page, headers=english).content.decode()
    assert client.post(f"{page}application/", headers=english).status_code == 302
    after = client.get(page, headers=english).content.decode()
    document = DisputeDocument.objects.get(form=FORM)
    assert registry().forms[FORM].slot == "confirmation"
    assert f"/work/mediation/{case_id}/documents/{document.id}/docx/" in after
    assert client.get(f"/work/mediation/{case_id}/documents/{document.id}/docx/").status_code == 200


class TestUnsigned:
    """What both sides have not signed is neither sent nor packed, unless it is on record that they sign there."""

    @pytest.fixture
    def filled(self, mediation, settings):
        with fake_court() as court:
            settings.BANJIE_COURT_URL, settings.BANJIE_COURT_TOKEN = court.url, "secret"
            case_id, _ = made_ready(mediation)
            make_application(case_id, **by(mediation))
            yield case_id, court

    def test_it_is_named_before_anything_goes(self, mediation, filled):
        case_id, court = filled
        for go in (handing_over.send_to_court, handing_over.export_package, confirming.submit):
            with pytest.raises(BadEntry, match="application_signed"):
                go(case_id, **by(mediation))
        assert not court.taken
        assert not Handover.objects.exists()
        assert "submit" not in shown(mediation, case_id).commands

    def test_the_signed_copy_lets_it_go(self, mediation, filled):
        case_id, _ = filled
        kept = files.store(b"%PDF-1.4\n% signed\n%%EOF\n", name="申请书签字页.pdf")
        confirming.add_paper(case_id, kind="application", digest=kept.digest, name=kept.name, **by(mediation))
        handing_over.export_package(case_id, **by(mediation))
        assert handing_over.try_handover(handing_over.send_to_court(case_id, **by(mediation)), at=AT)

    def test_or_a_reason_that_stands_in_the_steps(self, mediation, filled, client, monkeypatch):
        case_id, _ = filled
        with pytest.raises(BadEntry, match="reason_missing"):
            sign_at_court(case_id, reason="因为", **by(mediation))
        monkeypatch.setattr(clock, "now", lambda: AT)
        client.force_login(mediation.people[WHO])
        page = f"/work/mediation/{case_id}/confirmation/"
        before = client.get(page).content.decode()
        assert "申请书须双方签名" in before
        assert "hand/system" not in before
        assert client.post(f"{page}at-court/", {"reason": "together"}).status_code == 302
        after = client.get(page).content.decode()
        assert "hand/system" in after
        assert (
            "双方共同到法院，当场签名"
            in BeautifulSoup(after, "html.parser").select_one("[aria-labelledby=h-steps]").text
        )
        entry = ConfirmationEntry.objects.get(command="sign_at_court")
        assert entry.data["reason"] == "together"
        handing_over.export_package(case_id, **by(mediation))
        assert handing_over.try_handover(handing_over.send_to_court(case_id, **by(mediation)), at=AT)

    def test_it_was_said_of_that_application_alone(self, mediation, filled):
        case_id, _ = filled
        sign_at_court(case_id, reason="online", **by(mediation))
        document = make_application(case_id, **by(mediation))
        again = DisputeDocument.objects.get(id=document)
        if again.pdf != ConfirmationEntry.objects.get(command="sign_at_court").data["application"]:
            with pytest.raises(BadEntry, match="application_signed"):
                handing_over.export_package(case_id, **by(mediation))

    def test_nobody_says_so_of_a_signed_one(self, mediation):
        case_id, _ = made_ready(mediation)
        with pytest.raises(BadEntry, match="nothing_to_sign"):
            sign_at_court(case_id, reason="together", **by(mediation))


class TestFromTheFile:
    """What is on file already is chosen, not brought in again."""

    def test_of_two_that_could_be_meant_somebody_chooses(self, mediation, asked):
        case_id, (_, second) = asked
        for name in ("正面.jpg", "反面.jpg"):
            bring = {"content": picture("JPEG"), "name": name, **by(mediation)}
            actions.add_paper(case_id, slot="identity", title="身份证", side="B", **bring)
        chosen = next(each for each in on_file(case_id) if each.name == "反面.jpg")
        assert (chosen.title, chosen.side) == ("身份证", "B")
        add_from_file(case_id, kind="identity", key=chosen.key, party_id=second, **by(mediation))
        paper = in_set(mediation, case_id)["identity", "B1"]
        assert (paper.there, paper.name) == (True, "反面.jpg")

    def test_what_was_confided_and_what_was_said_in_a_session_is_not_offered(self, mediation):
        case_id, _ = make_begun(mediation)
        for name, confided in (("公开的房产证", False), ("私下交的借条", True)):
            kept = files.store(picture("JPEG"), name=f"{name}.jpg")
            item = Item(name=name, shows="产权")
            actions.hand_in(case_id, side="A", item=item, confided=confided, file=kept, **by(mediation))
        bring = {"content": picture("JPEG"), "name": "笔录.jpg", **by(mediation)}
        actions.add_paper(case_id, slot="session_record", title="调解笔录", **bring)
        assert [(each.title, each.name) for each in on_file(case_id)] == [("公开的房产证", "公开的房产证.jpg")]

    @pytest.mark.parametrize("key", ["evidence:0", "paper:x", ""])
    def test_what_is_not_in_the_file_is_not_taken(self, mediation, asked, key):
        with pytest.raises(BadEntry, match="not_on_file"):
            add_from_file(asked[0], kind="property", key=key, **by(mediation))

    def test_of_another_dispute_nothing_is_taken(self, mediation, asked):
        case_id, (_, second) = asked
        other, _, _ = make_agreed(mediation)
        bring = {"content": picture("JPEG"), "name": "证.jpg", **by(mediation)}
        actions.add_paper(other, slot="identity", title="身份证", side="B", **bring)
        (elsewhere,) = on_file(other)
        with pytest.raises(BadEntry, match="not_on_file"):
            add_from_file(case_id, kind="identity", key=elsewhere.key, party_id=second, **by(mediation))

    def test_on_the_page_one_of_the_two_is_given(self, mediation, asked, client, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: AT)
        client.force_login(mediation.people[WHO])
        case_id, (_, second) = asked
        path = f"/work/mediation/{case_id}/confirmation/"
        assert client.get(path, headers={"Accept-Language": "en"}).status_code == 200
        bring = {"content": picture("JPEG"), "name": "证.jpg", **by(mediation)}
        actions.add_paper(case_id, slot="identity", title="身份证", side="B", **bring)
        (chosen,) = on_file(case_id)
        page = BeautifulSoup(client.get(path).content, "html.parser")
        assert [each["value"] for each in page.select("#id_kept option")] == ["", chosen.key]
        where = {"which": f"identity:{second}"}
        for given in (where, where | {"kept": "paper:0"}):
            assert client.post(f"{path}papers/", given).status_code == 422
        assert client.post(f"{path}papers/", where | {"kept": chosen.key}).status_code == 302
        assert in_set(mediation, case_id)["identity", "B1"].there
