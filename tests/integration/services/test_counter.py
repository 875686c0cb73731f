"""The pages of a counter and of those who keep halls."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from banjie.cases.models import Case, TimelineEntry
from banjie.organisations.models import OrganisationChange
from banjie.platform.actors import SYSTEM
from banjie.services.hall import forgetting, halls, keeping, tickets
from banjie.services.hall.models import Hall, HallDevice, Ticket
from banjie.services.hall.rules import Ending
from tests.integration.cases.test_likeness import MIXER, OTHERS, raised
from tests.integration.cases.world import AT, make_world
from tests.integration.knowledge.articles import published
from tests.integration.services.halls import admitted, make_hall, taken, wanted

SAID = {"body": "楼道灯坏了三天", "place_text": "幸福里2栋", "contact_name": "张三", "identity": "confidential"}


@pytest.fixture
def world(db, _now):
    return make_world()


@pytest.fixture
def hall(world):
    return make_hall(world)


@pytest.fixture
def clerk(world, hall, signed_in) -> Client:
    client = signed_in("intake")
    client.post("/work/counter/", {"hall": str(hall.id), "desk": "3"})
    return client


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def counter(client: Client) -> BeautifulSoup:
    answer = client.get("/work/counter/")
    assert "no-store" in answer.headers["Cache-Control"]
    return soup(answer)


def do(client: Client, number: int, what: str, **said: str) -> str:
    client.post(f"/work/counter/{number}/{what}/", said)
    return counter(client).text


# At the desk


def test_one_says_where_one_sits_before_anybody_is_called(world, hall, signed_in):
    client = signed_in("intake")
    taken(hall)
    assert counter(client).select_one("input[name=desk]") is not None
    assert client.post("/work/counter/next/").headers["Location"] == "/work/counter/"
    assert client.get("/work/counter/take/").headers["Location"] == "/work/counter/"
    wrong = client.post("/work/counter/", {"hall": str(hall.id), "desk": "0"})
    assert (wrong.status_code, Ticket.objects.get().called_at) == (422, None)


@pytest.mark.parametrize("who", ["dispatcher", "administrator", "handler", "field"])
def test_for_others_there_is_no_counter(world, hall, signed_in, who):
    client = signed_in(who)
    assert client.get("/work/counter/").status_code == 404
    assert client.post("/work/counter/", {"hall": str(hall.id), "desk": "3"}).status_code == 404
    assert "/work/counter/" not in client.get("/work/").content.decode()


def test_whoever_waits_shows_as_a_number_and_a_purpose_only(hall, clerk):
    taken(hall, draft=SAID), taken(hall, priority=True)
    page = counter(clerk)
    assert [line.span.text for line in page.select(".counter-lines li")] == ["002", "001"]
    assert "楼道灯" not in page.text
    assert "张三" not in page.text
    mark = page.select_one("#waiting [name=mark]")["value"]
    assert clerk.get("/work/counter/waiting/", {"mark": mark}).status_code == 204
    taken(hall)
    assert len(soup(clerk.get("/work/counter/waiting/", {"mark": mark})).select("li")) == 3


def test_called_called_again_absent_and_the_next(hall, clerk):
    taken(hall), taken(hall), taken(hall)
    clerk.post("/work/counter/next/")
    assert counter(clerk).select_one(".counter-number").text == "001"
    do(clerk, 1, "again")
    assert Ticket.objects.get(number=1).calls == 2
    do(clerk, 1, "absent")
    clerk.post("/work/counter/next/")
    do(clerk, 2, "hand-on", to_desk="7")
    clerk.post("/work/counter/next/")
    assert counter(clerk).select_one(".counter-number").text == "003"
    do(clerk, 3, "done")
    assert "没有人在等" in do_next(clerk)
    endings = dict(Ticket.objects.order_by("number").values_list("number", "ending"))
    assert endings == {1: "absent", 2: "", 3: "served"}


def do_next(client: Client) -> str:
    client.post("/work/counter/next/")
    return counter(client).text


@pytest.mark.parametrize("desk", ["", "0", "3", "abc", "100", "²"])
def test_nobody_is_sent_to_no_desk(hall, clerk, desk):
    taken(hall)
    clerk.post("/work/counter/next/")
    clerk.post("/work/counter/1/hand-on/", {"to_desk": desk})
    assert counter(clerk).select_one(".counter-number").text == "001"
    assert clerk.post("/work/counter/1/forget/").status_code == 404


# Taking in


def test_what_was_handed_over_is_filled_in_taken_in_and_erased(world, hall, clerk):
    taken(hall, draft=SAID)
    clerk.post("/work/counter/next/")
    assert "楼道灯坏了三天" in counter(clerk).text
    page = soup(clerk.get("/work/counter/take/"))
    form = page.select_one("#entry")
    assert (form.textarea.text.strip(), form.get("data-draft")) == ("楼道灯坏了三天", None)
    assert form.select_one("[name=contact_name]")["value"] == "张三"
    assert form.select_one("[name=channel] [selected]")["value"] == "counter"
    sent = SAID | {
        "channel": "counter",
        "through": "received",
        "key": form.select_one("[name=key]")["value"],
        "begun_at_kiosk": "yes",
    }
    receipts = [clerk.post("/work/counter/take/", sent) for _again in range(2)]
    case = Case.objects.get()
    assert {soup(receipt).select_one("#tracking-code").text for receipt in receipts} == {case.tracking_code}
    assert "张三" not in soup(receipts[0]).select_one(".slip").text
    assert "no-store" in receipts[0].headers["Cache-Control"]
    assert (case.channel, case.identity) == ("counter", "confidential")
    first = TimelineEntry.objects.get(case=case, sequence=1)
    assert first.data["imported"] == {"hall": "一站式大厅", "begun_at_kiosk": True}
    assert Ticket.objects.get().draft is None
    page = counter(clerk)
    assert page.select_one(".preserve-lines") is None
    assert len(page.select(".counter-made")) == 1
    assert Ticket.objects.get().ended_at is None


def test_a_fault_keeps_what_was_typed_and_the_draft(hall, clerk):
    taken(hall, draft=SAID)
    clerk.post("/work/counter/next/")
    answer = clerk.post("/work/counter/take/", SAID | {"body": "", "channel": "counter", "key": "k" * 20})
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content, "html.parser").select_one("[name=place_text]")["value"] == "幸福里2栋"
    assert (Case.objects.count(), Ticket.objects.get().draft is None) == (0, False)


def taken_in_at(clerk: Client, **changes: str) -> BeautifulSoup:
    key = soup(clerk.get("/work/counter/take/")).select_one("[name=key]")["value"]
    sent = SAID | {"channel": "counter", "through": "received", "key": key} | changes
    return soup(clerk.post("/work/counter/take/", sent))


def test_a_visit_sent_on_keeps_its_number_its_matter_and_its_code(world, hall, clerk, signed_in):
    """The desk it was sent to sees what was taken in, so that nobody takes it in again under another code."""
    taken(hall)
    clerk.post("/work/counter/next/")
    first = taken_in_at(clerk)
    assert first.select_one(".slip-label .strong").text == "001"
    said = do(clerk, 1, "hand-on", to_desk="7")
    assert "001" in said
    assert "7号窗口" in said
    other = Client()
    other.cookies = clerk.cookies
    other.post("/work/counter/", {"hall": str(hall.id), "desk": "7"})
    other.post("/work/counter/next/")
    page = counter(other)
    case = Case.objects.get()
    assert [link["href"] for link in page.select(".counter-made a")] == [f"/work/cases/{case.pk}/"]
    again = soup(other.post(f"/work/counter/slip/{case.pk}/"))
    assert again.select_one("#tracking-code").text == first.select_one("#tracking-code").text == case.tracking_code
    assert again.select_one(".slip-label .strong").text == "001"
    assert TimelineEntry.objects.filter(case=case).latest("sequence").command == "tell_code"
    assert Case.objects.count() == 1


def test_only_the_slip_of_this_visit_is_printed_again(hall, clerk):
    taken(hall), taken(hall)
    clerk.post("/work/counter/next/")
    taken_in_at(clerk)
    case = Case.objects.get()
    assert clerk.post(f"/work/counter/slip/{case.pk + 1}/").status_code == 404
    assert clerk.get(f"/work/counter/slip/{case.pk}/").status_code == 405
    do(clerk, 1, "done")
    clerk.post("/work/counter/next/")
    assert counter(clerk).select(".counter-made") == []
    assert clerk.post(f"/work/counter/slip/{case.pk}/").status_code == 404


def test_a_question_is_answered_at_the_counter_with_an_article(world, hall, clerk):
    article = published(world)
    taken(hall)
    clerk.post("/work/counter/next/")
    panel = soup(clerk.get("/work/counter/take/")).select_one("#articles")
    assert "load" in panel["hx-trigger"]
    offered = soup(clerk.post(panel["hx-post"], {"body": "路灯几天能修好"}))
    assert "来访人" in offered.h2.text
    assert offered.select_one("button[name=article]")["value"] == str(article)
    receipt = taken_in_at(clerk, body="路灯几天能修好", article=str(article))
    case = Case.objects.get()
    assert (case.state, case.kind, case.channel) == ("closed", "enquiry", "counter")
    assert receipt.select_one("#tracking-code").text == case.tracking_code
    first = TimelineEntry.objects.get(case=case, sequence=1)
    assert first.data["imported"]["hall"] == "一站式大厅"


@pytest.mark.parametrize("article", ["0", "999999", "x", "1" * 30])
def test_an_article_that_is_none_answers_nothing_and_keeps_what_was_typed(world, hall, clerk, article):
    taken(hall)
    clerk.post("/work/counter/next/")
    page = taken_in_at(clerk, article=article)
    assert page.select_one("[name=place_text]")["value"] == "幸福里2栋"
    assert Case.objects.count() == 0


def test_what_others_raised_before_stands_beside_a_visitors_matter_and_it_is_merged(world, hall, clerk):
    other = raised(world, OTHERS[0])
    taken(hall, draft={"body": MIXER[1]})
    clerk.post("/work/counter/next/")
    panel = soup(clerk.get("/work/counter/take/")).select_one("#alike")
    assert "load" in panel["hx-trigger"]
    offered = soup(clerk.post(panel["hx-post"], {"body": MIXER[1]}))
    assert [each["value"] for each in offered.select("[name=merge_into]")] == [str(other.case_id), ""]
    assert Case.objects.count() == 1
    receipt = taken_in_at(clerk, body=MIXER[1], merge_into=str(other.case_id), through="assigned")
    case = Case.objects.exclude(id=other.case_id).get()
    assert (case.state, case.merged_into_id, case.channel) == ("merged", other.case_id, "counter")
    assert receipt.select_one("#tracking-code").text == case.tracking_code
    assert other.number in receipt.text
    assert other.number not in receipt.select_one(".slip").text
    assert "并单办理情况" in Client().get(f"/track/{case.tracking_code}/").content.decode()


@pytest.mark.parametrize("into", ["0", "999999", "x", "1" * 30])
def test_a_visitors_matter_that_cannot_be_merged_stands_by_itself(hall, clerk, into):
    taken(hall)
    clerk.post("/work/counter/next/")
    receipt = taken_in_at(clerk, merge_into=into)
    assert receipt.select_one("#tracking-code").text == Case.objects.get().tracking_code
    assert Case.objects.get().state == "received"


def test_what_was_chosen_to_merge_into_outlives_a_fault(world, hall, clerk):
    other = raised(world, OTHERS[0])
    taken(hall)
    clerk.post("/work/counter/next/")
    page = taken_in_at(clerk, place_text="", body="", merge_into=str(other.case_id))
    assert page.select_one("#alike [name=merge_into]")["value"] == str(other.case_id)


def test_nothing_of_a_visit_is_there_when_it_has_ended(hall, clerk):
    taken(hall, draft=SAID)
    clerk.post("/work/counter/next/")
    assert "楼道灯" not in do(clerk, 1, "done")
    assert clerk.get("/work/counter/take/").headers["Location"] == "/work/counter/"


# Keeping


def test_an_administrator_sets_a_hall_up_and_lets_a_kiosk_in(world, signed_in):
    client = signed_in("administrator")
    said = {"name": "东厅", "code": "east", "unit": "centre", "hours": "9:00-12:00", "most_priority": "2"}
    made = client.post("/work/halls/new/", said | {"active": "on", "working_days_only": "on"})
    hall = Hall.objects.get()
    assert (made.headers["Location"], hall.hours) == (f"/work/halls/{hall.pk}/", "09:00-12:00")
    day = (AT + timedelta(days=30)).date().isoformat()
    shown = client.post(f"/work/halls/{hall.pk}/devices/new/", {"kind": "kiosk", "name": "门口", "last_day": day})
    address = soup(shown).select_one("[data-device-address]").text
    assert shown.headers["Cache-Control"] == "no-store"
    token = address.partition("#")[2]
    assert halls.device_with(token, at=AT).hall.code == "east"
    page = client.get(f"/work/halls/{hall.pk}/")
    assert "门口" in page.content.decode()
    assert token not in page.content.decode()
    client.post(f"/work/halls/devices/{HallDevice.objects.get().pk}/revocation/")
    assert halls.device_with(token, at=AT) is None
    changed = client.post(f"/work/halls/{hall.pk}/change/", said | {"name": "东大厅", "active": "on"})
    assert (changed.status_code, Hall.objects.get().name, Hall.objects.get().working_days_only) == (
        302,
        "东大厅",
        False,
    )
    kinds = set(OrganisationChange.objects.filter(unit_id=hall.unit_id).values_list("verb", "subject_kind"))
    assert {("create", "hall"), ("change", "hall"), ("admit", "hall_device"), ("revoke", "hall_device")} <= kinds


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"code": "Ä"}, {"hours": "always"}, {"most_priority": "0"}, {"unit": "nowhere"}, {"code": "board"}],
)
def test_what_cannot_be_a_hall_is_said_beside_its_field(world, signed_in, change):
    said = {"name": "东厅", "code": "east", "unit": "centre", "most_priority": "2", "active": "on"}
    answer = signed_in("administrator").post("/work/halls/new/", said | change)
    assert (answer.status_code, Hall.objects.count()) == (422, 0)


@pytest.mark.parametrize(("who", "status"), [("supervisor", 200), ("intake", 404), ("handler", 404), ("leader", 404)])
def test_figures_are_for_keepers_and_readers_of_reports(world, hall, signed_in, who, status):
    made = admitted(hall)
    client = signed_in(who)
    page = client.get(f"/work/halls/{hall.id}/")
    assert page.status_code == status
    assert "入口" not in page.content.decode()
    assert client.get(f"/work/halls/{hall.id}/change/").status_code == 404
    assert client.post(f"/work/halls/devices/{made.device_id}/revocation/").status_code == 404


def test_a_day_that_is_over_shows_by_its_hours(world, hall, signed_in):
    clerk, before = world.acting("intake"), AT - timedelta(days=3)
    for minutes in (2, 8):
        number = taken(hall, at=before)
        tickets.call_next(hall_id=hall.id, desk=1, by=clerk, at=before + timedelta(minutes=minutes))
        ending = Ending.ABSENT if minutes == 8 else Ending.SERVED
        tickets.end(hall_id=hall.id, number=number, ending=ending, by=clerk, at=before + timedelta(minutes=9))
    forgetting.forget_old(at=AT)
    (row,) = soup(signed_in("administrator").get(f"/work/halls/{hall.id}/")).select("#hours tbody tr")
    assert [cell.get_text(" ", strip=True).split()[-1] for cell in row.select("td")] == [
        "9:00",
        "2",
        "2",
        "8",
        "50%",
        "0",
    ]


def test_a_history_with_a_hall_in_it_can_be_read(world, hall, signed_in):
    keeping.change_hall(hall_id=hall.id, wanted=wanted(world, speaks=True), by=SYSTEM, at=AT)
    admitted(hall)
    page = signed_in("administrator").get(reverse("accounts:unit", args=[hall.unit_id]))
    assert page.status_code == 200
    assert "设置办事大厅" in page.content.decode()
