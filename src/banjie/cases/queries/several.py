"""Several cases at once, with what may be done to each: for acting on a choice from a list."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from banjie.cases.acting import Acting
from banjie.cases.facts import Known
from banjie.cases.models import Answer, Assisting, Case
from banjie.cases.queries.listing import COLUMNS, CaseLine, line
from banjie.cases.queries.offering import Offer, offer
from banjie.cases.reference import reference
from banjie.cases.visibility import visible_to

AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case of a choice, and what would be granted and refused."""

    line: CaseLine
    offer: Offer


def several(case_ids: Collection[int], *, by: Acting, at: datetime) -> Sequence[Chosen]:
    """Those of at most AT_ONCE cases that the viewer may see, the most urgent first. Three statements."""
    if by.viewer is None:
        return []
    wanted = Case.objects.filter(id__in=sorted(case_ids)[:AT_ONCE])
    cases = list(visible_to(by.viewer, wanted))
    cases.sort(key=lambda case: (case.due_at is None, case.due_at or at, case.id))
    known, look_up = _known(cases), reference()
    return [
        Chosen(line([getattr(case, name) for name in COLUMNS], look_up), offer(case, by, at=at, known=known[case.id]))
        for case in cases
    ]


def _known(cases: Sequence[Case]) -> Mapping[int, Known]:
    """What deciding would otherwise read for each."""
    ids = [case.id for case in cases if case.is_open]
    assisting: dict[int, dict[str, int]] = {}
    at_work = Assisting.objects.filter(case_id__in=ids, contributed_at=None, released_at=None)
    for case_id, path, unit_id in at_work.values_list("case_id", "unit_path", "unit_id"):
        assisting.setdefault(case_id, {})[path] = unit_id
    answered = dict(Answer.objects.filter(case_id__in=ids).order_by("id").values_list("case_id", "answered_by"))
    return {case.id: Known(assisting.get(case.id, {}), answered.get(case.id)) for case in cases}
