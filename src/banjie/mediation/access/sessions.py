"""A visit to a party's page: the one value that lets somebody read or act as a party."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.timezone import localdate

from banjie.cases.acting import Acting
from banjie.core.workflow import Capacity
from banjie.mediation.access import digests, limits
from banjie.mediation.models import Authority, Companion, Party, PartyAccess, PartyVisit
from banjie.platform.actors import Actor, ActorKind

_MINT: Final = object()
_DECIDES: Final = frozenset({Authority.SPECIAL, Authority.BY_LAW})


class PartyGone(LookupError):
    """The visit is over, or its code is no longer good: nothing was read or written."""


@dataclass(frozen=True, slots=True)
class PartySession:
    """Proof that a code and a number were given. Only `session_with` makes one: what a page holds says as whom it acts.

    `label` is the party's place ("A1"); `decides` is false for a representative who may speak but not settle.
    """

    visit_id: int
    access_id: int
    case_id: int
    party_id: int
    companion_id: int | None
    side: str
    label: str
    reads: str
    decides: bool
    opened_at: datetime
    minted: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.minted is not _MINT:
            raise TypeError("A PartySession comes from session_with().")


def session_with(token: str, *, at: datetime) -> PartySession | None:
    """The visit whose token this is; None once it ended, was left alone, or the code was withdrawn."""
    visit = _visits().filter(token_digest=digests.of_token(token)).first() if token else None
    if visit is None or not alive(visit, at=at):
        return None
    if at - visit.seen_at >= limits.SEEN_EVERY:
        PartyVisit.objects.filter(id=visit.id, ended_at=None).update(seen_at=at)
    return _session(visit)


def leave(token: str, *, at: datetime) -> None:
    """Ends the visit at once. Leaving twice is leaving."""
    PartyVisit.objects.filter(token_digest=digests.of_token(token), ended_at=None).update(ended_at=at)


def alive(visit: PartyVisit, *, at: datetime) -> bool:
    return (
        visit.ended_at is None
        and at - visit.seen_at < limits.IDLE
        and at - visit.opened_at < limits.LONGEST
        and good(visit.access, at=at)
    )


def good(access: PartyAccess, *, at: datetime) -> bool:
    """Whether a code opens anything: in force, the party still takes part and is known, the authority holds."""
    party = access.party
    if access.ended_at is not None or party.left_at is not None or party.erased_at is not None:
        return False
    return access.companion is None or may_come_in(access.companion, at=at)


def may_come_in(companion: Companion, *, at: datetime) -> bool:
    """Somebody beside a party comes in with an authority that holds today, and as what it allows."""
    return (
        companion.authority != Authority.NONE
        and companion.ended_at is None
        and companion.erased_at is None
        and (companion.valid_until is None or companion.valid_until >= localdate(at))
    )


def still(session: PartySession, *, at: datetime) -> None:
    """Asks the database once more, in the transaction of a write. Raises PartyGone."""
    visit = _visits().filter(id=session.visit_id).first()
    if visit is None or not alive(visit, at=at) or visit.access.party_id != session.party_id:
        raise PartyGone(session.visit_id)


def as_party(session: PartySession) -> Acting:
    """Acting as the party, by its place in the dispute and never its name."""
    return Acting(Actor(ActorKind.PARTY, session.party_id, session.label), fixed=frozenset({Capacity.PARTY}))


def _visits() -> QuerySet[PartyVisit]:
    return PartyVisit.objects.select_related("access__party__side", "access__companion")


def _session(visit: PartyVisit) -> PartySession:
    access = visit.access
    party, beside = access.party, access.companion
    return PartySession(
        visit_id=visit.id,
        access_id=access.id,
        case_id=party.dispute_id,
        party_id=party.id,
        companion_id=beside.id if beside is not None else None,
        side=party.side.letter,
        label=label_of(party),
        reads=party.reads,
        decides=beside is None or beside.authority in _DECIDES,
        opened_at=visit.opened_at,
        minted=_MINT,
    )


def label_of(party: Party) -> str:
    """The party's place among those who take part on its side."""
    before = Party.objects.filter(side_id=party.side_id, left_at=None, number__lt=party.number).count()
    return f"{party.side.letter}{before + 1}"
