"""What becomes of a notice: read by whom it was for, and forgotten after a while."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from banjie.cases.models import Notice

# The timeline keeps what happened for good; who was told of it need not outlive the season.
KEPT: Final = timedelta(days=90)


def mark_read(*, staff_id: int, at: datetime, case_id: int | None = None, only: Collection[int] | None = None) -> int:
    """Marks somebody's own notices as read: those of one case, those with these ids, or all. Returns how many."""
    unread = Notice.objects.filter(staff_id=staff_id, read_at=None)
    if case_id is not None:
        unread = unread.filter(case_id=case_id)
    if only is not None:
        unread = unread.filter(id__in=only)
    return unread.update(read_at=at)


def mark_mailed(notice_id: int, *, at: datetime) -> None:
    """Notes that a letter about it was handed to the mail server, so that none is sent again."""
    Notice.objects.filter(id=notice_id).update(mailed_at=at)


def forget_old(*, at: datetime) -> int:
    """Removes notices of long ago, read or not. Returns how many."""
    return Notice.objects.filter(at__lt=at - KEPT).delete()[0]
