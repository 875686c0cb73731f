"""The minutes of a round as .docx and PDF: by the template of the jurisdiction, of matters and places alone."""

from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from banjie.cases import actions as cases
from banjie.mediation import actions
from banjie.mediation.actions import rounds
from banjie.mediation.actions.rounds import Task
from banjie.mediation.documents.forms import registry
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.models import Round
from banjie.mediation.queries.round_minutes import minutes_document
from banjie.mediation.queries.rounds import round_file
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.keeping.test_rounds import enter, head, opened, planned  # noqa: F401 — a fixture
from tests.integration.mediation.world import add_parties, make_claimed, make_dispute
from tests.unit.platform.documents.word_files import word_file


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def words_of(docx: bytes) -> str:
    document = Document(BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([*(each.text for each in document.paragraphs), *cells])


@pytest.fixture
def held(mediation, planned):  # noqa: F811 — the fixture by its name
    """A round that went through a dispute and a building site, with a task for the village."""
    make_dispute(mediation, title="张三与李四噪声纠纷")
    case_id = make_claimed(mediation, title="王五家漏水")
    add_parties(mediation, case_id)
    enter(mediation)
    file = opened(mediation, planned)
    task = Task(mediation.committees["village"].id, "核对停工原因", AT.date())
    for item in file.items:
        decision, tasks = ("on_site", [task]) if item.kind == "place" else ("on_course", [])
        rounds.decide_item(file.id, item.id, decision=decision, tasks=tasks, by=head(mediation), at=AT)
    rounds.close_round(file.id, by=head(mediation), at=AT)
    return file.id


def seen(mediation, round_id, who="township_head"):
    return round_file(round_id, mediation.acting(who).viewer, at=AT)


def test_it_says_what_was_before_the_round_and_what_was_decided(mediation, held):
    made = minutes_document(seen(mediation, held))
    for text in (text_of(made.printed.content), words_of(made.docx)):
        for each in ("矛盾纠纷排查会议记录", "金色家园二期", "核对停工原因", "现场核查", "西乡"):
            assert each in text, each
    numbers = [each.seen["number"] for each in seen(mediation, held).items if each.case_id]
    assert all(number in text_of(made.printed.content) for number in numbers)


def test_no_party_and_no_title_of_a_case_stands_in_it(mediation, held):
    made = minutes_document(seen(mediation, held))
    for text in (text_of(made.printed.content), words_of(made.docx)):
        assert not any(each in text for each in ("张三", "李四", "王五", "噪声纠纷", "13800000001"))
    fields = {field.key for field in registry().forms["round_minutes"].fields}
    assert fields.isdisjoint({"parties", "applicants", "respondents", "name", "addressee", "phone", "signers"})


def test_what_somebody_may_not_see_is_not_in_theirs(mediation, held):
    whole = seen(mediation, held)
    case_id = next(each.case_id for each in whole.items if each.case_id)
    number = next(each.seen["number"] for each in whole.items if each.case_id == case_id)
    lead = {"lead": mediation.committees["county"].id, "reason": "x"}
    cases.perform(case_id, "transfer", by=mediation.base.acting("dispatcher"), at=AT, data=lead)
    assert number not in text_of(minutes_document(seen(mediation, held)).printed.content)


def test_it_goes_by_the_template_that_was_edited_in_word(mediation, held):
    content = word_file(
        "本县排查格式{{ held_by }}{{ area }}{{ round_number }}{{ held_on }}{{ situation }}"
        "{% for each in matters %}〔{{ each.about }}〕{% endfor %}"
    )
    by = mediation.acting("administrator")
    actions.upload_template("round_minutes", content=content, name="排查.docx", by=by, at=AT)
    text = text_of(minutes_document(seen(mediation, held)).printed.content)
    assert "本县排查格式" in text
    assert "〔金色家园二期" in text


def test_before_the_round_is_closed_there_are_no_minutes(mediation, planned):  # noqa: F811
    with pytest.raises(DisputeNotFound):
        minutes_document(seen(mediation, planned.id))


def test_they_are_had_from_the_rounds_page(mediation, held, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    client.force_login(mediation.people["township_head"])
    page = client.get(f"/work/mediation/rounds/{held}/").content.decode()
    for shape, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        path = f"/work/mediation/rounds/{held}/minutes/{shape}/"
        assert path in page
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.content.startswith(begins)
    assert client.get(f"/work/mediation/rounds/{held}/minutes/exe/").status_code == 404
    client.force_login(mediation.people["village"])
    assert client.get(f"/work/mediation/rounds/{held}/minutes/pdf/").status_code == 404
    assert Round.objects.get(id=held).digest
