"""Registers as jobs. Thin: each opens what it needs and calls what does the work."""

import logging

import psycopg
from django.db import OperationalError

from banjie.cases.acting import Acting
from banjie.mediation.models import RegisterRun, RegisterState
from banjie.platform import clock
from banjie.platform.actors import Actor, ActorKind
from banjie.platform.files import uploads
from banjie.platform.jobs import job
from banjie.platform.tables import TableRefused, open_sheet

from .keeping import forget_due
from .mapping import RegisterMapping
from .running import Order, TooManyRows, carry_out, end, look_over

logger = logging.getLogger(__name__)


@job("mediation.register", queue="bulk")
def work(*, run_id: int) -> None:
    """Does what the run is waiting for. Called again after a crash it begins again: nothing of it was kept."""
    run = RegisterRun.objects.filter(id=run_id).first()
    if run is None or run.state not in {RegisterState.EXAMINING, RegisterState.IMPORTING}:
        return
    try:
        with uploads.opened(run.file) as path:
            sheet = open_sheet(path, run.name, sheet=run.sheet).sheet
            content = RegisterMapping.model_validate(run.mapping)
            order = Order(run.id, sheet, content, _acting(run), clock.now)
            if run.state == RegisterState.EXAMINING:
                look_over(order)
            else:
                carry_out(order)
    except uploads.FileGone:
        end(run_id, failure="file_gone", at=clock.now())
    except TooManyRows:
        end(run_id, failure="too_many_rows", at=clock.now())
    except TableRefused as refused:
        end(run_id, failure=f"table.{refused.code}", at=clock.now())
    except (OperationalError, psycopg.OperationalError):
        raise  # the database went away: the queue tries again when it is back
    except Exception:
        # Trying again would fail again. The person sees that it failed; nothing of it was kept.
        logger.exception("register %s failed", run_id)
        end(run_id, failure="unexpected", at=clock.now())


@job("mediation.forget_registers", every="53 1 * * *")
def forget_registers() -> None:
    forget_due(at=clock.now())


def _acting(run: RegisterRun) -> Acting:
    """Who started the run, for the record; what they may do was asked when they did."""
    return Acting(Actor(ActorKind(run.started_by_kind), run.started_by, run.started_by_name))
