"""A file brought in at one go, from the command line or a script: what a page asks step by step is decided here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from banjie.cases.acting import Acting
from banjie.cases.imports import mappings
from banjie.cases.imports.actions import proposal_for, register
from banjie.cases.imports.creating import Created, create
from banjie.cases.imports.fields import Field
from banjie.cases.imports.found import Found
from banjie.cases.imports.looking import lacking_for
from banjie.cases.imports.mapping import MappingContent, OnFault, Unknown, problems_of
from banjie.cases.imports.proposing import Basis, Proposal
from banjie.cases.imports.recording import RunRecord
from banjie.cases.imports.refusals import Reason, Refused
from banjie.cases.imports.running import Order, Progress, carry_out, look_over
from banjie.cases.imports.surveying import Lacking
from banjie.cases.models import ImportRun, RunState
from banjie.platform.tables import Opened, open_sheet


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person said; what is None or "" is as the mapping has it."""

    mapping: str = ""
    sheet: str = ""
    source: str = ""
    skips_rows: bool | None = None
    creates: bool | None = None
    without_category: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """A file with the mapping that it will be read by, and what it speaks of that is not here."""

    opened: Opened
    proposal: Proposal
    lacks: Lacking

    @property
    def content(self) -> MappingContent:
        return self.proposal.content


def prepare(path: Path, wishes: Wishes, *, at: datetime) -> Ready:
    """Raises TableRefused, UnknownMapping, BadMapping, Refused (mapping_at_fault)."""
    opened = open_sheet(path, path.name, sheet=wishes.sheet)
    if wishes.mapping:
        proposal = Proposal(mappings.named_or_from(wishes.mapping), Basis.REMEMBERED)
    else:
        proposal = proposal_for(opened)
    content = _as_wished(proposal.content, wishes)
    problems = problems_of(content, opened.sheet.table.headers)
    if problems:
        raise Refused(Reason.MAPPING_AT_FAULT, tuple(problems))
    lacks = lacking_for(opened.sheet, content, at=at) if content.creates_missing else Lacking()
    return Ready(opened, Proposal(content, proposal.basis), lacks)


def set_up(ready: Ready, *, by: Acting, at: datetime) -> Created:
    """Makes what is lacking. Raises CannotCreate."""
    return create(ready.content, ready.lacks, by=by.actor, at=at)


def check(ready: Ready, *, by: Acting, now: Callable[[], datetime], progress: Progress) -> ImportRun:
    """Looks the file over without bringing anything in. What would be made counts as there."""
    content = ready.content
    if ready.lacks:
        lenient = {Field.CATEGORY: Unknown.LEAVE_EMPTY, Field.LEAD_UNIT: Unknown.LEAVE_EMPTY}
        content = content.model_copy(update={"unknown": {**content.unknown, **lenient}})
    return _run(ready, content, look_over, by=by, now=now, progress=progress)


def bring(ready: Ready, *, by: Acting, now: Callable[[], datetime], progress: Progress) -> ImportRun:
    """Brings the file in and remembers its mapping if it was guessed. The run says what became of it."""
    run = _run(ready, ready.content, carry_out, by=by, now=now, progress=progress)
    if run.state == RunState.IMPORTED and ready.proposal.basis is Basis.GUESSED:
        mappings.save(ready.content, by=by, at=now())
    return run


def _run(
    ready: Ready,
    content: MappingContent,
    work: Callable[[Order], Found],
    *,
    by: Acting,
    now: Callable[[], datetime],
    progress: Progress,
) -> ImportRun:
    run = register(ready.opened, Proposal(content, ready.proposal.basis), by=by, at=now())
    ImportRun.objects.filter(id=run.id).update(state=RunState.IMPORTING if work is carry_out else RunState.EXAMINING)
    try:
        work(Order(run.id, ready.opened.sheet, content, by, now, progress))
    except BaseException as error:
        # Interrupted or failed: nothing is under way any more, and the record says so.
        record = RunRecord(run.id, now=now)
        if isinstance(error, KeyboardInterrupt):
            record.end(RunState.CANCELLED)
        else:
            record.end(RunState.FAILED, failure="unexpected")
        raise
    run.refresh_from_db()
    return run


def _as_wished(content: MappingContent, wishes: Wishes) -> MappingContent:
    changes: dict[str, Any] = {}
    if wishes.source:
        changes["source"] = wishes.source
    if wishes.skips_rows is not None:
        changes["on_fault"] = OnFault.SKIP_ROWS if wishes.skips_rows else OnFault.REFUSE_FILE
    if wishes.creates is not None:
        changes["creates_missing"] = wishes.creates
    if wishes.without_category:
        changes["unknown"] = {**content.unknown, Field.CATEGORY: Unknown.LEAVE_EMPTY}
    # Checked anew: a source from the command line must be one.
    return MappingContent.model_validate({**content.model_dump(), **changes})
