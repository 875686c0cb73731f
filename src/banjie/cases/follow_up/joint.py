"""Tells whoever raised what was merged that the joint matter is over. They are asked for no verdict."""

from datetime import datetime

from django.db import transaction

from banjie.cases import recording
from banjie.cases.follow_up.asking import Asking, address_of
from banjie.cases.models import Case, TimelineEntry
from banjie.platform.actors import SYSTEM


def merged_into(case_id: int) -> list[int]:
    """The cases that were merged into this one, and into those."""
    found: list[int] = []
    latest = [case_id]
    while latest:
        merged = Case.objects.filter(merged_into_id__in=latest, state="merged").exclude(id__in=found)
        latest = list(merged.order_by("id").values_list("id", flat=True))
        found += latest
    return found


def is_due(case_id: int, *, lead_id: int, round_: int) -> bool:
    """Whether the reporter of a merged case has not yet heard of this end of the joint one, and it still is over."""
    if not Case.objects.filter(id=lead_id, is_open=False, reopens=round_).exists():
        return False
    told = TimelineEntry.objects.filter(case_id=case_id, command="tell_joint", data__round=round_, data__lead=lead_id)
    return not told.exists()


def to_tell(case_id: int) -> Asking | None:
    """Whom to write to; None where they left no address or it is erased."""
    case = Case.objects.filter(id=case_id).first()
    return address_of(case) if case is not None else None


@transaction.atomic
def note_told(case_id: int, *, lead_id: int, round_: int, how: str, at: datetime) -> None:
    case = Case.objects.select_for_update(of=("self",)).get(id=case_id)
    data = {"how": how, "round": round_, "lead": lead_id}
    recording.append(case, "tell_joint", by=SYSTEM, at=at, resident_sees=True, data=data)
    case.save(update_fields=["entries", "head"])
