"""A matter goes round: taken in, dispatched, handled, answered, reviewed, closed, judged."""

from datetime import timedelta

import pytest

from banjie.cases import actions, integrity, queries
from banjie.cases.acting import AS_REPORTER
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.intake.draft import ContactDetails, Submission, Through
from banjie.cases.models import Case, Contact, TimelineEntry
from tests.integration.cases.world import AT, POINT_WEST, World

HOUR = timedelta(hours=1)
ANSWER = {
    "found_true": True,
    "within_duty": True,
    "contacted_how": "phone",
    "contacted_at": "2026-03-02T03:00:00Z",
    "solved": "solved",
    "internal_account": "换灯泡一只。",
    "public_reply": "路灯已修复。",
}


def matter(world: World, **changes):
    values = {
        "body": "西乡主街路灯不亮三天了，晚上看不见路。",
        "category": world.category,
        "longitude": POINT_WEST[0],
        "latitude": POINT_WEST[1],
        "contact": ContactDetails(name="某某", phone="19900000001"),
    }
    return Submission.model_validate(values | changes)


def taken_in(world: World, **options):
    return actions.submit(matter(world), channel="hotline", by=world.acting("intake"), at=AT, **options)


def do(world: World, who: str, case_id: int, command: str, at=AT, **data):
    return actions.perform(case_id, command, by=world.acting(who), at=at, data=data)


def walked_to_handling(world: World):
    case = taken_in(world)
    do(world, "intake", case.case_id, "accept")
    do(world, "dispatcher", case.case_id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", case.case_id, "claim")
    return case


def walked_to_closed(world: World):
    case = walked_to_handling(world)
    do(world, "handler", case.case_id, "answer", at=AT + HOUR, **ANSWER)
    do(world, "reviewer", case.case_id, "approve", at=AT + 2 * HOUR)
    do(world, "reviewer", case.case_id, "close", at=AT + 3 * HOUR)
    return case


def test_a_matter_goes_round_and_its_reporter_has_the_last_word(world):
    made = walked_to_closed(world)
    seen = queries.tracked(made.tracking_code, at=AT + 3 * HOUR)
    assert seen.replies[0][2] == "路灯已修复。"
    assert "rate" in seen.allowed
    data = {"solved": True, "satisfaction": 5}
    done = actions.perform(made.case_id, "rate", by=AS_REPORTER, at=AT + 4 * HOUR, data=data)
    assert done.state == "finished"
    commands = list(TimelineEntry.objects.order_by("sequence").values_list("command", flat=True))
    assert commands == ["submit", "accept", "assign", "claim", "answer", "approve", "close", "rate"]
    assert [fault for fault in integrity.verify() if isinstance(fault, integrity.Fault)] == []


def test_a_case_knows_its_area_its_centre_and_its_deadline(world):
    made = taken_in(world)
    case = Case.objects.get(id=made.case_id)
    assert case.area_path == "county.west"
    assert case.centre_id == world.units["west_centre"].pk
    assert case.due_at is not None
    assert case.due_at > AT
    assert case.step_due_at is not None


def test_the_contact_is_sealed_and_every_look_is_on_record(world):
    made = walked_to_handling(world)
    assert b"19900000001" not in bytes(Contact.objects.get(case_id=made.case_id).sealed)
    details = actions.unmask(made.case_id, purpose="上门前联系", by=world.acting("dispatcher"), at=AT)
    assert details["phone"] == "19900000001"
    looked = queries.tracked(made.tracking_code, at=AT).entries[-1]
    assert (looked.command, looked.data) == ("unmask_contact", {"purpose": "上门前联系"})
    with pytest.raises(CaseNotFound):
        actions.unmask(made.case_id, purpose="好奇", by=world.acting("auditor"), at=AT)


def test_who_wished_to_be_known_to_the_centre_only_is_shown_to_nobody_else(world):
    made = actions.submit(matter(world, identity="confidential"), channel="web", by=AS_REPORTER, at=AT)
    do(world, "intake", made.case_id, "accept")
    do(world, "dispatcher", made.case_id, "assign", lead=world.units["urban"].pk)
    with pytest.raises(CaseNotFound):
        actions.unmask(made.case_id, purpose="上门前联系", by=world.acting("handler"), at=AT)
    details = actions.unmask(made.case_id, purpose="核实情况", by=world.acting("dispatcher"), at=AT)
    assert details["phone"] == "19900000001"


def test_the_second_of_two_people_is_told_that_the_case_moved_on(world):
    made = taken_in(world)
    do(world, "intake", made.case_id, "accept")
    with pytest.raises(StaleCase) as caught:
        actions.perform(
            made.case_id,
            "decline",
            by=world.acting("dispatcher"),
            at=AT,
            data={"reason": "重复", "lawful_channel": "无"},
            expected=1,
        )
    assert (caught.value.seen, caught.value.entries) == (1, 2)
    assert Case.objects.get(id=made.case_id).state == "accepted"


def test_nobody_reviews_their_own_answer(world):
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "answer", **ANSWER)
    with pytest.raises(CommandRefused):
        do(world, "handler", made.case_id, "approve")


def test_a_return_is_ruled_on_and_counted(world):
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "return", reason="不属于本单位职责")
    ruled = do(world, "dispatcher", made.case_id, "rule_on_return", outcome="refused", reason="属于")
    assert ruled.state == "assigned"
    case = Case.objects.get(id=made.case_id)
    assert (case.returns, case.lead_unit_id) == (1, world.units["urban"].pk)


def test_asking_the_reporter_stands_the_clocks_still(world):
    made = walked_to_handling(world)
    before = Case.objects.get(id=made.case_id)
    do(world, "handler", made.case_id, "ask_reporter", at=AT + HOUR, question="哪一盏？", within="5wd")
    later = AT + timedelta(days=2)
    actions.perform(made.case_id, "provide_information", by=AS_REPORTER, at=later, data={"text": "东数第二盏"})
    after = Case.objects.get(id=made.case_id)
    assert after.state == "handling"
    assert after.due_at > before.due_at


def test_an_extension_moves_the_deadline_once_it_is_granted(world):
    made = walked_to_handling(world)
    before = Case.objects.get(id=made.case_id).due_at
    do(world, "handler", made.case_id, "request_extension", amount="3wd", reason="等配件")
    assert Case.objects.get(id=made.case_id).due_at == before
    do(world, "supervisor", made.case_id, "grant_extension")
    case = Case.objects.get(id=made.case_id)
    assert case.due_at > before
    assert not case.extension_pending


def test_a_unit_called_in_contributes_and_sees_only_then(world):
    made = walked_to_handling(world)
    with pytest.raises(CaseNotFound):
        queries.case_file(made.case_id, by=world.acting("other_handler"), at=AT)
    do(world, "handler", made.case_id, "call_in", unit=world.units["housing"].pk, task="到场", within="4h")
    do(world, "other_handler", made.case_id, "contribute", result="已到场处理")
    file = queries.case_file(made.case_id, by=world.acting("other_handler"), at=AT)
    assert file.assisting[0].result == "已到场处理"


def test_a_complaint_is_kept_from_the_unit_complained_of(world):
    made = actions.submit(
        matter(world, kind="complaint", about_unit=world.units["urban"].pk),
        channel="web",
        by=AS_REPORTER,
        at=AT,
    )
    do(world, "intake", made.case_id, "accept")
    with pytest.raises(CaseNotFound):
        queries.case_file(made.case_id, by=world.acting("leader"), at=AT)
    from banjie.cases.commands.change import BadData

    with pytest.raises(BadData) as caught:
        do(world, "dispatcher", made.case_id, "assign", lead=world.units["urban"].pk)
    assert caught.value.code == "unit_complained_of"


def test_intake_never_hands_a_complaint_to_the_unit_complained_of(world):
    from banjie.cases.errors import SubmissionRefused

    urban = world.units["urban"].pk
    with pytest.raises(SubmissionRefused) as caught:
        actions.submit(
            matter(world, kind="complaint", about_unit=urban),
            channel="hotline",
            by=world.acting("intake"),
            at=AT,
            through=Through.ASSIGNED,
            lead=urban,
        )
    assert [problem.code for problem in caught.value.problems] == ["unit_complained_of"]
    assert Case.objects.count() == 0


def test_a_complaint_about_the_centre_goes_to_the_centre_above(world):
    made = actions.submit(
        matter(world, kind="complaint", about_unit=world.units["west_centre"].pk), channel="web", by=AS_REPORTER, at=AT
    )
    assert Case.objects.get(id=made.case_id).centre_id == world.units["centre"].pk


def test_a_reporter_reopens_within_the_window_and_only_so_often(world):
    made = walked_to_closed(world)
    for round_ in (1, 2):
        actions.perform(made.case_id, "reopen", by=AS_REPORTER, at=AT + 4 * HOUR, data={"reason": "又灭了"})
        assert Case.objects.get(id=made.case_id).reopens == round_
        do(world, "dispatcher", made.case_id, "assign", lead=world.units["urban"].pk)
        do(world, "handler", made.case_id, "claim")
        do(world, "handler", made.case_id, "answer", **ANSWER)
        do(world, "reviewer", made.case_id, "approve")
        do(world, "reviewer", made.case_id, "close", at=AT + 4 * HOUR)
    with pytest.raises(CommandRefused) as caught:
        actions.perform(made.case_id, "reopen", by=AS_REPORTER, at=AT + 5 * HOUR, data={"reason": "又灭了"})
    assert caught.value.refusal.code == "reopens_left"


def test_the_same_submission_twice_makes_one_case(world):
    first = taken_in(world, key="hotline:1")
    second = taken_in(world, key="hotline:1")
    assert (second.case_id, second.repeated) == (first.case_id, True)
    assert Case.objects.count() == 1


def test_intake_may_take_a_matter_through_to_a_unit_in_one_go(world):
    made = taken_in(world, through=Through.ASSIGNED, lead=world.units["water"].pk)
    case = Case.objects.get(id=made.case_id)
    assert (case.state, case.lead_unit_id, case.entries) == ("assigned", world.units["water"].pk, 3)
    assert case.assigned_at == AT


def test_a_merge_tells_the_other_case(world):
    one, other = taken_in(world), taken_in(world)
    do(world, "intake", one.case_id, "merge", into=other.case_id, reason="同一盏灯")
    assert TimelineEntry.objects.filter(case_id=other.case_id).last().command == "merged_here"
    assert Case.objects.get(id=one.case_id).merged_into_id == other.case_id


def test_a_request_for_more_time_ends_with_its_round(world):
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "request_extension", amount="3wd", reason="等配件")
    do(world, "handler", made.case_id, "answer", **ANSWER)
    do(world, "reviewer", made.case_id, "approve")
    do(world, "reviewer", made.case_id, "close")
    do(world, "supervisor", made.case_id, "reopen", reason="没修好")
    do(world, "dispatcher", made.case_id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", made.case_id, "claim")
    assert not Case.objects.get(id=made.case_id).extension_pending
    again = do(world, "handler", made.case_id, "request_extension", amount="3wd", reason="又等配件")
    assert again.state == "handling"
