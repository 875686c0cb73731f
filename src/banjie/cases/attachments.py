"""Files of a case: stored under their digest, named on the timeline."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from banjie.cases import events, recording
from banjie.cases.acting import Acting, hand
from banjie.cases.errors import CaseNotFound, CommandRefused
from banjie.cases.models import Attachment, Case
from banjie.cases.visibility import visible_to
from banjie.core.workflow import Capacity, Reason, Refusal
from banjie.platform import files

MOST_FILES = 30


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a case has; `repeated` where it had the very same one already."""

    attachment_id: int
    digest: str
    repeated: bool


def attach(
    case_id: int, *, content: bytes, name: str, by: Acting, at: datetime, resident_sees: bool = False
) -> Attached:
    """Checks, stores and records a file. Raises CaseNotFound, CommandRefused, and what `files.store` raises.

    The content is stored before the case is locked; a file that no case names is swept up later.
    """
    _permitted(_case(case_id, by), by)
    stored = files.store(content, name=name)
    with transaction.atomic():
        case = _case(case_id, by, lock=True)
        _permitted(case, by)
        row, created = Attachment.objects.get_or_create(
            case=case,
            digest=stored.digest,
            defaults={
                "name": stored.name,
                "kind": stored.kind,
                "size": stored.size,
                "added_at": at,
                "added_by_kind": by.actor.kind,
                "added_by": by.actor.id,
                "resident_sees": resident_sees or Capacity.REPORTER in by.fixed,
            },
        )
        if created:
            data = {"name": row.name, "digest": row.digest, "size": row.size, "kind": row.kind}
            recording.append(case, "attach", by=by.actor, at=at, resident_sees=row.resident_sees, data=data)
            case.save(update_fields=["entries", "head"])
            if Capacity.REPORTER in by.fixed:
                events.publish_to_tell(case, "attach", data, at=at)
    return Attached(row.id, row.digest, not created)


def _case(case_id: int, by: Acting, *, lock: bool = False) -> Case:
    cases = Case.objects.filter(id=case_id)
    if by.viewer is not None:
        cases = visible_to(by.viewer, cases)
    if lock:
        cases = cases.select_for_update(of=("self",))
    case = cases.first()
    if case is None:
        raise CaseNotFound(case_id)
    return case


def _permitted(case: Case, by: Acting) -> None:
    """Whoever acts on a case in any capacity may add to it, while it is not at its end."""
    assisting = frozenset(case.assisting.filter(released_at=None).values_list("unit_path", flat=True))
    if not hand(by, case, assisting).capacities:
        raise CommandRefused(Refusal("attach", Reason.NOT_YOURS, case.state))
    if case.attachments.count() >= MOST_FILES:
        raise CommandRefused(Refusal("attach", "too_many_files", case.state))
