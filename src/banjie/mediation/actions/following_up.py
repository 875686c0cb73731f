"""Follow-up visits: recorded with what was found. A quarrel that has begun again is linked to its old file."""

from datetime import date, datetime

from banjie.cases.acting import Acting
from banjie.cases.reference import reference
from banjie.core.workflow import Capacity
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.holding import held
from banjie.mediation.models import AgreementState, Dispute, Finding, FollowUp, VisitHow
from banjie.mediation.performance import notes
from banjie.mediation.performance.keepers import capacities
from banjie.mediation.performance.visiting import visits_of


def record_visit(
    case_id: int,
    *,
    occasion: str,
    finding: str,
    how: str,
    by: Acting,
    at: datetime,
    made_on: date | None = None,
    note: str = "",
    expected: int | None = None,
) -> int:
    """What a visit found. Nobody reached leaves it due. Returns its id. Raises BadEntry."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        if Capacity.MEDIATOR not in capacities(by, found):
            raise DisputeNotFound(case_id)
        today = reference().calendar.date_of(at)
        agreement = found.dispute.agreements.filter(state=AgreementState.BINDING).first()
        planned = {visit.occasion: visit for visit in visits_of(agreement, today=today)} if agreement else {}
        if agreement is None or occasion not in planned:
            raise BadEntry("visit_unknown", "occasion")
        if finding not in Finding or how not in VisitHow:
            raise BadEntry("finding_unknown", "finding")
        if made_on is not None and made_on > today:
            raise BadEntry("in_future", "made_on")
        made = FollowUp.objects.create(
            agreement=agreement,
            occasion=occasion,
            due_on=planned[occasion].due_on,
            made_on=made_on or today,
            how=how,
            finding=finding,
            recorded_at=at,
            recorded_by=by.actor.id,
        )
        made.sealed = notes.seal(note, bound_to=notes.visit_binding(made.id))
        made.save(update_fields=["sealed"])
        return made.id


def link_relapse(case_id: int, *, earlier: int, by: Acting, at: datetime, expected: int | None = None) -> None:
    """A dispute is an old one come back: it names the old file, and the old file's last relapse visit names it.

    Whoever links them has both files before them: they may see the names of either. Raises BadEntry.
    """
    with held(earlier, by=by, at=at) as old, held(case_id, by=by, at=at, expected=expected) as found:
        if found.dispute.case_id == earlier or old.dispute.opened_at >= found.dispute.opened_at:
            raise BadEntry("earlier_unknown", "earlier")
        found.dispute.earlier = Dispute.objects.get(case_id=earlier)
        visit = FollowUp.objects.filter(agreement__dispute_id=earlier, finding=Finding.RELAPSE, relapse=None).last()
        if visit is not None:
            visit.relapse_id = case_id
            visit.save(update_fields=["relapse"])
