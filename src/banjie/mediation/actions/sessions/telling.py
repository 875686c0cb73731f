"""Telling people of a session: a notice before each of the other mediators, and news for whoever writes letters."""

from datetime import datetime

from banjie.mediation.events import SessionNews
from banjie.mediation.models import Seat, Session, SessionNotice, TellsOf
from banjie.platform import events


def tell_mediators(session: Session, tells: TellsOf, *, at: datetime, but_staff: int | None = None) -> None:
    seats = Seat.objects.filter(dispute_id=session.dispute_id, left_at=None).exclude(mediator__staff_id=but_staff or 0)
    SessionNotice.objects.bulk_create(
        SessionNotice(session=session, seat=seat, tells=tells, sequence=session.sequence, at=at) for seat in seats
    )


def tell_all(session: Session, tells: TellsOf, about: str, *, at: datetime, but_staff: int | None = None) -> None:
    """Mediators by notice; parties who agreed to being reminded by a letter, which another part writes."""
    tell_mediators(session, tells, at=at, but_staff=but_staff)
    events.publish(SessionNews(session.id, about, session.sequence))
