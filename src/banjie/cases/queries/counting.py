"""How many cases wait in each queue: the live cases counted by what decides their queues, in one statement."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from banjie.cases.filters import QUEUE_PERMISSION, Queue
from banjie.cases.models import Case
from banjie.cases.models.case import LIVE
from banjie.cases.queries import worklists
from banjie.organisations.permissions import Viewer, ViewerGrant

type Group = Mapping[str, Any]

_CROSSING: Mapping[Queue, Callable[[Group], bool]] = {
    Queue.OVERDUE: lambda group: group["late"] and group["state"] != "closed",
    Queue.OVERSIGHT: lambda group: group["ordered"],
    Queue.EXTENSIONS: lambda group: group["extension_pending"] and group["state"] != "closed",
}

# What hangs on records beside the case, of which there are few.
_APART = frozenset({Queue.TO_ASSIST, Queue.TO_FOLLOW_UP})


def queue_counts(viewer: Viewer, *, at: datetime) -> Mapping[Queue, int]:
    """The length of each worklist that is this viewer's business, in the order of the work."""
    queues = worklists.queues_of(viewer)
    counts = dict.fromkeys(queues, 0)
    counted = [queue for queue in queues if queue not in _APART]
    grants = [
        grant for grant in viewer.grants if any(QUEUE_PERMISSION[queue] in grant.permissions for queue in counted)
    ]
    for group in _groups(grants, at) if grants else ():
        for queue in counted:
            if _stands_in(queue, group) and _within(queue, group, grants):
                counts[queue] += group["cases"]
    for queue in counts:
        if queue in _APART:
            counts[queue] = Case.objects.filter(worklists.holds(queue, viewer, at)).count()
    return counts


def _groups(grants: list[ViewerGrant], at: datetime) -> Any:
    """A few dozen groups, read from the index of live cases alone (see Case.Meta)."""
    reaches = {f"reach_{place}": worklists.reached(grant) for place, grant in enumerate(grants)}
    flags = {"late": Q(due_at__lt=at), "ordered": Q(oversight_due_at__isnull=False)}
    if len(grants) > 1:
        flags |= reaches
    wrapped = {name: ExpressionWrapper(flag, BooleanField()) for name, flag in flags.items()}
    return (
        Case.objects.filter(LIVE, reduce(or_, reaches.values()))
        .annotate(**wrapped)
        .values("state", "extension_pending", *flags)
        .annotate(cases=Count("*"))
        .order_by()
    )


def _stands_in(queue: Queue, group: Group) -> bool:
    crossing = _CROSSING.get(queue)
    return bool(crossing(group)) if crossing is not None else group["state"] in worklists.states_in(queue)


def _within(queue: Queue, group: Group, grants: list[ViewerGrant]) -> bool:
    """Where there is one grant only, every group lies within it."""
    needed = QUEUE_PERMISSION[queue]
    return any(group.get(f"reach_{place}", True) for place, grant in enumerate(grants) if needed in grant.permissions)
