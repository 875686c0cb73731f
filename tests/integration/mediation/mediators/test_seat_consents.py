"""What each party said to a mediator stands with the mediator's seat, for those who may see the parties."""

from datetime import timedelta

import pytest

from banjie.mediation import actions, party_actions
from banjie.mediation.models import Consent
from banjie.mediation.queries import dispute_file
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.access.coming_in import opened
from tests.integration.mediation.world import consent, make_begun

ENGLISH = {"accept-language": "en"}


def seat_of(world, case_id, who="township", at=AT):
    file = dispute_file(case_id, world.acting(who).viewer, at=at)
    return next(each for each in file.seats if each.left_at is None)


def said(world, case_id, **more):
    return [(each.party_id, each.answer, each.how) for each in seat_of(world, case_id, **more).consents]


@pytest.fixture
def begun(mediation):
    return make_begun(mediation)


def test_the_last_word_of_each_party_counts(mediation, begun):
    case_id, (first, second) = begun
    seat = str(seat_of(mediation, case_id).id)
    consent(mediation, case_id, first, second, to="mediator", about=seat)
    by = mediation.acting("township")
    later = {"at": AT + timedelta(hours=1), "by": by}
    actions.record_consent(case_id, second, to="mediator", answer="withdrawn", how="telephone", about=seat, **later)
    assert said(mediation, case_id) == [(first, "given", "signed"), (second, "withdrawn", "telephone")]


def test_what_was_said_of_one_mediator_is_not_said_of_another(mediation, begun):
    case_id, (first, _) = begun
    seat = str(seat_of(mediation, case_id).id)
    consent(mediation, case_id, first, to="mediator", about="999999")
    assert said(mediation, case_id) == []
    consent(mediation, case_id, first, to="mediator", about=seat)
    assert said(mediation, case_id) == [(first, "given", "signed")]


def test_said_of_whoever_sits_it_holds_for_those_who_sat_then(mediation, begun):
    case_id, (first, _) = begun
    consent(mediation, case_id, first, to="mediator", at=AT + timedelta(hours=1))
    assert said(mediation, case_id) == [(first, "given", "signed")]
    by = mediation.acting("township_head")
    later = AT + timedelta(hours=2)
    actions.hand_over(
        case_id,
        seat_of(mediation, case_id).id,
        to_mediator_id=mediation.mediators["second"],
        why="away",
        by=by,
        at=later,
    )
    assert said(mediation, case_id, who="second", at=later) == []


def test_what_a_party_says_on_its_own_page_stands_there_too(mediation, begun):
    case_id, (first, _) = begun
    _token, session = opened(mediation, case_id, first)
    party_actions.accept_mediator(session, seat_of(mediation, case_id).id, at=AT)
    assert said(mediation, case_id) == [(first, "given", "on_page")]


def test_whoever_may_not_see_the_parties_is_not_told(mediation, begun):
    case_id, (first, _) = begun
    consent(mediation, case_id, first, to="mediator")
    assert said(mediation, case_id, who="auditor") == []


def test_by_the_page(mediation, begun, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    case_id, (first, _) = begun
    client.force_login(mediation.people["township"])
    path = f"/work/mediation/{case_id}/seats/"
    page = client.get(path, headers=ENGLISH).content.decode()
    seat = seat_of(mediation, case_id).id
    ask = f"/work/mediation/{case_id}/parties/{first}/consent/"
    assert page.count("Nothing said yet") == 2
    assert f"{ask}?seat={seat}" in page
    form = client.get(f"{ask}?seat={seat}", headers=ENGLISH).content.decode()
    assert f'<option value="{seat}"' in form
    given = {"to": "mediator", "seat": str(seat), "answer": "given", "how": "orally"}
    assert client.post(ask, given, headers=ENGLISH).status_code == 302
    assert Consent.objects.get(to="mediator").about == str(seat)
    page = client.get(path, headers=ENGLISH).content.decode()
    assert page.count("Nothing said yet") == 1
    assert "张三" in page
    assert "Given" in page
    bad = given | {"seat": "123456"}
    assert client.post(ask, bad, headers=ENGLISH).status_code == 422
