"""The pages of a dispute's papers and of templates, as those who use them and those who should not find them."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from banjie.mediation import actions
from banjie.mediation.details import Details
from banjie.mediation.documents.making import shipped
from banjie.mediation.models import DisputeDocument, FileBinding
from tests.integration.cases.world import AT
from tests.integration.mediation.agreeing import make_draft
from tests.integration.mediation.world import add_parties, consent, make_begun, make_claimed, seat_alone
from tests.unit.platform.documents.word_files import picture, word_file

FORMS = "/work/mediation/forms/"


@pytest.fixture
def visit(client, mediation):
    def visiting(who, path, data=None):
        staff = mediation.people.get(who) or mediation.base.staff[who]
        client.force_login(staff)
        english = {"accept-language": "en"}
        return client.get(path, headers=english) if data is None else client.post(path, data, headers=english)

    return visiting


def page(case_id, rest=""):
    return f"/work/mediation/{case_id}/{rest}"


def content(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def filled(answer, **typed) -> dict[str, str]:
    """What a browser would send for the form on a page, single fields written over."""
    form = soup(answer).select_one("form[method=post]:has(.form-actions)")
    given = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        if control.name == "textarea":
            given[control["name"]] = control.text.lstrip("\n")
        elif control.get("type") != "checkbox" or control.has_attr("checked"):
            given[control["name"]] = control.get("value", "")
    return given | typed


def upload(data: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_document_is_made_from_a_page_that_is_filled_already(mediation, visit):
    case_id, _ = make_begun(mediation)
    path = page(case_id, "documents/make/application/")
    shown = visit("township", path)
    assert "楼上夜间装修" in shown.content.decode()
    refused = visit("township", path, filled(shown, requests=""))
    assert refused.status_code == 422
    made = visit("township", path, filled(shown, requests="停止夜间施工"))
    assert made.status_code == 302, made.content.decode()
    row = DisputeDocument.objects.get()
    listed = visit("township", page(case_id, "documents/")).content.decode()
    assert "Application for mediation" in listed
    docx = visit("township", page(case_id, f"documents/{row.id}/docx/"))
    assert content(docx)[:2] == b"PK"
    assert "attachment" in docx["Content-Disposition"]
    pdf = content(visit("township", page(case_id, f"documents/{row.id}/pdf/")))
    assert "停止夜间施工" in "".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


def test_only_what_was_changed_is_kept_as_typed(mediation, visit):
    from banjie.mediation.documents.typing_back import typed_in

    case_id, _ = make_begun(mediation)
    path = page(case_id, "documents/make/acceptance_register/")
    assert visit("township", path, filled(visit("township", path), remarks="加急")).status_code == 302
    row = DisputeDocument.objects.get()
    assert dict(typed_in(row)) == {"remarks": "加急"}
    again = visit("township", f"{path}?instead_of={row.id}")
    assert "加急" in again.content.decode()


def test_a_document_for_one_party_asks_for_which(mediation, visit):
    case_id, (_, second) = make_begun(mediation)
    path = page(case_id, "documents/make/rights_notice/")
    asked = soup(visit("township", path))
    assert len(asked.select("input[type=radio][name=party]")) == 2
    shown = visit("township", f"{path}?party={second}")
    assert shown.status_code == 200
    assert visit("township", f"{path}?party={second}", filled(shown)).status_code == 302
    assert DisputeDocument.objects.get().side.letter == "B"
    assert visit("township", f"{path}?party=999999").status_code == 404


def test_lists_are_written_line_by_line(mediation, visit):
    case_id, _ = make_begun(mediation)
    path = page(case_id, "documents/make/evidence_list/")
    given = filled(visit("township", path), exhibits="录音｜视听资料｜甲方｜夜间噪声\n\n照片|物证")
    assert visit("township", path, given).status_code == 302
    row = DisputeDocument.objects.get()
    pdf = content(visit("township", page(case_id, f"documents/{row.id}/pdf/")))
    text = "".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert all(each in text for each in ("录音", "视听资料", "照片", "物证"))


def test_a_signed_copy_and_a_paper_are_brought_in_and_given_out(mediation, visit):
    case_id, _ = make_begun(mediation)
    made = actions.make_document(case_id, "acceptance_register", by=mediation.acting("township"), at=AT)
    path = page(case_id, f"papers/add/?copy_of={made}")
    assert visit("township", path, {"file": upload(picture("JPEG"), "签字.jpg")}).status_code == 302
    plain = page(case_id, "papers/add/")
    wrong = visit("township", plain, {"title": "x", "slot": "identity", "file": upload(word_file("x"), "x.docx")})
    assert wrong.status_code == 422
    given = {"title": "身份证", "slot": "identity", "side": "A", "file": upload(picture("JPEG"), "证.jpg")}
    assert visit("township", plain, given).status_code == 302
    seen = soup(visit("township", page(case_id, "documents/")))
    links = [each["href"] for each in seen.select(f'a[href^="{page(case_id, "papers/")}"][download]')]
    assert len(links) == 2
    assert content(visit("township", links[0]))[:2] == b"\xff\xd8"
    remove = seen.select_one("form[action$='/remove/']")["action"]
    assert visit("township", remove, {}).status_code == 302


def test_the_file_is_put_together_and_fetched(mediation, visit):
    case_id, _ = make_begun(mediation)
    refused = visit("township", page(case_id, "file/"), {"side": ""})
    assert refused.status_code == 422
    actions.make_document(case_id, "acceptance_register", by=mediation.acting("township"), at=AT)
    assert visit("township", page(case_id, "file/"), {"side": "A", "explanation": "齐全"}).status_code == 302
    row = FileBinding.objects.get()
    waiting = visit("township", page(case_id, f"file/{row.id}/")).content.decode()
    assert "every 1s" in waiting
    actions.bind_file(row.id, at=AT)
    done = visit("township", page(case_id, f"file/{row.id}/")).content.decode()
    assert "every 1s" not in done
    assert content(visit("township", page(case_id, f"file/{row.id}/pdf/")))[:5] == b"%PDF-"
    for path in (f"file/{row.id}/", f"file/{row.id}/pdf/"):
        assert visit("township_head", page(case_id, path)).status_code == 404
    assert visit("township_head", page(case_id, "file/"), {"side": ""}).status_code == 404


def test_a_record_of_what_was_said_has_no_page_for_who_does_not_sit(mediation, visit):
    case_id, _ = make_begun(mediation)
    typed = {"place": "室", "began_at": AT, "words": "密谈", "result": "无"}
    made = actions.make_document(case_id, "session_record", typed=typed, by=mediation.acting("township"), at=AT)
    for path in (
        *(f"documents/{made}/pdf/", f"documents/{made}/docx/", "documents/make/session_record/"),
        *(f"papers/add/?copy_of={made}", f"documents/make/application/?instead_of={made}"),
    ):
        assert visit("township_head", page(case_id, path)).status_code == 404, path
    head = visit("township_head", page(case_id, "documents/")).content.decode()
    assert "Session record" not in head.replace("Session records", "")


@pytest.mark.parametrize("rest", ["documents/", "documents/make/application/", "papers/add/"])
def test_who_may_not_see_names_has_no_such_page(mediation, visit, rest):
    case_id, _ = make_begun(mediation)
    for who in ("second", "dispatcher", "supervisor", "auditor", "handler", "county", "administrator"):
        assert visit(who, page(case_id, rest)).status_code == 404, who


class TestTemplates:
    def test_from_the_list_through_word_and_back(self, mediation, visit):
        listed = soup(visit("administrator", FORMS))
        assert len(listed.select("#templates tbody tr, table tbody tr a.row-link")) >= 25
        fetched = visit("administrator", f"{FORMS}file_contents/chinese/0/")
        assert content(fetched) == shipped("file_contents")
        good = word_file("本卷 {{ file_number }} {% for each in entries %}{{ each.name }}{% endfor %}")
        path = f"{FORMS}file_contents/chinese/"
        assert visit("administrator", path, {"file": upload(good, "目录.docx")}).status_code == 302
        assert "目录.docx" in visit("administrator", path).content.decode()
        assert visit("administrator", f"{path}restore/", {"version": "0"}).status_code == 302
        assert content(visit("administrator", f"{FORMS}file_contents/chinese/2/")) == shipped("file_contents")

    def test_what_is_wrong_is_listed_by_paragraph(self, mediation, visit):
        broken = word_file("第一段", "卷号：{{ file_nmber }}", "｛｛ entries ｝｝")
        answer = visit("administrator", f"{FORMS}file_contents/chinese/", {"file": upload(broken, "x.docx")})
        assert answer.status_code == 422
        text = soup(answer).get_text(" ")
        for words in ("Paragraph 2", "卷号：{{ file_nmber }}", "Was “file_number” meant?", "Paragraph 3", "full-width"):
            assert words in text
        assert "The form must show the field “entries”" in text

    def test_a_file_that_is_no_document_is_refused_in_words(self, mediation, visit):
        for name, data in (("x.docx", b"PK\x03\x04 broken"), ("x.png", picture()), ("x.txt", b"plain")):
            answer = visit("administrator", f"{FORMS}file_contents/chinese/", {"file": upload(data, name)})
            assert answer.status_code == 422, name

    def test_numbers_are_set(self, mediation, visit):
        path = f"{FORMS}numbers/agreement/"
        assert visit("administrator", path, {"pattern": "{year}-{committee}-{number:3}"}).status_code == 302
        assert "-青城关-001" in visit("administrator", FORMS).content.decode()
        assert visit("administrator", path, {"pattern": "{number}"}).status_code == 302
        assert "The pattern must hold" in visit("administrator", FORMS).content.decode()

    @pytest.mark.parametrize("rest", ["", "agreement/chinese/", "agreement/bilingual/", "agreement/chinese/0/"])
    def test_nobody_else_finds_them(self, mediation, visit, rest):
        assert visit("administrator", FORMS + rest).status_code == 200
        for who in ("township", "township_head", "dispatcher", "auditor"):
            assert visit(who, FORMS + rest).status_code == 404, who

    @pytest.mark.parametrize("rest", ["nonsense/chinese/", "file_contents/bilingual/", "file_contents/chinese/9/"])
    def test_what_does_not_exist_is_not_found(self, mediation, visit, rest):
        assert visit("administrator", FORMS + rest).status_code == 404


class TestTwoLanguagesInALine:
    """What was agreed stands in one language, unless a party reads another one."""

    def agreed(self, mediation, *, reads="zh-hans"):
        case_id = make_claimed(mediation)
        first, second = add_parties(mediation, case_id)
        actions.change_party(
            case_id, second, details=Details(name="李四"), reads=reads, by=mediation.acting("township"), at=AT
        )
        seat_alone(mediation, case_id, "township")
        consent(mediation, case_id, first, second)
        actions.begin(case_id, by=mediation.acting("township"), at=AT)
        make_draft(mediation, case_id, first, second)
        return case_id

    def test_a_party_who_reads_chinese_is_shown_chinese_alone(self, mediation, visit):
        case_id = self.agreed(mediation)
        form = soup(visit("township", page(case_id, "documents/make/agreement/")))
        terms = form.select_one("textarea[name=terms]").text
        assert "3,000" in terms or "3000" in terms
        assert "｜" not in terms
        assert "English" not in form.select_one("[for=id_terms]").find_parent().text

    def test_a_line_that_is_written_over_keeps_its_place_and_is_made(self, mediation, visit):
        case_id = self.agreed(mediation)
        answer = visit("township", page(case_id, "documents/make/agreement/"))
        given = filled(answer, terms="李四一次付清三千元", disputed="谁来修", facts="漏水")
        made = visit("township", page(case_id, "documents/make/agreement/"), given)
        assert made.status_code == 302, made.content.decode()

    def test_a_party_who_reads_english_is_shown_both(self, mediation, visit):
        case_id = self.agreed(mediation, reads="en")
        form = soup(visit("township", page(case_id, "documents/make/agreement/")))
        assert "｜" in form.select_one("textarea[name=terms]").text
