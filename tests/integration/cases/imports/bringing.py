"""Brings files in as the command line does, and counts what became of them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from banjie.cases import integrity
from banjie.cases.acting import AS_SYSTEM
from banjie.cases.imports import oneshot
from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import Source
from banjie.cases.imports.proposing import Proposal
from banjie.cases.models import Case, ImportFault, ImportRun
from tests.integration.cases.world import AT


def ready(path: Path, *, at: datetime = AT, **wishes: Any) -> oneshot.Ready:
    return oneshot.prepare(path, oneshot.Wishes(**wishes), at=at)


def bring(path: Path, *, at: datetime = AT, **wishes: Any) -> ImportRun:
    return oneshot.bring(ready(path, at=at, **wishes), by=AS_SYSTEM, now=lambda: at, progress=lambda done: None)


def bring_ready(given: oneshot.Ready, *, at: datetime = AT) -> ImportRun:
    return oneshot.bring(given, by=AS_SYSTEM, now=lambda: at, progress=lambda done: None)


def with_constant(given: oneshot.Ready, field: Field, word: str) -> oneshot.Ready:
    """The same file with one word for every row."""
    content = given.content
    fields = {**content.fields, field: Source(constant=word)}
    changed = content.model_copy(update={"fields": fields})
    return oneshot.Ready(given.opened, Proposal(changed, given.proposal.basis), given.lacks)


def faults(run: ImportRun) -> Sequence[tuple[int, str, str]]:
    return list(ImportFault.objects.filter(run=run).order_by("row", "id").values_list("row", "field", "code"))


def cases() -> int:
    return Case.objects.count()


def is_sound() -> bool:
    """Whether every timeline is whole, as `banjie verify` would say."""
    return not [found for found in integrity.verify() if not isinstance(found, int)]
