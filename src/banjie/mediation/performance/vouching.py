"""What performance says about a dispute to its process."""

from datetime import datetime

from banjie.cases.reference import reference
from banjie.mediation.models import AgreementState, Dispute
from banjie.mediation.performance.owing import owed_in


def vouch(dispute: Dispute, at: datetime) -> frozenset[str]:
    """`obligations_settled` where an agreement binds and nothing of it is left to do; `breach_reported`."""
    owing = owed_in(dispute.case_id, today=reference().calendar.date_of(at))
    found = set()
    binds = bool(owing) or dispute.agreements.filter(state=AgreementState.BINDING).exists()
    if binds and all(each.settled for each in owing):
        found.add("obligations_settled")
    if any(each.state == "broken" for each in owing):
        found.add("breach_reported")
    return frozenset(found)
