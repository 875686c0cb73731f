"""A party takes its copy of the agreement along; where the other side lives and how it is reached stays out of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from banjie.mediation import actions
from banjie.mediation.details import Details
from banjie.mediation.queries.sources import About
from banjie.mediation.terms import Slot, Text
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.agreeing import PEN, make_binding, make_read, scan
from tests.integration.mediation.world import make_begun
from tests.integration.web.conftest import soup

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=5)
COPY = "/m/matter/agreement/copy/"
OWN = Details(name="张三", phone="13800000001", address="东街1号", paper_kind="identity_card", paper_number="110101A")
OTHER = Details(
    name="李四",
    phone="13900000002",
    email="li@example.org",
    address="西街2号",
    paper_kind="identity_card",
    paper_number="220202B",
    born="1980年1月1日",
    occupation="木匠",
)


@pytest.fixture
def known(begun):
    """Both parties as they are on record in full."""
    world, case_id, (first, second) = begun
    for party_id, details in ((first, OWN), (second, OTHER)):
        actions.change_party(case_id, party_id, details=details, by=world.acting("township"), at=AT)
    return world, case_id, (first, second)


def words(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    content = b"".join(answer.streaming_content)
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


def test_a_party_takes_along_what_was_agreed_and_nothing_of_where_the_other_is_found(known, come_in, monkeypatch):
    world, case_id, (first, second) = known
    monkeypatch.setattr(clock, "now", lambda: LATER)
    make_binding(world, case_id, first, second)
    phone = come_in(case_id, first)
    (link,) = soup(phone.get("/m/matter/agreement/")).select(f"a[href='{COPY}']")
    answer = phone.get(link["href"])
    assert "no-store" in answer["Cache-Control"]
    text = words(answer)
    for word in ("人民调解协议书", "楼上卫生间漏水", "3,000.00元", "张三", "13800000001", "东街1号", "110101A", "李四"):
        assert word in text
    for word in (OTHER.phone, OTHER.email, OTHER.address, OTHER.paper_number, OTHER.born, OTHER.occupation):
        assert word not in text
    assert "证件号码、住址和联系方式在当事人副本中略去" in text


def test_each_side_has_its_own(known, come_in, monkeypatch):
    world, case_id, (first, second) = known
    monkeypatch.setattr(clock, "now", lambda: LATER)
    make_binding(world, case_id, first, second)
    text = words(come_in(case_id, second).get(COPY))
    assert OTHER.address in text
    assert OWN.address not in text


def test_there_is_none_before_the_party_has_signed_and_it_counts(known, come_in, monkeypatch):
    world, case_id, (first, second) = known
    phone = come_in(case_id, first)
    assert phone.get(COPY).status_code == 404
    agreement_id, digest = make_read(world, case_id, first, second)
    assert phone.get(COPY).status_code == 404
    monkeypatch.setattr(clock, "now", lambda: LATER)
    by, own = world.acting("township"), Slot("party", first)
    actions.sign(case_id, agreement_id, slot=own, digest=digest, drawn=PEN, identity="card", by=by, at=LATER)
    assert "张三" in words(phone.get(COPY))
    assert come_in(case_id, second).get(COPY).status_code == 404


def test_a_signature_on_paper_does_not_look_like_an_empty_line(known, come_in, monkeypatch):
    world, case_id, (first, second) = known
    monkeypatch.setattr(clock, "now", lambda: LATER)
    agreement_id, digest = make_read(world, case_id, first, second)
    places = [(Slot("party", first), None), (Slot("party", second), None)]
    signed = {"digest": digest, "identity": "card", "signed_at": LATER, "by": world.acting("township"), "at": LATER}
    actions.sign_on_paper(case_id, agreement_id, places=places, scan=scan(), **signed)
    text = words(come_in(case_id, first).get(COPY))
    assert text.count("已在纸质协议书上签名") == 2


def test_it_bears_the_number_and_the_points_of_the_paper_that_was_made(known, come_in, monkeypatch):
    world, case_id, (first, second) = known
    monkeypatch.setattr(clock, "now", lambda: LATER)
    make_binding(world, case_id, first, second)
    by = world.acting("township")
    typed = {"disputed": "漏水的赔偿数额", "facts": f"另有其事，{OTHER.address}"}
    actions.make_document(case_id, "agreement", typed=typed, about=About(), by=by, at=LATER)
    text = words(come_in(case_id, first).get(COPY))
    assert "漏水的赔偿数额" in text
    # The facts are those that were signed, whatever somebody wrote into a paper since.
    assert "楼上卫生间漏水" in text
    assert OTHER.address not in text


def test_who_reads_no_chinese_has_it_in_both_languages(known, come_in, monkeypatch):
    world, case_id, (first, second) = known
    actions.change_party(case_id, first, reads="en", by=world.acting("township"), at=AT)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    both = Text(facts="楼上卫生间漏水。", performance="银行转账。", translations={"en": "A pipe leaked."})
    make_binding(world, case_id, first, second, text=both)
    text = words(come_in(case_id, first).get(COPY))
    assert "MediationAgreement" in text
    assert "by30December2027" in text
    assert OTHER.address not in text


def test_nobody_takes_it_who_is_party_to_another_dispute_or_has_no_visit(known, come_in, mediation, client):
    world, case_id, (first, second) = known
    make_binding(world, case_id, first, second)
    other, (third, _fourth) = make_begun(mediation)
    assert come_in(other, third).get(COPY).status_code == 404
    assert client.get(COPY).status_code == 302
