"""Notices from the act to the eyes: who finds what, once, and what becomes of it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client

from banjie.cases import actions, deadlines, queries
from banjie.cases.acting import AS_REPORTER
from banjie.cases.models import Case, Notice, TimelineEntry
from banjie.cases.notices import marking, telling
from banjie.organisations.models import DutyShift, Staff
from banjie.organisations.queries import viewer_for
from banjie.platform import clock, events, jobs, stamps
from banjie.web import waiting
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do, matter, taken_in, walked_to_handling
from tests.integration.cases.world import AT, World
from tests.integration.organisations.factories import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def delivered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's part, done in place."""

    def now(wanted, *, at=None, once=None, **arguments):
        wanted(**arguments)

    monkeypatch.setattr(jobs, "later", now)
    monkeypatch.setattr(clock, "now", lambda: AT)
    waiting.forget()


def told(case_id: int, command: str | None = None) -> set[tuple[str, str]]:
    """(whom, of what), over all entries of the case."""
    entries = dict(TimelineEntry.objects.filter(case_id=case_id).values_list("sequence", "command"))
    rows = Notice.objects.filter(case_id=case_id).values_list("staff__username", "entry")
    found = {(who, entries[entry]) for who, entry in rows}
    return {each for each in found if command in (None, each[1])}


def page(world: World, who: str, address: str = "/work/notices/") -> BeautifulSoup:
    client = Client()
    client.force_login(world.staff[who])
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_the_ladder_reaches_handler_leader_and_supervisor_in_turn(world: World):
    made = walked_to_handling(world)
    make_staff("chief", "county_leader", world.units["government"])
    heard: list[str] = []
    while (at := Case.objects.get(id=made.case_id).next_alarm_at) is not None:
        deadlines.tick(at=at)
        heard += sorted({who for who, _ in told(made.case_id)} - set(heard))
    assert heard == ["handler", "leader", "supervisor", "chief"]


def test_of_alarms_that_come_due_at_once_each_hears_the_last_alone(world: World):
    made = walked_to_handling(world)
    deadlines.tick(at=AT + timedelta(days=60))
    assert Notice.objects.filter(case_id=made.case_id, staff=world.staff["handler"]).count() == 1
    assert TimelineEntry.objects.filter(case_id=made.case_id, command="alarm").count() > 3


def test_where_nobody_at_the_unit_is_left_the_supervisor_is_told_and_why(world: World):
    made = walked_to_handling(world)
    Staff.objects.filter(username__in=["leader", "handler"]).update(is_active=False)
    stamps.clear_all()
    deadlines.tick(at=Case.objects.get(id=made.case_id).due_at)
    theirs = Notice.objects.filter(case_id=made.case_id, staff=world.staff["supervisor"])
    assert {("unit_leader", True), ("handler", True)} <= set(theirs.values_list("asked", "stands_in"))
    assert "该单位未设负责人" in page(world, "supervisor").text


def test_whoever_is_on_duty_is_told_before_the_rest_of_the_unit(world: World):
    second = make_staff("second", "handler", world.units["urban"])
    made = taken_in(world)
    do(world, "intake", made.case_id, "accept")
    do(world, "dispatcher", made.case_id, "assign", lead=world.units["urban"].pk)
    do(world, "supervisor", made.case_id, "remind", note="请抓紧")
    assert told(made.case_id, "remind") == {("handler", "remind"), ("second", "remind"), ("leader", "remind")}
    Notice.objects.all().delete()
    DutyShift.objects.create(
        unit=world.units["urban"], staff=second, starts_at=AT - HOUR, ends_at=AT + timedelta(days=3)
    )
    do(world, "supervisor", made.case_id, "oversee", instruction="今天办结")
    assert told(made.case_id, "oversee") == {("second", "oversee"), ("leader", "oversee")}


def test_an_order_and_its_reply_find_each_other(world: World):
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "oversee", instruction="今天办结")
    assert told(made.case_id, "oversee") == {("handler", "oversee"), ("leader", "oversee")}
    assert "今天办结" in page(world, "handler").text
    do(world, "leader", made.case_id, "reply_to_oversight", reply="已派人")
    assert told(made.case_id, "reply_to_oversight") == {("supervisor", "reply_to_oversight")}


def test_what_somebody_asked_for_is_answered_to_them(world: World):
    made = walked_to_handling(world)
    do(world, "leader", made.case_id, "request_extension", amount="3wd", reason="等配件")
    do(world, "dispatcher", made.case_id, "refuse_extension", reason="不同意")
    do(world, "handler", made.case_id, "return", reason="不是我们的")
    do(world, "dispatcher", made.case_id, "rule_on_return", outcome="refused", reason="是你们的")
    do(world, "handler", made.case_id, "claim")
    do(world, "handler", made.case_id, "answer", at=AT + HOUR, **ANSWER)
    do(world, "reviewer", made.case_id, "send_back", reason="写清楚")
    assert told(made.case_id) == {
        ("leader", "refuse_extension"),
        ("handler", "rule_on_return"),
        ("handler", "send_back"),
    }


def test_an_upheld_return_tells_nobody_who_no_longer_sees_the_case(world: World):
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "return", reason="不是我们的")
    do(world, "dispatcher", made.case_id, "rule_on_return", outcome="upheld", reason="确实")
    # The case is the dispatcher's own again, who ruled; and nobody is told of their own act.
    assert told(made.case_id) == set()


def test_a_unit_called_in_is_told_and_its_result_comes_back(world: World):
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "call_in", unit=world.units["housing"].pk, task="看看墙")
    assert told(made.case_id, "call_in") == {("other_handler", "call_in")}
    do(world, "other_handler", made.case_id, "contribute", result="墙没事")
    assert told(made.case_id, "contribute") == {("handler", "contribute")}


def test_a_reply_or_a_withdrawal_of_the_reporter_reaches_the_handler(world: World):
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "ask_reporter", question="哪一盏？", within="2d")
    actions.perform(made.case_id, "provide_information", by=AS_REPORTER, at=AT + HOUR, data={"text": "第二盏"})
    actions.perform(made.case_id, "withdraw", by=AS_REPORTER, at=AT + HOUR, data={"reason": "好了"})
    assert told(made.case_id) == {("handler", "provide_information"), ("handler", "withdraw")}


def test_a_pressing_case_that_goes_to_a_unit_at_once_is_told(world: World):
    urgent = matter(world, level="critical")
    made = actions.submit(urgent, channel="hotline", by=world.acting("intake"), at=AT, lead=world.units["urban"].pk)
    state = Case.objects.get(id=made.case_id).state
    expected = {("handler", "assign"), ("leader", "assign")} if state == "assigned" else set()
    assert told(made.case_id, "assign") == expected
    made = taken_in(world, lead=world.units["urban"].pk)
    assert told(made.case_id) == set()


def test_an_alarm_that_was_not_told_before_the_case_was_settled_is_told_no_more(world: World):
    made = walked_to_handling(world)
    deadlines.tick(at=Case.objects.get(id=made.case_id).next_alarm_at)
    alarm = TimelineEntry.objects.get(case_id=made.case_id, command="alarm")
    assert told(made.case_id, "alarm") == {("handler", "alarm")}
    Notice.objects.all().delete()
    actions.perform(made.case_id, "withdraw", by=AS_REPORTER, at=AT, data={"reason": "好了"})
    assert telling.tell(made.case_id, alarm.sequence, at=AT) == 0
    assert told(made.case_id, "alarm") == set()


def test_an_alarm_of_a_step_that_is_done_by_now_is_told_no_more(world: World):
    made = taken_in(world)
    deadlines.tick(at=Case.objects.get(id=made.case_id).next_alarm_at)
    alarm = TimelineEntry.objects.get(case_id=made.case_id, command="alarm")
    assert alarm.data["clock"] == "accept"
    assert {who for who, _ in told(made.case_id, "alarm")} == {"intake"}
    Notice.objects.all().delete()
    do(world, "intake", made.case_id, "accept")
    assert telling.tell(made.case_id, alarm.sequence, at=AT) == 0


def test_a_late_review_is_the_reviewers_to_hear_of_and_an_order_the_units(world: World):
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "answer", at=AT + HOUR, **ANSWER)
    deadlines.tick(at=AT + timedelta(days=60))
    assert {who for who, _ in told(made.case_id, "alarm")} == {"reviewer", "supervisor"}
    do(world, "supervisor", made.case_id, "oversee", instruction="今天办结")
    assert told(made.case_id, "oversee") == {("handler", "oversee"), ("leader", "oversee")}


def test_a_claim_of_ones_own_queues_nothing_and_one_for_a_colleague_tells_them(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    second = make_staff("second", "handler", world.units["urban"])
    made = taken_in(world)
    do(world, "intake", made.case_id, "accept")
    do(world, "dispatcher", made.case_id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", made.case_id, "claim", handler=second.pk)
    assert told(made.case_id) == {("second", "claim")}
    queued: list[object] = []
    monkeypatch.setattr(jobs, "later", lambda *wanted, **arguments: queued.append(wanted))
    walked_to_handling(world)
    assert queued == []


def test_telling_twice_tells_once(world: World):
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "remind")
    entry = Case.objects.get(id=made.case_id).entries
    before = Notice.objects.count()
    assert before == 2
    assert telling.tell(made.case_id, entry, at=AT) == 0
    events.deliver(
        event="cases.staff_to_tell", subscriber="cases.tell_staff", news={"case_id": made.case_id, "entry": entry}
    )
    assert Notice.objects.count() == before
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(staff=world.staff["handler"], case_id=made.case_id, entry=entry, asked="handler", at=AT)


def test_most_commands_tell_nobody_and_queue_nothing(world: World):
    walked_to_handling(world)
    assert Notice.objects.count() == 0


def test_a_case_out_of_sight_takes_its_notices_along(world: World):
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "remind")
    handler = viewer_for(world.staff["handler"], AT)
    assert queries.unread_notices(handler) == 1
    do(world, "dispatcher", made.case_id, "transfer", lead=world.units["housing"].pk, reason="归住建")
    assert queries.unread_notices(handler) == 0
    assert queries.notices(handler) == ([], False)


def test_the_bell_counts_the_page_shows_and_reading_empties(world: World):
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "remind", note="请抓紧")
    client = Client()
    client.force_login(world.staff["handler"])
    listed = BeautifulSoup(client.get("/work/notices/").content, "html.parser")
    assert listed.select_one("#rail-count-notices").text == "1"
    assert "请抓紧" in listed.text
    assert "未读" in listed.select_one(".timeline").text
    link = listed.select_one(".timeline a")["href"]
    answer = client.get(link)
    assert answer.headers["Location"] == f"/work/cases/{made.case_id}/"
    waiting.forget()
    assert client.get("/work/cases/counts/").content.decode().count("rail-count-notices") == 1
    assert "未读" not in BeautifulSoup(client.get("/work/notices/").content, "html.parser").select_one(".timeline").text
    assert "没有未读消息" in client.get("/work/notices/?show=unread").content.decode()


def test_acting_on_a_case_reads_its_notices_and_one_click_reads_all(world: World):
    cases = [walked_to_handling(world).case_id for _ in range(3)]
    for case_id in cases:
        do(world, "supervisor", case_id, "remind")
    client = Client()
    client.force_login(world.staff["handler"])
    client.post(f"/work/cases/{cases[0]}/do/note/", {"text": "在办"})
    handler = viewer_for(world.staff["handler"], AT)
    assert queries.unread_notices(handler) == 2
    client.post("/work/notices/read/")
    assert queries.unread_notices(handler) == 0
    assert queries.unread_notices(viewer_for(world.staff["leader"], AT)) == 3


def test_nobody_opens_anothers_notice(world: World):
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "remind")
    theirs = Notice.objects.get(staff=world.staff["leader"])
    client = Client()
    client.force_login(world.staff["handler"])
    assert client.get(f"/work/notices/{theirs.id}/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.read_at is None
    assert Client().get("/work/notices/").status_code == 302


def test_whoever_is_never_told_has_no_bell(world: World):
    assert page(world, "auditor", "/work/cases/").select_one("#rail-count-notices") is None


def test_notices_are_forgotten_after_a_season(world: World):
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "remind")
    assert marking.forget_old(at=AT + marking.KEPT) == 0
    assert marking.forget_old(at=AT + marking.KEPT + HOUR) == 2
    assert TimelineEntry.objects.filter(case_id=made.case_id, command="remind").exists()


def test_a_page_of_notices_costs_the_same_however_many(world: World, django_assert_max_num_queries):
    for _ in range(queries.notices.__globals__["PAGE"] + 2):
        do(world, "supervisor", walked_to_handling(world).case_id, "remind")
    client = Client()
    client.force_login(world.staff["handler"])
    client.get("/work/notices/")
    with django_assert_max_num_queries(8):
        body = BeautifulSoup(client.get("/work/notices/").content, "html.parser")
    assert len(body.select(".timeline-entry")) == 30
    second = BeautifulSoup(client.get("/work/notices/?page=2").content, "html.parser")
    assert len(second.select(".timeline-entry")) == 2
