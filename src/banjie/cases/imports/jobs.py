"""Imports as jobs. Thin: each opens what it needs and calls what does the work."""

import logging

import psycopg
from django.db import OperationalError

from banjie.cases.acting import Acting
from banjie.cases.imports import keeping
from banjie.cases.imports.bringing import Cancelled
from banjie.cases.imports.mapping import MappingContent
from banjie.cases.imports.recording import RunRecord
from banjie.cases.imports.refusals import Reason
from banjie.cases.imports.running import Order, carry_out, look_over
from banjie.cases.models import ImportRun, RunState
from banjie.platform import clock
from banjie.platform.actors import Actor, ActorKind
from banjie.platform.files import uploads
from banjie.platform.jobs import job
from banjie.platform.tables import TableRefused, open_sheet

logger = logging.getLogger(__name__)


@job("cases.import", queue="bulk")
def work(*, run_id: int) -> None:
    """Does what the run is waiting for. Called again after a crash, it goes on or begins again."""
    run = ImportRun.objects.filter(id=run_id).first()
    if run is None or run.state not in {RunState.EXAMINING, RunState.IMPORTING}:
        return
    record = RunRecord(run.id, now=clock.now)
    try:
        with uploads.opened(run.file) as path:
            sheet = open_sheet(path, run.name, sheet=run.sheet).sheet
            content = MappingContent.model_validate(run.mapping)
            order = Order(run.id, sheet, content, _acting(run), clock.now)
            if run.state == RunState.EXAMINING:
                look_over(order)
            else:
                carry_out(order)
    except uploads.FileGone:
        record.end(RunState.FAILED, failure=str(Reason.FILE_GONE))
    except TableRefused as refused:
        record.end(RunState.FAILED, failure=f"table.{refused.code}")
    except Cancelled:
        record.end(RunState.CANCELLED)
    except (OperationalError, psycopg.OperationalError):
        raise  # the database went away: the queue tries again when it is back
    except Exception:
        # Trying again would fail again. The person sees that it failed; nothing of it was kept.
        logger.exception("import %s failed", run_id)
        record.end(RunState.FAILED, failure="unexpected")


@job("cases.forget_imports", every="47 1 * * *")
def forget_imports() -> None:
    keeping.forget_due(at=clock.now())


def _acting(run: ImportRun) -> Acting:
    """Who started the run, for the record; what they may do was asked when they did."""
    return Acting(Actor(ActorKind(run.started_by_kind), run.started_by, run.started_by_name))
