"""What ends by itself because its days have gone by."""

from datetime import datetime

from banjie.cases.acting import AS_SYSTEM
from banjie.cases.reference import reference
from banjie.mediation.actions.confirming import lapse_confirmation
from banjie.mediation.models import Confirmation
from banjie.mediation.processes import process


def lapse_due(*, at: datetime) -> int:
    """Requests for confirmation that never reached a court in their thirty days. Returns how many."""
    today = reference().calendar.date_of(at)
    late = Confirmation.objects.filter(state=process("confirmation").start, last_day__lt=today)
    cases = list(late.values_list("agreement__dispute_id", flat=True))
    return sum(lapse_confirmation(case_id, by=AS_SYSTEM, at=at) for case_id in cases)
