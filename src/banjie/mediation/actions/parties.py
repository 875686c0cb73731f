"""Sides, parties and those beside them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from banjie.cases.acting import Acting
from banjie.core.workflow import final_states
from banjie.mediation import details as particulars
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry
from banjie.mediation.holding import Held, held
from banjie.mediation.ladders.setting import in_force, on_offer
from banjie.mediation.models import (
    Authority,
    Companion,
    CompanionRole,
    Dispute,
    DisputeDocument,
    Objection,
    Party,
    PartyKind,
    Side,
    Tie,
)
from banjie.mediation.wishes import AFTER_THE_END, COLLECTIVE_FROM


def describe(
    case_id: int,
    *,
    by: Acting,
    at: datetime,
    expected: int | None = None,
    kind: str | None = None,
    brought_by: str | None = None,
    claimed: Decimal | None = None,
    people: int | None = None,
    ladder: str | None = None,
    earlier: int | None = None,
) -> None:
    """What the dispute is about, as far as it is given: its type, what is claimed, how many people it concerns.

    The ladder can be chosen until mediation has begun. Raises BadEntry.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        dispute = found.dispute
        given = {"kind": kind, "brought_by": brought_by, "claimed": claimed, "people": people}
        for name, value in given.items():
            if value is not None:
                setattr(dispute, name, value)
        if people is not None:
            dispute.collective = people >= COLLECTIVE_FROM
        if ladder is not None and ladder != dispute.ladder:
            _choose_ladder(found, ladder)
        if earlier is not None:
            _link(dispute, earlier)


def _choose_ladder(found: Held, key: str) -> None:
    chosen = in_force().get(key)
    if chosen is None:
        raise BadEntry("ladder_unknown", "ladder")
    if key not in on_offer():
        raise BadEntry("ladder_retired", "ladder")
    if found.dispute.begun_at is not None:
        raise BadEntry("ladder_after_begin", "ladder")
    found.dispute.ladder, found.dispute.track, found.dispute.rung = chosen.key, chosen.track, 0
    found.dispute.stays.filter(ended_at=None).update(rung=0, key=chosen.at(0).key, track=chosen.track)


def _link(dispute: Dispute, earlier: int) -> None:
    """A relapse names the old file. One that would name itself, or go in a circle, does not hold."""
    if (
        earlier == dispute.case_id
        or not Dispute.objects.filter(case_id=earlier, opened_at__lt=dispute.opened_at).exists()
    ):
        raise BadEntry("earlier_unknown", "earlier")
    dispute.earlier_id = earlier


def add_party(
    case_id: int,
    *,
    side: str,
    details: Details,
    by: Acting,
    at: datetime,
    kind: str = PartyKind.PERSON,
    minor: bool = False,
    reads: str = "zh-hans",
    stands_for: int | None = None,
    expected: int | None = None,
) -> int:
    """A party on a side (a letter, A for whoever applied). Returns its id.

    Raises BadEntry if the same person or organisation takes part already: nobody is on both sides.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        _takes_parties(found)
        _not_twice(found.dispute, side, details)
        where, _ = Side.objects.get_or_create(dispute=found.dispute, letter=_letter(side))
        last = found.dispute.parties.aggregate(last=Max("number"))["last"] or 0
        party = Party.objects.create(
            dispute=found.dispute,
            side=where,
            number=last + 1,
            kind=kind,
            minor=minor,
            reads=reads,
            stands_for=stands_for,
            added_at=at,
            sealed=b"-",
        )
        party.sealed = particulars.seal(details, bound_to=particulars.party_binding(party.id))
        party.save(update_fields=["sealed"])
        return party.id


def change_party(
    case_id: int,
    party_id: int,
    *,
    by: Acting,
    at: datetime,
    details: Details | None = None,
    expected: int | None = None,
    **columns: Any,
) -> None:
    """Mends what was entered of a party: its particulars, or kind, minor, reads, stands_for."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        _not_over(found)
        party = _party(found.dispute, party_id)
        if details is not None:
            _not_twice(found.dispute, party.side.letter, details, but=party.id)
            party.sealed = particulars.seal(details, bound_to=particulars.party_binding(party.id))
        for name in columns.keys() & {"kind", "minor", "reads", "stands_for"}:
            setattr(party, name, columns[name])
        party.save()


def remove_party(case_id: int, party_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """A party that was named by mistake, or that leaves before mediation begins. Its entry stays, as left."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        _takes_parties(found)
        party = _party(found.dispute, party_id)
        if found.dispute.begun_at is not None and found.dispute.ended_at is None:
            raise BadEntry("party_in_mediation", "party")
        party.left_at = at
        party.save(update_fields=["left_at"])


def add_companion(
    case_id: int,
    party_id: int,
    *,
    role: str,
    details: Details,
    by: Acting,
    at: datetime,
    authority: str = Authority.NONE,
    paper: str = "",
    paper_name: str = "",
    agreed_by: int | None = None,
    valid_until: date | None = None,
    expected: int | None = None,
) -> int:
    """Somebody beside a party. Returns the id.

    Raises BadEntry: whoever may settle for a party has an authority on file; nobody stands beside both sides.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        _not_over(found)
        party = _party(found.dispute, party_id)
        if authority == Authority.SPECIAL and not paper:
            raise BadEntry("authority_not_on_file", "paper")
        if role == CompanionRole.ELECTED and not agreed_by:
            raise BadEntry("elected_by_nobody", "agreed_by")
        if role != CompanionRole.INTERPRETER:
            _not_on_other_side(found.dispute, party, details)
        companion = Companion.objects.create(
            party=party,
            role=role,
            authority=authority,
            sealed=b"-",
            paper=paper,
            paper_name=paper_name,
            agreed_by=agreed_by,
            valid_until=valid_until,
            added_at=at,
        )
        companion.sealed = particulars.seal(details, bound_to=particulars.companion_binding(companion.id))
        companion.save(update_fields=["sealed"])
        return companion.id


def end_companion(case_id: int, companion_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """A party may take its authority back at any time."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        _not_over(found)
        beside = Companion.objects.filter(id=companion_id, party__dispute=found.dispute, ended_at=None)
        if not beside.update(ended_at=at):
            raise BadEntry("companion_unknown", "companion")


@transaction.atomic
def erase_due(case_ids: Iterable[int], *, at: datetime) -> int:
    """Erases the particulars of everybody in these disputes, whose time is up, and what was said of mediators' ties.

    Returns how many people and organisations.
    """
    chosen = list(case_ids)
    parties = Party.objects.filter(dispute_id__in=chosen, erased_at=None)
    beside = Companion.objects.filter(party__dispute_id__in=chosen, erased_at=None)
    values: Mapping[str, Any] = {"sealed": None, "erased_at": at}
    Tie.objects.filter(dispute_id__in=chosen).update(note=None)
    Objection.objects.filter(seat__dispute_id__in=chosen).update(reason=b"")
    DisputeDocument.objects.filter(dispute_id__in=chosen).update(typed=None)
    return beside.update(**values) + parties.update(**values)


def _not_over(found: Held) -> None:
    """What the closed file says of people stays as it was."""
    if found.case.state in final_states():
        raise BadEntry("dispute_over", "party")


def _takes_parties(found: Held) -> None:
    """Whoever is named after the end took no part in it."""
    if found.case.state in AFTER_THE_END:
        raise BadEntry("dispute_over", "party")


def _party(dispute: Dispute, party_id: int) -> Party:
    party = Party.objects.select_related("side").filter(dispute=dispute, id=party_id, left_at=None).first()
    if party is None:
        raise BadEntry("party_unknown", "party")
    return party


def _letter(side: str) -> str:
    if len(side) != 1 or side not in "ABCDEFGH":
        raise BadEntry("side_unknown", "side")
    return side


def _not_twice(dispute: Dispute, side: str, details: Details, *, but: int | None = None) -> None:
    for party in dispute.parties.filter(left_at=None).exclude(id=but or 0).select_related("side"):
        known = particulars.opened(party.sealed, bound_to=particulars.party_binding(party.id))
        if known is not None and particulars.same_person(known, details):
            raise BadEntry("party_twice" if party.side.letter == side else "party_on_both_sides", "name")


def _not_on_other_side(dispute: Dispute, party: Party, details: Details) -> None:
    others = dispute.parties.filter(left_at=None).exclude(side_id=party.side_id).prefetch_related("companions")
    for other in others:
        known = [particulars.opened(other.sealed, bound_to=particulars.party_binding(other.id))]
        for each in other.companions.all():
            if each.ended_at is None and each.role != CompanionRole.INTERPRETER:
                known.append(particulars.opened(each.sealed, bound_to=particulars.companion_binding(each.id)))
        if any(each is not None and particulars.same_person(each, details) for each in known):
            raise BadEntry("companion_on_both_sides", "name")
