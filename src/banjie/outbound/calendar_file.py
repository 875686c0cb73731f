"""Deadlines as a calendar that other programs read (RFC 5545)."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Alarm, Calendar, Event

from banjie.cases.queries.unit_deadlines import Deadline

_PRODUCT: Final = "-//Banjie//Deadlines//EN"


def as_ics(name: str, deadlines: list[Deadline], at: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), {"value": "DURATION"})
    zone = ZoneInfo(settings.TIME_ZONE)
    for each in deadlines:
        calendar.add_component(_event(each, zone, at))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(each: Deadline, zone: ZoneInfo, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{each.number}@deadlines.banjie")
    event.add("sequence", each.entries)
    event.add("dtstamp", at)
    event.add("dtstart", each.due_at.astimezone(zone))
    event.add("dtend", (each.due_at + timedelta(minutes=15)).astimezone(zone))
    event.add("summary", f"{each.number} {each.category}".strip())
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{settings.PUBLIC_URL}/work/cases/{each.case_id}/")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", each.number)
    alarm.add("trigger", timedelta(hours=-4))
    event.add_component(alarm)
    return event
