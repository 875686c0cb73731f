"""A party reads the agreement and signs it on its telephone, and can sign nothing else."""

from datetime import timedelta

import pytest
from django.test import Client

from banjie.mediation import actions, party_actions, queries
from banjie.mediation.access import NotForYou
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import Signature
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.access.coming_in import opened
from tests.integration.mediation.agreeing import PEN, make_binding, make_draft, make_read
from tests.integration.mediation.world import make_begun
from tests.integration.web.conftest import soup

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=5)


@pytest.fixture
def read(begun):
    world, case_id, (first, second) = begun
    agreement_id, digest = make_read(world, case_id, first, second)
    return world, case_id, (first, second), agreement_id, digest


def send(phone: Client, digest: str, **more):
    return phone.post("/m/matter/agreement/", {"read": "yes", "digest": digest, "strokes": PEN, **more})


def test_it_is_read_and_signed_and_counts_once_checked(read, come_in, monkeypatch):
    world, case_id, (first, _second), agreement_id, digest = read
    monkeypatch.setattr(clock, "now", lambda: LATER)
    phone = come_in(case_id, first)
    (ask,) = [each for each in soup(phone.get("/m/matter/")).select(".party-ask a") if "agreement" in each["href"]]
    page = soup(phone.get(ask["href"]))
    assert page.select_one("input[name=digest]")["value"] == digest
    assert "3,000.00" in page.text
    assert "吊顶" in page.text
    assert send(phone, digest)["Location"] == "/m/matter/?done=signed"
    signature = Signature.objects.get()
    assert (signature.party_id, signature.identity, signature.recorded_by) == (first, "", None)
    assert not soup(phone.get("/m/matter/agreement/")).select("#sign")
    by = world.acting("township")
    actions.check_identity(case_id, signature.id, identity="card", by=by, at=LATER)
    own = queries.own_agreement(opened(world, case_id, first, at=LATER)[1], at=LATER)
    assert [each.done for each in own.signed if each.own] == [True]
    assert agreement_id == own.id


def test_a_text_that_changed_since_is_not_signed(read, come_in):
    _world, case_id, (first, _second), _agreement_id, digest = read
    phone = come_in(case_id, first)
    assert send(phone, "0" * 64).status_code == 422
    assert phone.post("/m/matter/agreement/", {"digest": digest, "strokes": PEN}).status_code == 422
    assert send(phone, digest, strokes="<script>").status_code == 422
    assert not Signature.objects.exists()


def test_nobody_signs_for_the_other_side_or_in_another_dispute(read, come_in, mediation):
    world, case_id, (first, second), agreement_id, digest = read
    other, (third, _fourth) = make_begun(mediation)
    _token, stranger = opened(world, other, third)
    with pytest.raises(BadEntry, match="agreement_unknown"):
        party_actions.sign_agreement(stranger, agreement_id, digest=digest, drawn=PEN, at=AT)
    assert come_in(other, third).get("/m/matter/agreement/").status_code == 404
    send(come_in(case_id, second), digest)
    assert [each.party_id for each in Signature.objects.all()] == [second]
    assert first != second


def test_a_draft_is_the_mediators_own(begun, come_in):
    world, case_id, (first, second) = begun
    make_draft(world, case_id, first, second)
    phone = come_in(case_id, first)
    assert phone.get("/m/matter/agreement/").status_code == 404
    assert "吊顶" not in phone.get("/m/matter/").text


def test_who_may_speak_and_not_settle_does_not_sign(read):
    world, case_id, (first, _second), agreement_id, digest = read
    speaks = actions.add_companion(
        case_id,
        first,
        role="representative",
        authority="general",
        details=Details(name="侄子"),
        by=world.acting("township"),
        at=AT,
    )
    _token, session = opened(world, case_id, first, companion_id=speaks)
    with pytest.raises(NotForYou):
        party_actions.sign_agreement(session, agreement_id, digest=digest, drawn=PEN, at=AT)
    assert not queries.own_agreement(session, at=AT).can_sign


def test_those_elected_sign_each_in_their_own_place(begun):
    world, case_id, (first, second) = begun
    by = world.acting("township")
    actions.change_party(case_id, first, by=by, at=AT, stands_for=48)
    elected = [
        actions.add_companion(
            case_id,
            first,
            role="elected",
            paper="0" * 64,
            agreed_by=48,
            authority="special",
            details=Details(name=name),
            by=by,
            at=AT,
        )
        for name in ("齐国栋", "祝文娟")
    ]
    agreement_id, digest = make_read(world, case_id, second, first)
    _token, party = opened(world, case_id, first)
    assert queries.own_agreement(party, at=AT).why_not == "signs_in_the_room"
    with pytest.raises(BadEntry, match="slot_unknown"):
        party_actions.sign_agreement(party, agreement_id, digest=digest, drawn=PEN, at=AT)
    for companion in elected:
        _token, session = opened(world, case_id, first, companion_id=companion)
        assert queries.own_agreement(session, at=AT).can_sign
        party_actions.sign_agreement(session, agreement_id, digest=digest, drawn=PEN, at=AT)
        assert queries.own_agreement(session, at=AT).waits
    waiting = Signature.objects.filter(voided_at=None, identity="")
    assert [each.companion_id for each in waiting.order_by("id")] == elected
    for each in waiting:
        actions.check_identity(case_id, each.id, identity="card", by=by, at=AT)
    assert [each.done for each in queries.own_agreement(session, at=AT).signed if each.own] == [True]


def test_who_stands_beside_the_other_side_is_not_named(read):
    world, case_id, (first, second), _agreement_id, _digest = read
    actions.add_companion(
        case_id, second, role="helper", details=Details(name="李五"), by=world.acting("township"), at=AT
    )
    _token, session = opened(world, case_id, first)
    assert "李五" not in repr(queries.own_agreement(session, at=AT))


def test_once_it_binds_the_court_is_thirty_days_away(begun, come_in):
    world, case_id, (first, second) = begun
    make_binding(world, case_id, first, second)
    page = soup(come_in(case_id, first).get("/m/matter/agreement/"))
    assert not page.select("#sign")
    assert page.select_one("h1 + p strong") is not None
