"""A caller takes the next call, or puts one aside. What comes of a call is a command on the case."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from banjie.cases.models import FollowUpCall
from banjie.cases.queries.calls import waiting
from banjie.organisations.permissions import Viewer

# As long as a call and the writing down may take.
_HELD: Final = timedelta(minutes=15)


@transaction.atomic
def take_next(*, by: Viewer, at: datetime, after: int = 0) -> int | None:
    """The case to call about next, held for this caller for some minutes; None where nobody waits.

    `after`: the case that was put aside just now; it comes again with the next turn.
    """
    free = Q(held_until=None) | Q(held_until__lte=at) | Q(held_by=by.staff_id)
    found = (
        waiting(by, at)
        .filter(free)
        .exclude(case_id=after)
        .order_by("rank", "since", "id")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if found is None:
        return None
    found.held_by, found.held_until = by.staff_id, at + _HELD
    found.save(update_fields=["held_by", "held_until"])
    return found.case_id


def put_aside(*, case_id: int, by: Viewer) -> None:
    """Gives back what this caller holds."""
    FollowUpCall.objects.filter(case_id=case_id, held_by=by.staff_id).update(held_by=None, held_until=None)
