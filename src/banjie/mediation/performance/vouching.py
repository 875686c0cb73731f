"""What performance says about a dispute to its process."""

from datetime import datetime

from banjie.cases.reference import reference
from banjie.mediation.around import Around
from banjie.mediation.models import AgreementState, Dispute
from banjie.mediation.performance.owing import owed


def vouch(_dispute: Dispute, rows: Around, at: datetime) -> frozenset[str]:
    """`obligations_settled` where an agreement binds and nothing of it is left to do; `breach_reported`."""
    owing = owed(rows.owed, today=reference().calendar.date_of(at))
    found = set()
    binds = any(each.state == AgreementState.BINDING for each in rows.agreements)
    if binds and all(each.settled for each in owing):
        found.add("obligations_settled")
    if any(each.state == "broken" for each in owing):
        found.add("breach_reported")
    return frozenset(found)
