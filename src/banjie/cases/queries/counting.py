"""How many cases wait in each queue: one statement for all of them."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Q

from banjie.cases.filters import Queue
from banjie.cases.models import Case
from banjie.cases.queries import worklists
from banjie.cases.visibility import visible_to
from banjie.organisations.permissions import Viewer


def queue_counts(viewer: Viewer, *, at: datetime) -> Mapping[Queue, int]:
    """The length of each worklist that is this viewer's business, in the order of the work."""
    queues = worklists.queues_of(viewer)
    if not queues:
        return {}
    live = Case.objects.filter(Q(is_open=True) | Q(state="closed"))
    counts = visible_to(viewer, live).aggregate(
        **{queue.value: Count("id", filter=worklists.holds(queue, viewer, at)) for queue in queues}
    )
    return {queue: counts[queue.value] for queue in queues}
