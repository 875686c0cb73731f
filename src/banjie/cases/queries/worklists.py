"""What each worklist holds, as conditions. Which states stand in a queue is the process's to say."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.db.models import Exists, F, OuterRef, Q

from banjie.cases.facts import own_units
from banjie.cases.filters import QUEUE_PERMISSION, Queue
from banjie.cases.models import Answer, Assisting, CallState, FollowUpCall
from banjie.cases.models.case import LIVE
from banjie.cases.visibility import about_own_unit, in_area
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


@cache
def live_states() -> frozenset[str]:
    """The states, over all processes and versions, in which somebody still has something to do."""
    every = (state for process in shipped().values() for state in process.states.values())
    return frozenset(state.key for state in every if state.open or state.key == "closed")


def queues_of(viewer: Viewer) -> tuple[Queue, ...]:
    """The worklists that are this person's business."""
    return tuple(queue for queue, needed in QUEUE_PERMISSION.items() if viewer.scopes(needed))


def holds(queue: Queue, viewer: Viewer, at: datetime) -> Q:
    """The condition of a queue for this viewer: what they could act on, not everything they may see."""
    grants = viewer.scopes(QUEUE_PERMISSION[queue])
    if not grants:
        return Q(pk__in=())
    if queue is Queue.TO_ASSIST:
        return _to_assist(grants)
    if queue is Queue.TO_FOLLOW_UP:
        return to_call(viewer, at)
    reach = Q()
    for grant in grants:
        reach |= reached(grant)
    return _content(queue, at) & reach


def reached(grant: ViewerGrant) -> Q:
    """Where a role acts: with its unit, or all over its area; never on a complaint about its own unit."""
    unit = Q(lead_unit_path__descendants_of=grant.unit_path)
    return (unit if grant.reach is Reach.UNIT else in_area(grant)) & ~about_own_unit(grant)


def _content(queue: Queue, at: datetime) -> Q:
    match queue:
        case Queue.OVERDUE:
            return Q(is_open=True, due_at__lt=at)
        case Queue.OVERSIGHT:
            return LIVE & Q(oversight_due_at__isnull=False)
        case Queue.EXTENSIONS:
            return Q(is_open=True, extension_pending=True)
        case _:
            # Every such state is open. Said like this, only the one index that has the states in order fits.
            return LIVE & Q(state__in=states_in(queue))


def to_call(viewer: Viewer, at: datetime) -> Q:
    """Cases whose reporter is to be called now, by this viewer: never about the work of their own unit."""
    grants = viewer.scopes(QUEUE_PERMISSION[Queue.TO_FOLLOW_UP])
    reach = Q(pk__in=())
    for grant in grants:
        reach |= reached(grant)
    waiting = FollowUpCall.objects.filter(state=CallState.TO_CALL, not_before__lte=at, round=F("case__reopens"))
    return Q(pk__in=waiting.values("case_id")) & reach & ~_own_work(viewer)


def _own_work(viewer: Viewer) -> Q:
    """The same as `follow_up.handled.is_own_work` for the units that led a case or helped, and answers of one's own."""
    helped = Assisting.objects.filter(case_id=OuterRef("id"), contributed_at__isnull=False)
    answered = Answer.objects.filter(case_id=OuterRef("id"), answered_by=viewer.staff_id)
    own = Q(Exists(answered))
    for unit in own_units(viewer):
        labels = unit.path.split(".")
        above = [".".join(labels[: depth + 1]) for depth in range(len(labels))]
        own |= Q(lead_unit_path__in=above) | Q(Exists(helped.filter(unit_path__in=above)))
        if not unit.is_centre:
            own |= Q(lead_unit_path__descendants_of=unit.path)
            own |= Q(Exists(helped.filter(unit_path__descendants_of=unit.path)))
    return own


def _to_assist(grants: Iterable[ViewerGrant]) -> Q:
    """Open cases in which a unit of the viewer was called in and has not yet given its result."""
    called = Assisting.objects.filter(case_id=OuterRef("id"), contributed_at=None, released_at=None)
    theirs = Q()
    for grant in grants:
        theirs |= Q(Exists(called.filter(unit_path__descendants_of=grant.unit_path))) & ~about_own_unit(grant)
    return Q(is_open=True) & theirs
