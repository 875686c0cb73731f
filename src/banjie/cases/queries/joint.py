"""What became of the case that another was merged into, for the reporter of the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from banjie.cases.models import Case
from banjie.cases.queries.given_replies import GivenReply, given_replies
from banjie.cases.reference import reference

# A case that was merged may be merged on; nobody goes round in circles, since each is merged once.
_FURTHEST: Final = 10


@dataclass(frozen=True, slots=True)
class Joint:
    """Where the joint matter stands. `replies` were approved since the merge: older ones were for somebody else."""

    state: str
    is_open: bool
    unit_name: str
    due_at: datetime | None
    closed_at: datetime | None
    replies: Sequence[GivenReply]


def joint_of(case: Case) -> Joint | None:
    """None for a case that was not merged. Neither words nor the number of anybody else's matter are told."""
    lead = case
    for _ in range(_FURTHEST):
        if lead.merged_into_id is None:
            break
        lead = Case.objects.get(id=lead.merged_into_id)
    if lead is case:
        return None
    look_up = reference()
    unit = look_up.unit_named(lead.lead_unit_id)
    since = case.closed_at or case.received_at
    told = lead.answers.filter(approved_at__gte=since).order_by("-id") if _is_told(lead) else ()
    replies = given_replies(told, look_up)
    return Joint(lead.state, lead.is_open, unit.name if unit else "", lead.due_at, lead.closed_at, replies)


def _is_told(lead: Case) -> bool:
    """As to its own reporter: once it is over, or was over before."""
    return not lead.is_open or bool(lead.reopens)
