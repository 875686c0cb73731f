"""The ways in to a dispute's pages for parties, as those see them who prepare or mediate it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from banjie.mediation.access.sessions import may_come_in
from banjie.mediation.details import Details
from banjie.mediation.models import Companion, Consent, PartyAccess, PartyQuestion
from banjie.mediation.queries.file import dispute_file
from banjie.mediation.queries.file_lines import PartyLine
from banjie.organisations.permissions import Viewer
from banjie.platform import mail, texting


@dataclass(frozen=True, slots=True)
class WayIn:
    """Somebody who may have a page, and the code in force. `sent_to` says how a number reaches them: `email`, `text`,
    or nothing where it must be read out. The code itself can be read by nobody.
    """

    party_id: int
    companion_id: int | None
    name: str
    label: str
    role: str
    access_id: int | None
    made_at: datetime | None
    seen_at: datetime | None
    sent_to: str
    reads: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is put to the parties, with how many said what."""

    to: str
    about: str
    until: date | None
    asked_at: datetime
    agreed: int
    refused: int
    silent: int


@dataclass(frozen=True, slots=True)
class WaysIn:
    number: str
    version: int
    may_write: bool
    ways: Sequence[WayIn]
    minors: Sequence[str]
    asked: Sequence[Asked]


def ways_in(case_id: int, viewer: Viewer, *, at: datetime) -> WaysIn:
    """Raises DisputeNotFound. Who may not see names sees no ways in either."""
    file = dispute_file(case_id, viewer, at=at)
    if not file.sees_names:
        return WaysIn(file.case.number, file.version, False, (), (), ())
    accesses = _in_force(case_id)
    ways, minors = [], []
    for party in file.parties:
        sent = _sent_to(party.details)
        if party.minor:
            minors.append(party.name)
        elif party.details is not None:
            ways.append(_way(party, None, party.name, "", sent, accesses))
        holders = Companion.objects.in_bulk([each.id for each in party.companions])
        for beside in party.companions:
            if beside.details is not None and may_come_in(holders[beside.id], at=at):
                ways.append(
                    _way(party, beside.id, beside.details.name, beside.role, _sent_to(beside.details), accesses)
                )
    return WaysIn(file.case.number, file.version, True, ways, minors, _asked(case_id, [p.id for p in file.parties]))


type _Accesses = Mapping[tuple[int, int | None], PartyAccess]


def _in_force(case_id: int) -> _Accesses:
    found = PartyAccess.objects.filter(party__dispute_id=case_id, ended_at=None)
    return {(each.party_id, each.companion_id): each for each in found.prefetch_related("visits").order_by("id")}


def _way(party: PartyLine, companion_id: int | None, name: str, role: str, sent_to: str, accesses: _Accesses) -> WayIn:
    access = accesses.get((party.id, companion_id))
    seen = max((each.seen_at for each in access.visits.all()), default=None) if access is not None else None
    return WayIn(
        party_id=party.id,
        companion_id=companion_id,
        name=name,
        label=party.label,
        role=role,
        access_id=access.id if access is not None else None,
        made_at=access.made_at if access is not None else None,
        seen_at=seen,
        sent_to=sent_to,
        reads=party.reads,
    )


def _sent_to(known: Details | None) -> str:
    if known is not None and known.email and mail.can_send():
        return "email"
    if known is not None and known.phone and texting.can_send():
        return "text"
    return ""


def _asked(case_id: int, parties: Sequence[int]) -> Sequence[Asked]:
    lines = []
    for asked in PartyQuestion.objects.filter(dispute_id=case_id, closed_at=None):
        said = Consent.objects.filter(party_id__in=parties, to=asked.to, about=asked.about).order_by("id")
        if not asked.about:
            said = said.filter(said_at__gte=asked.asked_at)
        last = {each.party_id: each.answer for each in said}
        agreed = sum(answer == "given" for answer in last.values())
        until = date.fromisoformat(asked.about) if asked.about else None
        lines.append(
            Asked(
                asked.to,
                asked.about,
                until,
                asked.asked_at,
                agreed,
                len(last) - agreed,
                len(parties) - len(last),
            )
        )
    return lines
