"""Obligations on a party's page: what it owes and is owed, done, got, or not; and of others' nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banjie.mediation import actions, agreed, party_keeping, queries
from banjie.mediation.actions import confirming, keeping
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import Agreement, Confirmation, Consent, Keeping, KeepingEntry, Obligation
from banjie.mediation.terms import Draft, Term
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.access.coming_in import opened
from tests.integration.mediation.agreeing import scan
from tests.integration.mediation.keeping.agreeing import TODAY, make_agreed, pay
from tests.integration.mediation.world import make_begun
from tests.integration.web.conftest import soup

pytestmark = pytest.mark.django_db
LATE = AT + timedelta(days=20)


def kept(obligation_id):
    return Keeping.objects.get(obligation_id=obligation_id)


def test_the_debtor_pays_in_parts_with_a_proof_and_the_creditor_confirms(mediation, come_in):
    case_id, (creditor, debtor), (owed,) = make_agreed(mediation)
    theirs, mine = come_in(case_id, debtor), come_in(case_id, creditor)
    page = soup(theirs.get("/m/matter/"))
    (link,) = page.select(".party-owed a.button")
    assert not soup(mine.get("/m/matter/")).select(".party-owed a.button")
    bad = theirs.post(link["href"], {"amount": "600", "on": "2026-03-02", "proof": SimpleUploadedFile("x.exe", b"MZ")})
    assert bad.status_code == 422
    assert theirs.post(link["href"], {"amount": "0", "on": "2026-03-02"}).status_code == 422
    assert theirs.post(link["href"], {"amount": "2000", "on": "2026-03-02"}).status_code == 422
    assert theirs.post(link["href"], {"amount": "600元", "on": "2026-03-02"})["Location"].endswith("?done=reported")
    assert "400.00" in theirs.get("/m/matter/").text
    theirs.post(link["href"], {"amount": "400", "on": "2026-03-02"})
    assert kept(owed).state == "reported"
    assert theirs.post(f"/m/matter/owed/{owed}/got/").status_code == 422
    assert mine.post(f"/m/matter/owed/{owed}/got/")["Location"].endswith("?done=got")
    assert kept(owed).state == "kept"
    assert {(each.said_by_id, each.how) for each in KeepingEntry.objects.all()} == {
        (debtor, "on_page"),
        (creditor, "on_page"),
    }


def test_a_photo_goes_along_and_the_other_side_gets_no_file(mediation, come_in):
    case_id, (creditor, debtor), (owed,) = make_agreed(mediation)
    _token, session = opened(mediation, case_id, debtor)
    stored = scan()
    proof = party_keeping.Proof(stored.digest, stored.name)
    party_keeping.report_done(session, owed, amount=Decimal(1000), proof=proof, at=AT)
    text = come_in(case_id, creditor).get("/m/matter/").text
    assert stored.digest not in text
    assert stored.name not in text


def test_the_creditor_says_it_did_not_come(mediation, come_in, monkeypatch):
    case_id, (creditor, debtor), (owed,) = make_agreed(mediation)
    mine, theirs = come_in(case_id, creditor), come_in(case_id, debtor)
    path = f"/m/matter/owed/{owed}/not/"
    assert mine.get(path).status_code == 404
    monkeypatch.setattr(clock, "now", lambda: LATE)
    mine, theirs = come_in(case_id, creditor, at=LATE), come_in(case_id, debtor, at=LATE)
    assert theirs.get(path).status_code == 404
    assert mine.post(path, {"words": ""}).status_code == 422
    assert mine.post(path, {"words": "一分钱也没收到"})["Location"].endswith("?done=complained")
    assert kept(owed).state == "broken"
    assert "一分钱" not in theirs.get("/m/matter/").text


def test_nobody_speaks_of_what_is_between_others(mediation, come_in):
    case_id, (first, second), _owed = make_agreed(mediation)
    other, _parties, (foreign,) = make_agreed(mediation)
    phone = come_in(case_id, first)
    for act in ("done", "got", "not"):
        answer = phone.post(f"/m/matter/owed/{foreign}/{act}/", {"amount": "1", "on": "2026-03-02", "words": "x"})
        assert answer.status_code == 404
    _token, session = opened(mediation, case_id, second)
    with pytest.raises(BadEntry, match="obligation_unknown"):
        party_keeping.report_done(session, foreign, amount=Decimal(1), at=AT)
    assert not KeepingEntry.objects.exists()
    assert other != case_id


def test_of_several_debts_a_party_sees_its_own(mediation):
    by = mediation.acting("township")
    case_id, (first, second) = make_begun(mediation)
    third = actions.add_party(case_id, side="C", details=Details(name="王五"), by=by, at=AT)

    terms = [pay(second, first, "100.00"), pay(third, first, "200.00")]
    agreement = Agreement(dispute_id=case_id, number=1, made_at=AT)
    agreement.sealed = agreed.sealed_words(agreement, Draft(terms=terms), ())
    agreement.save()
    Obligation.objects.bulk_create(agreed.obligation_row(agreement, n, term) for n, term in enumerate(terms, 1))
    Agreement.objects.filter(id=agreement.id).update(state="binding", binding_at=AT)
    for party, sums in ((first, [100, 200]), (second, [100]), (third, [200])):
        _token, session = opened(mediation, case_id, party)
        assert [each.owed.amount for each in queries.own_obligations(session, at=AT)] == sums


def test_both_wish_the_court_to_confirm(mediation, come_in, monkeypatch):
    case_id, parties, _owed = make_agreed(mediation)
    for party in parties:
        phone = come_in(case_id, party)
        assert soup(phone.get("/m/matter/")).select("form[action='/m/matter/confirmation/']")
        phone.post("/m/matter/confirmation/", {"answer": "yes"})
        assert not soup(phone.get("/m/matter/")).select("form[action='/m/matter/confirmation/']")
    assert set(Consent.objects.filter(to="confirmation").values_list("party_id", "answer")) == {
        (party, "given") for party in parties
    }
    over = AT + timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: over)
    phone = come_in(case_id, parties[0], at=over)
    assert phone.post("/m/matter/confirmation/", {"answer": "yes"}).status_code == 422
    assert over.date() > TODAY


def test_the_parties_are_told_what_the_court_did(mediation, come_in):
    case_id, parties, _owed = make_agreed(mediation)
    by = mediation.acting("township")
    confirming.begin_confirmation(case_id, court="青城县人民法院", ground="organisation", by=by, at=AT)
    phone = come_in(case_id, parties[1])
    assert "法院" not in soup(phone.get("/m/matter/")).select_one("h1 ~ .party-state, h1").text
    for state, words in (("received", "已向人民法院申请"), ("confirmed", "3月6日裁定"), ("refused", "没有确认")):
        Confirmation.objects.update(state=state, decided_on=date(2026, 3, 6))
        assert words in soup(phone.get("/m/matter/")).select_one("h1 ~ .party-state").text


def test_what_is_left_undone_was_kept_and_not_got(mediation, come_in):
    def terms(first, second):
        return [Term("refrain", second, first, what="不再停电", due="lasting")]

    case_id, (creditor, _debtor), (owed,) = make_agreed(mediation, terms)
    keeping.perform(case_id, owed, whole=True, by=mediation.acting("township"), at=AT)
    asked = soup(come_in(case_id, creditor).get("/m/matter/")).select_one(".party-ask")
    assert "做到了吗" in asked.text
    assert "收到" not in asked.text
