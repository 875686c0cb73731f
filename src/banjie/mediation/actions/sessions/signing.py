"""Signing minutes, on the screen or on paper, and locking them."""

import base64
from collections.abc import Mapping
from datetime import datetime

from banjie.cases.acting import Acting
from banjie.mediation.actions.sessions.record import Record, digest, record
from banjie.mediation.actions.sessions.sitting import Sitting
from banjie.mediation.actions.sessions.sitting import columns_of as _columns
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import (
    Attendance,
    CameHow,
    Line,
    Minutes,
    MinutesSignature,
    MinutesSignedHow,
    OtherTime,
    Paper,
    Session,
)
from banjie.mediation.sessions import sealing
from banjie.mediation.sessions import strokes as drawn
from banjie.mediation.sessions.people import Part, Who
from banjie.platform import crypto
from banjie.platform.files import Prepared


def sign(
    case_id: int,
    session_id: int,
    *,
    who: Who,
    seen: str,
    strokes: str,
    by: Acting,
    at: datetime,
) -> None:
    """A hand drawn on the screen under the text whose digest was `seen`. Raises BadEntry `text_changed` if the text
    is another by now: nobody signs what they have not read.
    """
    with record(case_id, session_id, by=by, at=at, parties_too=True) as found:
        if (problem := drawn.problem(strokes)) is not None:
            raise BadEntry(problem, "strokes")
        _sign(found, who, seen, MinutesSignedHow.ON_SCREEN, strokes)


def sign_on_paper(
    case_id: int, session_id: int, *, who: Who, seen: str, paper_id: int, by: Acting, at: datetime
) -> None:
    """Somebody signed the printed text; the scan is on file. Mediators record it, nobody for themselves."""
    with record(case_id, session_id, by=by, at=at) as found:
        paper = Paper.objects.to_write(found.table.dispute).filter(session=found.session, id=paper_id).first()
        if paper is None:
            raise BadEntry("paper_unknown", "paper")
        _sign(found, who, seen, MinutesSignedHow.ON_PAPER, "", paper)


def note_refusal(case_id: int, session_id: int, *, who: Who, seen: str, reason: str, by: Acting, at: datetime) -> None:
    """Somebody would not sign; the mediator writes down why, as the form asks for."""
    with record(case_id, session_id, by=by, at=at) as found:
        if not reason.strip():
            raise BadEntry("reason_missing", "reason")
        _sign(found, who, seen, MinutesSignedHow.REFUSED, reason)


def add_paper(case_id: int, session_id: int, *, scan: Prepared, by: Acting, at: datetime) -> int:
    """Keeps the scan of signed minutes, sealed. Returns its id; the same scan twice is one."""
    with record(case_id, session_id, by=by, at=at) as found:
        known = Paper.objects.to_write(found.table.dispute).filter(session=found.session, digest=scan.digest).first()
        if known is not None:
            return known.id
        content = base64.b64encode(scan.content).decode()
        paper = Paper(
            session=found.session,
            side_id=found.session.side_id,
            digest=scan.digest,
            kind=scan.kind.content_type,
            size=len(scan.content),
            sealed=crypto.encrypt(content, bound_to=sealing.paper_binding(session_id, scan.digest)),
            added_at=at,
            added_by=found.by_staff,
        )
        paper.save(force_insert=True)
        return paper.id


def lock(case_id: int, session_id: int, *, by: Acting, at: datetime) -> None:
    """Everybody who came has signed, or it is noted that they would not: from here on the minutes never change."""
    with record(case_id, session_id, by=by, at=at) as found:
        if found.minutes.read_back_at is None:
            raise BadEntry("not_read_back", "minutes")
        if found.session.ended_at is None:
            raise BadEntry("session_goes_on", "minutes")
        under = MinutesSignature.objects.to_write(found.table.dispute).filter(session=found.session, void_at=None)
        if missing(signers(found.session), {each.who: each for each in under}):
            raise BadEntry("signatures_missing", "minutes")
        found.minutes.locked_at, found.minutes.locked_by = at, found.by_staff


def erase_words(case_id: int, *, at: datetime) -> int:
    """Takes the words out of every minutes of a dispute, locked ones too, once nothing asks for keeping them.

    That something was written, when, and by whom it was signed, stays. Returns how many lines.
    """
    MinutesSignature.objects.to_write(case_id).update(strokes=None)
    Paper.objects.to_write(case_id).update(sealed=None)
    erased = Line.objects.to_write(case_id).filter(sealed__isnull=False).update(sealed=None)
    Minutes.objects.to_write(case_id).filter(erased_at=None).update(salt=None, head=None, erased_at=at)
    OtherTime.objects.to_write(case_id).update(reason=None)
    Session.objects.to_write(case_id).update(place=None, reason=None, room=None)
    return erased


def signers(session: Session) -> list[Who]:
    """Those who came, whose hands the minutes ask for: for a party that was represented, its representative."""
    found: list[Who] = []
    for each in Attendance.objects.to_write(session.dispute_id).filter(session=session).order_by("id"):
        if each.how == CameHow.ABSENT:
            continue
        who = each.who if each.represented_by_id is None else Who(Part.COMPANION, each.represented_by_id)
        if who not in found:
            found.append(who)
    return found


def missing(expected: list[Who], under: Mapping[Who, object]) -> list[Who]:
    return [who for who in expected if who not in under]


def _sign(found: Record, who: Who, seen: str, how: str, words: str, paper: Paper | None = None) -> None:
    minutes, session = found.minutes, found.session
    if minutes.read_back_at is None:
        raise BadEntry("not_read_back", "minutes")
    if seen != minutes.digest or digest(minutes, session) != minutes.digest:
        raise BadEntry("text_changed", "digest")
    columns = _columns(Sitting(found.table, session), who)
    if who not in signers(session):
        raise BadEntry("was_not_there", "who")
    under = MinutesSignature.objects.to_write(found.table.dispute).filter(session=session, void_at=None, **columns)
    if under.exists():
        raise BadEntry("signed_already", "who")
    bound = sealing.signature_binding(session.id, str(who), minutes.digest)
    MinutesSignature(
        minutes=minutes,
        session=session,
        side_id=session.side_id,
        how=how,
        digest=minutes.digest,
        strokes=sealing.seal_text(words, bound_to=bound, limit=drawn.LONGEST),
        paper=paper,
        signed_at=found.table.at,
        recorded_by=found.by_staff,
        **columns,
    ).save(force_insert=True)
