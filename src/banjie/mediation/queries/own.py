"""A dispute as one party reads it on its own page. Of the others it holds a name and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from banjie.mediation import details as particulars
from banjie.mediation.access.sessions import PartyGone, PartySession, as_party
from banjie.mediation.around import Around, around
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.holding import brief_of
from banjie.mediation.ladders import Rung
from banjie.mediation.models import Companion, Dispute, Party, PartyVisit
from banjie.mediation.queries.file_lines import ConsentLine
from banjie.mediation.queries.seats import ObjectionLine, SeatLine, seats_of
from banjie.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class OwnSelf:
    """Who the page is for; `beside` is whoever came in with an authority, by name."""

    name: str
    side: str
    label: str
    decides: bool
    beside: str


@dataclass(frozen=True, slots=True)
class OtherSide:
    """A side by the names of those on it. Of one's own side: the others on it."""

    letter: str
    own: bool
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """A mediator who sits. `accepted` and `objection` are this party's own."""

    id: int
    name: str
    kind: str
    unit_name: str
    chair: bool
    no_tie: bool
    accepted: bool
    objection: ObjectionLine | None


@dataclass(frozen=True, slots=True)
class OwnUpheld:
    """A mediator to whom this party objected and who left for it, with what the head of the committee told it."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class OwnRung:
    """A rung of the ladder, with the committee that has the matter there, or had it."""

    rung: Rung
    unit_name: str
    state: str
    began_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    id: int
    to: str
    about: str
    asked_at: datetime
    answer: str


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """A time that this party's page was open, by whom of those beside it, and how they proved themselves."""

    opened_at: datetime
    channel: str
    beside: bool
    acts: Sequence[str]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """`due_at` is the end of the step that runs. `said` holds this party's last answer to each kind of question."""

    number: str
    state: str
    kind: str
    track: str
    due_at: datetime | None
    begun_at: datetime | None
    ended_at: datetime | None
    ending: str
    me: OwnSelf
    sides: Sequence[OtherSide]
    seats: Sequence[OwnSeat]
    upheld: Sequence[OwnUpheld]
    rungs: Sequence[OwnRung]
    questions: Sequence[OwnQuestion]
    said: Mapping[str, ConsentLine]
    history: Sequence[ConsentLine]

    @property
    def unit_name(self) -> str:
        return next((each.unit_name for each in self.rungs if each.state == "current"), "")

    @property
    def agreed(self) -> bool:
        return self.answer_to("mediation") == "given"

    def answer_to(self, to: str) -> str:
        """`given`, `refused`, `withdrawn`, or nothing."""
        return self.said[to].answer if to in self.said else ""


def own_page(session: PartySession, *, at: datetime) -> OwnPage:
    """Raises PartyGone for a dispute that is no longer one."""
    try:
        case = brief_of(session.case_id, as_party(session))
    except DisputeNotFound:
        raise PartyGone(session.visit_id) from None
    dispute = Dispute.objects.get(case_id=session.case_id)
    rows = around(dispute)
    consents = _consents(rows, session)
    seats = seats_of(rows, named=True)
    return OwnPage(
        number=case.number,
        state=case.state,
        kind=dispute.kind,
        track=dispute.track,
        due_at=case.step_due_at or case.due_at,
        begun_at=dispute.begun_at,
        ended_at=dispute.ended_at,
        ending=dispute.ending,
        me=_me(session),
        sides=_sides(rows, session),
        seats=_seats(rows, seats, session, consents),
        upheld=_upheld(seats, session),
        rungs=_rungs(dispute, rows),
        questions=_questions(dispute, consents),
        said={each.to: each for each in consents},
        history=consents[::-1],
    )


def own_visits(session: PartySession, *, most: int = 10) -> Sequence[OwnVisit]:
    """The newest first."""
    visits = PartyVisit.objects.filter(access__party_id=session.party_id).select_related("access")
    return [
        OwnVisit(
            each.opened_at,
            each.channel,
            each.access.companion_id is not None,
            list(dict.fromkeys(act.act for act in each.acts.all())),
        )
        for each in visits.prefetch_related("acts")[:most]
    ]


def _consents(rows: Around, session: PartySession) -> Sequence[ConsentLine]:
    return [
        ConsentLine(each.to, each.about, each.answer, each.how, each.said_at, each.told_rights)
        for each in rows.consents
        if each.party_id == session.party_id
    ]


def _me(session: PartySession) -> OwnSelf:
    party = Party.objects.get(id=session.party_id)
    beside = ""
    if session.companion_id is not None:
        companion = Companion.objects.get(id=session.companion_id)
        known = particulars.opened(companion.sealed, bound_to=particulars.companion_binding(companion.id))
        beside = known.name if known is not None else ""
    return OwnSelf(_name(party, session.label), session.side, session.label, session.decides, beside)


def _sides(rows: Around, session: PartySession) -> Sequence[OtherSide]:
    names: dict[str, list[str]] = {}
    for party in rows.parties:
        at_side = names.setdefault(party.side.letter, [])
        if party.id != session.party_id:
            at_side.append(_name(party, party.side.letter))
    return [OtherSide(letter, letter == session.side, found) for letter, found in names.items() if found]


def _name(party: Party, instead: str) -> str:
    known = particulars.opened(party.sealed, bound_to=particulars.party_binding(party.id))
    return known.name if known is not None else instead


def _seats(
    rows: Around, seats: Iterable[SeatLine], session: PartySession, consents: Iterable[ConsentLine]
) -> Sequence[OwnSeat]:
    accepted = {each.about: each.answer == "given" for each in consents if each.to == "mediator"}
    units = organisations.units_index()
    current = _stay_unit(rows)
    unit = units.get(current) if current is not None else None
    found = []
    for seat in seats:
        if seat.left_at is not None:
            continue
        mine = [each for each in seat.objections if each.party_id == session.party_id]
        found.append(
            OwnSeat(
                seat.id,
                seat.name,
                seat.kind,
                unit.name if unit is not None else "",
                seat.chair,
                seat.no_tie_declared_at is not None,
                accepted.get(str(seat.id), False) and not any(each.ruled_at is None for each in mine),
                mine[-1] if mine else None,
            )
        )
    return found


def _upheld(seats: Iterable[SeatLine], session: PartySession) -> Sequence[OwnUpheld]:
    return [
        OwnUpheld(seat.name, each.ruling_reason)
        for seat in seats
        for each in seat.objections
        if each.party_id == session.party_id and each.upheld
    ]


def _stay_unit(rows: Around) -> int | None:
    return rows.stays[-1].unit_id if rows.stays else None


def _rungs(dispute: Dispute, rows: Around) -> Sequence[OwnRung]:
    """The ladder from where the dispute began, with the last stay on each rung; why one was left is not told: it may
    hold words of people.
    """
    stays = {stay.rung: stay for stay in rows.stays}
    units = organisations.units_index()
    lines = []
    for position, rung in enumerate(rows.ladder.rungs):
        stay = stays.get(position)
        if stay is None and position < dispute.rung:
            continue
        unit = units.get(stay.unit_id) if stay is not None and stay.unit_id is not None else None
        state = "current" if position == dispute.rung else "done" if stay is not None else "upcoming"
        lines.append(
            OwnRung(
                rung,
                unit.name if unit is not None else "",
                state,
                stay.began_at if stay is not None else None,
                stay.ended_at if stay is not None else None,
            )
        )
    return lines


def _questions(dispute: Dispute, consents: Iterable[ConsentLine]) -> Sequence[OwnQuestion]:
    answers = {(each.to, each.about): each for each in consents}
    lines = []
    for asked in dispute.questions.filter(closed_at=None):
        last = answers.get((asked.to, asked.about))
        fresh = last is not None and (asked.about != "" or last.said_at >= asked.asked_at)
        answer = last.answer if last is not None and fresh else ""
        lines.append(OwnQuestion(asked.id, asked.to, asked.about, asked.asked_at, answer))
    return lines
