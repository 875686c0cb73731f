"""A kiosk and a board: how they are let in, what they take, and that nothing of anybody stays in them."""

from datetime import timedelta

import orjson
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.cases.models import Case, TimelineEntry
from banjie.knowledge import queries as articles
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from banjie.services.hall import keeping, queries, tickets
from banjie.services.hall.models import DeviceKind, HallDevice, Ticket
from banjie.services.hall.rules import Ending
from tests.integration.cases.world import AT, make_world
from tests.integration.services.halls import KEY, admitted, as_a_browser, device, make_hall, taken, wanted

SAID = {
    "body": "楼道灯坏了三天",
    "place_text": "幸福里2栋",
    "kind": "report",
    "identity": "confidential",
    "contact_name": "张三",
    "contact_phone": "13800000000",
    "key": KEY,
}


@pytest.fixture
def world(db, _now):
    return make_world()


@pytest.fixture
def hall(world):
    return make_hall(world)


@pytest.fixture
def kiosk(hall) -> Client:
    return device(hall)


def told(client: Client, what: str, said=None, **headers):
    return client.post(f"/hall/kiosk/{what}/", said or SAID, headers={"kiosk": "zh-hans"} | headers)


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


# Letting in


def test_the_link_makes_a_browser_a_kiosk_and_leaves_it_one_cookie(hall):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/hall/open/")
    form = soup(page).select_one("input[name=csrfmiddlewaretoken]")["value"]
    token = admitted(hall).token
    let_in = client.post("/hall/open/", {"code": token, "csrfmiddlewaretoken": form})
    assert (let_in.status_code, let_in.headers["Location"]) == (302, "/hall/kiosk/")
    cookie = let_in.cookies["hall"]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/hall/", "Strict", True)
    assert let_in.cookies["csrftoken"].value == ""
    as_a_browser(client)
    answers = [client.get("/hall/kiosk/"), told(client, "number", {"purpose": "raise", "key": KEY})]
    assert [list(answer.cookies) for answer in answers] == [[], []]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)
    assert client.get("/hall/open/").headers["Location"] == "/hall/kiosk/"
    assert HallDevice.objects.get().last_used_at == AT


def test_no_other_browser_is_a_kiosk(hall, signed_in):
    for client in (Client(), signed_in("administrator"), device(hall, DeviceKind.BOARD)):
        assert client.get("/hall/kiosk/").headers["Location"] == "/hall/open/"
        assert told(client, "send").status_code == 403
        assert told(client, "number", {"purpose": "raise"}).status_code == 403
    wrong = Client().post("/hall/open/", {"code": "bjh_no"})
    assert (wrong.status_code, list(wrong.cookies)) == (422, ["csrftoken"])
    assert Case.objects.count() == Ticket.objects.count() == 0


def test_a_kiosk_turned_away_takes_nothing_any_more(hall, kiosk, monkeypatch):
    keeping.revoke(device_id=HallDevice.objects.get().pk, by=SYSTEM, at=AT)
    refused = told(kiosk, "send")
    assert (refused.status_code, orjson.loads(refused.content)) == (403, {"ended": True})
    later = device(hall)
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=31))
    assert told(later, "send").status_code == 403
    assert Case.objects.count() == 0


def test_a_form_of_another_site_cannot_have_a_kiosk_send(kiosk):
    """The cookie does not leave another site; and a form cannot say the header."""
    assert kiosk.post("/hall/kiosk/send/", SAID).status_code == 400
    assert kiosk.get("/hall/kiosk/send/").status_code == 400
    assert Case.objects.count() == 0


# Raising a matter


def test_a_matter_is_taken_in_once_and_says_that_it_came_from_a_kiosk(world, kiosk, signed_in):
    answers = [told(kiosk, "send"), told(kiosk, "send")]
    case = Case.objects.get()
    assert [soup(answer).select_one("#tracking-code").text for answer in answers] == [case.tracking_code] * 2
    assert (case.channel, case.kind, case.area_path, case.identity) == ("counter", "report", "county", "confidential")
    assert TimelineEntry.objects.get(case=case, sequence=1).data["imported"] == {"kiosk": "一站式大厅"}
    story = soup(signed_in("dispatcher").get(f"/work/cases/{case.id}/")).select_one(".timeline").text
    assert "自助终端" in story
    assert "一站式大厅" in story


def test_the_slip_says_nothing_of_what_was_said_and_names_nobody(kiosk):
    page = soup(told(kiosk, "send"))
    assert "张三" not in page.text
    assert "13800000000" not in page.text
    assert "楼道灯" not in page.text
    assert page.select_one(".slip-qr")["src"].startswith("data:image/svg+xml")


def test_whoever_stays_anonymous_leaves_no_number_even_if_one_was_typed(kiosk):
    assert told(kiosk, "send", SAID | {"identity": "anonymous"}).status_code == 200
    assert Case.objects.get().identity == "anonymous"
    assert not hasattr(Case.objects.get(), "contact") or Case.objects.get().contact is None


@pytest.mark.parametrize(
    ("change", "screen"),
    [
        ({"body": ""}, "what"),
        ({"body": "   "}, "what"),
        ({"body": "字" * 20_001}, "what"),
        ({"place_text": "x" * 201}, "where"),
        ({"kind": "rebellion"}, "wish"),
        ({"identity": "famous"}, "who"),
        ({"contact_phone": "1" * 41}, "who"),
        ({"body": "\x00"}, "what"),
    ],
)
def test_what_cannot_be_taken_leads_back_to_its_question(kiosk, change, screen):
    answer = told(kiosk, "send", SAID | change)
    said = orjson.loads(answer.content)
    assert (answer.status_code, said["screen"]) == (422, screen)
    assert said["problem"]
    assert Case.objects.count() == 0


def test_many_people_share_a_kiosk_and_none_is_asked_for_work(kiosk):
    answers = [told(kiosk, "send", SAID | {"key": f"{each:032d}"}) for each in range(40)]
    assert {answer.status_code for answer in answers} == {200}
    assert Case.objects.count() == 40


# Numbers


def test_a_number_says_how_many_are_before_it_and_goes_with_nothing(hall, kiosk):
    taken(hall)
    page = soup(told(kiosk, "number", {"purpose": "ask", "key": KEY, "body": "not handed over"}))
    assert page.select_one(".slip-number").text == "002"
    assert "1" in page.select_one(".slip-next").text
    assert Ticket.objects.get(number=2).draft is None


def test_what_was_typed_goes_sealed_to_the_counter_and_not_onto_the_slip(world, hall, kiosk):
    page = soup(told(kiosk, "number", SAID | {"purpose": "raise", "priority": "yes", "hand_over": "yes"}))
    assert "张三" not in page.text
    assert Case.objects.count() == 0
    clerk = world.acting("intake")
    assert tickets.call_next(hall_id=hall.id, desk=3, by=clerk, at=AT) == 1
    draft = queries.draft_at(clerk.viewer, hall, 3, at=AT)
    assert draft == {name: SAID[name] for name in draft}
    assert set(draft) == set(SAID) - {"key"}
    assert Ticket.objects.get().priority


@pytest.mark.parametrize("purpose", ["", "beer", "RAISE"])
def test_a_number_is_for_something(kiosk, purpose):
    answer = told(kiosk, "number", {"purpose": purpose})
    assert (answer.status_code, orjson.loads(answer.content)["screen"]) == (422, "purpose")


def test_outside_of_hours_it_says_so_and_takes_matters_all_the_same(world):
    client = device(make_hall(world, hours="13:00-14:00"))
    assert "13:00-14:00" in client.get("/hall/kiosk/").content.decode()
    answer = told(client, "number", {"purpose": "raise"})
    assert answer.status_code == 422
    assert orjson.loads(answer.content)["problem"]
    assert told(client, "send").status_code == 200


# Following and asking


def test_a_matter_is_followed_without_its_text(kiosk):
    told(kiosk, "send")
    code = Case.objects.get().tracking_code
    page = soup(told(kiosk, "follow", {"code": code.lower().replace("-", " ")}))
    assert page.select_one("#standing").text
    assert "楼道灯" not in page.text
    unknown = told(kiosk, "follow", {"code": "0000-0000-0000"})
    assert (unknown.status_code, orjson.loads(unknown.content)["screen"]) == (422, "follow")


def test_a_question_without_an_answer_leads_to_somebody(kiosk, monkeypatch):
    monkeypatch.setattr(articles, "offered", lambda *_args, **_more: [])
    assert "窗口" in told(kiosk, "ask", {"body": "怎么办社保卡"}).content.decode()


# Languages


def test_the_language_stands_in_the_address_and_nowhere_else(kiosk):
    english = kiosk.get("/hall/kiosk/in/en/")
    assert soup(english).html["lang"] == "en"
    assert list(english.cookies) == []
    assert soup(kiosk.get("/hall/kiosk/", headers={"accept-language": "en"})).html["lang"] == "zh-CN"
    assert soup(kiosk.get("/hall/kiosk/in/xx/")).html["lang"] == "zh-CN"
    assert "Your matter is in" in told(kiosk, "send", kiosk="en").content.decode()


# The board, and from home


def state(client: Client, etag: str = ""):
    return client.get("/hall/board/state/", headers={"if-none-match": etag} if etag else {})


def test_a_board_shows_numbers_and_desks_and_nothing_else(world, hall, monkeypatch):
    board, clerk = device(hall, DeviceKind.BOARD), world.acting("intake")
    taken(hall, draft=SAID), taken(hall)
    assert orjson.loads(state(board).content) == {"waiting": 2, "open": True, "calls": []}
    tickets.call_next(hall_id=hall.id, desk=7, by=clerk, at=AT)
    answer = state(board)
    (call,) = orjson.loads(answer.content)["calls"]
    assert (call["number"], call["desk"], call["times"]) == ("001", 7, 1)
    assert "张三" not in board.get("/hall/board/").content.decode()
    assert state(board, answer.headers["ETag"]).status_code == 304
    tickets.call_again(hall_id=hall.id, number=1, by=clerk, at=AT)
    assert state(board, answer.headers["ETag"]).status_code == 200
    tickets.end(hall_id=hall.id, number=1, ending=Ending.SERVED, by=clerk, at=AT)
    assert len(orjson.loads(state(board).content)["calls"]) == 1
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=4))
    assert orjson.loads(state(board).content)["calls"] == []


def test_only_a_board_is_told(hall, kiosk):
    for client in (Client(), kiosk):
        answer = state(client)
        assert (answer.status_code, answer.headers["Board-Ended"]) == (404, "1")


def test_from_home_one_sees_how_many_wait_and_nobody(world, hall):
    taken(hall, draft=SAID), taken(hall)
    tickets.call_next(hall_id=hall.id, desk=7, by=world.acting("intake"), at=AT)
    page = soup(Client().get("/hall/hall/"))
    assert "1" in page.select_one("#waiting").text
    assert "张三" not in page.text
    assert "001" in page.text
    assert soup(Client().get("/hall/")).select_one("a[href='/hall/hall/']") is not None
    assert Client().get("/hall/nowhere/").status_code == 404
    keeping.change_hall(hall_id=hall.id, wanted=wanted(world, active=False), by=SYSTEM, at=AT)
    assert Client().get("/hall/hall/").status_code == 404
