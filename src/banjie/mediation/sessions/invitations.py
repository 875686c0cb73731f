"""An invitation that calendars read (RFC 5545, sent as RFC 5546 has it). Words are given."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from banjie.mediation.sessions.times import Span


@dataclass(frozen=True, slots=True)
class Invitation:
    """`uid` stays for a session whatever happens to it, `sequence` grows with each new time. It names no side, no
    party and no other guest: calendars are shared, synchronised and read over shoulders.
    """

    uid: str
    sequence: int
    span: Span
    cancelled: bool
    summary: str
    description: str
    place: str
    link: str
    organiser: str
    organiser_name: str
    guest: str
    made_at: datetime


def as_ics(invitation: Invitation, zone: ZoneInfo) -> bytes:
    """The file, folded and escaped by the library, with the zone's rules in it."""
    # What writes calendars is loaded by the first invitation.
    from banjie.mediation.sessions.invitation_file import written

    return written(invitation, zone)
