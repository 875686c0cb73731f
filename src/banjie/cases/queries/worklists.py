"""What each worklist holds, as conditions. Which states stand in a queue is the process's to say."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.db.models import Exists, OuterRef, Q

from banjie.cases.filters import QUEUE_PERMISSION, Queue
from banjie.cases.models import Assisting
from banjie.cases.visibility import in_area
from banjie.core.workflow import shipped
from banjie.organisations.permissions import Viewer, ViewerGrant
from banjie.organisations.permissions.roles import Reach


@cache
def states_in(queue: Queue) -> tuple[str, ...]:
    """The states, over all processes and versions, that stand in a queue."""
    return tuple(
        sorted(
            {state.key for process in shipped().values() for state in process.states.values() if state.queue == queue}
        )
    )


def queues_of(viewer: Viewer) -> tuple[Queue, ...]:
    """The worklists that are this person's business."""
    return tuple(queue for queue, needed in QUEUE_PERMISSION.items() if viewer.scopes(needed))


def holds(queue: Queue, viewer: Viewer, at: datetime) -> Q:
    """The condition of a queue for this viewer: what they could act on, not everything they may see."""
    grants = viewer.scopes(QUEUE_PERMISSION[queue])
    if not grants:
        return Q(pk__in=())
    return _content(queue, at, grants) & _reach(queue, grants)


def _content(queue: Queue, at: datetime, grants: Iterable[ViewerGrant]) -> Q:
    match queue:
        case Queue.OVERDUE:
            return Q(is_open=True, due_at__lt=at)
        case Queue.OVERSIGHT:
            return Q(oversight_due_at__isnull=False)
        case Queue.EXTENSIONS:
            return Q(is_open=True, extension_pending=True)
        case Queue.TO_ASSIST:
            units = Q()
            for grant in grants:
                units |= Q(unit_path__descendants_of=grant.unit_path)
            called = Assisting.objects.filter(units, case_id=OuterRef("id"), contributed_at=None, released_at=None)
            return Q(is_open=True) & Q(Exists(called))
        case Queue.TO_FOLLOW_UP:
            return Q(state="closed")
        case _:
            return Q(is_open=True, state__in=states_in(queue))


def _reach(queue: Queue, grants: Iterable[ViewerGrant]) -> Q:
    if queue is Queue.TO_ASSIST:
        return Q()
    reach = Q()
    for grant in grants:
        if grant.reach is Reach.UNIT:
            reach |= Q(lead_unit_path__descendants_of=grant.unit_path)
        else:
            reach |= in_area(grant)
    return reach
