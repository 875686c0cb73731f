"""Bringing a register in, step by step as a person does it: upload, say what the columns are, check, bring in.

Each step is refused with a `Refused` where the run does not stand there; the words are made at the edge.
"""

from datetime import datetime
from typing import IO, Final

from django.conf import settings
from django.db import transaction
from pydantic import ValidationError

from banjie.cases.acting import Acting
from banjie.mediation.models import RegisterRun, RegisterState
from banjie.platform import jobs
from banjie.platform.crypto import tracking_code
from banjie.platform.files import uploads
from banjie.platform.tables import Opened, fingerprint, open_sheet

from .fields import Field
from .jobs import work
from .keeping import AT_WORK, forget, locked
from .mapping import RegisterMapping, problems_of
from .proposing import Proposal, propose
from .refusals import Reason, Refused

__all__ = [
    "Reason",
    "Refused",
    "choose_sheet",
    "forget",
    "proposal_for",
    "register",
    "set_mapping",
    "set_meanings",
    "start",
    "upload",
]

MOST_BYTES: Final = 64 << 20
_REMEMBERED: Final = 5


def upload(file: IO[bytes], *, name: str, by: Acting, at: datetime) -> RegisterRun:
    """Keeps a file, looks into it and proposes a mapping. Raises TableRefused, Refused (too_large)."""
    file.seek(0, 2)
    if file.tell() > MOST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    opened = open_sheet(file, name)
    kept = uploads.keep(file)
    try:
        return register(opened, proposal_for(opened), by=by, at=at, file=kept)
    except BaseException:
        uploads.erase(kept)
        raise


def register(opened: Opened, proposal: Proposal, *, by: Acting, at: datetime, file: str = "") -> RegisterRun:
    """The run of a file that was looked into; without `file` it is one that lies elsewhere."""
    table = opened.sheet.table
    return RegisterRun.objects.create(
        token=tracking_code().replace("-", "").lower(),
        name=opened.sheet.file_name[:200],
        file=file,
        sheet=table.sheet[:200],
        mapping=proposal.content.model_dump(mode="json"),
        fingerprint=fingerprint(table.headers),
        expected=table.rows_expected,
        found=_looked_into(opened, proposal),
        started_by_kind=by.actor.kind,
        started_by=by.actor.id,
        started_by_name=by.actor.name[:80],
        created_at=at,
    )


def proposal_for(opened: Opened) -> Proposal:
    """The mapping to begin with: that of the latest register with the same columns, or a guess."""
    table = opened.sheet.table
    return propose(
        table.headers,
        table.sample,
        file_name=opened.sheet.file_name,
        time_zone=settings.TIME_ZONE,
        remembered=_remembered(fingerprint(table.headers)),
    )


def choose_sheet(run_id: int, *, sheet: str) -> RegisterRun:
    """Turns to another sheet of the file, with a mapping proposed for it."""
    with transaction.atomic():
        run = _mine_to_change(run_id)
        with uploads.opened(run.file) as path:
            opened = open_sheet(path, run.name, sheet=sheet)
        proposal = proposal_for(opened)
        run.sheet, run.state = opened.sheet.table.sheet[:200], RegisterState.UPLOADED
        run.mapping = proposal.content.model_dump(mode="json")
        run.fingerprint = fingerprint(opened.sheet.table.headers)
        run.expected = opened.sheet.table.rows_expected
        run.found = _looked_into(opened, proposal)
        run.save()
    return run


def set_mapping(run_id: int, *, content: RegisterMapping) -> RegisterRun:
    """Puts a mapping in place of the one before and has the file checked by it. Raises Refused."""
    with transaction.atomic():
        run = _mine_to_change(run_id)
        if problems := problems_of(content, run.found.get("headers", content.headers)):
            raise Refused(Reason.MAPPING_AT_FAULT, problems)
        run.mapping = content.model_dump(mode="json")
        _begin(run, RegisterState.EXAMINING)
    return run


def set_meanings(run_id: int, *, meanings: dict[Field, dict[str, str]]) -> RegisterRun:
    """Adds what words mean to the mapping and has the file checked anew. Raises Refused."""
    with transaction.atomic():
        run = _mine_to_change(run_id)
        content = RegisterMapping.model_validate(run.mapping)
        values = {field: dict(words) for field, words in content.values.items()}
        for field, words in meanings.items():
            values.setdefault(field, {}).update(words)
        run.mapping = content.model_copy(update={"values": values}).model_dump(mode="json")
        _begin(run, RegisterState.EXAMINING)
    return run


def start(run_id: int) -> RegisterRun:
    """Brings a register in whose rows are all sound. Raises Refused."""
    with transaction.atomic():
        run = _mine_to_change(run_id)
        if run.state != RegisterState.EXAMINED or run.refused:
            raise Refused(Reason.NOT_CHECKED)
        _begin(run, RegisterState.IMPORTING)
    return run


def _looked_into(opened: Opened, proposal: Proposal) -> dict[str, object]:
    """What the record keeps of the file. Not its first cells: there are names in them."""
    told = {key: value for key, value in opened.as_json().items() if key != "samples"}
    return {**told, "basis": str(proposal.basis)}


def _remembered(mark: str) -> list[RegisterMapping]:
    runs = RegisterRun.objects.filter(fingerprint=mark, state=RegisterState.IMPORTED)
    found = []
    for document in runs.order_by("-created_at").values_list("mapping", flat=True)[:_REMEMBERED]:
        try:
            found.append(RegisterMapping.model_validate(document))
        except ValidationError:  # of an older shape
            continue
    return found


def _begin(run: RegisterRun, state: RegisterState) -> None:
    """Hands a run to a worker, from its beginning."""
    run.state, run.done, run.failure, run.ended_at = state, 0, "", None
    run.made = run.repeated = run.left_out = run.refused = 0
    run.save()
    jobs.later(work, once=f"mediation.register.{run.id}", run_id=run.id)


def _mine_to_change(run_id: int) -> RegisterRun:
    run = locked(run_id)
    if run.state in AT_WORK:
        raise Refused(Reason.AT_WORK)
    if run.state == RegisterState.IMPORTED:
        raise Refused(Reason.OVER)
    if not run.file:
        raise Refused(Reason.FILE_GONE)
    return run
