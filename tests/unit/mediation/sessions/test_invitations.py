"""Invitations as calendars read them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from banjie.mediation.sessions.invitations import Invitation, as_ics
from banjie.mediation.sessions.times import Span

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)


def made(**more) -> Invitation:
    values = {
        "uid": "one@banjie",
        "sequence": 0,
        "span": Span(AT, AT + timedelta(hours=2)),
        "cancelled": False,
        "summary": "调解，260302-000001",
        "description": "",
        "place": "溪村村委会，二楼；左手第一间会议室" * 4,
        "link": "",
        "organiser": "banjie@example.cn",
        "organiser_name": "办结",
        "guest": "zhang@example.cn",
        "made_at": AT,
    }
    return Invitation(**(values | more))


def event(**more):
    calendar = Calendar.from_ical(as_ics(made(**more), ZONE))
    (found,) = calendar.walk("VEVENT")
    return calendar, found


def test_lines_are_folded_at_75_bytes_and_end_as_the_standard_says():
    raw = as_ics(made(), ZONE)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


def test_what_is_read_back_is_what_was_written():
    place = "一楼, 左边; 见\\门牌\n第二行"
    calendar, found = event(place=place, sequence=3)
    assert str(found["location"]) == place
    assert found["sequence"] == 3
    assert calendar["method"] == "REQUEST"
    assert str(found["attendee"]) == "mailto:zhang@example.cn"


def test_the_time_is_local_with_its_zone_in_the_file():
    calendar, found = event()
    assert found["dtstart"].dt == AT
    assert found["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]


def test_what_is_called_off_keeps_its_name_and_says_so():
    calendar, found = event(cancelled=True, sequence=1)
    assert (calendar["method"], found["status"], str(found["uid"])) == ("CANCEL", "CANCELLED", "one@banjie")
    assert not found.walk("VALARM")


@pytest.mark.parametrize("guest", ["", "zhang@example.cn"])
def test_nobody_else_is_named(guest):
    calendar, found = event(guest=guest)
    assert found.get("attendee") == (f"mailto:{guest}" if guest else None)
    assert calendar["method"] == ("REQUEST" if guest else "PUBLISH")
    assert found["class"] == "PRIVATE"
