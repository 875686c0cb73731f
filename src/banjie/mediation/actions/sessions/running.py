"""Holding sessions: begun, who came, adjourned, ended; broken off when the dispute leaves the table."""

from collections.abc import Collection, Mapping
from datetime import datetime

from banjie.cases.acting import Acting
from banjie.mediation.actions.sessions import arranging
from banjie.mediation.actions.sessions.sitting import Sitting, columns_of, expected_at, give, sitting
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import Attendance, CameHow, Companion
from banjie.mediation.sessions import sealing
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.times import Span


def start(case_id: int, session_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """The session begins. Mediators are there; of the others it is noted as they come."""
    with sitting(case_id, session_id, by=by, at=at, expected=expected) as found:
        give(found, "start")
        found.session.began_at = at
        known = {each.who for each in _attendance(found)}
        belong = expected_at(found.session)
        for who in belong:
            if who.part is Part.SEAT and who not in known:
                _note(found, who, CameHow.PRESENT, belong=belong)


def note_attendance(
    case_id: int,
    session_id: int,
    *,
    came: Mapping[Who, str],
    by: Acting,
    at: datetime,
    represented_by: Mapping[Who, int] | None = None,
) -> None:
    """Who came, and how; for a party that is represented, by whom of those who stand beside it. Raises BadEntry."""
    with sitting(case_id, session_id, by=by, at=at) as found:
        give(found, "note_attendance")
        belong = expected_at(found.session)
        for who, how in came.items():
            _note(found, who, how, (represented_by or {}).get(who), belong=belong)


def end(case_id: int, session_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """The session is over. Its minutes can still be read back and signed."""
    with sitting(case_id, session_id, by=by, at=at, expected=expected) as found:
        give(found, "end", holds=_came(found))
        found.session.ended_at = at


def adjourn(
    case_id: int,
    session_id: int,
    *,
    reason: str,
    to: Span,
    by: Acting,
    at: datetime,
    place: str = "",
    expected: int | None = None,
) -> int:
    """Goes on another day, at a time agreed at the table. Returns the id of the session it goes on in."""
    with sitting(case_id, session_id, by=by, at=at, expected=expected) as found:
        session = found.session
        bound = sealing.session_binding(session.uid, "reason")
        session.reason = sealing.seal_text(reason, bound_to=bound)
        if session.reason is None:
            raise BadEntry("reason_missing", "reason")
        give(found, "adjourn")
        session.ended_at = at if session.began_at is not None else None
        was_at = sealing.opened_text(session.place, bound_to=sealing.session_binding(session.uid, "place"))
        session.next_id = arranging.propose(
            case_id,
            kind=session.kind,
            side=found.side,
            times=[to],
            place=place or was_at,
            by_video=session.by_video,
            lasts_minutes=int((to.ends - to.begins).total_seconds() // 60),
            settled=True,
            by=by,
            at=at,
        )
        return session.next_id


def _note(found: Sitting, who: Who, how: str, companion_id: int | None = None, *, belong: Collection[Who]) -> None:
    if how not in CameHow.values:
        raise BadEntry("came_how_unknown", "how")
    columns = columns_of(found, who, belong)
    if (how == CameHow.REPRESENTED) != (companion_id is not None):
        raise BadEntry("represented_by_nobody", "represented_by")
    if companion_id is not None and not _stands_beside(who, companion_id):
        raise BadEntry("represented_by_nobody", "represented_by")
    values = {
        "side_id": found.session.side_id,
        "how": how,
        "represented_by_id": companion_id,
        "came_at": found.table.at if how == CameHow.LATE else None,
        "recorded_at": found.table.at,
        "recorded_by": found.table.by.actor.id,
    }
    rows = Attendance.objects.to_write(found.table.dispute).filter(session=found.session, **columns)
    if not rows.update(**values):
        Attendance(session=found.session, **columns, **values).save(force_insert=True)


def _stands_beside(who: Who, companion_id: int) -> bool:
    beside = Companion.objects.filter(id=companion_id, party_id=who.id, ended_at=None)
    return who.part is Part.PARTY and beside.exists()


def _attendance(found: Sitting) -> list[Attendance]:
    return list(Attendance.objects.to_write(found.table.dispute).filter(session=found.session))


def _came(found: Sitting) -> set[str]:
    came = any(each.how != CameHow.ABSENT and each.party_id is not None for each in _attendance(found))
    return {"somebody_came"} if came else set()
