"""Carries out a run: examines its file, or brings it in. Called by jobs and by the command line alike."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from banjie.cases.acting import Acting
from banjie.cases.imports.bringing import Bringing, Cancelled
from banjie.cases.imports.examining import examine, reader_for
from banjie.cases.imports.found import Found
from banjie.cases.imports.looking import choices
from banjie.cases.imports.mapping import MappingContent, OnFault
from banjie.cases.imports.pipe import Pipe
from banjie.cases.imports.recording import RunRecord
from banjie.cases.imports.rows import RowReader
from banjie.cases.intake.write import SubmittedBefore
from banjie.cases.models import ImportRun, RunState
from banjie.cases.placing import home_of
from banjie.cases.reference import reference
from banjie.platform.tables import Sheet, TableRefused

logger = logging.getLogger(__name__)

_TRIES: Final = 3

type Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done for whom: the run, its sheet and mapping, who asked, and the clock of the caller."""

    run_id: int
    sheet: Sheet
    content: MappingContent
    by: Acting
    now: Callable[[], datetime]
    progress: Progress = lambda done: None


def look_over(order: Order) -> Found:
    """Examines the file and leaves what was found on the run. Raises TableRefused."""
    at = order.now()
    record = RunRecord(order.run_id, now=order.now, progress=order.progress)
    record.clear_faults()

    def go(done: int) -> None:
        if record.progress(done):
            raise Cancelled

    reader = _reader(order, at)
    home = home_of(grant.area_path for grant in order.by.grants)
    found = examine(order.sheet, reader, reference(), at=at, progress=go, faults=record.add_faults, home=home)
    record.finish(RunState.EXAMINED, found)
    return found


def carry_out(order: Order) -> Found:
    """Brings the file in as the mapping says. The run says at the end what became of it, whatever happens.

    Bears being called again after the process died: what was committed stays and is not done again.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            return _bring(order)
        except SubmittedBefore:
            # Some of these rows became cases by another way since this began; they are passed over next time.
            logger.warning("import %s: rows came in by another way, attempt %s", order.run_id, attempt)
    RunRecord(order.run_id, now=order.now).end(RunState.FAILED, failure="disturbed")
    return Found()


def _bring(order: Order) -> Found:
    at = order.now()
    record = RunRecord(order.run_id, now=order.now, progress=order.progress)
    with Pipe(order.content.source) as pipe:
        if not pipe.take_turn(go_on=record.go_on):
            record.end(RunState.CANCELLED)
            return Found()
        run = ImportRun.objects.get(id=order.run_id)
        if run.state == RunState.IMPORTED:
            return Found()
        bringing = Bringing(
            order.sheet,
            _reader(order, at),
            reference(),
            pipe,
            record,
            source=order.content.source,
            by=order.by,
            at=at,
        )
        try:
            state = _bring_by_terms(bringing, order.content, run, record)
        except Cancelled:
            pipe.undo()
            record.end(RunState.CANCELLED)
            return bringing.found
        except TableRefused as refused:
            pipe.undo()
            record.end(RunState.FAILED, failure=f"table.{refused.code}")
            return bringing.found
    if state is RunState.REFUSED:
        record.finish(state, bringing.found)
    return bringing.found


def _bring_by_terms(bringing: Bringing, content: MappingContent, run: ImportRun, record: RunRecord) -> RunState:
    if content.on_fault is OnFault.SKIP_ROWS:
        if not run.next_row:
            record.clear_faults()
        return bringing.row_by_row(run.next_row)
    record.clear_faults()
    return bringing.whole()


def _reader(order: Order, at: datetime) -> RowReader:
    return reader_for(order.sheet, order.content, choices(), at=at)
