"""The sessions that a party is asked to: with everybody, and its own side's. Another side's do not exist here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from banjie.mediation.access.sessions import PartySession
from banjie.mediation.models import SessionState
from banjie.mediation.queries.sessions import SessionPage, reader_of_party, session_page, sessions_of
from banjie.mediation.sessions.people import Part, Who

# Those still ahead or under way, and for a while those that were.
_AHEAD = (SessionState.PROPOSED, SessionState.SCHEDULED, SessionState.UNDER_WAY)
_SETTLED = (SessionState.SCHEDULED, SessionState.UNDER_WAY)
_PAST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class OwnTime:
    """A time that was proposed. `suits` is what this party said to it; None: nothing yet."""

    id: int
    begins: datetime
    ends: datetime
    past: bool
    suits: bool | None


@dataclass(frozen=True, slots=True)
class OwnSession:
    """`kind` is joint, separate or writing. `times` only while none is settled. `wish` is where this party's wish
    for another time stands: empty, `waits`, or `refused`.
    """

    id: int
    kind: str
    own_side: bool
    state: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    by_video: bool
    link: str
    times: Sequence[OwnTime]
    wish: str
    uid: str
    sequence: int

    @property
    def settled(self) -> bool:
        """Whether it has a time to be written into a calendar, and is still to come or goes on."""
        return self.state in _SETTLED and self.starts_at is not None and self.ends_at is not None

    @property
    def ahead(self) -> bool:
        return self.state in _AHEAD

    @property
    def unanswered(self) -> bool:
        """Whether no word has been said yet to a time that can still be."""
        open_times = [each for each in self.times if not each.past]
        return bool(open_times) and all(each.suits is None for each in open_times)


def own_sessions(session: PartySession, *, at: datetime) -> Sequence[OwnSession]:
    """Those ahead first, the nearest on top; then the last few that were."""
    reader = reader_of_party(session.case_id, session.party_id)
    lines = list(sessions_of(reader).lines)
    ahead = [each for each in lines if each.state in _AHEAD][::-1]
    past = [each for each in lines if each.state not in _AHEAD][:_PAST_SHOWN]
    return [_own(session_page(reader, each.id, at=at), session) for each in (*ahead, *past)]


def _own(page: SessionPage, session: PartySession) -> OwnSession:
    line, me = page.line, Who(Part.PARTY, session.party_id)
    wishes = [each for each in page.wishes if each.who == me]
    last = wishes[-1] if wishes else None
    wish = "" if last is None or last.granted else "waits" if last.granted is None else "refused"
    return OwnSession(
        id=line.id,
        kind=line.kind,
        own_side=line.side != "",
        state=line.state,
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        place=line.place,
        by_video=line.by_video,
        link=line.link if line.state in _AHEAD else "",
        times=[
            OwnTime(
                each.id,
                each.weighed.span.begins,
                each.weighed.span.ends,
                each.weighed.past,
                page.answers.get((each.id, me)),
            )
            for each in page.times
        ],
        wish=wish,
        uid=line.uid,
        sequence=line.sequence,
    )
