"""Holding a session for a write, and giving it a command."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from banjie.cases.acting import Acting
from banjie.cases.queries import CaseBrief
from banjie.core.workflow import Capacity, Facts, Refusal, decide
from banjie.mediation.errors import BadEntry, DisputeNotFound, SessionNotFound, SessionRefused, StaleDispute
from banjie.mediation.holding import brief_of, seated_staff
from banjie.mediation.models import Companion, Dispute, Party, Seat, Session, SessionEntry
from banjie.mediation.processes import process
from banjie.mediation.sessions import reading
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.reading import Reader
from banjie.mediation.sight import Sight, capacities_of, sight_of
from banjie.platform.actors import ActorKind

# What of a case's course lets a session be arranged, and what lets it be held: mediation itself needs every consent.
_BEFORE_MEDIATORS = frozenset({"consulting", "mediating"})
_MEDIATING = frozenset({"mediating"})


@dataclass(frozen=True, slots=True)
class Table:
    """The dispute with its row locked, and whoever acts at it. `own` is the party that acts for itself."""

    dispute: Dispute
    case: CaseBrief
    capacities: frozenset[Capacity]
    reader: Reader
    by: Acting
    at: datetime
    own: Who | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    table: Table
    session: Session

    @property
    def side(self) -> str:
        return self.session.side.letter if self.session.side is not None else ""


@contextmanager
def table(case_id: int, *, by: Acting, at: datetime) -> Iterator[Table]:
    """One transaction over one dispute, for its mediators, the system, or a party through its own page.

    Other than `holding.held` it does not count as a version of the dispute (why: `mediation.sessions`).
    Raises DisputeNotFound.
    """
    with transaction.atomic():
        case = brief_of(case_id, by)
        dispute = Dispute.objects.select_for_update(of=("self",)).filter(case_id=case_id).first()
        if dispute is None:
            raise DisputeNotFound(case_id)
        yield _at(dispute, case, by, at)


@contextmanager
def sitting(
    case_id: int, session_id: int, *, by: Acting, at: datetime, expected: int | None = None
) -> Iterator[Sitting]:
    """The same with one session, which counts its own versions. Raises SessionNotFound, StaleDispute."""
    with table(case_id, by=by, at=at) as found:
        session = (
            Session.objects.for_reader(found.reader)
            .select_related("side")
            .select_for_update(of=("self",))
            .filter(id=session_id)
            .first()
        )
        if session is None:
            raise SessionNotFound
        if expected is not None and expected != session.version:
            raise StaleDispute(case_id, expected, session.version)
        session.version += 1
        yield Sitting(found, session)
        session.save()


def give(found: Sitting, command: str, *, holds: Iterable[str] = ()) -> None:
    """Decides by the declared process, moves the session and puts it on its record. Raises SessionRefused."""
    session, acts = found.session, found.table
    facts = Facts(acts.capacities, holds=frozenset(holds) | _holds(acts.case))
    decision = decide(process("session"), session.state, command, facts)
    if isinstance(decision, Refusal):
        raise SessionRefused(command, decision.code)
    session.state = decision.target
    SessionEntry(
        session=session,
        side_id=session.side_id,
        command=command,
        source=decision.source,
        target=decision.target,
        at=acts.at,
        actor_kind=acts.by.actor.kind,
        actor_id=acts.by.actor.id,
    ).save(force_insert=True)


def next_number(dispute: Dispute, side_id: int | None) -> int:
    series = Session.objects.to_write(dispute)
    series = series.filter(side=None) if side_id is None else series.filter(side_id=side_id)
    return int(series.aggregate(last=Max("number"))["last"] or 0) + 1


def columns_of(found: Sitting, who: Who, belong: Collection[Who] | None = None) -> dict[str, Any]:
    """The columns that name somebody who belongs to this session. Raises BadEntry for anybody else, of the other
    side too; SessionNotFound for a party that would speak for somebody else. `belong` are those who do, where they
    have been looked up.
    """
    if found.table.own is not None and found.table.own != who:
        raise SessionNotFound
    if who not in (expected_at(found.session) if belong is None else belong):
        raise BadEntry("nobody_here", "who")
    return {f"{part}_id": who.id if part is who.part else None for part in Part}


def expected_at(session: Session) -> list[Who]:
    """Who belongs to a session: the mediators who sit, the parties of its side or of all, and those beside them."""
    parties = Party.objects.filter(dispute_id=session.dispute_id, left_at=None)
    if session.side_id is not None:
        parties = parties.filter(side_id=session.side_id)
    beside = Companion.objects.filter(party__in=parties, ended_at=None)
    seats = Seat.objects.filter(dispute_id=session.dispute_id, left_at=None)
    return [
        *(Who(Part.SEAT, each) for each in seats.order_by("-chair", "id").values_list("id", flat=True)),
        *(Who(Part.PARTY, each) for each in parties.order_by("side__letter", "number").values_list("id", flat=True)),
        *(Who(Part.COMPANION, each) for each in beside.order_by("id").values_list("id", flat=True)),
    ]


def _holds(case: CaseBrief) -> frozenset[str]:
    found = {"before_mediators": case.state in _BEFORE_MEDIATORS, "mediating": case.state in _MEDIATING}
    return frozenset(name for name, holds in found.items() if holds)


def _at(dispute: Dispute, case: CaseBrief, by: Acting, at: datetime) -> Table:
    if by.viewer is not None:
        seated = seated_staff(case.id)
        if sight_of(by.viewer, case, seated) < Sight.PANEL:
            raise DisputeNotFound(case.id)
        capacities = capacities_of(by.viewer, seated)
        return Table(dispute, case, capacities, reading.panel(case.id), by, at)
    if by.actor.kind is ActorKind.PARTY and Capacity.PARTY in by.fixed:
        party = Party.objects.select_related("side").filter(dispute=dispute, id=by.actor.id or 0, left_at=None).first()
        if party is None:
            raise DisputeNotFound(case.id)
        reader = reading.of_side(case.id, party.side.letter)
        return Table(dispute, case, by.fixed, reader, by, at, Who(Part.PARTY, party.id))
    if Capacity.SYSTEM in by.fixed:
        return Table(dispute, case, by.fixed, reading.panel(case.id), by, at)
    raise DisputeNotFound(case.id)
