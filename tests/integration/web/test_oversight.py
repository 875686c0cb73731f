"""The oversight desk: who falls behind, what nobody moves, and reminders to many at once."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.cases.models import Case, TimelineEntry
from banjie.cases.queries import supervising
from banjie.organisations.models import DutyShift, Staff
from banjie.organisations.queries import viewer_for
from banjie.platform import clock, stamps
from tests.integration.cases.test_closed_loop import HOUR, do, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db
LATE = AT + timedelta(days=30)


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: LATE)
    return make_world()


@pytest.fixture
def supervisor(world: World) -> Client:
    client = Client()
    client.force_login(world.staff["supervisor"])
    return client


def standing(world: World, at=LATE) -> dict[int | None, supervising.UnitStanding]:
    viewer = viewer_for(world.staff["supervisor"], at)
    return {each.unit_id: each for each in supervising.standings(viewer, at=at)}


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def test_each_unit_stands_with_its_open_late_and_pressing_cases(world: World):
    late = walked_to_handling(world)
    walked_to_closed(world)
    taken_in(world)
    due = Case.objects.get(id=late.case_id).due_at
    do(world, "supervisor", late.case_id, "oversee", at=due, instruction="今天办结", within="1wd")
    urban = world.units["urban"].pk
    before = standing(world, due - HOUR)[urban]
    assert (before.open, before.at_risk, before.overdue, before.worst_due_at) == (1, 1, 0, None)
    after = standing(world, LATE)[urban]
    assert (after.open, after.at_risk, after.overdue, after.worst_due_at) == (1, 0, 1, due)
    assert (after.ordered, after.replies_late) == (1, 1)
    assert standing(world)[None].open == 1


def test_who_is_on_duty_stands_beside_the_unit(world: World):
    walked_to_handling(world)
    unit, handler = world.units["urban"], world.staff["handler"]
    DutyShift.objects.create(unit=unit, staff=handler, starts_at=LATE - HOUR, ends_at=LATE + HOUR)
    DutyShift.objects.create(unit=unit, staff=world.staff["leader"], starts_at=LATE - 3 * HOUR, ends_at=LATE - HOUR)
    assert standing(world)[unit.pk].on_duty == (handler.name,)


def test_a_complaint_about_the_supervisors_own_unit_is_not_on_the_desk(world: World):
    made = walked_to_handling(world)
    Case.objects.update(about_unit_id=world.units["centre"].pk, about_unit_path=world.units["centre"].path)
    assert standing(world) == {}
    viewer = viewer_for(world.staff["supervisor"], LATE)
    assert supervising.remindable(viewer, world.units["urban"].pk, at=LATE) == []
    assert made.number


def test_what_nobody_moves_is_found(world: World):
    gone, manned = walked_to_handling(world), walked_to_handling(world)
    viewer = viewer_for(world.staff["supervisor"], LATE)
    assert supervising.waiting_for_nobody(viewer, at=LATE) == []
    second = Staff.objects.create(username="left", name="已离岗", is_active=False)
    Case.objects.filter(id=gone.case_id).update(handler=second)
    assert [each.id for each in supervising.waiting_for_nobody(viewer, at=LATE)] == [gone.case_id]
    Staff.objects.filter(username="handler").update(is_active=False)
    stamps.clear_all()
    found = {each.id for each in supervising.waiting_for_nobody(viewer, at=LATE)}
    assert found == {gone.case_id, manned.case_id}


def test_what_is_handed_back_again_and_again_is_found(world: World):
    made = taken_in(world)
    viewer = viewer_for(world.staff["supervisor"], LATE)
    do(world, "intake", made.case_id, "accept")
    for unit, handler in (("urban", "handler"), ("housing", "other_handler")):
        assert supervising.returned_often(viewer, at=LATE) == []
        do(world, "dispatcher", made.case_id, "assign", lead=world.units[unit].pk)
        do(world, handler, made.case_id, "return", reason="不是我们的")
        do(world, "dispatcher", made.case_id, "rule_on_return", outcome="upheld", reason="确实")
    assert [each.id for each in supervising.returned_often(viewer, at=LATE)] == [made.case_id]


def test_the_desk_shows_it_all_and_leads_to_the_lists(world: World, supervisor: Client):
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "oversee", instruction="今天办结")
    page = soup(supervisor.get("/work/oversight/"))
    number = Case.objects.get(id=made.case_id).number
    assert number in page.text
    urban = world.units["urban"].pk
    overdue = page.select_one(f'a[href="/work/cases/?queue=overdue&unit={urban}"]')
    assert overdue.text == "1"
    assert number in supervisor.get(overdue["href"]).content.decode()
    assert page.select_one(f'a[href="/work/oversight/remind/{urban}/"]')


def test_an_empty_desk_says_so(world: World, supervisor: Client):
    assert "没有由您督办的在办事项" in supervisor.get("/work/oversight/").content.decode()


def test_many_are_reminded_at_once_and_each_result_is_told(world: World, supervisor: Client):
    cases = [walked_to_handling(world).case_id for _ in range(3)]
    do(world, "supervisor", cases[0], "remind", at=LATE - HOUR)
    address = f"/work/oversight/remind/{world.units['urban'].pk}/"
    asked = soup(supervisor.get(address))
    boxes = {int(box["value"]): box.has_attr("checked") for box in asked.select("input[name=case]")}
    assert boxes == {cases[0]: False, cases[1]: True, cases[2]: True}
    told = soup(supervisor.post(address, {"case": [str(each) for each in cases[:2]], "note": "请抓紧"}))
    assert "2 件中已催办 1 件" in told.text
    notes = TimelineEntry.objects.filter(command="remind", data__note="请抓紧")
    assert [entry.case_id for entry in notes] == [cases[1]]
    assert not TimelineEntry.objects.filter(command="remind", case_id=cases[2]).exists()


def test_choosing_none_keeps_the_note_and_says_what_to_do(world: World, supervisor: Client):
    walked_to_handling(world)
    answer = supervisor.post(f"/work/oversight/remind/{world.units['urban'].pk}/", {"note": "请抓紧"})
    assert answer.status_code == 422
    assert "请抓紧" in answer.content.decode()
    assert not TimelineEntry.objects.filter(command="remind").exists()


def test_a_note_that_is_too_long_is_kept_whole_and_nothing_is_sent(world: World, supervisor: Client):
    case = walked_to_handling(world).case_id
    note = "请" * 2001
    answer = supervisor.post(f"/work/oversight/remind/{world.units['urban'].pk}/", {"case": [str(case)], "note": note})
    assert answer.status_code == 422
    assert note in answer.content.decode()
    assert not TimelineEntry.objects.filter(command="remind").exists()


def test_only_cases_of_that_unit_that_are_overdue_can_be_reminded_there(world: World, supervisor: Client):
    elsewhere = taken_in(world).case_id
    walked_to_handling(world)
    answer = supervisor.post(f"/work/oversight/remind/{world.units['urban'].pk}/", {"case": [str(elsewhere)]})
    assert answer.status_code == 422
    assert supervisor.get("/work/oversight/remind/999999/").status_code == 404


@pytest.mark.parametrize("who", ["dispatcher", "handler", "auditor", "intake", "administrator"])
def test_for_others_there_is_no_desk(world: World, who: str):
    client = Client()
    client.force_login(world.staff[who])
    assert client.get("/work/oversight/").status_code == 404
    assert client.post(f"/work/oversight/remind/{world.units['urban'].pk}/", {"case": ["1"]}).status_code == 404
    assert Client().get("/work/oversight/").status_code == 302


def test_the_desk_costs_the_same_however_many_cases_and_units(world: World, supervisor: Client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        supervisor.get("/work/oversight/")
        with CaptureQueriesContext(connection) as captured:
            supervisor.get("/work/oversight/")
        return len([each for each in captured.captured_queries if "platform_stamp" not in each["sql"]])

    walked_to_handling(world)
    first = cost()
    for _ in range(6):
        walked_to_handling(world)
    made = taken_in(world)
    do(world, "intake", made.case_id, "accept")
    do(world, "dispatcher", made.case_id, "assign", lead=world.units["housing"].pk)
    assert cost() == first <= 10
