"""Some cases by their ids, as lists show them."""

from collections.abc import Collection, Mapping

from banjie.cases.models import Case
from banjie.cases.queries.listing import COLUMNS, CaseLine, line
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to
from banjie.organisations.permissions import Viewer


def seen_among(case_ids: Collection[int], viewer: Viewer) -> frozenset[int]:
    """Those that the viewer may see, without reading them. One statement."""
    found = visible_to(viewer, Case.objects.filter(id__in=list(case_ids)))
    return frozenset(found.values_list("id", flat=True))


def lines(case_ids: Collection[int], viewer: Viewer) -> Mapping[int, CaseLine]:
    """Those that the viewer may see, by id. One statement."""
    look_up = reference()
    rows = visible_to(viewer, Case.objects.filter(id__in=list(case_ids))).values_list(*COLUMNS)
    found = [line(row, look_up) for row in rows]
    return {each.id: each for each in found}
