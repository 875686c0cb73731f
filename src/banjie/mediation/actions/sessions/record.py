"""Minutes held for a write, and their lines in the clear for as long as that takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes

from django.db import transaction

from banjie.cases.acting import Acting
from banjie.mediation.actions.sessions.sitting import Table, table
from banjie.mediation.errors import BadEntry, SessionNotFound
from banjie.mediation.models import Line, Minutes, Session
from banjie.mediation.sessions import sealing
from banjie.mediation.sessions.headings import headings
from banjie.mediation.sessions.text import Said, digest_of, in_order
from banjie.platform import crypto


@dataclass(frozen=True, slots=True)
class Record:
    """The minutes of a session, their row locked."""

    table: Table
    session: Session
    minutes: Minutes

    @property
    def by_staff(self) -> int | None:
        return self.table.by.actor.id if self.table.by.viewer is not None else None


@contextmanager
def record(
    case_id: int, session_id: int, *, by: Acting, at: datetime, begin: bool = False, parties_too: bool = False
) -> Iterator[Record]:
    """One transaction over the minutes of one session; with `begin` they are begun if nobody has yet.

    For mediators; `parties_too` lets a party in, to sign for itself. Raises SessionNotFound; BadEntry once they are
    locked, or before the session has begun.
    """
    with table(case_id, by=by, at=at) as acts:
        if acts.own is not None and not parties_too:
            raise SessionNotFound
        session = Session.objects.for_reader(acts.reader).select_related("side").filter(id=session_id).first()
        if session is None:
            raise SessionNotFound
        if session.began_at is None:
            raise BadEntry("not_begun", "session")
        minutes = _locked(session, at, begin=begin)
        if minutes.locked_at is not None:
            raise BadEntry("minutes_locked", "minutes")
        yield Record(acts, session, minutes)
        minutes.save()


def said_in(session: Session) -> list[Said]:
    """The lines that stand, in order, for whoever may read the session."""
    rows = Line.objects.to_write(session.dispute_id).filter(session=session, struck_at=None, sealed__isnull=False)
    found = list(rows.select_related("follows"))
    return in_order([said(each) for each in found], list(headings()))


def said(line: Line) -> Said:
    heading, speaker, text = opened(line)
    follows = str(line.follows.key) if line.follows is not None else ""
    return Said(str(line.key), line.position, heading, speaker, text, line.addition, follows)


def opened(line: Line) -> tuple[str, str, str]:
    """Heading, speaker and text of a line; empty once erased."""
    words = sealing.opened_json(line.sealed, bound_to=sealing.line_binding(line.session_id, line.key))
    return (words["heading"], words["speaker"], words["text"]) if words is not None else ("", "", "")


def sealed(line: Line, heading: str, speaker: str, text: str) -> bytes:
    words = {"heading": heading, "speaker": speaker, "text": text}
    return crypto.encrypt_json(words, bound_to=sealing.line_binding(line.session_id, line.key))


def digest(minutes: Minutes, session: Session) -> str:
    """Of the text as it stands, with the facts at its head. Empty before these are fixed by reading back."""
    if minutes.salt is None or minutes.head is None:
        return ""
    salt = crypto.decrypt(minutes.salt, bound_to=sealing.minutes_binding(session.id, "salt"))
    head = crypto.decrypt(minutes.head, bound_to=sealing.minutes_binding(session.id, "head"))
    return digest_of(said_in(session), salt=salt.encode(), about=[head])


def _locked(session: Session, at: datetime, *, begin: bool) -> Minutes:
    held = Minutes.objects.to_write(session.dispute_id).select_for_update(of=("self",))
    found = held.filter(session=session).first()
    if found is not None:
        return found
    if not begin:
        raise BadEntry("no_minutes", "minutes")
    salt = crypto.encrypt(token_bytes(16).hex(), bound_to=sealing.minutes_binding(session.id, "salt"))
    made = Minutes(session=session, side_id=session.side_id, salt=salt, begun_at=at)
    with transaction.atomic():
        made.save(force_insert=True)
    return made
