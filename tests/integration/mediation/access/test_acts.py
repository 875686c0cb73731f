"""What a party may do on its page, and that nothing of it reaches beyond its own place in its own dispute."""

import pytest

from banjie.cases import queries as case_queries
from banjie.cases.models import TimelineEntry
from banjie.mediation import access, actions, party_actions, queries
from banjie.mediation.access import NotForYou, PartyGone
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import Consent, Objection, PartyAct, PartyQuestion, Seat
from tests.integration.cases.world import AT
from tests.integration.mediation.access.coming_in import opened
from tests.integration.mediation.world import add_parties, make_begun, make_claimed, seat_alone

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(mediation):
    case_id, parties = make_begun(mediation)
    return mediation, case_id, parties


def state(world, case_id):
    return case_queries.brief(case_id, world.acting("township")).state


def test_a_party_agrees_with_its_rights_before_its_eyes(mediation):
    case_id = make_claimed(mediation)
    first, _second = add_parties(mediation, case_id)
    _token, session = opened(mediation, case_id, first)
    with pytest.raises(BadEntry, match="rights_not_told"):
        party_actions.agree_to_mediation(session, told_rights=False, at=AT)
    party_actions.agree_to_mediation(session, told_rights=True, at=AT)
    said = Consent.objects.get()
    assert (said.party_id, said.to, said.answer, said.how, said.recorded_by) == (
        first,
        "mediation",
        "given",
        "on_page",
        None,
    )
    assert [act.act for act in PartyAct.objects.all()] == ["agree"]


def test_a_party_stops_mediation_at_any_time_and_only_once(begun):
    world, case_id, (_first, second) = begun
    _token, session = opened(world, case_id, second)
    assert party_actions.leave_mediation(session, at=AT)
    assert state(world, case_id) == "failed"
    with pytest.raises(BadEntry, match="not_asked"):
        party_actions.leave_mediation(session, at=AT)
    entry = TimelineEntry.objects.filter(case_id=case_id).latest("sequence")
    assert (entry.command, entry.actor_kind, entry.actor_name) == ("end_without", "party", "B1")
    assert "李四" not in repr(entry.data)


def test_a_representative_who_may_not_settle_decides_nothing(begun):
    world, case_id, (first, _second) = begun
    by = world.acting("township")
    speaks = actions.add_companion(
        case_id, first, role="representative", authority="general", details=Details(name="侄子"), by=by, at=AT
    )
    _token, session = opened(world, case_id, first, companion_id=speaks)
    for decide in (
        lambda: party_actions.leave_mediation(session, at=AT),
        lambda: party_actions.agree_to_mediation(session, told_rights=True, at=AT),
        lambda: party_actions.wish_to_try_again(session, wishes=True, at=AT),
        lambda: party_actions.answer_question(session, 1, agrees=True, at=AT),
    ):
        with pytest.raises(NotForYou):
            decide()
    party_actions.set_reminders(session, wanted=True, at=AT)
    assert state(world, case_id) == "mediating"


def test_an_objection_is_heard_and_its_reason_stays_with_the_head_and_the_party(begun):
    world, case_id, (first, second) = begun
    seat = Seat.objects.get(dispute_id=case_id)
    _token, mine = opened(world, case_id, first)
    _token, theirs = opened(world, case_id, second)
    with pytest.raises(BadEntry, match="reason_missing"):
        party_actions.object_to_mediator(mine, seat.id, reason="  ", at=AT)
    party_actions.object_to_mediator(mine, seat.id, reason="是对方的表兄", at=AT)
    assert "表兄" in queries.own_page(mine, at=AT).seats[0].objection.reason
    assert queries.own_page(theirs, at=AT).seats[0].objection is None
    assert "表兄" not in repr(queries.own_page(theirs, at=AT))


def test_seats_and_questions_of_another_dispute_do_not_exist(begun):
    world, case_id, (first, _second) = begun
    other, _parties = make_begun(world)
    seat = Seat.objects.get(dispute_id=other)
    access.ask(other, to="video", by=world.acting("township"), at=AT)
    _token, session = opened(world, case_id, first)
    with pytest.raises(BadEntry, match="seat_unknown"):
        party_actions.accept_mediator(session, seat.id, at=AT)
    with pytest.raises(BadEntry, match="seat_unknown"):
        party_actions.object_to_mediator(session, seat.id, reason="不认识", at=AT)
    with pytest.raises(BadEntry, match="not_asked"):
        party_actions.answer_question(session, PartyQuestion.objects.get().id, agrees=True, at=AT)
    assert not Objection.objects.exists()
    assert not PartyAct.objects.exists()


def test_more_time_is_asked_and_agreed_on_the_pages(begun):
    world, case_id, (first, second) = begun
    by = world.acting("township")
    until = AT.date().replace(month=5, day=20)
    with pytest.raises(BadEntry, match="until_not_later"):
        access.ask(case_id, to="longer", until=AT.date(), by=by, at=AT)
    access.ask(case_id, to="longer", until=until, by=by, at=AT)
    asked = PartyQuestion.objects.get()
    for party in (first, second):
        _token, session = opened(world, case_id, party)
        assert [each.answer for each in queries.own_page(session, at=AT).questions] == [""]
        party_actions.answer_question(session, asked.id, agrees=True, at=AT)
        assert [each.answer for each in queries.own_page(session, at=AT).questions] == ["given"]
    assert [(each.agreed, each.silent) for each in queries.ways_in(case_id, by.viewer, at=AT).asked] == [(2, 0)]
    actions.prolong(case_id, until=until, by=by, at=AT)
    access.take_back_question(case_id, to="longer", by=by, at=AT)
    with pytest.raises(BadEntry, match="not_asked"):
        party_actions.answer_question(session, asked.id, agrees=False, at=AT)


def test_both_wish_to_try_again(begun):
    world, case_id, (first, second) = begun
    _token, mine = opened(world, case_id, first)
    with pytest.raises(BadEntry, match="not_asked"):
        party_actions.wish_to_try_again(mine, wishes=True, at=AT)
    party_actions.leave_mediation(mine, at=AT)
    later = AT.replace(hour=5)
    for party in (first, second):
        _token, session = opened(world, case_id, party, at=later)
        party_actions.wish_to_try_again(session, wishes=True, at=later)
    from banjie.mediation.queries import dispute_file

    holds = dispute_file(case_id, world.acting("township").viewer, at=later).holds
    assert "both_sides_wish" in holds


def test_what_was_left_or_withdrawn_meanwhile_writes_nothing(begun):
    world, case_id, (first, _second) = begun
    token, session = opened(world, case_id, first)
    access.leave(token, at=AT)
    with pytest.raises(PartyGone):
        party_actions.set_reminders(session, wanted=True, at=AT)
    _token, session = opened(world, case_id, first)
    access.withdraw(case_id, session.access_id, by=world.acting("township"), at=AT)
    with pytest.raises(PartyGone):
        party_actions.leave_mediation(session, at=AT)
    assert state(world, case_id) == "mediating"


def test_of_the_others_a_party_reads_the_name_alone(begun):
    world, case_id, (first, second) = begun
    by = world.acting("township")
    secret = Details(
        name="李四", phone="13900009999", email="li@unit.test", address="东街七号", paper_number="110101199001011234"
    )
    actions.change_party(case_id, second, details=secret, by=by, at=AT)
    actions.add_companion(case_id, second, role="helper", details=Details(name="李五"), by=by, at=AT)
    _token, session = opened(world, case_id, first)
    page = queries.own_page(session, at=AT)
    assert [side.names for side in page.sides] == [["李四"]]
    told = repr(page)
    for hidden in ("13900009999", "li@unit.test", "东街七号", "110101199001011234", "李五", "13800000001"):
        assert hidden not in told


def test_the_party_sees_when_its_page_was_open_and_how(begun):
    world, case_id, (first, second) = begun
    _token, session = opened(world, case_id, first)
    party_actions.set_reminders(session, wanted=True, at=AT)
    opened(world, case_id, second)
    assert [(each.channel, each.acts) for each in queries.own_visits(session)] == [("read_out", ["set_reminders"])]


def test_an_empty_seat_is_no_mediator(mediation):
    case_id = make_claimed(mediation)
    first, _second = add_parties(mediation, case_id)
    seat = seat_alone(mediation, case_id, "township")
    _token, session = opened(mediation, case_id, first)
    party_actions.accept_mediator(session, seat, at=AT)
    assert queries.own_page(session, at=AT).seats[0].accepted
    actions.recuse(case_id, reason="亲属", by=mediation.acting("township"), at=AT)
    assert queries.own_page(session, at=AT).seats == []
    with pytest.raises(BadEntry, match="seat_unknown"):
        party_actions.accept_mediator(session, seat, at=AT)
