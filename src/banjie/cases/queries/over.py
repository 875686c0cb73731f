"""Which cases are over, and have been for long."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from banjie.cases.models import Case, TimelineEntry
from banjie.core.workflow import final_states


def over_since_before(case_ids: Collection[int], moment: datetime) -> frozenset[int]:
    """Those in a state that is final and that no command has moved since `moment`. For jobs; it tells no one."""
    moved = (
        TimelineEntry.objects.filter(case_id=OuterRef("id"), at__gte=moment)
        .exclude(source="")
        .exclude(source=F("target"))
    )
    found = Case.objects.filter(id__in=list(case_ids), state__in=final_states(), is_open=False)
    return frozenset(found.exclude(Exists(moved)).values_list("id", flat=True))
