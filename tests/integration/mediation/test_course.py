"""A dispute from its intake to its end, by rungs, wishes and seats."""

from datetime import timedelta

import pytest

from banjie.cases import actions as cases
from banjie.cases import queries as case_queries
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CommandRefused
from banjie.mediation import actions
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry, DisputeNotFound, StaleDispute
from banjie.mediation.models import Dispute, RungStay, Seat
from banjie.mediation.queries import dispute_file
from banjie.mediation.sight import Sight
from tests.integration.cases.world import AT
from tests.integration.mediation.world import (
    add_parties,
    consent,
    make_begun,
    make_claimed,
    make_dispute,
    seat_alone,
)

# Thirty days later falls on no holiday, from which a deadline would move.
LATER = AT + timedelta(days=1)


def end_of_day(moment):
    """The working day ends at half past five in China."""
    return moment.replace(hour=9, minute=30)


def brief(world, case_id, who="township"):
    return case_queries.brief(case_id, world.acting(who))


def file_of(world, case_id, who):
    return dispute_file(case_id, world.acting(who).viewer, at=AT)


def test_a_dispute_goes_by_its_own_process_and_has_a_month(mediation):
    case_id = make_dispute(mediation)
    case = brief(mediation, case_id)
    assert (case.process, case.state) == ("mediation-1", "assigned")
    assert case.due_at == end_of_day(AT + timedelta(days=30))


def test_a_report_that_turns_out_to_be_a_dispute_changes_its_course_and_back(mediation):
    case_id = make_dispute(mediation)
    by = mediation.acting("dispatcher")
    cases.perform(case_id, "classify", by=by, at=AT, data={"kind": "request"})
    assert brief(mediation, case_id, "dispatcher").process == "standard-1"
    cases.perform(case_id, "classify", by=by, at=AT, data={"kind": "dispute"})
    assert brief(mediation, case_id, "dispatcher").process == "mediation-1"
    cases.perform(case_id, "claim", by=mediation.acting("township"), at=AT)
    with pytest.raises(BadData, match="kind_after_work_began"):
        cases.perform(case_id, "classify", by=by, at=AT, data={"kind": "request"})


def test_mediation_begins_only_when_everybody_agreed_and_somebody_impartial_sits(mediation):
    case_id = make_claimed(mediation)
    by = mediation.acting("township")
    actions.seat(case_id, mediation.mediators["township"], by=by, at=AT)
    with pytest.raises(CommandRefused) as refused:
        actions.begin(case_id, by=by, at=AT)
    assert refused.value.refusal.code == "all_sides_named"
    first, second = add_parties(mediation, case_id)
    with pytest.raises(CommandRefused) as refused:
        actions.begin(case_id, by=by, at=AT)
    assert refused.value.refusal.code == "mediator_seated"
    actions.declare_no_tie(case_id, by=by, at=AT)
    consent(mediation, case_id, first)
    with pytest.raises(CommandRefused) as refused:
        actions.begin(case_id, by=by, at=AT)
    assert refused.value.refusal.code == "all_consent"
    consent(mediation, case_id, second)
    actions.begin(case_id, by=by, at=LATER)
    case = brief(mediation, case_id)
    assert case.state == "mediating"
    assert case.step_due_at == end_of_day(LATER + timedelta(days=30))


def test_consent_needs_the_rights_to_be_told(mediation):
    case_id = make_claimed(mediation)
    first, _ = add_parties(mediation, case_id)
    with pytest.raises(BadEntry, match="rights_not_told"):
        actions.record_consent(
            case_id, first, to="mediation", answer="given", how="orally", by=mediation.acting("township"), at=AT
        )


@pytest.mark.parametrize(("answer", "ending"), [("withdrawn", "consent_withdrawn"), ("refused", "refused")])
def test_a_party_ends_mediation_by_its_word_and_is_told_other_ways(mediation, answer, ending):
    case_id, (first, _) = make_begun(mediation)
    ended = actions.record_consent(
        case_id, first, to="mediation", answer=answer, how="telephone", by=mediation.acting("township"), at=LATER
    )
    assert ended
    assert brief(mediation, case_id).state == "failed"
    dispute = Dispute.objects.get(case_id=case_id)
    assert (dispute.ending, dispute.ended_at) == (ending, LATER)
    timeline = case_queries.case_file(case_id, by=mediation.acting("township"), at=LATER).timeline
    assert timeline[-1].data["ways"] == ["court", "arbitration", "administrative", "legal_aid"]


def test_nobody_is_on_both_sides(mediation):
    case_id = make_claimed(mediation)
    first, second = add_parties(mediation, case_id)
    by = mediation.acting("township")
    with pytest.raises(BadEntry, match="party_on_both_sides"):
        actions.add_party(case_id, side="B", details=Details(name="张 三", phone="13800000001"), by=by, at=AT)
    with pytest.raises(BadEntry, match="companion_on_both_sides"):
        actions.add_companion(case_id, second, role="helper", details=Details(name="张三"), by=by, at=AT)
    actions.add_companion(case_id, first, role="helper", details=Details(name="王五"), by=by, at=AT)
    with pytest.raises(BadEntry, match="companion_on_both_sides"):
        actions.add_companion(case_id, second, role="lawyer", details=Details(name="王五"), by=by, at=AT)


def test_whoever_may_settle_for_a_party_has_it_in_writing(mediation):
    case_id = make_claimed(mediation)
    first, _ = add_parties(mediation, case_id)
    by = mediation.acting("township")
    with pytest.raises(BadEntry, match="authority_not_on_file"):
        actions.add_companion(
            case_id, first, role="lawyer", details=Details(name="周律"), authority="special", by=by, at=AT
        )


def test_a_minor_alone_is_not_heard(mediation):
    case_id = make_claimed(mediation)
    by = mediation.acting("township")
    child = actions.add_party(case_id, side="A", details=Details(name="小明"), minor=True, by=by, at=AT)
    other = actions.add_party(case_id, side="B", details=Details(name="李四"), by=by, at=AT)
    seat_alone(mediation, case_id, "township")
    consent(mediation, case_id, child, other)
    with pytest.raises(CommandRefused):
        actions.begin(case_id, by=by, at=AT)
    actions.add_companion(
        case_id, child, role="guardian", details=Details(name="明母"), authority="by_law", by=by, at=AT
    )
    actions.begin(case_id, by=by, at=AT)


def test_up_a_rung_the_county_takes_over_and_the_old_panel_leaves(mediation):
    case_id, _ = make_begun(mediation)
    before = brief(mediation, case_id).due_at
    actions.go_up(case_id, reason="双方分歧较大", by=mediation.acting("township"), at=LATER)
    case = brief(mediation, case_id, "dispatcher")
    assert (case.state, case.lead_unit_id) == ("assigned", mediation.committees["county"].id)
    assert case.due_at >= before + timedelta(days=30)
    assert not Seat.objects.filter(dispute_id=case_id, left_at=None).exists()
    stays = list(RungStay.objects.filter(dispute_id=case_id).values_list("key", "how"))
    assert stays == [("township", "up"), ("county", "")]
    cases.perform(case_id, "claim", by=mediation.acting("county"), at=LATER)
    actions.seat(case_id, mediation.mediators["county"], by=mediation.acting("county"), at=LATER)
    with pytest.raises(CommandRefused) as refused:
        actions.go_up(case_id, reason="x", by=mediation.acting("county"), at=LATER)
    assert refused.value.refusal.code == "rung_above"


def test_more_time_takes_every_party(mediation):
    case_id, (first, second) = make_begun(mediation)
    by = mediation.acting("township")
    until = (AT + timedelta(days=45)).date()
    consent(mediation, case_id, first, to="longer", about=until.isoformat())
    with pytest.raises(CommandRefused):
        actions.prolong(case_id, until=until, by=by, at=LATER)
    consent(mediation, case_id, second, to="longer", about=until.isoformat())
    actions.prolong(case_id, until=until, by=by, at=LATER)
    assert brief(mediation, case_id).step_due_at == end_of_day(AT + timedelta(days=45))


def test_an_objection_waits_for_the_head_of_the_committee(mediation):
    case_id = make_claimed(mediation)
    first, second = add_parties(mediation, case_id)
    taken = seat_alone(mediation, case_id, "township")
    consent(mediation, case_id, first, second)
    by = mediation.acting("township")
    objection = actions.object_to(case_id, taken, party_id=second, reason="与对方是亲戚", by=by, at=AT)
    with pytest.raises(CommandRefused):
        actions.begin(case_id, by=by, at=AT)
    with pytest.raises(DisputeNotFound):
        actions.rule_on_objection(case_id, objection, upheld=False, reason="", by=by, at=AT)
    head = mediation.acting("township_head")
    actions.rule_on_objection(case_id, objection, upheld=True, reason="属实", by=head, at=AT)
    with pytest.raises(BadEntry, match="stepped_aside_before"):
        actions.seat(case_id, mediation.mediators["township"], by=head, at=AT)
    actions.seat(case_id, mediation.mediators["second"], by=head, at=AT)
    actions.declare_no_tie(case_id, by=mediation.acting("second"), at=AT)
    actions.begin(case_id, by=mediation.acting("second"), at=AT)


def test_a_write_over_what_somebody_else_wrote_is_refused(mediation):
    case_id = make_claimed(mediation)
    seen = file_of(mediation, case_id, "township").version
    add_parties(mediation, case_id)
    with pytest.raises(StaleDispute):
        actions.describe(case_id, kind="neighbours", by=mediation.acting("township"), at=AT, expected=seen)


def test_who_sees_how_much(mediation):
    case_id, _ = make_begun(mediation)
    seen = {
        "township": Sight.PANEL,
        "township_head": Sight.FILE,
        "second": Sight.PROCEDURE,
        "dispatcher": Sight.PROCEDURE,
        "auditor": Sight.PROCEDURE,
        "supervisor": Sight.PROCEDURE,
    }
    for who, sight in seen.items():
        found = file_of(mediation, case_id, who)
        assert found.sight is sight, who
        assert ("张三" in str(found)) is (sight >= Sight.FILE), who
    for who in ("handler", "village", "county", "administrator"):
        with pytest.raises(DisputeNotFound):
            file_of(mediation, case_id, who)


def test_names_stand_nowhere_in_the_clear(mediation):
    case_id, _ = make_begun(mediation)
    told = case_queries.case_file(case_id, by=mediation.acting("township"), at=AT)
    assert "张三" not in str(told.timeline)
    rows = str(list(Dispute.objects.filter(case_id=case_id).values("parties__sealed", "seats__reason")))
    assert "张三" not in rows
    assert "13800000001" not in rows


@pytest.mark.parametrize("begun", [True, False])
def test_whoever_stepped_aside_or_was_objected_to_sees_no_more_than_others(mediation, begun):
    case_id = make_claimed(mediation)
    first, second = add_parties(mediation, case_id)
    taken = seat_alone(mediation, case_id, "township")
    consent(mediation, case_id, first, second)
    by = mediation.acting("township")
    if begun:
        actions.begin(case_id, by=by, at=AT)
        actions.recuse(case_id, reason="亲属", by=by, at=LATER)
    else:
        objection = actions.object_to(case_id, taken, party_id=second, reason="亲属", by=by, at=AT)
        head = mediation.acting("township_head")
        actions.rule_on_objection(case_id, objection, upheld=True, reason="属实", by=head, at=AT)
    assert brief(mediation, case_id).handler_id == by.actor.id
    found = file_of(mediation, case_id, "township")
    assert found.sight is Sight.PROCEDURE
    assert "张三" not in str(found)
    with pytest.raises(DisputeNotFound):
        actions.add_party(case_id, side="A", details=Details(name="王五"), by=by, at=LATER)
