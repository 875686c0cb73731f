"""Reminders before a session, and what becomes of notices and letters."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from banjie.mediation.actions.sessions.telling import tell_all
from banjie.mediation.models import Letter, Session, SessionNotice, SessionState, TellsOf

BEFORE: Final = timedelta(hours=24)
_KEPT: Final = timedelta(days=90)
_BATCH: Final = 200


def remind_due(*, at: datetime) -> int:
    """Tells of every session that begins within a day, once for each time it was given. Returns how many."""
    reminded = 0
    while batch := _remind_batch(at):
        reminded += batch
    return reminded


@transaction.atomic
def _remind_batch(at: datetime) -> int:
    soon = Session.objects.for_upkeep().filter(
        state=SessionState.SCHEDULED,
        starts_at__gt=at,
        starts_at__lte=at + BEFORE,
        reminded_sequence__lt=F("sequence"),
    )
    sessions = list(soon.select_for_update(of=("self",), skip_locked=True).order_by("starts_at")[:_BATCH])
    for session in sessions:
        Session.objects.for_upkeep().filter(id=session.id).update(reminded_sequence=session.sequence)
        tell_all(session, TellsOf.SOON, "soon", at=at)
    return len(sessions)


def mark_sent(session_id: int, party_id: int, about: str, sequence: int, *, at: datetime) -> None:
    """Notes a letter that was handed over, so that a job that runs twice sends it once."""
    session = Session.objects.for_upkeep().get(id=session_id)
    Letter(
        session=session, side_id=session.side_id, party_id=party_id, about=about, sequence=sequence, sent_at=at
    ).save(force_insert=True)


def mark_read(*, staff_id: int, at: datetime, only: Collection[int] | None = None) -> int:
    """Marks somebody's own notices as read: those with these ids, or all. Returns how many."""
    unread = SessionNotice.objects.filter(seat__mediator__staff_id=staff_id, read_at=None)
    if only is not None:
        unread = unread.filter(id__in=only)
    return unread.update(read_at=at)


def forget_notices(*, at: datetime) -> int:
    return SessionNotice.objects.filter(at__lt=at - _KEPT).delete()[0]
