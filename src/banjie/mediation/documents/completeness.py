"""Whether the file of a dispute holds what it must before it can be closed."""

from collections.abc import Sequence
from datetime import datetime

from banjie.mediation.around import Around
from banjie.mediation.documents.file import Outcome, missing
from banjie.mediation.documents.forms import registry
from banjie.mediation.models import Dispute, DisputeDocument, DisputePaper, Ending


def vouch(dispute: Dispute, _rows: Around, _at: datetime) -> frozenset[str]:
    """`file_complete` where mediation has ended and nothing is missing."""
    outcome = outcome_of(dispute.ending)
    if outcome is Outcome.OPEN or missing(slots_there(dispute.case_id), outcome):
        return frozenset()
    return frozenset({"file_complete"})


def outcome_of(ending: str) -> Outcome:
    if not ending:
        return Outcome.OPEN
    return Outcome.AGREED if ending == Ending.AGREED else Outcome.FAILED


def slots_there(case_id: int) -> Sequence[str]:
    """Slots that hold something, told to everybody: that a session was recorded is no secret, what it says is."""
    forms = DisputeDocument.objects.filter(dispute_id=case_id, superseded_by=None).values_list("form", flat=True)
    papers = DisputePaper.objects.filter(dispute_id=case_id, removed_at=None).values_list("slot", flat=True)
    return [*(registry().forms[each].slot for each in forms), *papers]
