"""Who is suggested, who hands over to whom, and who joins from another committee."""

from datetime import date, timedelta

import pytest

from banjie.cases import actions as cases
from banjie.cases import queries as case_queries
from banjie.mediation import actions
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import Absence, Committee, JointCommittee, Mediator, Objection, Seat, Tie
from banjie.mediation.queries import dispute_file, suggestions
from banjie.mediation.sight import Sight
from tests.integration.cases.world import AT
from tests.integration.mediation.world import FIRST_DAY, add_parties, make_begun, make_claimed, seat_alone
from tests.integration.organisations.factories import make_staff, make_unit

LATER = AT + timedelta(days=1)


def suggested(world, case_id, who="township_head", **more):
    file = dispute_file(case_id, world.acting(who).viewer, at=AT)
    return suggestions(file, at=AT, **more)


def enter(world, name, committee, **values):
    """Another mediator of a committee. Returns the id."""
    staff = world.people[name] = make_staff(f"mediator_{name}", "mediator", committee)
    made = actions.change_mediator(
        staff.id,
        committee.id,
        values={"kind": "full_time", "term_from": FIRST_DAY} | values,
        by=world.acting("administrator"),
        at=AT,
    )
    world.mediators[name] = made
    return made


def make_trade_committee(world, *, code="homes", trade="property", kind="trade"):
    unit = make_unit(code, area=world.base.county, parent=world.base.units["government"], name=f"{code}调解委员会")
    values = {"kind": kind, "trade": trade, "short_name": code}
    actions.change_committee(unit.id, values=values, by=world.acting("administrator"), at=AT)
    return unit


def test_the_head_is_told_who_fits_and_who_cannot_sit(mediation):
    case_id = make_claimed(mediation)
    actions.describe(case_id, kind="property", by=mediation.acting("township"), at=AT)
    enter(mediation, "third", mediation.committees["township"], skills=["property"])
    Absence.objects.create(mediator_id=mediation.mediators["second"], since=AT.date(), until=AT.date())
    found = suggested(mediation, case_id)
    assert [each.mediator_id for each in found.suggested] == [
        mediation.mediators["third"],
        mediation.mediators["township"],
    ]
    assert found.suggested[0].points > found.suggested[1].points
    assert [(each.mediator_id, each.code) for each in found.barred] == [
        (mediation.mediators["second"], "mediator_away")
    ]


def test_suggestions_are_for_whoever_may_read_the_file(mediation):
    case_id, _ = make_begun(mediation)
    file = dispute_file(case_id, mediation.acting("second").viewer, at=AT)
    assert file.sight is Sight.PROCEDURE
    with pytest.raises(DisputeNotFound):
        suggestions(file, at=AT)


def test_a_mediator_whose_own_unit_is_a_party_cannot_sit(mediation):
    case_id = make_claimed(mediation)
    add_parties(mediation, case_id)
    name = mediation.committees["township"].name
    actions.add_party(
        case_id,
        side="B",
        kind="organisation",
        details=Details(name=f" {name} "),
        by=mediation.acting("township"),
        at=AT,
    )
    found = suggested(mediation, case_id)
    assert list(found.suggested) == []
    assert {each.code for each in found.barred} == {"own_unit_is_party"}
    with pytest.raises(BadEntry, match="own_unit_is_party"):
        actions.seat(case_id, mediation.mediators["second"], by=mediation.acting("township_head"), at=AT)


def test_whoever_declares_a_tie_is_not_seated_and_the_words_are_sealed(mediation):
    case_id = make_claimed(mediation)
    second = mediation.mediators["second"]
    actions.declare_tie(case_id, second, kind="relative", note="李四是我表哥", by=mediation.acting("second"), at=AT)
    assert ("李四" in str(Tie.objects.values().get())) is False
    assert {each.code for each in suggested(mediation, case_id).barred} == {"tie_declared"}
    with pytest.raises(BadEntry, match="tie_declared"):
        actions.seat(case_id, second, by=mediation.acting("township_head"), at=AT)
    with pytest.raises(DisputeNotFound):
        actions.declare_tie(
            case_id, mediation.mediators["township"], kind="close", by=mediation.acting("second"), at=AT
        )
    actions.erase_due([case_id], at=LATER)
    assert Tie.objects.get().note is None


def test_stepping_aside_names_the_tie_and_seals_the_words(mediation):
    case_id, _ = make_begun(mediation)
    by = mediation.acting("township")
    actions.recuse(case_id, tie="close", reason="与李四是多年好友", by=by, at=LATER)
    seat = Seat.objects.get(dispute_id=case_id)
    assert (seat.why_left, seat.reason, seat.left_at) == ("recused", "close", LATER)
    timeline = case_queries.case_file(case_id, by=by, at=LATER).timeline
    assert "好友" not in str(timeline) + str(list(Tie.objects.values())) + str(list(Seat.objects.values()))
    with pytest.raises(BadEntry, match="tie_declared"):
        actions.seat(case_id, mediation.mediators["township"], by=mediation.acting("township_head"), at=LATER)


def test_an_objection_is_forgotten_with_the_people_it_tells_of(mediation):
    case_id, (_, second) = make_begun(mediation)
    taken = Seat.objects.get(dispute_id=case_id)
    by = mediation.acting("township")
    actions.object_to(case_id, taken.id, party_id=second, reason="与对方同村", by=by, at=AT)
    actions.erase_due([case_id], at=LATER)
    assert bytes(Objection.objects.get().reason) == b""
    (seat,) = dispute_file(case_id, by.viewer, at=LATER).seats
    assert [each.reason for each in seat.objections] == [""]


def test_handing_over_passes_the_dispute_and_closes_the_file_to_whoever_left(mediation):
    case_id, _ = make_begun(mediation)
    seat = Seat.objects.get(dispute_id=case_id)
    by = mediation.acting("township")
    new = actions.hand_over(case_id, seat.id, to_mediator_id=mediation.mediators["second"], why="away", by=by, at=LATER)
    case = case_queries.brief(case_id, by)
    assert case.handler_id == mediation.people["second"].id
    assert case.state == "mediating"
    seat.refresh_from_db()
    assert (seat.why_left, seat.reason) == ("handed_over", "away")
    assert dispute_file(case_id, by.viewer, at=LATER).sight is Sight.PROCEDURE
    file = dispute_file(case_id, mediation.acting("second").viewer, at=LATER)
    assert file.sight is Sight.PANEL
    assert "mediator_seated" not in file.holds
    actions.declare_no_tie(case_id, by=mediation.acting("second"), at=LATER)
    assert "mediator_seated" in dispute_file(case_id, mediation.acting("second").viewer, at=LATER).holds
    entry = case_queries.case_file(case_id, by=by, at=LATER).timeline[-1]
    assert entry.command == "hand_over"
    assert Seat.objects.get(id=new).chair is False


def test_only_the_one_who_sits_or_the_head_hands_over(mediation):
    case_id, _ = make_begun(mediation)
    seat = Seat.objects.get(dispute_id=case_id)
    to = {"to_mediator_id": mediation.mediators["second"], "why": "load", "at": LATER}
    with pytest.raises(DisputeNotFound):
        actions.hand_over(case_id, seat.id, by=mediation.acting("second"), **to)
    with pytest.raises(BadEntry, match="other_committee"):
        actions.hand_over(
            case_id,
            seat.id,
            by=mediation.acting("township"),
            **(to | {"to_mediator_id": mediation.mediators["county"]}),
        )
    with pytest.raises(BadEntry, match="sits_already"):
        actions.hand_over(
            case_id,
            seat.id,
            by=mediation.acting("township"),
            **(to | {"to_mediator_id": mediation.mediators["township"]}),
        )
    actions.hand_over(case_id, seat.id, by=mediation.acting("township_head"), **to)


def test_a_panel_of_the_trade_is_suggested_and_sees_the_case_once_it_is_called_in(mediation):
    case_id = make_claimed(mediation)
    by = mediation.acting("township_head")
    actions.describe(case_id, kind="property", by=mediation.acting("township"), at=AT)
    homes = make_trade_committee(mediation)
    expert = enter(mediation, "expert", homes, kind="expert", skills=["property"])
    (line,) = suggested(mediation, case_id).joint
    assert (line.unit_id, line.why, line.joined) == (homes.id, "trade", False)
    assert [each.mediator_id for each in line.suggested] == [expert]
    with pytest.raises(DisputeNotFound):
        dispute_file(case_id, mediation.acting("expert").viewer, at=AT)
    with pytest.raises(BadEntry, match="other_committee"):
        actions.seat(case_id, expert, by=by, at=AT)
    with pytest.raises(DisputeNotFound):
        actions.seat_from_another(
            case_id, expert, why="trade", task="请参加联合调解", by=mediation.acting("second"), at=AT
        )
    actions.seat_from_another(case_id, expert, why="trade", task="请参加联合调解", by=by, at=AT)
    file = dispute_file(case_id, mediation.acting("expert").viewer, at=AT)
    assert file.sight is Sight.PANEL
    assert JointCommittee.objects.get(dispute_id=case_id).committee_id == homes.id
    assert suggested(mediation, case_id).joint[0].joined
    another = enter(mediation, "another", homes, kind="trade")
    actions.seat(case_id, another, by=by, at=AT)
    assert Seat.objects.filter(dispute_id=case_id, left_at=None).count() == 2


def test_two_jurisdictions_sit_together_where_one_wrote(mediation):
    case_id = make_claimed(mediation)
    other = mediation.base.townships[1]
    east = make_unit("mediation_east", area=other, parent=mediation.base.units["government"], name="东镇调委会")
    values = {"kind": "township", "short_name": "东"}
    actions.change_committee(east.id, values=values, by=mediation.acting("administrator"), at=AT)
    theirs = enter(mediation, "theirs", east)
    by = mediation.acting("township_head")
    assert list(suggested(mediation, case_id).joint) == []
    assert [each.unit_id for each in suggested(mediation, case_id, beside=east.id).joint] == [east.id]
    actions.record_referral(
        case_id,
        incoming=True,
        body="jurisdiction",
        body_name=other.name,
        letter_on=AT.date(),
        by=mediation.acting("township"),
        at=AT,
    )
    (line,) = suggested(mediation, case_id).joint
    assert (line.unit_id, line.why) == (east.id, "jurisdiction")
    actions.seat_from_another(case_id, theirs, why=line.why, task="联合调解", by=by, at=AT)
    seat_alone(mediation, case_id, "township")
    actions.declare_no_tie(case_id, by=mediation.acting("theirs"), at=AT)
    assert "mediator_seated" not in dispute_file(case_id, by.viewer, at=AT).holds
    own = Seat.objects.get(dispute_id=case_id, mediator_id=mediation.mediators["township"])
    actions.take_chair(case_id, own.id, by=by, at=AT)
    assert "mediator_seated" in dispute_file(case_id, by.viewer, at=AT).holds


def test_a_committee_called_in_before_is_not_called_twice(mediation):
    case_id = make_claimed(mediation)
    homes = make_trade_committee(mediation)
    expert = enter(mediation, "expert", homes)
    by = mediation.acting("township_head")
    cases.perform(case_id, "call_in", by=by, at=AT, data={"unit": homes.id, "task": "请协助"})
    actions.seat_from_another(case_id, expert, why="trade", task="联合调解", by=by, at=AT)
    assert len(case_queries.case_file(case_id, by=by, at=AT).assisting) == 1


def test_a_list_is_kept_by_the_head_and_nobody_takes_a_mediator_away(mediation):
    head, staff = mediation.acting("village_head"), mediation.people["county"]
    values = {"kind": "part_time", "term_from": date(2026, 1, 1)}
    village = mediation.committees["village"].id
    with pytest.raises(DisputeNotFound):
        actions.change_mediator(staff.id, mediation.committees["county"].id, values=values, by=head, at=AT)
    with pytest.raises(BadEntry, match="mediator_elsewhere"):
        actions.change_mediator(staff.id, village, values=values, by=head, at=AT)
    with pytest.raises(BadEntry, match="term_ends_before"):
        actions.change_mediator(
            mediation.people["village"].id, village, values=values | {"term_until": FIRST_DAY}, by=head, at=AT
        )
    with pytest.raises(DisputeNotFound):
        actions.change_mediator(staff.id, village, values=values, by=mediation.acting("village"), at=AT)
    county_head = mediation.acting("county_head")
    actions.change_mediator(
        staff.id, mediation.committees["county"].id, values={"active": False}, by=county_head, at=AT
    )
    actions.change_mediator(staff.id, village, values=values | {"active": True}, by=head, at=AT)
    assert Mediator.objects.get(staff=staff).committee_id == village
    assert Committee.objects.filter(unit_id=village).exists()


def test_absences_are_entered_and_taken_back_by_oneself_or_the_head(mediation):
    mediator = mediation.mediators["second"]
    since = AT.date() + timedelta(days=2)
    actions.record_absence(mediator, since=since, until=since, by=mediation.acting("second"), at=AT)
    absence = Absence.objects.get()
    with pytest.raises(DisputeNotFound):
        actions.cancel_absence(mediator, absence.id, by=mediation.acting("township"), at=AT)
    with pytest.raises(BadEntry, match="absence_unknown"):
        actions.cancel_absence(mediation.mediators["township"], absence.id, by=mediation.acting("township_head"), at=AT)
    actions.cancel_absence(mediator, absence.id, by=mediation.acting("township_head"), at=AT)
    assert not Absence.objects.exists()
