"""A mediator's own sessions and what is new about them, over all disputes in which they sit; and letters to parties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from banjie.cases.acting import AS_SYSTEM, Acting
from banjie.cases.queries import CaseBrief
from banjie.mediation import details as particulars
from banjie.mediation.holding import brief_of, briefs_of
from banjie.mediation.models import (
    Consent,
    ConsentTo,
    Letter,
    Party,
    Session,
    SessionNotice,
    SessionState,
)
from banjie.mediation.sessions import rooms, sealing
from banjie.mediation.sessions.times import Span
from banjie.mediation.wishes import Said, latest
from banjie.organisations.permissions import Permission, Viewer

_SHOWN = (
    SessionState.SCHEDULED,
    SessionState.UNDER_WAY,
    SessionState.HELD,
    SessionState.ADJOURNED,
    SessionState.BROKEN_OFF,
)


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session of somebody's own calendar, with the case it belongs to."""

    id: int
    case_id: int
    case_number: str
    case_title: str
    number: int
    kind: str
    side: str
    state: str
    span: Span
    place: str
    link: str


@dataclass(frozen=True, slots=True)
class OwnNotice:
    id: int
    session_id: int
    case_id: int
    case_number: str
    tells: str
    starts_at: datetime | None
    at: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class LetterTo:
    """What a letter about a session needs; for machines that send, not for anybody to see."""

    party_id: int
    case_id: int
    address: str
    name: str
    language: str
    case_number: str
    uid: str
    sequence: int
    span: Span
    place: str
    link: str


def own_sessions(viewer: Viewer, *, since: datetime, until: datetime) -> list[OwnSession]:
    """In order of time. Empty for whoever does not mediate."""
    if not viewer.may(Permission.MEDIATION_MEDIATE):
        return []
    rows = Session.objects.of_seat_holder(viewer.staff_id).filter(
        state__in=_SHOWN, starts_at__lt=until, ends_at__gt=since
    )
    return _own_of(rows.order_by("starts_at", "id"), viewer)


def proposed_of(viewer: Viewer) -> list[OwnSession]:
    """Sessions whose time is still to be found."""
    if not viewer.may(Permission.MEDIATION_MEDIATE):
        return []
    rows = Session.objects.of_seat_holder(viewer.staff_id).filter(state=SessionState.PROPOSED)
    return _own_of(rows.order_by("created_at"), viewer)


def own_notices(viewer: Viewer, *, limit: int = 20) -> list[OwnNotice]:
    """What is new about one's own sessions, unread first; nothing of a dispute in which one no longer sits."""
    rows = SessionNotice.objects.filter(seat__mediator__staff_id=viewer.staff_id, seat__left_at=None)
    newest = list(rows.select_related("session").order_by("read_at", "-at", "-id")[:limit])
    cases = briefs_of({row.session.dispute_id for row in newest}, Acting.staff(viewer))
    found = [_notice(row, cases[row.session.dispute_id]) for row in newest if row.session.dispute_id in cases]
    return sorted(found, key=lambda each: each.read)


def letters_of(session_id: int, about: str) -> Sequence[LetterTo]:
    """To each party of the session's side or of all, who agreed to being reminded and gave an address; who was
    written to about this already is left out. One who was not invited is not told that it is called off.
    """
    row = Session.objects.for_upkeep().filter(id=session_id).first()
    if row is None or row.starts_at is None or row.ends_at is None:
        return ()
    parties = Party.objects.filter(dispute_id=row.dispute_id, left_at=None, erased_at=None)
    if row.side_id is not None:
        parties = parties.filter(side_id=row.side_id)
    agreed = _agreed(parties)
    sent = Letter.objects.to_write(row.dispute_id).filter(session=row)
    done = set(sent.filter(about=about, sequence=row.sequence).values_list("party_id", flat=True))
    if about == "cancel":
        agreed &= set(sent.filter(about__in=("invite", "move")).values_list("party_id", flat=True))
    case = brief_of(row.dispute_id, AS_SYSTEM)
    letters = [_letter(row, party, case) for party in parties if party.id in agreed - done]
    return [letter for letter in letters if letter is not None]


def _letter(row: Session, party: Party, case: CaseBrief) -> LetterTo | None:
    known = particulars.opened(party.sealed, bound_to=particulars.party_binding(party.id))
    if known is None or "@" not in known.email or row.starts_at is None or row.ends_at is None:
        return None
    return LetterTo(
        party.id,
        row.dispute_id,
        known.email,
        known.name,
        "en" if party.reads.startswith("en") else "zh-hans",
        case.number,
        str(row.uid),
        row.sequence,
        Span(row.starts_at, row.ends_at),
        sealing.opened_text(row.place, bound_to=sealing.session_binding(row.uid, "place")),
        rooms.link(sealing.opened_text(row.room, bound_to=sealing.session_binding(row.uid, "room"))),
    )


def _agreed(parties: object) -> set[int]:
    said = [
        Said(each.party_id, each.to, each.answer, each.said_at)
        for each in Consent.objects.filter(party__in=parties, to=ConsentTo.REMINDERS).order_by("id")  # type: ignore[misc]
    ]
    return {party_id for party_id, last in latest(said, ConsentTo.REMINDERS).items() if last.answer == "given"}


def _notice(row: SessionNotice, case: CaseBrief) -> OwnNotice:
    begins = row.session.starts_at
    return OwnNotice(row.id, row.session_id, case.id, case.number, row.tells, begins, row.at, bool(row.read_at))


def _own_of(rows: QuerySet[Session], viewer: Viewer) -> list[OwnSession]:
    """Only of cases that the viewer still meets, which are read together."""
    found = list(rows.select_related("side"))
    cases = briefs_of({row.dispute_id for row in found}, Acting.staff(viewer))
    return [_own(row, cases[row.dispute_id]) for row in found if row.dispute_id in cases]


def _own(row: Session, case: CaseBrief) -> OwnSession:
    begins = row.starts_at or row.created_at
    return OwnSession(
        row.id,
        case.id,
        case.number,
        case.title,
        row.number,
        row.kind,
        row.side.letter if row.side is not None else "",
        row.state,
        Span(begins, row.ends_at or begins),
        sealing.opened_text(row.place, bound_to=sealing.session_binding(row.uid, "place")),
        rooms.link(sealing.opened_text(row.room, bound_to=sealing.session_binding(row.uid, "room"))),
    )
