"""Keeps what was uploaded for as long as somebody may work on it, and no longer."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from banjie.cases.imports.refusals import Reason, Refused
from banjie.cases.models import ImportFault, ImportRun, RunState
from banjie.platform.files import uploads

AT_WORK: Final = frozenset({RunState.EXAMINING, RunState.IMPORTING})
# A file and its faults are kept for as long as somebody may still correct rows and send them again.
KEPT_AFTER_END: Final = timedelta(days=30)
KEPT_WAITING: Final = timedelta(days=7)
# What of the record of a run shows people's own words.
_WORDS: Final = frozenset({"first", "samples", "unknown"})


def forget(run_id: int) -> None:
    """Erases the file of a run and what was wrong with its rows; the record of the run stays."""
    with transaction.atomic():
        run = locked(run_id)
        if run.state in AT_WORK:
            raise Refused(Reason.AT_WORK)
        ImportFault.objects.filter(run=run).delete()
        kept, run.file = run.file, ""
        run.found = {key: value for key, value in run.found.items() if key not in _WORDS}
        run.save(update_fields=["file", "found"])
    uploads.erase(kept)


def forget_due(*, at: datetime) -> int:
    """Erases the files and faults whose time is up. Returns how many runs."""
    over = ImportRun.objects.exclude(state__in=AT_WORK).exclude(file="", faults=None)
    due = over.filter(ended_at__lt=at - KEPT_AFTER_END) | over.filter(ended_at=None, created_at__lt=at - KEPT_WAITING)
    ids = list(due.distinct().values_list("id", flat=True))
    for run_id in ids:
        forget(run_id)
    return len(ids)


def locked(run_id: int) -> ImportRun:
    """The run, held for this transaction. Raises Refused: unknown_run."""
    run = ImportRun.objects.select_for_update(of=("self",)).filter(id=run_id).first()
    if run is None:
        raise Refused(Reason.UNKNOWN_RUN)
    return run
