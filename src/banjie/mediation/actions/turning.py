"""Turns a matter that was asked about into a dispute, of the type that somebody saw in it."""

from datetime import datetime

from django.db import transaction

from banjie.cases import actions as cases
from banjie.cases.acting import Acting
from banjie.mediation import kinds
from banjie.mediation.actions.parties import describe
from banjie.mediation.errors import BadEntry

_DISPUTE = "dispute"


def turn_into_dispute(case_id: int, *, kind: str, by: Acting, at: datetime) -> None:
    """Makes a case a dispute with its type. Raises BadEntry, and what `perform` raises: the case must not be begun.

    Whoever does it decided so; what the words propose stands in `mediation.advising`.
    """
    if kind not in kinds.kinds():
        raise BadEntry("kind_unknown", "kind")
    with transaction.atomic():
        cases.perform(case_id, "classify", by=by, at=at, data={"kind": _DISPUTE})
        describe(case_id, by=by, at=at, kind=kind)
