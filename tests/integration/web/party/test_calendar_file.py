"""A session that has its time, for a party's own calendar: when, where, who mediates, and nobody else."""

import pytest
from icalendar import Calendar

from banjie.mediation import actions
from banjie.mediation.actions import sessions
from banjie.mediation.details import Details
from tests.integration.cases.world import AT
from tests.integration.mediation.sitting import THEN, arrange, span
from tests.integration.mediation.world import consent, make_begun


@pytest.fixture
def arranged(mediation, begun, settings):
    """A joint session by video in a room of the committee; both parties have telephone and e-mail."""
    settings.BANJIE_VIDEO_SERVICE = "https://meet.example.cn"
    _, case_id, (first, second) = begun
    by = mediation.acting("township")
    for party, name in ((first, "张三"), (second, "李四")):
        details = Details(name=name, phone=f"1380000000{party % 10}", email=f"p{party}@example.cn", address="溪村九号")
        actions.change_party(case_id, party, details=details, by=by, at=AT)
    consent(mediation, case_id, first, second, to="video")
    return arrange(mediation, case_id, place="调解室一", by_video=True)


def address(session_id: int) -> str:
    return f"/m/matter/session/{session_id}/calendar/"


def event_of(content: bytes):
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def test_it_says_when_and_where_and_who_mediates(begun, come_in, arranged):
    _, case_id, (first, _) = begun
    phone = come_in(case_id, first)
    assert address(arranged) in phone.get("/m/matter/").content.decode()
    answer = phone.get(address(arranged))
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-cache" in answer["Cache-Control"]
    event = event_of(answer.content)
    assert event["dtstart"].dt == THEN
    assert event["dtend"].dt == span().ends
    assert event["location"] == "调解室一"
    assert event["url"].startswith("https://meet.example.cn/")
    assert "Mediator_Township" in event["description"].title()
    assert event["class"] == "PRIVATE"


def test_no_party_and_no_way_to_reach_one_stands_in_it(begun, come_in, arranged):
    _, case_id, (first, second) = begun
    for party in (first, second):
        content = come_in(case_id, party).get(address(arranged)).content
        text = content.decode().replace("\r\n ", "")
        for each in ("张三", "李四", "1380000000", "@example.cn\r\n", "p1@", "溪村九号", "噪声", "装修", "ATTENDEE"):
            assert each not in text, each


def test_a_session_put_off_comes_under_the_same_name_with_a_later_number(mediation, begun, come_in, arranged):
    _, case_id, (first, _) = begun
    before = event_of(come_in(case_id, first).get(address(arranged)).content)
    later = span(THEN.replace(day=THEN.day + 1))
    sessions.put_off(case_id, arranged, to=later, by=mediation.acting("township"), at=AT)
    after = event_of(come_in(case_id, first).get(address(arranged)).content)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == later.begins


def test_of_another_sides_session_there_is_nothing(mediation, begun, come_in):
    _, case_id, (first, second) = begun
    apart = arrange(mediation, case_id, side="B", place="溪村村委会")
    assert come_in(case_id, first).get(address(apart)).status_code == 404
    assert event_of(come_in(case_id, second).get(address(apart)).content)["location"] == "溪村村委会"


def test_nor_of_another_disputes(mediation, begun, come_in):
    _, case_id, (first, _) = begun
    other, _ = make_begun(mediation)
    assert come_in(case_id, first).get(address(arrange(mediation, other))).status_code == 404


def test_nor_of_one_without_a_time_or_called_off(mediation, begun, come_in, arranged):
    _, case_id, (first, _) = begun
    by = mediation.acting("township")
    proposed = sessions.propose(case_id, kind="joint", times=[span()], by=by, at=AT)
    phone = come_in(case_id, first)
    assert phone.get(address(proposed)).status_code == 404
    sessions.cancel(case_id, arranged, reason="和好", by=by, at=AT)
    assert phone.get(address(arranged)).status_code == 404


def test_without_a_visit_the_door_is_shown(client, arranged):
    answer = client.get(address(arranged))
    assert b"BEGIN:VCALENDAR" not in answer.content
