"""Sessions to try things on: arranged, begun, written, signed."""

from datetime import timedelta
from uuid import UUID, uuid4

from banjie.cases.acting import Acting
from banjie.core.workflow import Capacity
from banjie.mediation.actions import sessions
from banjie.mediation.actions.sessions import Draft
from banjie.mediation.actions.sessions.signing import signers
from banjie.mediation.models import Session
from banjie.mediation.queries.minutes import minutes_of
from banjie.mediation.sessions import reading
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.times import Span
from banjie.platform.actors import Actor, ActorKind
from tests.integration.cases.world import AT
from tests.integration.mediation.world import MediationWorld

TWO_HOURS = timedelta(hours=2)
# Three days after the world's moment, at half past nine in China.
THEN = AT + timedelta(days=3)
STROKES = "M10 20L30 40L60 45L90 60L120 70L150 80L180 95L210 120L260 130"


def span(begins=THEN, lasting=TWO_HOURS) -> Span:
    return Span(begins, begins + lasting)


def as_party(party_id: int, label: str = "A1") -> Acting:
    """A party through its own page."""
    return Acting(Actor(ActorKind.PARTY, party_id, label), fixed=frozenset({Capacity.PARTY}))


def party(party_id: int) -> Who:
    return Who(Part.PARTY, party_id)


def arrange(
    world: MediationWorld, case_id: int, *, side: str = "", who: str = "township", begins=THEN, at=AT, **more
) -> int:
    kind = "separate" if side else "joint"
    return sessions.propose(
        case_id, kind=kind, side=side, times=[span(begins)], settled=True, by=world.acting(who), at=at, **more
    )


def begin_session(world: MediationWorld, case_id: int, *, came=(), side: str = "", at=THEN, **more) -> int:
    """A session under way, to which these parties came."""
    session_id = arrange(world, case_id, side=side, **more)
    by = world.acting("township")
    sessions.start(case_id, session_id, by=by, at=at)
    if came:
        sessions.note_attendance(case_id, session_id, came={party(each): "present" for each in came}, by=by, at=at)
    return session_id


def draft(text: str, *, speaker: str = "", heading: str = "statements", position: int = 1, key=None, base=0, **more):
    return Draft(key or uuid4(), base, position, heading, speaker, text, **more)


def write(world: MediationWorld, case_id: int, session_id: int, *texts: str, speaker: str = "", at=THEN) -> list[UUID]:
    drafts = [draft(text, speaker=speaker, position=place) for place, text in enumerate(texts, 1)]
    sessions.write_lines(case_id, session_id, drafts=drafts, by=world.acting("township"), at=at)
    return [each.key for each in drafts]


def sign_and_lock(world: MediationWorld, case_id: int, session_id: int, *, at=THEN) -> None:
    """Ends, reads back, has everybody who came sign, and locks."""
    by = world.acting("township")
    session = Session.objects.for_reader(reading.panel(case_id)).get(id=session_id)
    if session.ended_at is None:
        sessions.end(case_id, session_id, by=by, at=at)
    if minutes_of(reading.panel(case_id), session_id).read_back_at is None:
        sessions.read_back(case_id, session_id, by=by, at=at)
    seen = minutes_of(reading.panel(case_id), session_id).digest
    for who in signers(session):
        sessions.sign(case_id, session_id, who=who, seen=seen, strokes=STROKES, by=by, at=at)
    sessions.lock(case_id, session_id, by=by, at=at)
