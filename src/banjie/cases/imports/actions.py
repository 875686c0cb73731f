"""Bringing files in, step by step as a person does it: upload, say what the columns are, check, import.

Each step is refused with a `Refused` where the run does not stand there; the words are made at the edge.
"""

from datetime import datetime
from typing import IO, Final

from django.conf import settings
from django.db import transaction

from banjie.cases.acting import Acting
from banjie.cases.imports import mappings
from banjie.cases.imports.creating import Created, create
from banjie.cases.imports.fields import Field
from banjie.cases.imports.jobs import work
from banjie.cases.imports.keeping import AT_WORK, forget, locked
from banjie.cases.imports.looking import choices, lacking_for
from banjie.cases.imports.mapping import MappingContent, OnFault, problems_of
from banjie.cases.imports.proposing import Proposal, propose
from banjie.cases.imports.refusals import Reason, Refused
from banjie.cases.models import ImportRun, RunState
from banjie.platform import jobs
from banjie.platform.crypto import tracking_code
from banjie.platform.files import uploads
from banjie.platform.tables import Opened, open_sheet

__all__ = [
    "Reason",
    "Refused",
    "cancel",
    "choose_sheet",
    "create_missing",
    "forget",
    "proposal_for",
    "register",
    "set_mapping",
    "set_meanings",
    "start",
    "upload",
]

MOST_BYTES: Final = 512 << 20


def upload(file: IO[bytes], *, name: str, by: Acting, at: datetime) -> ImportRun:
    """Keeps a file, looks into it and proposes a mapping. Raises TableRefused, Refused (too_large)."""
    file.seek(0, 2)
    size = file.tell()
    if size > MOST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    opened = open_sheet(file, name)
    kept = uploads.keep(file)
    try:
        return register(opened, proposal_for(opened), by=by, at=at, file=kept, size=size)
    except BaseException:
        uploads.erase(kept)
        raise


def register(
    opened: Opened, proposal: Proposal, *, by: Acting, at: datetime, file: str = "", size: int = 0
) -> ImportRun:
    """The run of a file that was looked into; without `file` it is one that lies elsewhere."""
    return ImportRun.objects.create(
        token=tracking_code().replace("-", "").lower(),
        name=opened.sheet.file_name[:200],
        file=file,
        size=size,
        sheet=opened.sheet.table.sheet[:200],
        mapping=proposal.content.model_dump(mode="json"),
        source=proposal.content.source,
        expected=opened.sheet.table.rows_expected,
        found={**opened.as_json(), "basis": str(proposal.basis)},
        started_by_kind=by.actor.kind,
        started_by=by.actor.id,
        started_by_name=by.actor.name[:80],
        created_at=at,
    )


def proposal_for(opened: Opened) -> Proposal:
    """The mapping to begin with."""
    known = choices()
    return propose(
        opened.sheet.table.headers,
        opened.sheet.table.sample,
        file_name=opened.sheet.file_name,
        time_zone=settings.TIME_ZONE,
        remembered=mappings.remembered(),
        knows=lambda field, word: known.find(field, word) is not None,
    )


def choose_sheet(run_id: int, *, sheet: str, at: datetime) -> ImportRun:
    """Turns to another sheet of the file, with a mapping proposed for it."""
    with transaction.atomic():
        run = _mine_to_change(run_id)
        with uploads.opened(run.file) as path:
            opened = open_sheet(path, run.name, sheet=sheet)
        if opened.sheet.table.sheet != sheet:
            raise Refused(Reason.UNKNOWN_SHEET)
        proposal = proposal_for(opened)
        run.sheet, run.state = sheet, RunState.UPLOADED
        run.mapping, run.source = proposal.content.model_dump(mode="json"), proposal.content.source
        run.expected = opened.sheet.table.rows_expected
        run.found = {**opened.as_json(), "basis": str(proposal.basis)}
        run.save()
    return run


def set_mapping(run_id: int, *, content: MappingContent, at: datetime) -> ImportRun:
    """Puts a mapping in place of the one before and has the file checked by it. Raises Refused."""
    with transaction.atomic():
        run = _mine_to_change(run_id)
        problems = problems_of(content, run.found.get("headers", content.headers))
        if problems:
            raise Refused(Reason.MAPPING_AT_FAULT, tuple(problems))
        run.mapping, run.source = content.model_dump(mode="json"), content.source
        _begin(run, RunState.EXAMINING)
    return run


def set_meanings(run_id: int, *, meanings: dict[Field, dict[str, str]], at: datetime) -> ImportRun:
    """Adds what words mean to the mapping and has the file checked anew. Raises Refused."""
    with transaction.atomic():
        run = _mine_to_change(run_id)
        content = MappingContent.model_validate(run.mapping)
        values = {field: dict(words) for field, words in content.values.items()}
        for field, words in meanings.items():
            values.setdefault(field, {}).update(words)
        run.mapping = content.model_copy(update={"values": values}).model_dump(mode="json")
        _begin(run, RunState.EXAMINING)
    return run


def start(run_id: int, *, on_fault: OnFault, by: Acting, at: datetime) -> ImportRun:
    """Brings the file in, and remembers its mapping for the next one. Raises Refused."""
    with transaction.atomic():
        run = _mine_to_change(run_id)
        content = MappingContent.model_validate(run.mapping).model_copy(update={"on_fault": on_fault})
        run.mapping = content.model_dump(mode="json")
        mappings.save(content, by=by, at=at)
        _begin(run, RunState.IMPORTING)
    return run


def create_missing(run_id: int, *, by: Acting, at: datetime) -> Created:
    """Makes the categories, units and the area that the file speaks of and the installation lacks.

    Raises Refused, CannotCreate; afterwards the file is checked anew.
    """
    run = _mine_to_change(run_id)
    content = MappingContent.model_validate(run.mapping)
    with uploads.opened(run.file) as path:
        sheet = open_sheet(path, run.name, sheet=run.sheet).sheet
        made = create(content, lacking_for(sheet, content, at=at), by=by.actor, at=at)
    with transaction.atomic():
        _begin(_mine_to_change(run_id), RunState.EXAMINING)
    return made


def cancel(run_id: int, *, at: datetime) -> None:
    """Asks a run that is under way to end; a run that waits ends at once."""
    with transaction.atomic():
        run = locked(run_id)
        if run.state in AT_WORK:
            run.cancel_asked = True
        elif run.ended_at is None:
            run.state, run.ended_at = RunState.CANCELLED, at
        run.save(update_fields=["cancel_asked", "state", "ended_at"])


def _begin(run: ImportRun, state: RunState) -> None:
    """Hands a run to a worker, from its beginning."""
    run.state, run.done, run.next_row, run.failure = state, 0, 0, ""
    run.cancel_asked, run.ended_at = False, None
    run.made = run.repeated = run.left_out = run.refused = 0
    run.save()
    jobs.later(work, once=f"cases.import.{run.id}", run_id=run.id)


def _mine_to_change(run_id: int) -> ImportRun:
    run = locked(run_id)
    if run.state in AT_WORK:
        raise Refused(Reason.AT_WORK)
    if run.state == RunState.IMPORTED:
        raise Refused(Reason.OVER)
    if not run.file:
        raise Refused(Reason.FILE_GONE)
    return run
