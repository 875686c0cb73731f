"""Keeps an uploaded register for as long as somebody may work on it, and no longer."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from banjie.mediation.models import RegisterRun, RegisterState
from banjie.platform.files import uploads

from .refusals import Reason, Refused

AT_WORK: Final = frozenset({RegisterState.EXAMINING, RegisterState.IMPORTING})
KEPT_AFTER_END: Final = timedelta(days=30)
KEPT_WAITING: Final = timedelta(days=7)


def forget(run_id: int) -> None:
    """Erases the file of a run; the record of the run stays, without words of its rows."""
    with transaction.atomic():
        run = locked(run_id)
        if run.state in AT_WORK:
            raise Refused(Reason.AT_WORK)
        kept, run.file = run.file, ""
        run.found = {key: value for key, value in run.found.items() if key not in {"first", "unknown"}}
        run.save(update_fields=["file", "found"])
    uploads.erase(kept)


def forget_due(*, at: datetime) -> int:
    """Erases the files whose time is up. Returns how many."""
    over = RegisterRun.objects.exclude(state__in=AT_WORK).exclude(file="")
    due = over.filter(ended_at__lt=at - KEPT_AFTER_END) | over.filter(ended_at=None, created_at__lt=at - KEPT_WAITING)
    ids = list(due.values_list("id", flat=True))
    for run_id in ids:
        forget(run_id)
    return len(ids)


def locked(run_id: int) -> RegisterRun:
    """The run, held for this transaction. Raises Refused: unknown_run."""
    run = RegisterRun.objects.select_for_update().filter(id=run_id).first()
    if run is None:
        raise Refused(Reason.UNKNOWN_RUN)
    return run
