"""What the committee does for a party's way in: make its paper, take it back, read out a number in the room."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet

from banjie.cases.acting import Acting
from banjie.mediation.access import digests, limits
from banjie.mediation.access.sessions import good, may_come_in
from banjie.mediation.errors import BadEntry
from banjie.mediation.holding import Held, held
from banjie.mediation.models import (
    AccessProof,
    Companion,
    ConsentTo,
    Party,
    PartyAccess,
    PartyQuestion,
    ProofChannel,
    WhyAccessEnded,
)

# What a mediator asks every party, beside what follows from where the dispute stands.
ASKED = frozenset({ConsentTo.LONGER, ConsentTo.VIDEO})


@dataclass(frozen=True, slots=True)
class Paper:
    """A code that is shown this once."""

    access_id: int
    code: str = field(repr=False)


def issue(
    case_id: int,
    party_id: int,
    *,
    by: Acting,
    at: datetime,
    companion_id: int | None = None,
    expected: int | None = None,
) -> Paper:
    """A code for a party, or for somebody with authority beside it. Whatever they had before opens nothing now.

    Raises BadEntry: minor_needs_guardian, companion_without_authority, party_unknown.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        party = _party(found, party_id)
        beside = _companion(party, companion_id, at)
        if beside is None and party.minor:
            raise BadEntry("minor_needs_guardian", "party")
        _end(PartyAccess.objects.filter(party=party, companion=beside), WhyAccessEnded.REISSUED, at)
        code = digests.new_code()
        made = PartyAccess.objects.create(
            party=party, companion=beside, digest=digests.of_code(code), made_at=at, made_by=by.actor.id
        )
        return Paper(made.id, code)


def withdraw(case_id: int, access_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """The code opens nothing from now on, and a page that is open with it closes. Raises BadEntry."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        mine = PartyAccess.objects.filter(id=access_id, party__dispute=found.dispute, ended_at=None)
        if not _end(mine, WhyAccessEnded.WITHDRAWN, at):
            raise BadEntry("access_unknown", "access")


def read_out(case_id: int, access_id: int, *, by: Acting, at: datetime) -> str:
    """Six digits for somebody who stands in the room and has given the code. Shown this once; who read them out stays
    on record, and the party sees on its page how it came in. Raises BadEntry.
    """
    with held(case_id, by=by, at=at) as found:
        access = (
            PartyAccess.objects.filter(id=access_id, party__dispute=found.dispute)
            .select_related("party", "companion")
            .first()
        )
        if access is None or not good(access, at=at):
            raise BadEntry("access_unknown", "access")
        access.proofs.filter(channel=ProofChannel.READ_OUT, used_at=None).delete()
        return new_proof(access, ProofChannel.READ_OUT, at=at, made_by=by.actor.id)


def new_proof(access: PartyAccess, channel: str, *, at: datetime, made_by: int | None = None) -> str:
    digits = digests.new_digits()
    AccessProof.objects.create(
        access=access,
        channel=channel,
        digest=digests.of_digits(digits, access_id=access.id),
        made_at=at,
        made_by=made_by,
        expires_at=at + limits.PROOF,
    )
    return digits


def ask(
    case_id: int, *, to: str, by: Acting, at: datetime, until: date | None = None, expected: int | None = None
) -> None:
    """Puts a question to every party, on its page; a later one of the kind takes its place. Raises BadEntry."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        if to not in ASKED:
            raise BadEntry("question_unknown", "to")
        if to == ConsentTo.LONGER and (until is None or until <= at.date()):
            raise BadEntry("until_not_later", "until")
        found.dispute.questions.filter(to=to, closed_at=None).update(closed_at=at)
        about = until.isoformat() if to == ConsentTo.LONGER and until is not None else ""
        PartyQuestion.objects.create(dispute=found.dispute, to=to, about=about, asked_at=at, asked_by=by.actor.id)


def take_back_question(case_id: int, *, to: str, by: Acting, at: datetime, expected: int | None = None) -> None:
    """The question is no longer put to anybody; what was said to it stays on record. Raises BadEntry."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        if not found.dispute.questions.filter(to=to, closed_at=None).update(closed_at=at):
            raise BadEntry("question_unknown", "to")


def _party(found: Held, party_id: int) -> Party:
    party = Party.objects.filter(dispute=found.dispute, id=party_id, left_at=None, erased_at=None).first()
    if party is None:
        raise BadEntry("party_unknown", "party")
    return party


def _companion(party: Party, companion_id: int | None, at: datetime) -> Companion | None:
    if companion_id is None:
        return None
    beside = party.companions.filter(id=companion_id).first()
    if beside is None or beside.ended_at is not None:
        raise BadEntry("companion_unknown", "companion")
    if not may_come_in(beside, at=at):
        raise BadEntry("companion_without_authority", "companion")
    return beside


def _end(accesses: QuerySet[PartyAccess], why: str, at: datetime) -> int:
    return accesses.filter(ended_at=None).update(ended_at=at, why_ended=why)
