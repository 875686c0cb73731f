"""Lists of disputes beside the lists of cases: what of a dispute a list of cases can show."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from banjie.mediation.models import Dispute


@dataclass(frozen=True, slots=True)
class DisputeLine:
    case_id: int
    kind: str
    track: str
    ladder: str
    rung: int
    ending: str
    begun_at: datetime | None


def disputes_of(case_ids: Collection[int]) -> Mapping[int, DisputeLine]:
    """Of cases that the viewer has been shown already: type and rung, no names."""
    found = Dispute.objects.filter(case_id__in=case_ids)
    columns = ("case_id", "kind", "track", "ladder", "rung", "ending", "begun_at")
    return {row[0]: DisputeLine(*row) for row in found.values_list(*columns)}
