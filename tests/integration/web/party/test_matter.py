"""What a party reads and does on its page, also with addresses that are not its own."""

import pytest

from banjie.mediation import access, actions
from banjie.mediation.details import Details
from banjie.mediation.models import Consent, Dispute, Objection, PartyAccess, Seat
from tests.integration.cases.world import AT
from tests.integration.mediation.world import add_parties, consent, make_begun, make_claimed, seat_alone
from tests.integration.web.conftest import soup

pytestmark = pytest.mark.django_db


def last(party, to):
    return Consent.objects.filter(party_id=party, to=to).latest("id")


def test_a_party_is_asked_reads_its_rights_and_agrees(mediation, come_in):
    case_id = make_claimed(mediation)
    first, _second = add_parties(mediation, case_id)
    phone = come_in(case_id, first)
    page = soup(phone.get("/m/matter/"))
    (link,) = page.select(".party-ask a.button-primary")
    rights = soup(phone.get(link["href"]))
    assert len(rights.select(".party-rights > div")) == 9
    assert phone.post("/m/matter/agree/", {}).status_code == 422
    answer = phone.post("/m/matter/agree/", {"told": "yes"}, follow=True)
    assert not soup(answer).select(".party-ask")
    assert last(first, "mediation").told_rights


def test_stopping_is_asked_twice_and_says_what_other_ways_there_are(begun, come_in):
    _world, case_id, (first, _second) = begun
    phone = come_in(case_id, first)
    page = soup(phone.get("/m/matter/stop/"))
    assert "12348" in page.text
    again = soup(phone.post("/m/matter/stop/"))
    assert "12348" in again.text
    assert Dispute.objects.get().ended_at is None
    answer = phone.post("/m/matter/stop/", {"sure": "yes"}, follow=True)
    assert "12348" in soup(answer).text
    assert Dispute.objects.get().ending == "consent_withdrawn"
    assert phone.get("/m/matter/stop/")["Location"] == "/m/matter/"


def test_a_party_objects_with_a_reason(begun, come_in):
    _world, case_id, (first, second) = begun
    seat = Seat.objects.get()
    phone, other = come_in(case_id, first), come_in(case_id, second)
    path = f"/m/matter/mediator/{seat.id}/"
    assert phone.post(path, {"reason": " "}).status_code == 422
    phone.post(path, {"reason": "他是对方的表兄"})
    assert Objection.objects.get().party_id == first
    assert "表兄" not in other.get("/m/matter/").text
    assert phone.post(path, {"reason": "再说一次"}).status_code == 422


def test_whoever_objected_is_told_what_was_decided(begun, come_in):
    world, case_id, (first, second) = begun
    phone, other = come_in(case_id, first), come_in(case_id, second)
    phone.post(f"/m/matter/mediator/{Seat.objects.get().id}/", {"reason": "他是对方的表兄"})
    head = world.acting("township_head")
    actions.rule_on_objection(case_id, Objection.objects.get().id, upheld=True, reason="情况属实", by=head, at=AT)
    told = phone.get("/m/matter/").content.decode()
    assert "的异议成立" in told
    assert "情况属实" in told
    assert "情况属实" not in other.get("/m/matter/").content.decode()


def test_accepting_is_one_tap(begun, come_in):
    _world, case_id, (first, _second) = begun
    seat = Seat.objects.get()
    phone = come_in(case_id, first)
    page = soup(phone.post(f"/m/matter/mediator/{seat.id}/accept/", follow=True))
    assert not page.select(".party-ask")
    assert last(first, "mediator").about == str(seat.id)


def test_addresses_of_another_dispute_lead_nowhere(begun, come_in, mediation):
    world, case_id, (first, _second) = begun
    other, _parties = make_begun(mediation)
    foreign = Seat.objects.get(dispute_id=other)
    access.ask(other, to="video", by=world.acting("township"), at=AT)
    question = Dispute.objects.get(case_id=other).questions.get()
    phone = come_in(case_id, first)
    assert phone.get(f"/m/matter/mediator/{foreign.id}/").status_code == 404
    assert phone.post(f"/m/matter/mediator/{foreign.id}/", {"reason": "x"}).status_code == 404
    assert phone.post(f"/m/matter/mediator/{foreign.id}/accept/").status_code == 404
    phone.post(f"/m/matter/question/{question.id}/", {"answer": "yes"})
    assert not Consent.objects.filter(to="video").exists()


def test_questions_and_reminders(begun, come_in):
    world, case_id, (first, _second) = begun
    until = AT.date().replace(month=5, day=20)
    access.ask(case_id, to="longer", until=until, by=world.acting("township"), at=AT)
    phone = come_in(case_id, first)
    question = Dispute.objects.get().questions.get()
    phone.post(f"/m/matter/question/{question.id}/", {"answer": "no"})
    assert (last(first, "longer").about, last(first, "longer").answer) == ("2026-05-20", "refused")
    phone.post("/m/matter/reminders/", {"answer": "yes"})
    assert last(first, "reminders").answer == "given"
    phone.post("/m/matter/reminders/", {"answer": "no"})
    assert last(first, "reminders").answer == "withdrawn"
    said = soup(phone.get("/m/matter/said/"))
    assert "2026" in said.text


def test_in_no_page_stands_anything_of_the_other_side_but_its_name(begun, come_in):
    world, case_id, (first, second) = begun
    secret = Details(name="李四", phone="13900009999", email="li@unit.test", address="东街七号", occupation="木匠")
    actions.change_party(case_id, second, details=secret, by=world.acting("township"), at=AT)
    phone = come_in(case_id, first)
    seat = Seat.objects.get()
    pages = ["", "rights/", "said/", "agree/", "stop/", f"mediator/{seat.id}/"]
    texts = [phone.get(f"/m/matter/{page}").text for page in pages]
    assert "李四" in texts[0]
    for text in texts:
        for hidden in ("13900009999", "li@unit.test", "东街七号", "木匠", "13800000001"):
            assert hidden not in text


def test_a_representative_who_may_not_settle_is_told_so(begun, come_in):
    world, case_id, (first, _second) = begun
    speaks = actions.add_companion(
        case_id,
        first,
        role="representative",
        authority="general",
        details=Details(name="侄子"),
        by=world.acting("township"),
        at=AT,
    )
    phone = come_in(case_id, first, companion_id=speaks)
    assert "侄子" in phone.get("/m/matter/").text
    assert phone.post("/m/matter/stop/", {"sure": "yes"}).status_code == 422
    assert Dispute.objects.get().ended_at is None


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_speaks_the_language_that_the_party_reads(mediation, come_in, language):
    case_id = make_claimed(mediation)
    first, _second = add_parties(mediation, case_id)
    actions.change_party(case_id, first, reads=language, by=mediation.acting("township"), at=AT)
    page = soup(come_in(case_id, first).get("/m/matter/"))
    assert page.html["lang"] == {"zh-hans": "zh-CN", "en": "en"}[language]


def test_the_first_page_needs_no_script_and_is_light(begun, come_in):
    _world, case_id, (first, _second) = begun
    answer = come_in(case_id, first).get("/m/matter/")
    assert not soup(answer).select("script")
    assert len(answer.content) < 16_000


def test_staff_make_papers_read_out_and_withdraw(mediation):
    from django.test import Client

    case_id = make_claimed(mediation)
    first, _second = add_parties(mediation, case_id)
    seat_alone(mediation, case_id, "township")
    consent(mediation, case_id, first)
    desk = Client()
    desk.force_login(mediation.people["township"])
    base = f"/work/mediation/{case_id}/pages/"
    assert len(soup(desk.get(base)).select("section.party")) == 2
    paper = desk.post(f"{base}paper/", {"party": first})
    code = soup(paper).select_one("#code").text
    assert "no-store" in paper["Cache-Control"]
    assert code not in desk.get(base).text
    made = PartyAccess.objects.get()
    answer = desk.post(f"{base}{made.id}/number/")
    digits = soup(answer).select_one("#number").text.replace(" ", "")
    assert "no-store" in answer["Cache-Control"]
    phone = Client()
    phone.post("/m/", {"code": code})
    assert phone.post("/m/number/", {"number": digits})["Location"] == "/m/matter/"
    desk.post(f"{base}{made.id}/withdraw/")
    assert phone.get("/m/matter/").status_code == 302
    desk.post(f"{base}ask/", {"to": "longer", "until": "2026-05-20"})
    assert Dispute.objects.get().questions.get().about == "2026-05-20"
    desk.post(f"{base}ask/longer/end/")
    assert not Dispute.objects.get().questions.filter(closed_at=None).exists()


def test_other_staff_have_no_such_pages(begun):
    from django.test import Client

    world, case_id, (first, _second) = begun
    for who in ("second", "county"):
        desk = Client()
        desk.force_login(world.people[who])
        assert desk.get(f"/work/mediation/{case_id}/pages/").status_code == 404
        assert desk.post(f"/work/mediation/{case_id}/pages/paper/", {"party": first}).status_code == 404
    assert not PartyAccess.objects.exists()
