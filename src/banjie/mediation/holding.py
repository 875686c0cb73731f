"""Holding a dispute for a write: seen, locked, not moved on since, and counted."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from banjie.cases import queries as cases
from banjie.cases.acting import Acting
from banjie.mediation.around import Around
from banjie.mediation.errors import DisputeNotFound, StaleDispute
from banjie.mediation.ladders import Ladder
from banjie.mediation.ladders.model import position_of
from banjie.mediation.ladders.setting import first_ladder, ladder
from banjie.mediation.ladders.steadying import hold_still
from banjie.mediation.models import Dispute, RungStay, Seat
from banjie.mediation.sight import Begun, Sight, sight_of
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer

_PROCESS = "mediation"


@dataclass(frozen=True, slots=True)
class Held:
    """A dispute whose row is locked, the case it is, and how much of it whoever acts may see."""

    dispute: Dispute
    case: cases.CaseBrief
    sight: Sight
    seated: frozenset[int]


@contextmanager
def held(
    case_id: int, *, by: Acting, at: datetime, needs: Sight = Sight.FILE, expected: int | None = None
) -> Iterator[Held]:
    """One transaction over one dispute; every write to anything of a dispute happens inside of it.

    A case in the mediation process becomes a dispute with the first write. Raises DisputeNotFound for whoever
    may see less than `needs`; StaleDispute if `expected`, the version last seen, has passed. Somebody without
    posts (a party, the system) has been let in by the caller.
    """
    with transaction.atomic():
        hold_still()
        case = brief_of(case_id, by)
        dispute = _locked(case, at)
        seated = seated_staff(case_id)
        sight = Sight.PANEL
        if by.viewer is not None:
            sight = sight_in(dispute, case, by.viewer, seated)
        if sight < needs:
            raise DisputeNotFound(case_id)
        if expected is not None and expected != dispute.version:
            raise StaleDispute(case_id, expected, dispute.version)
        dispute.version += 1
        yield Held(dispute, case, sight, seated)
        dispute.save()


def brief_of(case_id: int, by: Acting) -> cases.CaseBrief:
    """The case, if it goes by the process of mediation. Raises DisputeNotFound."""
    return met(case_id, by).brief


def briefs_of(case_ids: Collection[int], by: Acting) -> Mapping[int, cases.CaseBrief]:
    """The same of several by one query; what is not seen, or goes by another process, is left out."""
    found = cases.briefs(case_ids, by)
    return {case_id: brief for case_id, brief in found.items() if _is_mediated(brief)}


def met(case_id: int, by: Acting) -> cases.Met:
    """The same for whoever asks more of it."""
    try:
        found = cases.met(case_id, by)
    except LookupError:
        raise DisputeNotFound(case_id) from None
    if not _is_mediated(found.brief):
        raise DisputeNotFound(case_id)
    return found


def _is_mediated(brief: cases.CaseBrief) -> bool:
    return brief.process.rpartition("-")[0] == _PROCESS


def sight_in(dispute: Dispute, case: cases.CaseBrief, viewer: Viewer, seated: frozenset[int]) -> Sight:
    """How much of a dispute somebody sees. How far it has come is asked only where it could show more."""
    sight = sight_of(viewer, case, seated)
    return sight if sight >= Sight.FILE else sight_of(viewer, case, seated, begun=_begun_of(dispute, case))


def sight_among(dispute: Dispute, rows: Around, case: cases.CaseBrief, viewer: Viewer) -> Sight:
    """The same where everything around the dispute has been read."""
    mediated = dispute.begun_at is not None or any(each.ended_at is not None for each in rows.stays)
    seated = any(each.rung == dispute.rung and each.mediator.committee_id == case.lead_unit_id for each in rows.seats)
    return sight_of(viewer, case, rows.seated, begun=Begun(mediated, seated))


def _begun_of(dispute: Dispute, case: cases.CaseBrief) -> Begun:
    """How far it has come to its mediators, on this rung or another."""
    mediated = dispute.begun_at is not None or dispute.stays.filter(ended_at__isnull=False).exists()
    seats = Seat.objects.filter(dispute_id=dispute.case_id, rung=dispute.rung)
    seated = seats.filter(mediator__committee_id=case.lead_unit_id).exists()
    return Begun(mediated, seated)


def seated_staff(case_id: int) -> frozenset[int]:
    """The members of staff who sit in a dispute just now."""
    seats = Seat.objects.filter(dispute_id=case_id, left_at=None)
    return frozenset(seats.values_list("mediator__staff_id", flat=True))


def _locked(case: cases.CaseBrief, at: datetime) -> Dispute:
    found = Dispute.objects.select_for_update(of=("self",)).filter(case_id=case.id).first()
    if found is not None:
        _follow_dispatch(found, case)
        return found
    first = first_ladder("people")
    position = _position(first, case)
    dispute, made = Dispute.objects.get_or_create(
        case_id=case.id,
        defaults={"ladder": first.key, "rung": position, "opened_at": case.received_at, "track": first.track},
    )
    if made:
        key = first.at(position).key
        RungStay.objects.create(
            dispute=dispute, rung=position, key=key, track=first.track, unit_id=case.lead_unit_id, began_at=at
        )
    return Dispute.objects.select_for_update(of=("self",)).get(case_id=case.id)


def _follow_dispatch(dispute: Dispute, case: cases.CaseBrief) -> None:
    """Until mediation begins a dispatcher may send the case elsewhere; the dispute then stands on the rung there."""
    if dispute.begun_at is not None or dispute.ended_at is not None or case.lead_unit_id is None:
        return
    stay = dispute.stays.filter(ended_at=None).exclude(unit_id=case.lead_unit_id).first()
    if stay is None:
        return
    chosen = ladder(dispute.ladder)
    dispute.rung = _position(chosen, case)
    stay.rung, stay.key, stay.unit_id = dispute.rung, chosen.at(dispute.rung).key, case.lead_unit_id
    stay.save(update_fields=["rung", "key", "unit"])


def _position(chosen: Ladder, case: cases.CaseBrief) -> int:
    unit = organisations.units_index().get(case.lead_unit_id)
    return position_of(chosen, unit.roles, unit.level) if unit is not None else 0
