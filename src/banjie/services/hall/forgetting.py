"""The end of a day: visits end, what was typed is erased, the counts are made, and then the numbers go too."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate, localtime

from banjie.services.hall.models import HallHour, Ticket
from banjie.services.hall.rules import Ending

KEPT: Final = timedelta(days=7)
_LONGEST_MINUTES: Final = 24 * 60
_COLUMNS: Final = {Ending.SERVED: "served", Ending.ABSENT: "absent", Ending.DAY_OVER: "left"}


@transaction.atomic
def close_days(*, at: datetime) -> int:
    """Ends what is still open of days that are over. Returns how many visits."""
    today = localdate(at)
    left = Ticket.objects.filter(day__lt=today, ended_at=None)
    return left.update(ended_at=at, ending=Ending.DAY_OVER, draft=None, made=None, key=None)


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Erases the numbers of days long over, with the counts of those days kept. Returns how many numbers."""
    close_days(at=at)
    _count_days(at)
    erased, _ = Ticket.objects.filter(day__lt=localdate(at) - KEPT).delete()
    return erased


def _count_days(at: datetime) -> None:
    """Every day that is over and still has its numbers is counted anew: it may be interrupted and repeated."""
    hours: dict[tuple[int, object, int], HallHour] = {}
    rows = Ticket.objects.filter(day__lt=localdate(at)).order_by("hall_id", "day", "number")
    for ticket in rows.defer("draft", "made").iterator():
        place = (ticket.hall_id, ticket.day, localtime(ticket.taken_at).hour)
        hour = hours.setdefault(place, HallHour(hall_id=place[0], day=ticket.day, hour=place[2], waits=[]))
        hour.taken += 1
        column = _COLUMNS[Ending(ticket.ending)]
        setattr(hour, column, getattr(hour, column) + 1)
        if ticket.first_called_at is not None:
            waited = int((ticket.first_called_at - ticket.taken_at).total_seconds() // 60)
            hour.waits.append(max(0, min(waited, _LONGEST_MINUTES)))
    for hour in hours.values():
        # In no order that could tell which number waited how long.
        hour.waits.sort()
    HallHour.objects.bulk_create(
        hours.values(),
        update_conflicts=True,
        unique_fields=["hall", "day", "hour"],
        update_fields=["taken", "served", "absent", "left", "waits"],
    )
