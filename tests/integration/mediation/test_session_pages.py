"""The pages of sessions: walked from a proposal to locked minutes by a mediator, and closed to others."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.mediation import actions
from banjie.mediation.actions import sessions
from banjie.mediation.details import Details
from banjie.mediation.models import Session
from banjie.mediation.queries.minutes import minutes_of
from banjie.mediation.sessions import reading
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.sitting import STROKES, THEN, arrange, begin_session, party, sign_and_lock, write
from tests.integration.mediation.world import make_begun

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch):
    """The server's clock, to be set: `now(THEN)`."""

    def stand_at(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    stand_at(AT)
    return stand_at


@pytest.fixture
def client_of(mediation):
    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(mediation.people.get(who) or mediation.base.staff[who])
        return client

    return sign_in


def page(answer, status=200) -> BeautifulSoup:
    assert answer.status_code == status, answer.content.decode()[:3000]
    return BeautifulSoup(answer.content, "html.parser")


def local(moment) -> str:
    return moment.strftime("%Y-%m-%dT") + f"{moment.hour + 8:02}:{moment.minute:02}"


def the_session(case_id) -> Session:
    return Session.objects.for_reader(reading.panel(case_id)).latest("id")


def address(case_id, session_id, rest="") -> str:
    return f"/work/mediation/{case_id}/sessions/{session_id}/{rest}"


def test_a_mediator_walks_a_session_from_its_times_to_locked_minutes(mediation, client_of, now):
    case_id, (first, second) = make_begun(mediation)
    client = client_of("township")
    form = page(client.get(f"/work/mediation/{case_id}/sessions/new/"))
    assert form.select_one('[name="first"]')["value"].endswith("T09:30")
    given = {"with_whom": "joint", "place": "调解室", "lasts_minutes": "120"}
    given |= {"first": local(THEN), "second": local(THEN + timedelta(days=1))}
    answer = client.post(f"/work/mediation/{case_id}/sessions/new/", given)
    session_id = the_session(case_id).id
    assert answer["Location"] == address(case_id, session_id)
    shown = page(client.get(address(case_id, session_id)))
    times = [each["value"] for each in shown.select('.session-time [name="time"]')]
    assert len(times) == 2
    client.post(address(case_id, session_id, "answer/"), {"who": str(party(first)), "suits": [times[0]]})
    client.post(address(case_id, session_id, "settle/"), {"time": times[0]})
    assert the_session(case_id).state == "scheduled"
    now(THEN)
    client.post(address(case_id, session_id, "start/"))
    came = {f"how-{party(first)}": "present", f"how-{party(second)}": "late"}
    client.post(address(case_id, session_id, "attendance/"), came)
    assert page(client.get(address(case_id, session_id, "minutes/"))).select(".minutes-section")
    line = {
        "key": str(uuid4()),
        "base": 0,
        "position": 1,
        "heading": "statements",
        "speaker": str(party(first)),
        "text": "夜里太吵",
    }
    body = json.dumps({"lines": [line], "known": {}})
    told = client.post(address(case_id, session_id, "minutes/lines/"), body, content_type="application/json").json()
    assert told["written"][0]["outcome"] == "written"
    client.post(
        address(case_id, session_id, "minutes/line/"), {"heading": "result", "speaker": "", "text": "十点后不施工"}
    )
    client.post(address(case_id, session_id, "end/"))
    client.post(address(case_id, session_id, "minutes/read-back/"))
    paper = page(client.get(address(case_id, session_id, "minutes/reading/")))
    assert "夜里太吵" in paper.get_text()
    added = {"after": line["key"], "key": str(uuid4()), "speaker": str(party(second)), "text": "是因为漏水"}
    client.post(address(case_id, session_id, "minutes/add/"), added)
    minutes = minutes_of(reading.panel(case_id), session_id)
    for who, _name in minutes.unsigned:
        url = address(case_id, session_id, f"minutes/sign/{who}/")
        field = page(client.get(url)).select_one('[name="digest"]')["value"]
        assert client.post(url, {"digest": field, "strokes": STROKES}).status_code == 302
    client.post(address(case_id, session_id, "minutes/lock/"))
    paper = page(client.get(address(case_id, session_id, "minutes/reading/")))
    assert len(paper.select(".minutes-hand")) == 3
    assert minutes_of(reading.panel(case_id), session_id).locked_at is not None


def test_a_party_is_represented_by_those_beside_it_alone(mediation, client_of, now):
    case_id, parties = make_begun(mediation)
    beside = [
        actions.add_companion(
            case_id, each, role="representative", details=Details(name=name), by=mediation.acting("township"), at=AT
        )
        for each, name in zip(parties, ("赵律师", "钱经理"), strict=True)
    ]
    session_id = begin_session(mediation, case_id)
    now(THEN)
    shown = page(client_of("township").get(address(case_id, session_id)))
    for party_id, companion in zip(parties, beside, strict=True):
        offered = shown.select(f"select[name=by-party-{party_id}] option")
        assert [each["value"] for each in offered] == ["", str(companion)]


def test_a_signature_under_an_older_text_is_refused_with_words(mediation, client_of, now):
    case_id, (first, _second) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first])
    (key,) = write(mediation, case_id, session_id, "一句")
    now(THEN)
    by = mediation.acting("township")
    seen = sessions.read_back(case_id, session_id, by=by, at=THEN)
    sessions.add_line(case_id, session_id, after=key, speaker="", text="更正", key=uuid4(), by=by, at=THEN)
    url = address(case_id, session_id, f"minutes/sign/{party(first)}/")
    answer = client_of("township").post(url, {"digest": seen, "strokes": STROKES})
    shown = page(answer, 422)
    assert shown.select_one(".callout-danger")


def test_signed_on_paper_with_a_scan(mediation, client_of, now):
    from django.core.files.uploadedfile import SimpleUploadedFile

    case_id, (first, second) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first, second])
    write(mediation, case_id, session_id, "一句")
    now(THEN)
    sessions.read_back(case_id, session_id, by=mediation.acting("township"), at=THEN)
    client = client_of("township")
    url = address(case_id, session_id, f"minutes/paper/{party(first)}/")
    page(client.post(url, {}), 422)
    page(client.post(url, {"scan": SimpleUploadedFile("x.pdf", b"MZ not a paper")}), 422)
    assert client.post(url, {"scan": SimpleUploadedFile("x.pdf", PDF)}).status_code == 302
    (signed,) = minutes_of(reading.panel(case_id), session_id).signed
    answer = client.get(address(case_id, session_id, f"minutes/papers/{signed.paper_id}/"))
    assert answer.content == PDF
    assert "no-store" in answer["Cache-Control"]
    again = address(case_id, session_id, f"minutes/paper/{party(second)}/")
    assert client.post(again, {"paper": signed.paper_id}).status_code == 302


def test_two_editors_hear_of_each_other(mediation, client_of, now):
    case_id, (first, _second) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first])
    (key,) = write(mediation, case_id, session_id, "第一句")
    now(THEN)
    client = client_of("township")
    url = address(case_id, session_id, "minutes/lines/")

    def send(base, text, known=None):
        line = {"key": str(key), "base": base, "position": 1, "heading": "statements", "speaker": "", "text": text}
        lines = [line] if text else []
        body = json.dumps({"lines": lines, "known": known or {}})
        return client.post(url, body, content_type="application/json").json()

    assert send(1, "甲的")["written"][0]["version"] == 2
    (conflict,) = send(1, "乙的")["written"]
    assert (conflict["outcome"], conflict["text"]) == ("conflict", "甲的")
    assert [each["text"] for each in send(0, "", {str(key): 1})["fresh"]] == ["甲的"]
    assert send(0, "", {str(key): 2})["fresh"] == []


def test_what_cannot_be_read_is_refused_without_repeating_it(mediation, client_of, now):
    case_id, (first, _second) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first])
    now(THEN)
    client = client_of("township")
    url = address(case_id, session_id, "minutes/lines/")
    for body in ("", "[]", '{"lines": [{"text": "秘密的话"}]}', '{"lines": 3}'):
        answer = client.post(url, body, content_type="application/json")
        assert answer.status_code == 400
        assert "秘密" not in answer.content.decode()


def test_the_calendar_shows_ones_own_sessions(mediation, client_of, now):
    case_id, _ = make_begun(mediation)
    session_id = arrange(mediation, case_id, side="A", place="张三家")
    for who, there in (("township", True), ("second", False), ("county", False)):
        text = page(client_of(who).get("/work/mediation/calendar/")).decode()
        assert (address(case_id, session_id) in text) is there
    assert client_of("township_head").get("/work/mediation/calendar/").status_code == 404
    now(THEN)
    today = page(client_of("township").get("/work/mediation/calendar/")).select_one('[aria-labelledby="h-today"]')
    assert "张三家" in today.get_text()
    page(client_of("township").get("/work/mediation/calendar/?week=9999-12-31"))


def test_an_invitation_can_be_taken_into_a_calendar(mediation, client_of, now):
    case_id, _ = make_begun(mediation)
    session_id = arrange(mediation, case_id, side="A", place="三楼，左边；301")
    answer = client_of("township").get(address(case_id, session_id, "invitation.ics"))
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert "LOCATION:三楼，左边；301" in text
    assert "BEGIN:VTIMEZONE" in text
    assert client_of("township_head").get(address(case_id, session_id, "invitation.ics")).status_code == 404


def test_what_each_post_sees_of_the_list(mediation, client_of, now):
    case_id, (first, second) = make_begun(mediation)
    joint = begin_session(mediation, case_id, came=[first, second])
    write(mediation, case_id, joint, "大家都听到的话")
    later = {"begins": THEN + timedelta(days=1), "at": THEN + timedelta(days=1)}
    apart = begin_session(mediation, case_id, side="A", came=[first], **later)
    write(mediation, case_id, apart, "只对调解员说的话")
    now(THEN + timedelta(days=2))
    listed = f"/work/mediation/{case_id}/sessions/"
    for who in ("dispatcher", "auditor", "second"):
        text = page(client_of(who).get(listed)).select_one("#main").get_text()
        assert "2026-03-05" in text
        assert "2026-03-06" in text
        assert client_of(who).get(address(case_id, joint)).status_code == 404
    head = client_of("township_head")
    assert head.get(address(case_id, apart)).status_code == 404
    page(head.get(address(case_id, joint)))
    assert head.get(address(case_id, joint, "minutes/reading/")).status_code == 404
    assert head.get(address(case_id, joint, "minutes/")).status_code == 404
    sign_and_lock(mediation, case_id, joint)
    assert "大家都听到的话" in page(head.get(address(case_id, joint, "minutes/reading/"))).get_text()


def test_another_time_adjourning_and_calling_off_by_their_forms(mediation, client_of, now):
    case_id, (first, _second) = make_begun(mediation)
    session_id = arrange(mediation, case_id)
    client = client_of("township")
    url = address(case_id, session_id, "other-time/")
    page(client.get(url))
    assert client.post(url, {"who": str(party(first)), "reason": "住院"}).status_code == 302
    shown = page(client.get(address(case_id, session_id)))
    assert "住院" in shown.get_text()
    client.post(shown.select_one(".callout form")["action"])
    moved = {"begins": local(THEN + timedelta(days=1)), "lasts_minutes": "60"}
    assert client.post(address(case_id, session_id, "put-off/"), moved).status_code == 302
    assert the_session(case_id).starts_at == THEN + timedelta(days=1)
    past = {"begins": local(AT - timedelta(days=1)), "lasts_minutes": "60"}
    page(client.post(address(case_id, session_id, "put-off/"), past), 422)
    again = {"first": local(THEN + timedelta(days=2)), "lasts_minutes": "60"}
    assert client.post(address(case_id, session_id, "propose-again/"), again).status_code == 302
    more = {"first": local(THEN + timedelta(days=4)), "lasts_minutes": "60"}
    assert client.post(address(case_id, session_id, "times/"), more).status_code == 302
    page(client.get(address(case_id, session_id, "cancel/")))
    assert client.post(address(case_id, session_id, "cancel/"), {"reason": "和好"}).status_code == 302
    assert the_session(case_id).state == "cancelled"
    other = begin_session(mediation, case_id, came=[first])
    now(THEN)
    page(client.get(address(case_id, other, "adjourn/")))
    onward = {"reason": "等鉴定", "begins": local(THEN + timedelta(days=5)), "lasts_minutes": "90", "place": ""}
    assert client.post(address(case_id, other, "adjourn/"), onward).status_code == 302
    assert Session.objects.for_reader(reading.panel(case_id)).get(id=other).state == "adjourned"
