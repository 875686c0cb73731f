"""A register brought in at one go, from the command line: what a page asks step by step is decided here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from banjie.cases.acting import Acting
from banjie.mediation.models import RegisterRun, RegisterState
from banjie.platform.tables import Opened, open_sheet

from .actions import proposal_for, register
from .mapping import RegisterMapping, problems_of
from .proposing import Basis, Proposal
from .reading import Progress, Reading
from .refusals import Reason, Refused
from .running import Order, carry_out, end, look_over


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person said; what is None or "" is as the mapping has it."""

    mapping: Path | None = None
    sheet: str = ""
    source: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A file with the mapping that it will be read by."""

    opened: Opened
    proposal: Proposal

    @property
    def content(self) -> RegisterMapping:
        return self.proposal.content


def prepare(path: Path, wishes: Wishes) -> Ready:
    """Raises TableRefused, ValidationError (a mapping that does not hold), Refused (mapping_at_fault)."""
    opened = open_sheet(path, path.name, sheet=wishes.sheet)
    if wishes.mapping is not None:
        content = RegisterMapping.model_validate_json(wishes.mapping.read_text("utf-8"))
        proposal = Proposal(content, Basis.REMEMBERED)
    else:
        proposal = proposal_for(opened)
    changes: dict[str, Any] = {"source": wishes.source} if wishes.source else {}
    if wishes.year is not None:
        changes["year"] = wishes.year
    content = RegisterMapping.model_validate({**proposal.content.model_dump(), **changes})
    if problems := problems_of(content, opened.sheet.table.headers):
        raise Refused(Reason.MAPPING_AT_FAULT, problems)
    return Ready(opened, Proposal(content, proposal.basis))


def check(ready: Ready, *, by: Acting, now: Callable[[], datetime], progress: Progress) -> tuple[RegisterRun, Reading]:
    """Looks the register over without bringing anything in."""
    return _run(ready, RegisterState.EXAMINING, by=by, now=now, progress=progress)


def bring(ready: Ready, *, by: Acting, now: Callable[[], datetime], progress: Progress) -> tuple[RegisterRun, Reading]:
    """Brings the register in. The run says what became of it."""
    return _run(ready, RegisterState.IMPORTING, by=by, now=now, progress=progress)


def _run(
    ready: Ready, state: RegisterState, *, by: Acting, now: Callable[[], datetime], progress: Progress
) -> tuple[RegisterRun, Reading]:
    run = register(ready.opened, ready.proposal, by=by, at=now())
    RegisterRun.objects.filter(id=run.id).update(state=state)
    order = Order(run.id, ready.opened.sheet, ready.content, by, now, progress)
    try:
        reading = look_over(order) if state is RegisterState.EXAMINING else carry_out(order)
    except BaseException:
        # Interrupted or failed: nothing is under way any more, and the record says so.
        end(run.id, failure="unexpected", at=now())
        raise
    run.refresh_from_db()
    return run, reading
