"""The courts that a unit has asked: most disputes of a place go to the same one."""

from dataclasses import dataclass

from banjie.mediation.models import Confirmation
from banjie.mediation.queries.file_lines import DisputeFile


@dataclass(frozen=True, slots=True)
class CourtAsked:
    """A court as it was named when it was asked, and why it was that one."""

    court: str
    court_code: str
    ground: str


def court_asked_last(file: DisputeFile) -> CourtAsked | None:
    """The court that the unit of this dispute asked last, in whichever dispute."""
    asked = Confirmation.objects.filter(agreement__dispute__case__lead_unit_id=file.case.lead_unit_id)
    row = asked.order_by("-id").values_list("court", "court_code", "ground").first()
    return CourtAsked(*row) if row else None
