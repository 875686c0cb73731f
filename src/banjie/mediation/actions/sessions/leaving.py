"""What becomes of sessions when their dispute leaves the table."""

from datetime import datetime
from typing import Final

from django.db import transaction

from banjie.cases.acting import AS_SYSTEM
from banjie.cases.queries import CaseBrief
from banjie.mediation.actions.sessions.arranging import call_off
from banjie.mediation.actions.sessions.sitting import Sitting, Table, give
from banjie.mediation.holding import brief_of
from banjie.mediation.models import Dispute, Session, SessionState
from banjie.mediation.sessions import reading

_TO_COME: Final = (SessionState.PROPOSED, SessionState.SCHEDULED)
_AT_TABLE: Final = ("consulting", "mediating", "suspended")
_BATCH: Final = 200


def leave_table(dispute: Dispute, case: CaseBrief, *, at: datetime) -> None:
    """A dispute that ends, or goes before another panel, takes its sessions with it: one under way breaks off and
    keeps its minutes up to there; those to come are called off.
    """
    acts = Table(dispute, case, AS_SYSTEM.fixed, reading.panel(case.id), AS_SYSTEM, at)
    sessions = Session.objects.to_write(dispute).filter(state__in=(*_TO_COME, SessionState.UNDER_WAY))
    for session in sessions.select_related("side").select_for_update(of=("self",)).order_by("id"):
        _leave(Sitting(acts, session))


def call_off_left(*, at: datetime) -> int:
    """Calls off what is still to come of disputes that left the table by another way: the reporter withdrew the
    matter, it was merged, an agreement was reached. Returns of how many disputes.
    """
    to_come = Session.objects.for_upkeep().filter(state__in=_TO_COME)
    left = to_come.exclude(dispute__case__state__in=_AT_TABLE).values_list("dispute_id", flat=True).distinct()
    case_ids = list(left.order_by("dispute_id")[:_BATCH])
    for case_id in case_ids:
        _call_off(case_id, at)
    return len(case_ids)


@transaction.atomic
def _call_off(case_id: int, at: datetime) -> None:
    case = brief_of(case_id, AS_SYSTEM)
    dispute = Dispute.objects.select_for_update(of=("self",)).get(case_id=case_id)
    acts = Table(dispute, case, AS_SYSTEM.fixed, reading.panel(case_id), AS_SYSTEM, at)
    sessions = Session.objects.to_write(dispute).filter(state__in=_TO_COME)
    for session in sessions.select_related("side").select_for_update(of=("self",)).order_by("id"):
        _leave(Sitting(acts, session))


def _leave(found: Sitting) -> None:
    session, at = found.session, found.table.at
    if session.state == SessionState.UNDER_WAY:
        give(found, "break_off")
        session.ended_at = at
    else:
        was_arranged = session.state == SessionState.SCHEDULED
        give(found, "cancel")
        call_off(session, was_arranged=was_arranged, reason="", at=at)
    session.version += 1
    session.save()
