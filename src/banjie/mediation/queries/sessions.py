"""Sessions as somebody may see them: everything begins with a `Reader`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from banjie.cases.acting import Acting
from banjie.cases.reference import reference
from banjie.mediation.actions.sessions.engaged import engaged_of
from banjie.mediation.actions.sessions.sitting import expected_at
from banjie.mediation.errors import DisputeNotFound, SessionNotFound
from banjie.mediation.holding import brief_of, seated_staff
from banjie.mediation.models import (
    Attendance,
    Minutes,
    OtherTime,
    Party,
    ProposedTime,
    Session,
    SessionState,
)
from banjie.mediation.queries.session_people import Names, Person, names_for
from banjie.mediation.sessions import reading, rooms, sealing
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.reading import Reader, ReaderKind, Seen
from banjie.mediation.sessions.times import Span, Weighed, best, weigh
from banjie.mediation.sight import sight_of
from banjie.organisations.permissions import Viewer


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a list. `side` is a letter, of a separate one only. `standing` is where its minutes stand:
    empty, `begun`, `read_back` or `locked`.
    """

    id: int
    number: int
    kind: str
    side: str
    state: str
    by_video: bool
    place: str
    link: str
    starts_at: datetime | None
    ends_at: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    reason: str
    next_id: int | None
    standing: str
    wishes: int
    version: int
    uid: str
    sequence: int


@dataclass(frozen=True, slots=True)
class SessionsSeen:
    """`lines` for whoever may know of each; `days` for whoever may know only that sessions took place."""

    reader: Reader
    lines: Sequence[SessionLine]
    days: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """A proposed time with what everybody said to it."""

    id: int
    weighed: Weighed
    best: bool


@dataclass(frozen=True, slots=True)
class Wish:
    id: int
    who: Who
    reason: str
    asked_at: datetime
    granted: bool | None


@dataclass(frozen=True, slots=True)
class Came:
    who: Who
    how: str
    by: Who | None
    came_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session. A side's reader is shown neither what others said to the times nor why they wish another."""

    line: SessionLine
    people: Sequence[Person]
    names: Names
    times: Sequence[Offered] = ()
    wishes: Sequence[Wish] = ()
    came: Sequence[Came] = ()
    answers: dict[tuple[int, Who], bool] = field(default_factory=dict)


def reader_of(case_id: int, viewer: Viewer) -> Reader:
    """The reader that a member of staff is in a dispute. Raises DisputeNotFound."""
    case = brief_of(case_id, Acting.staff(viewer))
    try:
        return reading.of_sight(case_id, sight_of(viewer, case, seated_staff(case_id)))
    except ValueError:
        raise DisputeNotFound(case_id) from None


def reader_of_party(case_id: int, party_id: int) -> Reader:
    """The reader that a party is, once its own page has made sure of it. Raises DisputeNotFound once it has left."""
    party = Party.objects.select_related("side").filter(dispute_id=case_id, id=party_id, left_at=None).first()
    if party is None:
        raise DisputeNotFound(case_id)
    return reading.of_side(case_id, party.side.letter)


def sessions_of(reader: Reader) -> SessionsSeen:
    """Every session that this reader may know of, the latest first."""
    rows = list(Session.objects.for_reader(reader).select_related("side"))
    rows.sort(key=lambda row: (row.starts_at or row.created_at, row.id), reverse=True)
    standings, wishes = (_standings(reader), _wishes_waiting(reader)) if rows else ({}, {})
    lines = [_line(row, reader, standings.get(row.id, ""), wishes.get(row.id, 0)) for row in rows]
    if reader.kind in (ReaderKind.PANEL, ReaderKind.SIDE):
        return SessionsSeen(reader, lines)
    return SessionsSeen(reader, lines, _days(reader.case_id))


def session_page(reader: Reader, session_id: int, *, at: datetime) -> SessionPage:
    """Raises SessionNotFound, alike for what does not exist and for what is another side's."""
    row = _row(reader, session_id)
    people, names = names_for(expected_at(row), reader)
    line = _line(row, reader, _standings(reader).get(row.id, ""), _wishes_waiting(reader).get(row.id, 0))
    if reader.kind is ReaderKind.FILE:
        return SessionPage(line, people, names, came=_came(row, reader))
    times, answers = _offered(row, reader, at)
    return SessionPage(line, people, names, times, _wishes(row, reader), _came(row, reader), answers)


def _row(reader: Reader, session_id: int) -> Session:
    row = Session.objects.for_reader(reader).select_related("side").filter(id=session_id).first()
    if row is None:
        raise SessionNotFound
    return row


def _line(row: Session, reader: Reader, standing: str, wishes: int) -> SessionLine:
    side = row.side.letter if row.side is not None else ""
    takes_place = row.began_at is not None
    sees = reading.seen(
        reader,
        side=side,
        took_place=takes_place,
        read_back=standing in ("read_back", "locked"),
        locked=standing == "locked",
    )
    if sees < Seen.FACTS:
        raise SessionNotFound
    inside = reader.kind in (ReaderKind.PANEL, ReaderKind.SIDE)
    # Why a session was put off can tell of people; the reason is the mediators' own.
    reason = row.reason if reader.kind is ReaderKind.PANEL else None
    return SessionLine(
        row.id,
        row.number,
        row.kind,
        side,
        row.state,
        row.by_video,
        sealing.opened_text(row.place, bound_to=sealing.session_binding(row.uid, "place")),
        rooms.link(sealing.opened_text(row.room, bound_to=sealing.session_binding(row.uid, "room"))) if inside else "",
        row.starts_at,
        row.ends_at,
        row.began_at,
        row.ended_at,
        sealing.opened_text(reason, bound_to=sealing.session_binding(row.uid, "reason")),
        row.next_id,
        standing,
        wishes,
        row.version,
        str(row.uid),
        row.sequence,
    )


def _days(case_id: int) -> list[date]:
    """On which days sessions took place, each day once: how many there were on one would tell."""
    calendar = reference().calendar
    began = Session.objects.to_write(case_id).filter(began_at__isnull=False).values_list("began_at", flat=True)
    return sorted({calendar.date_of(each) for each in began if each is not None}, reverse=True)


def _standings(reader: Reader) -> dict[int, str]:
    """Where the minutes of every session stand, that the reader may know of, by session."""
    seen = Session.objects.for_reader(reader)
    rows = Minutes.objects.to_write(reader.case_id).filter(session__in=seen.values("id"))
    return {
        session_id: "locked" if locked else "read_back" if read_back else "begun"
        for session_id, read_back, locked in rows.values_list("session_id", "read_back_at", "locked_at")
    }


def _wishes_waiting(reader: Reader) -> dict[int, int]:
    found: dict[int, int] = {}
    if reader.kind is ReaderKind.PANEL:
        waiting = OtherTime.objects.for_reader(reader).filter(ruled_at=None)
        for session_id in waiting.values_list("session_id", flat=True):
            found[session_id] = found.get(session_id, 0) + 1
    return found


def _offered(row: Session, reader: Reader, at: datetime) -> tuple[list[Offered], dict[tuple[int, Who], bool]]:
    if row.state != SessionState.PROPOSED:
        return [], {}
    times = list(
        ProposedTime.objects.for_reader(reader).filter(session=row, withdrawn_at=None).prefetch_related("answers")
    )
    ids = {Span(time.starts_at, time.ends_at): time.id for time in times}
    said = {(time.id, answer.who): answer.suits for time in times for answer in time.answers.all()}
    if reader.kind is ReaderKind.SIDE:
        mine = _own_people(reader)
        own = {key: suits for key, suits in said.items() if key[1] in mine}
        bare = [Weighed(span, (), (), (), (), (), at_work=True, past=span.begins <= at) for span in sorted(ids)]
        return [Offered(ids[each.span], each, best=False) for each in bare], own
    answers = {
        (Span(time.starts_at, time.ends_at), who): said[time.id, who] for time in times for who in _said(said, time.id)
    }
    engaged = engaged_of(row.dispute_id, but=row.id)
    weighed = weigh(ids, answers, expected_at(row), engaged, reference().calendar, at=at)
    chosen = best(weighed)
    return [Offered(ids[each.span], each, best=each is chosen) for each in weighed], said


def _said(said: dict[tuple[int, Who], bool], time_id: int) -> list[Who]:
    return [who for (each, who) in said if each == time_id]


def _own_people(reader: Reader) -> frozenset[Who]:
    parties = Party.objects.filter(dispute_id=reader.case_id, side__letter=reader.side, left_at=None)
    return frozenset(Who(Part.PARTY, each) for each in parties.values_list("id", flat=True))


def _wishes(row: Session, reader: Reader) -> list[Wish]:
    rows = OtherTime.objects.for_reader(reader).filter(session=row).order_by("id")
    mine = _own_people(reader) if reader.kind is ReaderKind.SIDE else None
    return [
        Wish(
            each.id,
            each.who,
            sealing.opened_text(each.reason, bound_to=sealing.wish_binding(row.id, str(each.who))),
            each.asked_at,
            each.granted,
        )
        for each in rows
        if mine is None or each.who in mine
    ]


def _came(row: Session, reader: Reader) -> list[Came]:
    rows = Attendance.objects.for_reader(reader).filter(session=row).order_by("id")
    return [
        Came(
            each.who,
            each.how,
            Who(Part.COMPANION, each.represented_by_id) if each.represented_by_id is not None else None,
            each.came_at,
        )
        for each in rows
    ]
