"""Rounds: an agenda that makes itself, what is decided, minutes, tasks, and everything that is not let in."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from banjie.cases import actions as cases
from banjie.cases.acting import AS_SYSTEM
from banjie.cases.intake.draft import Submission, Through
from banjie.mediation.actions import risk_places, rounds
from banjie.mediation.actions.rounds import Task
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import Round
from banjie.mediation.queries.rounds import plans_of, round_file, rounds_of, tasks_of
from banjie.mediation.rounds.texts import AboutAPerson
from tests.integration.cases.world import AT, POINT_WEST
from tests.integration.mediation.world import make_begun, make_dispute

A_DAY = timedelta(days=1)
TODAY = date(2026, 3, 2)


@pytest.fixture
def planned(mediation):
    """A round of the western township today, held by its committee."""
    west = mediation.base.townships[0]
    rounds.plan_rounds(
        area_path=west.path,
        unit_id=mediation.committees["township"].id,
        first_on=TODAY,
        by=mediation.acting("township_head"),
        at=AT,
    )
    return Round.objects.get()


def head(mediation, at=AT):
    return mediation.acting("township_head", at)


def opened(mediation, found, at=AT):
    rounds.open_round(found.id, by=head(mediation, at), at=at)
    return round_file(found.id, head(mediation, at).viewer, at=at)


def enter(mediation, at=AT, **more):
    given = {"kind": "building_site", "place": "金色家园二期", "what": "停工三个月，交房无期", "urgency": 2} | more
    return risk_places.enter_place(area_path=mediation.base.townships[0].path, **given, by=head(mediation, at), at=at)


def decide_all(mediation, file, at=AT):
    for item in file.items:
        if item.required:
            decision = "kept" if item.kind == "place" else "on_course"
            rounds.decide_item(file.id, item.id, decision=decision, by=head(mediation, at), at=at)


def test_a_township_has_its_round_every_half_month(planned):
    assert planned.plan.interval == "half_month"
    assert planned.held_on == TODAY
    assert planned.number == 1


def test_the_agenda_makes_itself(mediation, planned):
    case_id, _ = make_begun(mediation)
    place = enter(mediation)
    file = opened(mediation, planned)
    by_kind = {item.kind: item for item in file.items}
    assert by_kind["dispute"].case_id == case_id
    assert "new" in by_kind["dispute"].why
    assert by_kind["place"].place_id == place
    assert file.counts["open"] == 1
    assert "title" not in by_kind["dispute"].seen


def test_cases_of_one_kind_at_one_place_are_called_up(mediation, planned):
    for number in range(3):
        submission = Submission(
            title=f"夜间施工噪声{number}",
            body="整夜施工。",
            kind="report",
            category=mediation.base.category,
            longitude=POINT_WEST[0],
            latitude=POINT_WEST[1],
        )
        cases.submit(
            submission, channel="counter", by=mediation.base.acting("dispatcher"), at=AT, through=Through.ACCEPTED
        )
    viewer = mediation.base.acting("west_dispatcher")
    found = Round.objects.get()
    rounds.open_round(found.id, by=viewer, at=AT + timedelta(minutes=1))
    file = round_file(found.id, viewer.viewer, at=AT)
    cluster = next(item for item in file.items if item.kind == "cluster")
    assert cluster.seen["cases"] == 3
    assert cluster.why == ["new"]


def test_what_has_not_moved_since_the_last_round_is_said(mediation, planned):
    case_id, _ = make_begun(mediation)
    enter(mediation)
    file = opened(mediation, planned)
    decide_all(mediation, file)
    rounds.close_round(file.id, by=head(mediation), at=AT)
    later = AT + 15 * A_DAY
    second = Round.objects.get(state="planned")
    assert second.held_on == date(2026, 3, 17)
    file = opened(mediation, second, later)
    dispute = next(item for item in file.items if item.kind == "dispute")
    assert "unmoved" in dispute.why
    assert next(item for item in file.items if item.kind == "place").why == ["carried"]
    assert dispute.case_id == case_id


def test_work_needs_a_unit_and_a_day(mediation, planned):
    make_dispute(mediation)
    file = opened(mediation, planned)
    item = file.items[0]
    with pytest.raises(BadEntry, match="task_missing"):
        rounds.decide_item(file.id, item.id, decision="given", by=head(mediation), at=AT)
    past = Task(mediation.committees["village"].id, "上门走访", TODAY - A_DAY)
    with pytest.raises(BadEntry, match="due_past"):
        rounds.decide_item(file.id, item.id, decision="given", tasks=[past], by=head(mediation), at=AT)


def test_a_round_is_not_closed_over_what_is_undecided(mediation, planned):
    make_dispute(mediation)
    file = opened(mediation, planned)
    with pytest.raises(BadEntry, match="all_decided"):
        rounds.close_round(file.id, by=head(mediation), at=AT)


def test_from_a_decision_to_a_task_that_is_done(mediation, planned):
    make_dispute(mediation)
    file = opened(mediation, planned)
    task = Task(mediation.committees["village"].id, "组织双方现场调处", TODAY + 5 * A_DAY)
    rounds.decide_item(file.id, file.items[0].id, decision="joint", tasks=[task], by=head(mediation), at=AT)
    rounds.set_attending(file.id, unit_ids=[mediation.committees["village"].id], by=head(mediation), at=AT)
    rounds.close_round(file.id, by=head(mediation), at=AT)
    closed = round_file(file.id, head(mediation).viewer, at=AT)
    assert closed.state == "followed"
    assert closed.minutes["items"][0]["tasks"][0]["what"] == "组织双方现场调处"
    assert closed.minutes["next_on"] == "2026-03-17"
    assert rounds.digest_of(closed.minutes) == closed.digest
    waiting = tasks_of(mediation.acting("village").viewer, at=AT)
    assert [each.what for each in waiting] == ["组织双方现场调处"]
    with pytest.raises(DisputeNotFound):
        rounds.report_task(waiting[0].id, report="已处理", by=mediation.base.acting("handler"), at=AT)
    rounds.report_task(waiting[0].id, report="已现场调处，双方约定再谈", by=mediation.acting("village"), at=AT)
    assert Round.objects.get(id=file.id).state == "finished"
    with pytest.raises(BadEntry):
        rounds.report_task(waiting[0].id, report="再报", by=mediation.acting("village"), at=AT)


def test_a_place_that_is_taken_off_does_not_come_again(mediation, planned):
    enter(mediation)
    file = opened(mediation, planned)
    rounds.decide_item(file.id, file.items[0].id, decision="off", by=head(mediation), at=AT)
    rounds.close_round(file.id, by=head(mediation), at=AT)
    later = AT + 15 * A_DAY
    file = opened(mediation, Round.objects.get(state="planned"), later)
    assert file.items == []


def test_a_round_opens_on_its_day_and_not_before(mediation, planned):
    Round.objects.filter(id=planned.id).update(held_on=TODAY + A_DAY)
    with pytest.raises(BadEntry, match="day_come"):
        rounds.open_round(planned.id, by=head(mediation), at=AT)


def test_rounds_that_nobody_held_are_shown_as_missed(mediation, planned):
    at = AT + 40 * A_DAY
    assert rounds.schedule_due(at=at) == 2
    assert rounds.schedule_due(at=at) == 0
    states = list(Round.objects.order_by("held_on").values_list("held_on", "state"))
    assert states == [(TODAY, "missed"), (date(2026, 3, 17), "missed"), (date(2026, 4, 2), "planned")]
    assert plans_of(head(mediation, at).viewer, at=at)[0].missed == 2
    assert [line.late for line in rounds_of(head(mediation, at).viewer, at=at) if line.state == "planned"] == [True]


def test_a_new_plan_takes_the_place_of_the_old_one(mediation, planned):
    rounds.plan_rounds(
        area_path=planned.plan.area_path,
        unit_id=planned.plan.unit_id,
        first_on=TODAY + A_DAY,
        interval="week",
        by=head(mediation),
        at=AT,
    )
    assert [each.plan.interval for each in Round.objects.filter(state="planned")] == ["week"]


@pytest.mark.parametrize("who", ["village", "village_head", "handler", "other_handler", "administrator", "field"])
def test_whoever_does_not_hold_rounds_there_has_none(mediation, planned, who):
    acting = mediation.acting(who)
    with pytest.raises(DisputeNotFound):
        round_file(planned.id, acting.viewer, at=AT)
    with pytest.raises(DisputeNotFound):
        rounds.open_round(planned.id, by=acting, at=AT)


def test_the_auditor_looks_on_and_opens_nothing(mediation, planned):
    auditor = mediation.base.acting("auditor")
    assert round_file(planned.id, auditor.viewer, at=AT).commands == frozenset()
    with pytest.raises(BadEntry, match="not_yours"):
        rounds.open_round(planned.id, by=auditor, at=AT)


def test_a_case_that_a_viewer_may_not_see_stays_unseen_in_the_round(mediation, planned):
    make_dispute(mediation, committee="village")
    found = Round.objects.get()
    rounds.open_round(found.id, by=mediation.base.acting("west_dispatcher"), at=AT)
    mine = round_file(found.id, mediation.base.acting("west_dispatcher").viewer, at=AT)
    assert mine.items[0].seen["number"]
    case = mine.items[0].case_id
    cases.perform(
        case,
        "transfer",
        by=mediation.base.acting("dispatcher"),
        at=AT,
        data={"lead": mediation.committees["county"].id, "reason": "x"},
    )
    theirs = round_file(found.id, head(mediation).viewer, at=AT)
    assert theirs.items[0].hidden
    assert theirs.items[0].seen == {}
    assert theirs.items[0].case_id is None


# As somebody who would misuse it


@pytest.mark.parametrize(
    "given",
    [
        {"place": "张三"},
        {"place": "上访户王五家"},
        {"what": "重 点 人 员 三名，须盯防"},
        {"what": "村民李建国多次到省上访"},
        {"what": "牵头人电话 138 0000 0001"},
        {"what": "身份证 51010619900307751X"},
        {"what": "停工。" + "工地" * 149 + "村民张三反映"},
        {"place": "3号楼2单元501室"},
    ],
)
def test_a_private_person_is_not_entered_as_a_place(mediation, planned, given):
    with pytest.raises(AboutAPerson) as refused:
        enter(mediation, **given)
    assert refused.value.code == "about_a_person"
    assert refused.value.found


def test_nor_as_a_task_nor_as_a_report(mediation, planned):
    make_dispute(mediation)
    file = opened(mediation, planned)
    unit = mediation.committees["village"].id
    bad = Task(unit, "稳控重点人员，盯住张三", TODAY + A_DAY)
    with pytest.raises(AboutAPerson):
        rounds.decide_item(file.id, file.items[0].id, decision="given", tasks=[bad], by=head(mediation), at=AT)
    good = Task(unit, "核实停工原因", TODAY + A_DAY)
    rounds.decide_item(file.id, file.items[0].id, decision="given", tasks=[good], by=head(mediation), at=AT)
    rounds.close_round(file.id, by=head(mediation), at=AT)
    task = tasks_of(mediation.acting("village").viewer, at=AT)[0]
    with pytest.raises(AboutAPerson):
        rounds.report_task(task.id, report="已找张三谈话，电话13800000001", by=mediation.acting("village"), at=AT)


def test_no_table_of_rounds_has_a_column_for_a_person():
    """Whoever wrote something is on record as staff; nothing else could hold a person."""
    staff = {"set_by", "opened_by", "closed_by", "entered_by", "settled_by", "decided_by", "done_by"}
    texts = {"place": 80, "what": None, "report": 200}
    for name in ("RoundPlan", "Round", "RiskPlace", "RoundItem", "RoundTask"):
        model = apps.get_model("mediation", name)
        for field in model._meta.concrete_fields:
            target = field.related_model.__name__ if field.related_model else ""
            assert target in {"", "Area", "Unit", "Case", "RoundPlan", "Round", "RiskPlace", "RoundItem"}, (
                name,
                field.name,
            )
            if field.get_internal_type() == "BigIntegerField":
                assert field.name in staff
            if field.get_internal_type() in {"TextField", "CharField"} and not field.choices:
                assert field.name in texts.keys() | {"process", "state", "digest", "kind", "area_path"}, (
                    name,
                    field.name,
                )


def test_the_minutes_hold_no_title_and_no_name_of_a_case(mediation, planned):
    make_dispute(mediation, title="张三与李四噪声纠纷")
    file = opened(mediation, planned)
    decide_all(mediation, file)
    rounds.close_round(file.id, by=head(mediation), at=AT)
    kept = str(round_file(file.id, head(mediation).viewer, at=AT).minutes)
    assert "张三" not in kept


def test_two_jobs_at_once_plan_one_round(mediation, planned):
    Round.objects.filter(id=planned.id).update(state="missed")
    rounds.schedule_due(at=AT)
    rounds.schedule_due(at=AT)
    assert Round.objects.filter(state="planned").count() == 1


def test_the_system_does_not_sit(mediation, planned):
    with pytest.raises(BadEntry):
        rounds.open_round(planned.id, by=AS_SYSTEM, at=AT)
