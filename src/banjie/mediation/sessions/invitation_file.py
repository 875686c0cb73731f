"""An invitation as the file that calendars read."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from banjie.mediation.sessions.invitations import Invitation

_PRODUCT = "-//Banjie//Mediation//EN"


def written(invitation: Invitation, zone: ZoneInfo) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if invitation.cancelled else "REQUEST" if invitation.guest else "PUBLISH")
    calendar.add_component(_event(invitation, zone))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(invitation: Invitation, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.made_at)
    event.add("dtstart", invitation.span.begins.astimezone(zone))
    event.add("dtend", invitation.span.ends.astimezone(zone))
    event.add("summary", invitation.summary)
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if invitation.description:
        event.add("description", invitation.description)
    if invitation.place or invitation.link:
        event.add("location", invitation.place or invitation.link)
    if invitation.link:
        event.add("url", invitation.link)
    organiser = vCalAddress(f"mailto:{invitation.organiser}")
    organiser.params["CN"] = vText(invitation.organiser_name)
    event.add("organizer", organiser)
    if invitation.guest:
        event.add("attendee", _guest(invitation.guest))
    if not invitation.cancelled:
        event.add_component(_alarm(invitation.summary))
    return event


def _guest(address: str) -> vCalAddress:
    guest = vCalAddress(f"mailto:{address}")
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["RSVP"] = vText("FALSE")
    return guest


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(hours=-1))
    return alarm
